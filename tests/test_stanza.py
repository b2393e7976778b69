"""Stanza rows: alike from outside; one opens, one stands by, one is nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.errors import CannotOpen
from reporting.identity import new_identity
from reporting.ids import AccountId
from reporting.limits import STANZA_ROW_SIZE
from reporting.stanza import Slot, direct_row, open_row, peel_row, standby_row

SLOT = Slot(b"h" * 32, AccountId(7))
OTHERS = [Slot(b"x" * 32, AccountId(7)), Slot(b"h" * 32, AccountId(8))]
KEY = bytes(range(32))
READER, WATCH = new_identity(), new_identity()
DIRECT = direct_row(SLOT, READER.wrap_public, KEY)
STANDBY = standby_row(SLOT, READER.wrap_public, WATCH.wrap_public, KEY)


def test_a_direct_row_opens_to_its_account() -> None:
    """The recipient gets the report key."""
    assert KEY == open_row(SLOT, READER.unwrapper, DIRECT)


def test_a_standby_row_opens_only_once_peeled() -> None:
    """Before the watch peels it the recipient gets nothing; after it, the report key."""
    with pytest.raises(CannotOpen):
        open_row(SLOT, READER.unwrapper, STANDBY)

    peeled = peel_row(SLOT, WATCH.unwrapper, STANDBY)

    assert KEY == open_row(SLOT, READER.unwrapper, peeled)
    assert STANZA_ROW_SIZE == len(peeled)


def test_the_watch_reads_nothing() -> None:
    """Neither a direct row nor a peeled one opens to the watch."""
    for row in (DIRECT, STANDBY, peel_row(SLOT, WATCH.unwrapper, STANDBY)):
        with pytest.raises(CannotOpen):
            open_row(SLOT, WATCH.unwrapper, row)


def test_all_rows_have_one_length() -> None:
    """Direct, standby and decoy rows cannot be told by length or by version."""
    decoy = direct_row(SLOT, new_identity().wrap_public, KEY)

    assert {STANZA_ROW_SIZE} == {len(row) for row in (DIRECT, STANDBY, decoy)}
    assert {1} == {row[0] for row in (DIRECT, STANDBY, decoy)}


@pytest.mark.parametrize("slot", OTHERS, ids=["another report", "another account"])
def test_a_row_belongs_to_one_report_and_one_account(slot: Slot) -> None:
    """A row moved to another report or account does not open or peel."""
    with pytest.raises(CannotOpen):
        open_row(slot, READER.unwrapper, DIRECT)
    with pytest.raises(CannotOpen):
        peel_row(slot, WATCH.unwrapper, STANDBY)


@given(st.integers(0, STANZA_ROW_SIZE - 1), st.integers(1, 255))
def test_any_changed_byte_fails(place: int, change: int) -> None:
    """The fill counts too: no byte of a row can be changed unnoticed."""

    def altered(row: bytes) -> bytes:
        return row[:place] + bytes([row[place] ^ change]) + row[place + 1 :]

    with pytest.raises(CannotOpen):
        open_row(SLOT, READER.unwrapper, altered(DIRECT))
    with pytest.raises(CannotOpen):
        peel_row(SLOT, WATCH.unwrapper, altered(STANDBY))


@given(st.binary(max_size=64))
def test_noise_is_refused_with_the_one_error(noise: bytes) -> None:
    """A row of another length or with noise in it raises CannotOpen."""
    padded = b"\x01" + noise.ljust(STANZA_ROW_SIZE - 1, b"\0")

    for row in (noise, padded):
        with pytest.raises(CannotOpen):
            open_row(SLOT, READER.unwrapper, row)
