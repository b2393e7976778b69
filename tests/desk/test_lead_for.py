"""Which lead a question about worse treatment names: one who can open the case, and did nothing."""

from dataclasses import replace

import pytest

from reporting import ids
from reporting.case import Case
from reporting.casework import kinds
from reporting.casework.record import Act, note
from reporting.desk.case.after import lead_for
from reporting.event import HANDOVER, Event, History
from reporting.rerouting import OPEN
from tests.support.opened import Desk, open_desk


@pytest.fixture
def desk(tmp_path):
    """One report in a store."""
    desk = open_desk(tmp_path)
    yield desk
    desk.store.engine.dispose()


def named(desk: Desk, case: Case) -> str:
    """Return the name of the lead whom a question about `case` would name, or nothing."""
    found = lead_for(case, desk.cast.rosters)
    numbers = {ids.to_hex(account): name for name, account in desk.cast.accounts.items()}
    return numbers.get(found, found)


def handled(desk: Desk) -> Case:
    """Return the case after the one lead of the acting body has opened it."""
    author = desk.author(name="north-lead")
    note(desk.store, desk.read(), desk.report_key, author, Act(kinds.OPENED))
    return desk.read()


def test_a_lead_of_the_acting_body_who_did_nothing_is_named(desk):
    """They can open it, and had nothing to do with it."""
    assert "north-lead" == named(desk, desk.read())


def test_a_lead_who_stands_by_is_not_named(desk):
    """They cannot open it, so nobody would ever read what was told."""
    assert "" == named(desk, handled(desk))


def test_a_lead_who_stood_by_is_named_once_it_was_handed_over(desk):
    """From then on their row opens."""
    case = handled(desk)
    history = History((Event(case.number, HANDOVER, 1),))

    moved = replace(case, watched=replace(case.watched, history=history))

    assert "south-lead" == named(desk, moved)


def test_a_lead_who_handled_it_before_they_got_another_number_is_not_named(desk):
    """A reset or a rotation makes another account, and nobody else."""
    case, before = handled(desk), desk.cast.accounts["north-lead"]
    desk.cast.add("north", "again", "lead")
    again, members = desk.cast.accounts["north-again"], desk.cast.members["north"]
    members[:] = [replace(m, active=m.account != before) for m in members]

    opening = replace(case, triage=replace(case.triage, access={again: OPEN}))
    as_another = named(desk, opening)
    members[:] = [replace(m, follows=before) if m.account == again else m for m in members]

    assert ("north-again", "") == (as_another, named(desk, opening))
