"""What `reporting check` says of the test reports."""

from dataclasses import replace

import pytest
from sqlalchemy import delete, insert, update

from reporting.checkup import find_faults
from reporting.service import Language
from reporting.store.watchtables import test_report as table
from reporting.testreports.faults import LOST, NO_STORIES, find_test_faults


def faults(measured):
    """Return what is said of a service."""
    return list(find_test_faults(measured.services, measured.watch))


def test_nothing_is_said_of_a_good_service(testing):
    """Before the first plan, after it, and after a filing."""
    said = [faults(testing)]
    testing.turn()
    said.append(faults(testing))
    testing.go_to(testing.tests[0].minute)
    testing.slot()

    assert [[], [], []] == [*said, faults(testing)]


@pytest.mark.parametrize(
    "change",
    [
        lambda number: delete(table).where(table.c.id == number),
        lambda number: update(table).where(table.c.id == number).values(bytes=b"altered"),
        lambda number: insert(table).values(id=number ^ 1, bytes=b"another"),
    ],
)
def test_a_row_that_was_tampered_with_is_told(testing, change):
    """Taken away, altered or added; `reporting check` says it with the rest."""
    testing.turn()
    with testing.world.store.write() as connection:
        connection.execute(change(testing.rows[0].number))

    assert [LOST] == faults(testing)
    assert LOST in list(find_faults(testing.world.services("")))


def test_a_service_in_other_languages_is_told(testing):
    """Nothing would be measured, and nobody would know why."""
    welsh = (Language("cy", "Cymraeg", "cy_GB"),)
    service = replace(testing.services.service, languages=welsh)
    services = replace(testing.services, service=service)

    assert [NO_STORIES] == list(find_test_faults(services, testing.watch))
