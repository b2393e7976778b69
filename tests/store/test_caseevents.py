"""Events of cases in the store: written once, and gone with their report."""

import pytest
from sqlalchemy import delete, insert, select, update

from reporting.errors import ReportingError
from reporting.store.reports import purge_reports
from reporting.store.tables import case_event, report
from reporting.store.tidy import tidy

DATA = b"an event"


@pytest.fixture
def written(world):
    """A world with one report and one event beside it."""
    world.reporter().write_report()
    with world.store.write() as connection:
        number = connection.execute(select(report.c.id)).scalar_one()
        connection.execute(insert(case_event), {"id": 5, "report_id": number, "bytes": DATA})
    return world


def events(world):
    """Return what is there."""
    with world.store.read() as connection:
        return connection.execute(select(case_event.c.bytes)).scalars().all()


@pytest.mark.parametrize("statement", [delete(case_event), update(case_event).values(bytes=b"")])
def test_no_program_changes_or_removes_an_event(written, statement):
    """SQLite refuses by trigger, PostgreSQL by the grants of the desk."""
    store = written.store if written.store.dialect == "sqlite" else written.services("desk").store

    with pytest.raises(ReportingError), store.write() as connection:
        connection.execute(statement)

    assert [DATA] == events(written)


def test_events_go_with_their_report(written):
    """The trigger lets them: by then their report is gone."""
    with written.store.write() as connection:
        assert 1 == purge_reports(connection, 10**6)

    assert [] == events(written)


def test_tidying_keeps_events(written):
    """All rows are written anew, and none is lost."""
    tidy(written.store)

    assert [DATA] == events(written)
