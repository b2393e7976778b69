"""Giving a report to a colleague who came later, below any page."""

from dataclasses import replace

import pytest

from reporting import ids
from reporting.casework import kinds
from reporting.casework.granting import NOBODY_SUCH, grant
from reporting.casework.recusing import recuse
from reporting.errors import CannotOpen, NotAllowed
from reporting.opening import open_stanza
from reporting.roster import Declaration
from reporting.store.reports import get_stanzas
from tests.support.cast import COUNCIL, demo_service
from tests.support.dump import read_all
from tests.support.opened import Desk, open_desk

WHOLE = Declaration(COUNCIL)


@pytest.fixture
def desk(tmp_path):
    """One report in a store, from which the second reviewer of North was excluded."""
    desk = open_desk(tmp_path, WHOLE)
    yield desk
    desk.store.engine.dispose()


def give(desk: Desk, name: str, by: str = "north-reviewer") -> None:
    """Give the report to somebody."""
    account = desk.cast.accounts.get(name, ids.AccountId(7))
    places = (demo_service(), desk.cast.rosters)
    author = desk.author(name=by)
    grant(desk.store, desk.read(), desk.report_key, author, places, account, "I am away.")


def opens(desk: Desk, name: str) -> bool:
    """Say whether the row of somebody opens now."""
    account = desk.cast.accounts[name]
    with desk.store.read() as connection:
        row = get_stanzas(connection, account, [desk.number]).get(desk.number, b"")
    try:
        open_stanza(desk.cast.identities[name].unwrapper, account, desk.row().header, row)
    except CannotOpen:
        return False
    return True


def edit(desk: Desk, name: str, **changes: object) -> None:
    """Change a member in the signed list of North."""
    members, account = desk.cast.members["north"], desk.cast.accounts[name]
    members[:] = [replace(m, **changes) if m.account == account else m for m in members]  # type: ignore[arg-type]  # tests name the fields


def test_a_colleague_who_came_later_opens_it_and_every_row_is_new(desk):
    """The others open it as before, whoever was excluded does not, and the event says to whom."""
    desk.cast.add("north", "later", "reviewer")
    before = {row["bytes"] for row in read_all(desk.store)["stanza"]}

    give(desk, "north-later")

    names = ("north-later", "north-reviewer", "north-lead", "north-recovery", "north-second")
    assert [True, True, True, True, False] == [opens(desk, name) for name in names]
    assert not before & {row["bytes"] for row in read_all(desk.store)["stanza"]}
    [event] = desk.read().chain.events
    assert kinds.GRANTED == event.kind
    given = {"account": ids.to_hex(desk.cast.accounts["north-later"]), "reason": "I am away."}
    assert given == event.data
    assert frozenset() == desk.read().chain.problems


def test_it_stays_given_when_rows_are_written_again(desk):
    """The sealed list has it; and who gives it up then is out of it for good."""
    desk.cast.add("north", "later", "reviewer")
    give(desk, "north-later")
    places = (demo_service(), desk.cast.rosters)

    recuse(desk.store, desk.read(), desk.report_key, desk.author(), places)

    assert [True, False] == [opens(desk, name) for name in ("north-later", "north-reviewer")]
    with pytest.raises(NotAllowed):
        give(desk, "north-reviewer", by="north-later")


@pytest.mark.parametrize(
    "name",
    ["north-second", "north-conflicted", "north-again", "north-owner", "north-lead", "south-lead",
     "south-later", "north-nobody"],
)  # fmt: skip
def test_nobody_else_can_be_given_it_and_all_get_one_answer(desk, name):
    """Excluded, conflicted, excluded before a reset, no reader, of the other body, or unknown."""
    desk.cast.add("north", "conflicted", "reviewer", WHOLE)
    desk.cast.add("north", "again", "reviewer")
    edit(desk, "north-again", follows=desk.cast.accounts["north-second"])
    desk.cast.add("north", "owner", "owner")
    desk.cast.add("south", "later", "reviewer")
    before = read_all(desk.store)

    with pytest.raises(NotAllowed) as refused:
        give(desk, name)

    assert NOBODY_SUCH == refused.value.sentence
    assert before == read_all(desk.store)


def test_nobody_new_is_let_in_once_somebody_excluded_has_left(desk):
    """They might have come back under another number."""
    desk.cast.add("north", "later", "reviewer")
    edit(desk, "north-second", active=False)

    with pytest.raises(NotAllowed):
        give(desk, "north-later")


def test_what_the_list_says_counts_when_it_is_written(desk):
    """A declaration that came between the page and the button closes it."""
    desk.cast.add("north", "later", "reviewer")
    edit(desk, "north-later", declarations=(WHOLE,))

    with pytest.raises(NotAllowed):
        give(desk, "north-later")

    assert () == desk.read().chain.events
