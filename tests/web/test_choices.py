"""Items of choice: drawn once where they are the same for everybody, and never mixed up."""

import pytest

from reporting.web.options import Option
from tests.web.sample import sample_app

PLAIN = [Option("a", "First"), Option("b", "Second <b>")]


@pytest.fixture
def draw_items():
    """The function that the macros of choices call."""
    return sample_app().jinja_env.globals["draw_items"]


def test_the_same_items_are_drawn_once(draw_items):
    """A second page gets what the first one was given."""
    first = draw_items("checkboxes", "checkbox", "field", "field", PLAIN)

    second = draw_items("checkboxes", "checkbox", "field", "field", list(PLAIN))

    assert first is second
    assert "Second &lt;b&gt;" in first


def test_what_somebody_ticked_is_not_remembered(draw_items):
    """A tick is drawn for the one who made it, and the next page shows none."""
    ticked = [PLAIN[0]._replace(selected=True), PLAIN[1]]

    mine = draw_items("checkboxes", "checkbox", "field", "field", ticked)
    again = draw_items("checkboxes", "checkbox", "field", "field", ticked)
    theirs = draw_items("checkboxes", "checkbox", "field", "field", PLAIN)

    assert mine == again
    assert mine is not again
    assert (1, 0) == (mine.count(" checked"), theirs.count(" checked"))


def test_another_field_or_language_is_another_list(draw_items):
    """Names, ids and words all count."""
    translated = [option._replace(label="Erstens") for option in PLAIN]

    drawn = {
        draw_items("checkboxes", "checkbox", "field", "field", PLAIN),
        draw_items("checkboxes", "checkbox", "other", "field", PLAIN),
        draw_items("checkboxes", "checkbox", "field", "other", PLAIN),
        draw_items("radios", "radio", "field", "field", PLAIN),
        draw_items("checkboxes", "checkbox", "field", "field", translated),
    }

    assert len(drawn) == 5
