"""The questions after the outcome are sent in the language of the report, and read in English."""

from datetime import date

import pytest
from flask import Flask

from reporting.catalogues import is_english
from reporting.desk.beginning import Facts
from reporting.desk.beginnings import FAIR, WORSE, ask
from reporting.service import load_service
from reporting.services import service_file
from reporting.web.language import init_language
from tests.desk.casework import CARD, OUTCOME, fill
from tests.desk.conftest import open_place
from tests.support.cast import make_report
from tests.support.page import fields_of, text_of

DEMO = load_service(service_file({}))
OTHERS = [language for language in DEMO.languages if not is_english(language.locale)]
APP = Flask("after")
init_language(APP, DEMO.languages, DEMO.timezone)
ENGLISH = {FAIR: "how you were treated", WORSE: "treated you worse"}
FREE = "You need not answer."


def ask_in(question, language):
    """Return the words of a question to somebody who reported in `language`, and their English."""
    with APP.test_request_context("/"):
        return ask(question, Facts("Demo Oversight North", date(2026, 6, 1), language))


@pytest.mark.parametrize("language", OTHERS, ids=lambda each: each.tag)
@pytest.mark.parametrize("question", ENGLISH)
def test_a_question_is_in_the_language_of_the_report(question, language):
    """Each of them in words of its own, with what it says in English for whoever sends it."""
    said, english = ask_in(question, language)

    assert ENGLISH[question] in english
    assert FREE in english
    assert not any(words in said for words in (*ENGLISH.values(), FREE))
    everywhere = {ask_in(each, other)[0] for each in ENGLISH for other in OTHERS}
    assert len(ENGLISH) * len(OTHERS) == len(everywhere)


def test_in_english_it_is_said_once():
    """There is nothing to put beside it."""
    for question, words in ENGLISH.items():
        said, english = ask_in(question, DEMO.languages[0])

        assert words in said
        assert english == ""


@pytest.mark.parametrize("tag", ["ar", "en"])
def test_the_reviewer_sends_what_they_can_read(make_world, tag):
    """The form holds the words of the report's language, and above them stands their English."""
    place = open_place(make_world(), languages=DEMO.languages)
    [language] = [each for each in DEMO.languages if each.tag == tag]
    reviewer = place.reviewer()
    [case] = place.send(make_report(language=tag))
    reviewer.acknowledge(case, "Thank you. We have read it.")
    fill(reviewer, case, "triage", CARD)
    fill(reviewer, case, "outcome", OUTCOME)
    early = reviewer.get(f"/cases/{case}/check-in")
    page = reviewer.get(f"/cases/{case}/survey")
    offered = fields_of(page.form_with("seen"))["message"][0]
    beside = page.by_id("english")

    sent = fill(reviewer, case, "survey", {})

    said, english = ask_in(FAIR, language)
    assert (said, english) == (offered, "" if beside is None else text_of(beside))
    assert any(said in text_of(message) for message in sent.by_class("message"))
    assert 409 == early.status
    assert ask_in(WORSE, language)[0] == fields_of(early.form_with("seen"))["message"][0]
