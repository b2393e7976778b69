"""The size of a request is told right, in however many pieces it comes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting import limits
from reporting.serving.framing import body_size, head_size

HEAD = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n"


@given(cut=st.integers(min_value=0, max_value=len(HEAD)))
def test_the_end_of_a_head_is_found_wherever_it_is_cut(cut):
    """Looking on from the first piece finds what looking at the whole finds."""
    first = head_size(HEAD[:cut])

    second = head_size(HEAD + b"a=b", cut if first is None else 0)

    assert first in (None, len(HEAD))
    assert len(HEAD) == second


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (HEAD, 3),
        (b"GET / HTTP/1.1\r\n\r\n", 0),
        (b"POST / HTTP/1.1\r\ncontent-length:\t7 \r\n\r\n", 7),
        (b"POST / HTTP/1.1\r\nX-Content-Length: 7\r\n\r\n", 0),
        (b"POST / HTTP/1.1\r\nContent-Length: +7\r\n\r\n", 0),
        (b"POST / HTTP/1.1\r\nContent-Length: 7\r\nContent-Length: 7\r\n\r\n", None),
        (b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % limits.FORM_BODY_BYTES, 256_000),
        (b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % (limits.FORM_BODY_BYTES + 1), None),
    ],
)
def test_the_size_of_a_body_is_what_the_head_says(head, expected):
    """What is unclear or too large is not waited for."""
    assert expected == body_size(head)
