"""Canonical JSON: the same bytes by whichever encoder."""

from enum import IntEnum
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from reporting import canonical

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS
)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4)
)


class Level(IntEnum):
    """A number with a name."""

    HIGH = 3


@given(st.dictionaries(TEXTS, VALUES, max_size=5))
def test_it_is_what_the_reference_encoder_writes(value: dict[str, Any]) -> None:
    """Whatever the value: signatures of years ago must fit."""
    assert rfc8785.dumps(value) == canonical.dumps(value)


@pytest.mark.parametrize(
    "value",
    [
        {"text": "".join(map(chr, range(256))) + "\u2028\u2029\ufeff\U0001f600"},
        {"\U0001f600": 1, "\ufb33": 2, "a": 3, "A": 4, "": 5},
        {"numbers": (0, -0.0, 1.5, 1e21, 2**53 - 1, True)},
        {"level": Level.HIGH},
    ],
)
def test_what_encoders_differ_in_is_written_as_the_standard_says(value: dict[str, Any]) -> None:
    """Escapes, the order of keys beyond the first plane, numbers, and types of our own."""
    assert rfc8785.dumps(value) == canonical.dumps(value)


@pytest.mark.parametrize("wrong", [2**53, -(2**53), float("nan"), "\ud800", b"bytes", object()])
def test_what_has_no_canonical_form_is_refused(wrong: object) -> None:
    """As the reference encoder refuses it, within a value as well."""
    for value in ({"value": wrong}, {"inner": [{"value": wrong}]}):
        with pytest.raises(rfc8785.CanonicalizationError):
            canonical.dumps(value)


def test_a_key_that_is_no_text_is_refused() -> None:
    """An encoder that is not asked to be strict would write a number as text."""
    with pytest.raises(rfc8785.CanonicalizationError):
        canonical.dumps({1: "value"})  # type: ignore[dict-item]
