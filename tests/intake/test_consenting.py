"""The reporter says whether somebody who is kept out may be let in."""

import pytest

from reporting.conversation import Saying
from reporting.message import OVERRIDDEN, OVERRIDE
from tests.support.said import tell

PAGE = "/en/conversation/let-in"
NUMBER = {"override": "00000000000000aa"}


@pytest.fixture
def asked(world):
    """The words of a report whose reporter was asked."""
    words = world.reporter().write_report()
    tell(world, words, Saying("Thank you."))
    tell(world, words, Saying("May she read it?", OVERRIDE, NUMBER))
    return words


def answer(reporter, said):
    """Answer on the page."""
    reporter.get(PAGE)
    return reporter.submit(reporter.page.form_with("answer"), {"answer": said})


def test_a_yes_may_become_a_no_and_a_no_is_the_end(world, asked):
    """Each is a message that both sides read; the same twice is one."""
    reporter = world.reporter()
    reporter.return_with(asked)
    answer(reporter, "yes")
    again = answer(reporter, "yes")
    assert 1 == again.text.count("Yes, they may read my report")

    refused = answer(reporter, "no")

    assert "No, keep them out" in refused.text
    assert PAGE not in refused.links
    assert 404 == reporter.get(PAGE).status


def test_no_choice_is_no_answer(world, asked):
    """The page says that leaving it keeps them out."""
    reporter = world.reporter()
    reporter.return_with(asked)

    page = answer(reporter, "")

    assert 400 == page.status
    assert ["Choose yes or no, or leave this page: then they stay out"] == page.errors


def test_an_answer_to_what_was_not_shown_is_refused(world, asked):
    """A newer question, and one that was carried out meanwhile."""
    for saying, said in (
        (
            Saying("May he?", OVERRIDE, {"override": "00000000000000bb"}),
            "There is another question",
        ),
        (Saying("He is in.", OVERRIDDEN, {"override": "00000000000000bb"}), "let in already"),
    ):
        reporter = world.reporter()
        reporter.return_with(asked)
        reporter.get(PAGE)
        form = reporter.page.form_with("answer")
        tell(world, asked, saying)

        page = reporter.submit(form, {"answer": "no"})

        assert 409 == page.status
        assert said in page.text
