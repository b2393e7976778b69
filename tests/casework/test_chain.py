"""The events of a case: what opens, what is genuine, and what is told of when one is missing."""

from dataclasses import replace

import pytest

from reporting import ids, primitives
from reporting.casework import chain
from reporting.casework.chain import add_event, open_head, read_chain, seal_head
from reporting.casework.event import CaseEvent
from reporting.errors import CannotOpen
from reporting.hashchain import Head
from reporting.ids import AccountId, EventId, ReportId
from reporting.problems import GAP, MISSING, UNREADABLE, UNSIGNED
from tests.support.cast import make_cast

KEY, DIGEST = bytes(range(32)), bytes(32)
REPORT = ReportId(77)
NAME = "north-reviewer"


class Book:
    """A case as the store keeps it."""

    def __init__(self) -> None:
        self.cast = make_cast()
        self.head = seal_head(KEY, DIGEST, Head())
        self.rows: list[tuple[EventId, bytes]] = []

    def add(self, kind: str = "noted", name: str = NAME, **data: object) -> None:
        """Let an account do something."""
        event = CaseEvent(REPORT, 0, b"", kind, self.cast.accounts[name], 493_150, 0, data)
        signer = self.cast.identities[name].signer
        link = add_event(KEY, DIGEST, self.head, event, signer)
        self.rows.append((link.number, link.box))
        self.head = link.head

    def read(self) -> chain.Chain:
        """Read it all."""
        return read_chain(KEY, DIGEST, REPORT, self.head, self.rows, self.cast.rosters)


@pytest.fixture
def book() -> Book:
    """A case of three events."""
    made = Book()
    for text in ("one", "two", "three"):
        made.add(text=text)
    return made


def test_events_come_back_in_their_order(book):
    """The store may give rows in any order."""
    book.rows.reverse()

    rv = book.read()

    assert ["one", "two", "three"] == [event.data["text"] for event in rv.events]
    assert frozenset() == rv.problems


def test_a_deleted_newest_event_is_told_of(book):
    """The head counts what there must be."""
    book.rows.pop()

    assert {MISSING} == book.read().problems


def test_a_deleted_event_between_is_told_of(book):
    """Each names the one before."""
    del book.rows[1]

    assert {GAP, MISSING} == book.read().problems


def test_an_event_in_a_row_of_another_number_does_not_open(book):
    """Each is bound to its row."""
    number = EventId(ids.new_id())
    book.rows[0] = (number, book.rows[0][1])

    assert UNREADABLE in book.read().problems


def test_an_event_that_nobody_of_the_rosters_signed_is_left_out(book):
    """Who holds the report key cannot act in another's name."""
    event = CaseEvent(REPORT, 0, b"", "noted", AccountId(5), 1, 0, {})
    link = add_event(KEY, DIGEST, book.head, event, primitives.Signer(bytes(32)))
    book.rows.append((link.number, link.box))
    book.head = link.head

    rv = book.read()

    assert 3 == len(rv.events)
    assert {UNSIGNED} == rv.problems


def test_a_damaged_head_is_told_of(book):
    """Without it nobody can say that the newest is there."""
    book.head = book.head[:-1] + b"\x00"

    assert MISSING in book.read().problems


def test_a_report_from_before_events_has_none():
    """An upgrade leaves the columns empty."""
    assert Head() == open_head(KEY, DIGEST, b"")


def test_a_head_of_another_report_does_not_open(book):
    """It is bound to the header."""
    with pytest.raises(CannotOpen):
        open_head(KEY, bytes([1]) * 32, book.head)


def test_events_have_two_lengths_only(book):
    """Length says nothing but that something long was written."""
    book.add(text="x" * 6_000)

    assert {4_125, 16_413} == {len(box) for _, box in book.rows}


def test_who_acted_under_two_numbers_is_one_person(book):
    """The signed list says it, and nobody writes it into an event."""
    book.add(name="north-lead")
    cast = book.cast
    at, lead = next(
        (at, member)
        for at, member in enumerate(cast.members["north"])
        if member.account == cast.accounts["north-lead"]
    )
    cast.members["north"][at] = replace(lead, follows=cast.accounts[NAME])

    rv = book.read()

    assert 2 == len({event.actor for event in rv.events})
    assert {cast.accounts[NAME]} == {event.person for event in rv.events}
    assert cast.accounts[NAME] == rv.person_of(lead.account)
