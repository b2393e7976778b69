"""Help at once: who says there is danger sees whom to telephone before anything else."""

import pytest

from reporting import clock
from reporting.store import tables
from reporting.vocabulary import DANGER, SAFETY, codes
from tests.support.journey import ANSWERS
from tests.support.page import fields_of, text_of

FORM, CHECK, HELP = "/en/report/form", "/en/report/check", "/en/report/help"
EMERGENCY, LISTENING = "999", "0151 496 0130"


def fill(reporter, **changes):
    """Send the form with plausible answers and some changes."""
    reporter.get(FORM)
    return reporter.submit(reporter.next_form(), dict(ANSWERS) | changes)


def test_the_question_comes_first_and_beside_it_the_emergency_number(reporter):
    """Nobody must think that writing here is calling for help."""
    page = reporter.get(FORM)
    fields = list(fields_of(reporter.next_form()))

    assert page.by_id("safety") is not None
    assert "It may be hours before anybody reads this. If you are in danger, call 999." in page.text
    assert ["csrf_token", "safety", "organisation"] == fields[:3]


@pytest.mark.parametrize("answer", sorted(DANGER))
def test_an_answer_that_tells_of_danger_leads_to_help(reporter, count, answer):
    """The emergency number and the support directory, and nothing of it is lost."""
    page = fill(reporter, safety=answer)

    assert (200, HELP) == (page.status, page.address)
    assert EMERGENCY in page.text
    assert LISTENING in page.text
    assert 1 == count("draft")
    assert 0 == count("report")


@pytest.mark.parametrize(
    ("answer", "shown"), [("in_danger_now", True), ("worried_again", False), ("", False)]
)
def test_who_is_in_danger_reads_whom_to_telephone_before_any_mistake(reporter, answer, shown):
    """A tick about danger and nothing else is enough to be told; the form can wait."""
    reporter.get(FORM)
    page = reporter.submit(reporter.next_form(), {"safety": answer})

    assert (400, FORM) == (page.status, page.address)
    emergency = page.text.find("If you or somebody else is in danger, telephone 999.")
    assert shown == (0 <= emergency < page.text.index("There is a problem"))


@pytest.mark.parametrize("answer", ["", *sorted(set(codes(SAFETY)) - DANGER)])
def test_any_other_answer_and_none_lead_to_the_check(reporter, answer):
    """The question may be left out."""
    page = fill(reporter, safety=answer)

    assert (200, CHECK) == (page.status, page.address)


def test_help_leads_on_to_the_check_and_back_to_the_form(reporter):
    """One button and one link; the answer about danger is still there on both ways."""
    page = fill(reporter, safety="in_danger_now")
    assert FORM in page.links

    on = reporter.submit(reporter.next_form(), {})
    back = fields_of(reporter.get(FORM).form_with("story"))

    assert (200, CHECK) == (on.status, on.address)
    assert "No, I am in danger now" in on.text
    assert ["in_danger_now"] == back["safety"]
    assert ["It happened at the counter."] == back["story"]


def test_a_report_of_danger_is_sent_like_any_other(world, reporter):
    """Whoever goes on from page to page gets the words, and the desk shows the answer."""
    words = reporter.write_report(dict(ANSWERS) | {"safety": "someone_else_in_danger"})
    reviewer = world.reviewer("north-reviewer-1")
    (case,) = reviewer.list_cases()

    assert words
    assert "Somebody else is in danger, such as a child" in reviewer.open_case(case).text


@pytest.mark.parametrize("answer", codes(SAFETY))
def test_the_watch_is_told_at_once_of_danger_and_of_nothing_else(world, reporter, answer):
    """Its next turn tells whoever can open the report."""
    reporter.write_report(dict(ANSWERS) | {"safety": answer})

    with world.store.read() as connection:
        row = connection.execute(tables.report.select()).one()
    assert (answer in DANGER) == row.urgent
    assert (answer in DANGER) == (row.wake == clock.quarter_of_hour(row.received))


def test_help_is_there_without_a_cookie_and_with_any_token(reporter, count):
    """It tells nobody anything but numbers, brings no cookie, and never says no."""
    page = reporter.get(HELP)

    assert 200 == page.status
    assert EMERGENCY in page.text
    assert [] == page.cookies
    assert 200 == reporter.post(HELP, {"csrf_token": "forged"}).status
    assert "/en/report/safety" == reporter.page.address
    assert 0 == count("draft")


@pytest.mark.parametrize("tag", ["ar", "ckb", "fa", "pl", "ro", "ur", "zh-hans"])
@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("report/safety", "In danger? Call 999."),
        ("support", "In danger? Call 999."),
        ("report/form", "If you are in danger, call 999."),
        ("report/help", "If you are in danger, call 999."),
    ],
)
def test_whom_to_telephone_stands_in_english_beside_another_language(reporter, tag, path, said):
    """As a warning, not as small grey words below a question."""
    page = reporter.get(f"/{tag}/{path}")

    warnings = page.by_class("govuk-warning-text")
    beside = [text_of(each) for each in page.by_class("govuk-inset-text") if each.get("lang")]
    assert 2 == len([each for each in warnings if "999" in text_of(each)])
    assert [] != [each for each in beside if said in each]
    assert [] == [each for each in page.by_class("govuk-hint") if "999" in text_of(each)]
