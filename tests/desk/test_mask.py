"""Masks of columns: the same as looking at one entry after another."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from reporting.desk import mask

# Beside those drawn freely: what carries into the next lane if anything does.
BITS_64 = st.integers(0, 2**64 - 1) | st.sampled_from([0, 1, 2**63 - 1, 2**63, 2**64 - 1])
BITS_31 = st.integers(0, 2**31 - 1) | st.sampled_from([0, 1, 2**30, 2**31 - 1])


@given(st.lists(BITS_64, max_size=40), BITS_64)
def test_equal_finds_a_value_in_a_column_of_numbers(numbers: list[int], value: int) -> None:
    """Whatever stands beside it, the value among them or not."""
    column = array("Q", [*numbers, value, *reversed(numbers)])

    found = mask.equal(column, value)

    assert bytes(number == value for number in column) == found


@given(st.binary(max_size=40), st.integers(0, 255))
def test_equal_finds_a_value_in_a_column_of_bytes(column: bytes, value: int) -> None:
    """As in one of numbers."""
    assert bytes(each == value for each in column) == mask.equal(bytearray(column), value)


@given(st.lists(BITS_31, max_size=40), BITS_31)
def test_at_most_finds_what_is_not_above_a_limit(numbers: list[int], limit: int) -> None:
    """The limit itself included."""
    column = array("I", [*numbers, limit, *reversed(numbers)])

    found = mask.at_most(column, limit)

    assert bytes(number <= limit for number in column) == found


@given(st.lists(st.tuples(*[st.integers(0, 1)] * 3), max_size=40))
def test_masks_are_joined_entry_by_entry(rows: list[tuple[int, int, int]]) -> None:
    """Both is all of them, either is one of two."""
    masks = [bytes(row[place] for row in rows) for place in range(3)]

    assert bytes(all(row) for row in rows) == mask.both(masks, len(rows))
    assert bytes(any(row[:2]) for row in rows) == mask.either(masks[0], masks[1])
