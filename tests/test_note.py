"""The routing note: the watch alone opens it, and its length tells nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.envelope import header_digest
from reporting.errors import CannotOpen, TooLong
from reporting.identity import new_identity
from reporting.ids import AccountId
from reporting.note import SIZE, Note, open_note, seal_note
from tests.support.cast import NORTH, make_cast, make_report, noise, send

WATCH = new_identity()
DIGEST = noise(32)
accounts = st.frozensets(st.integers(0, 2**63 - 1).map(AccountId), max_size=50)


def note(**changes: object) -> Note:
    """Return a plausible note."""
    values: dict[str, object] = {
        "target": 24,
        "received": 493_141,
        "organisation": "council",
        "body": NORTH,
        "open": frozenset({AccountId(1), AccountId(2)}),
        "standby": frozenset({AccountId(3)}),
        "chairs": frozenset(),
    }
    return Note(**(values | changes))  # type: ignore[arg-type]  # tests name the fields


@settings(max_examples=20)
@given(accounts, accounts, accounts, st.integers(1, 72))
def test_a_note_opens_to_what_was_sealed_in_one_length(
    opening: frozenset[AccountId],
    standby: frozenset[AccountId],
    chairs: frozenset[AccountId],
    target: int,
) -> None:
    """Whoever may open the report, and however many."""
    sealed = note(target=target, open=opening, standby=standby, chairs=chairs)

    box = seal_note(WATCH.wrap_public, DIGEST, sealed)

    assert SIZE == len(box)
    assert sealed == open_note(WATCH.unwrapper, DIGEST, box)


def test_a_note_of_another_report_or_for_another_watch_does_not_open() -> None:
    """Nor an empty one, nor one that was cut short."""
    box = seal_note(WATCH.wrap_public, DIGEST, note())

    for unwrapper, digest, data in [
        (new_identity().unwrapper, DIGEST, box),
        (WATCH.unwrapper, noise(32), box),
        (WATCH.unwrapper, DIGEST, b""),
        (WATCH.unwrapper, DIGEST, box[:-1]),
        (WATCH.unwrapper, DIGEST, b"\x02" + box[1:]),
    ]:
        with pytest.raises(CannotOpen):
            open_note(unwrapper, digest, data)


@pytest.mark.parametrize("change", [{"target": 0}, {"target": 240}, {"received": -1}])
def test_a_note_that_promises_what_nobody_may_is_refused(change: dict[str, int]) -> None:
    """Whoever made it, a watch acts on no hour that cannot be."""
    box = seal_note(WATCH.wrap_public, DIGEST, note(**change))

    with pytest.raises(CannotOpen):
        open_note(WATCH.unwrapper, DIGEST, box)


def test_more_accounts_than_fit_are_refused_and_not_cut_off() -> None:
    """A note that names some of them would leave the others untold."""
    many = frozenset(AccountId(number) for number in range(400))

    with pytest.raises(TooLong):
        seal_note(WATCH.wrap_public, DIGEST, note(open=many))


def test_a_sealed_report_tells_the_watch_whom_to_tell_and_no_word_of_it() -> None:
    """The accounts of the access list, and neither the story nor whom it is about."""
    cast = make_cast()
    cast.add(NORTH, "chair", "chair")
    sent = send(cast, make_report(about=("director",)))

    found = open_note(cast.watch.unwrapper, header_digest(sent.deposit.header), sent.deposit.note)

    recovery = {cast.accounts["north-recovery"], cast.accounts["south-recovery"]}
    rows = (sent.access.open - recovery, sent.access.standby - recovery)
    assert rows == (found.open, found.standby)
    assert {cast.accounts["north-chair"]} == found.chairs
    assert "director" not in repr(found)
    assert sent.report.story not in repr(found)
