"""The size of an answer says nothing about which page it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.web.padding import pad_page
from tests.web.sample import BUCKET, sample_app


@given(st.binary(max_size=700), st.integers(min_value=1, max_value=300))
def test_a_page_is_filled_up_to_the_next_multiple(html, bucket):
    """Nothing of the page changes, and only white space follows."""
    padded = pad_page(html, bucket)

    assert 0 == len(padded) % bucket
    assert html == padded[: len(html)]
    assert b"" == padded[len(html) :].strip()
    assert len(padded) < len(html) + bucket


@pytest.mark.parametrize("path", ["/en/sample", "/xx/sample", "/en//sample"])
def test_pages_errors_and_redirects_are_padded(path):
    """Each is a multiple of the bucket, and says so in its length."""
    answer = sample_app().test_client().get(path)

    assert 0 == len(answer.data) % BUCKET
    assert len(answer.data) == answer.content_length


def test_what_is_no_page_is_left_alone():
    """A style sheet is public and the same for all."""
    with sample_app().test_client().get("/static/icon.png") as answer:
        content = answer.data

    assert content.startswith(b"\x89PNG")
    assert 0 != len(content) % BUCKET
