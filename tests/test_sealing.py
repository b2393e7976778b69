"""The sealed row: opens where it was made for, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting import sealing
from reporting.errors import CannotOpen, TooLong

KEY, ROW, SIZE = b"k" * 32, b"row-1", 256


def test_a_row_gives_back_what_was_sealed() -> None:
    """Sealing and unsealing for one use and one row is lossless."""
    box = sealing.seal(KEY, "draft", ROW, b"words", SIZE)

    rv = sealing.unseal(KEY, "draft", ROW, box)

    assert b"words" == rv


@given(st.binary(max_size=SIZE - sealing.LENGTH_SIZE))
def test_padding_hides_the_length(plaintext: bytes) -> None:
    """Whatever is sealed, the row has one length."""
    box = sealing.seal(KEY, "draft", ROW, plaintext, SIZE)

    assert SIZE + sealing.OVERHEAD == len(box)
    assert plaintext == sealing.unseal(KEY, "draft", ROW, box)


@pytest.mark.parametrize(
    ("key", "use", "row"),
    [(b"x" * 32, "draft", ROW), (KEY, "session", ROW), (KEY, "draft", b"row-2")],
    ids=["another key", "another use", "another row"],
)
def test_a_row_opens_nowhere_else(key: bytes, use: str, row: bytes) -> None:
    """A row copied to another key, use or row does not open."""
    box = sealing.seal(KEY, "draft", ROW, b"words", SIZE)

    with pytest.raises(CannotOpen):
        sealing.unseal(key, use, row, box)


@given(st.integers(0, SIZE + sealing.OVERHEAD - 1), st.integers(1, 255))
def test_any_changed_byte_fails(place: int, change: int) -> None:
    """A row with one byte changed, the version included, does not open."""
    box = bytearray(sealing.seal(KEY, "draft", ROW, b"words", SIZE))
    box[place] ^= change

    with pytest.raises(CannotOpen):
        sealing.unseal(KEY, "draft", ROW, bytes(box))


@given(st.binary(max_size=80))
def test_noise_is_refused_with_the_one_error(box: bytes) -> None:
    """Bytes that were never sealed raise CannotOpen and nothing else."""
    with pytest.raises(CannotOpen):
        sealing.unseal(KEY, "draft", ROW, box)


def test_text_over_the_size_is_refused_not_cut() -> None:
    """What does not fit raises TooLong."""
    with pytest.raises(TooLong):
        sealing.seal(KEY, "draft", ROW, bytes(SIZE - sealing.LENGTH_SIZE + 1), SIZE)
