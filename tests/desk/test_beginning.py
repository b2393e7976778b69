"""How an acknowledgement begins, and which text is one: nobody promises by pressing a button."""

import re
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from reporting.desk.beginning import CLOSE, OPEN, PARTS, Beginning, Facts, begin
from reporting.web.language import init_language
from tests.support.cast import demo_service

GAP = re.compile(r"\[\[.*?\]\]")
APP = Flask("beginning")
init_language(APP, demo_service().languages, demo_service().timezone)
OWN = "Demo text. I shall ask for the rota."
WRITTEN = st.text(min_size=20).filter(
    lambda text: OPEN not in text and CLOSE not in text and 20 <= sum(map(str.isalnum, text))
)


@pytest.fixture(scope="module", autouse=True)
def _in_a_request():
    with APP.test_request_context("/"):
        yield


def beginning() -> Beginning:
    """Return what a reviewer of the demo starts from."""
    service = demo_service()
    return begin(service, Facts("Demo Oversight North", date(2026, 6, 1), service.languages[0]))


def filled(text: str, left: tuple[int, ...], words: str = OWN) -> str:
    """Put words into every gap but those that are left."""
    numbers = iter(range(len(PARTS)))
    return GAP.sub(lambda gap: gap.group() if next(numbers) in left else words, text)


def test_it_asks_for_each_part_and_says_what_is_known_already():
    """The day comes from the promise; the numbers come from the service file."""
    text = beginning().text

    assert len(PARTS) == len(GAP.findall(text))
    for said in (
        "I am a person at Demo Oversight North",
        "If anybody is in danger now, telephone 999.",
        "you will hear from us by Monday, 1 June 2026 at the latest",
        "Demo Listening Line, 0151 496 0130",
        "without your permission",
    ):
        assert said in text


def test_untouched_it_is_no_answer():
    """All four parts are named."""
    start = beginning()

    refusal = start.refusal(start.text)

    assert all(str(part.name) in refusal for part in PARTS)


@given(left=st.sets(st.integers(0, 3), min_size=1), words=WRITTEN)
def test_with_any_gap_left_it_is_no_answer(left, words):
    """Whatever was written into the others; the sentence names what is left."""
    start = beginning()

    refusal = start.refusal(filled(start.text, tuple(left), words))

    for number, part in enumerate(PARTS):
        assert (number in left) == (str(part.name) in refusal)


@given(words=WRITTEN)
def test_with_every_gap_filled_it_is_an_answer(words):
    """The sentences around them may stay as they were."""
    start = beginning()

    assert "" == start.refusal(filled(start.text, (), words))


@given(words=WRITTEN)
def test_any_honest_text_is_an_answer(words):
    """Nobody has to use what the page begins with."""
    assert "" == beginning().refusal(words)


@pytest.mark.parametrize("text", ["Thank you.", "We have read it.", "شكراً لك", "谢谢您。"])
def test_one_sentence_is_enough(text):
    """In any script."""
    assert "" == beginning().refusal(text)


@pytest.mark.parametrize("text", ["OK", "Noted.", ". . . .", "\N{THUMBS UP SIGN}" * 9, "—"])
def test_less_than_a_sentence_is_no_answer(text):
    """It tells nobody anything."""
    assert "at least one sentence" in beginning().refusal(text)


def test_gaps_that_were_only_taken_away_leave_no_answer():
    """What stood there before is not what a person wrote."""
    start = beginning()

    assert "at least one sentence" in start.refusal(filled(start.text, (), ""))


def test_taking_away_the_marks_alone_leaves_the_gap():
    """What was asked would be sent in place of what is answered."""
    start = beginning()

    refusal = start.refusal(start.text.replace(OPEN, "").replace(CLOSE, ""))

    assert all(str(part.name) in refusal for part in PARTS)


def test_a_mark_that_was_left_is_told_of():
    """The rest is finished."""
    assert "Take the double square brackets away" in beginning().refusal(f"{OWN} {CLOSE}")


def test_a_body_without_support_or_with_much_of_it_leaves_four_gaps():
    """The directory of a service may be empty."""
    service = demo_service()
    facts = Facts("Demo Oversight North", date(2026, 6, 1), service.languages[0])

    start = begin(replace(service, support=()), facts)

    assert len(PARTS) == len(GAP.findall(start.text))
