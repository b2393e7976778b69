"""What the reporter has a say in: a summary, safe wording, another look at a decision."""

import pytest

from reporting import clock
from reporting.conversation import Saying
from reporting.ids import ReportId
from reporting.intake.lines import line_of
from reporting.message import (
    FROM_REPORTER,
    OUTCOME,
    SUMMARY,
    SUMMARY_ANSWER,
    SUMMARY_WITHDRAWN,
    WORDING,
    Message,
)
from tests.support.said import tell

TEXT = "A manager made remarks about skin colour at a counter."
SUMMARY_PAGE = "/en/conversation/summary"
AGAIN = "/en/conversation/again"


@pytest.fixture
def words(world):
    """The words of a report that was answered."""
    words = world.reporter().write_report()
    tell(world, words, Saying("Thank you."))
    return words


@pytest.fixture
def put(world, words):
    """Call to put a summary to the reporter; `silence` is whether it goes without an answer."""

    def put_summary(text=TEXT, *, silence=False, referral="00000000000000aa"):
        data = {
            "referral": referral,
            "until": clock.hour_of(world.clock()) + 72,
            "post": "director",
            "area": "adults_children",
            "area_name": "Adults and children",
            "asked": "Look at the rota.",
            "silence": silence,
        }
        tell(world, words, Saying(text, SUMMARY, data), "in_action")

    return put_summary


def answer(reporter, **fields):
    """Open the page of the summary and answer it."""
    reporter.get(SUMMARY_PAGE)
    return reporter.submit(reporter.page.form_with("answer"), fields)


def test_a_summary_waits_above_everything_else(put, reporter, words):
    """First what waits, then where it stands, then the conversation."""
    put()

    page = reporter.return_with(words)

    assert SUMMARY_PAGE in page.links
    assert "A summary to look over, for Director of Adults and children" in page.text
    places = [page.text.index(e) for e in ("Waits for you", "Where it stands", "Thank you.")]
    assert sorted(places) == places
    assert "until Thursday afternoon" in page.text


def test_the_page_shows_exactly_what_would_go_and_to_whom(put, reporter, words):
    """The words, the post, until when, and what each answer leads to."""
    put()
    reporter.return_with(words)

    page = reporter.get(SUMMARY_PAGE)

    assert TEXT == page.by_class("written")[0].text
    for said in (
        "Director of Adults and children",
        "Look at the rota.",
        "If you do not answer, nothing is",
    ):
        assert said in page.text


@pytest.mark.parametrize(
    ("silence", "said"),
    [
        (True, "If you do not answer by Thursday afternoon, these words are shared"),
        (False, "If you do not answer, nothing is shared."),
    ],
)
def test_what_silence_means_is_said_as_it_is(put, reporter, words, silence, said):
    """The page says what this summary's own message says."""
    put(silence=silence)
    reporter.return_with(words)

    assert said in reporter.get(SUMMARY_PAGE).text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"answer": "yes"}, "Yes, share this summary"),
        ({"answer": "no"}, "No, do not share it"),
        ({"answer": "edited", "words": "Other words."}, "Share these words instead"),
        ({"answer": "edited"}, "Yes, share this summary"),
    ],
)
def test_an_answer_is_kept_and_shown(put, reporter, words, fields, said):
    """Words that were not changed are a yes."""
    put()
    reporter.return_with(words)

    page = answer(reporter, **fields)

    assert (200, "/en/conversation") == (page.status, page.address)
    assert said in reporter.messages()[-1]
    assert ("Other words." in reporter.messages()[-1]) is ("words" in fields)
    assert SUMMARY_PAGE not in page.links


def test_after_an_answer_the_page_says_what_happens_next(world, put, reporter, words):
    """Until somebody writes again; a yes names to whom, with the area."""
    put()
    reporter.return_with(words)

    page = answer(reporter, answer="yes")

    assert "Exactly the words you have read may go to Director of Adults and children" in page.text
    assert "you read here what comes of it" in page.text
    tell(world, words, Saying("It was sent."))
    assert "may go to" not in reporter.get("/en/conversation").text


@pytest.mark.parametrize("answered", [False, True])
def test_a_summary_that_was_taken_back_waits_no_more(world, put, reporter, words, *, answered):
    """It is said, nothing is asked, and what somebody was writing about it is given back."""
    put()
    reporter.return_with(words)
    if answered:
        answer(reporter, answer="yes")
    form = None if answered else reporter.get(SUMMARY_PAGE).form_with("answer")
    tell(world, words, Saying("", SUMMARY_WITHDRAWN, {"referral": "00000000000000aa"}))

    if form is not None:
        gone = reporter.submit(form, {"answer": "edited", "words": "Other words."})
        assert (404, True) == (gone.status, "Other words." in gone.text)
    page = reporter.get("/en/conversation")

    assert SUMMARY_PAGE not in page.links
    assert "We have taken the summary back" in reporter.messages()[-1]
    assert "may go to" not in page.text
    assert 404 == reporter.get(SUMMARY_PAGE).status


def test_no_answer_to_a_summary_is_shown_empty(world):
    """Even one that says nothing this release knows."""
    said = {"referral": "0", "answer": "perhaps"}
    message = Message(
        ReportId(1), 0, b"", FROM_REPORTER, SUMMARY_ANSWER, "", "reporter", 20_000, data=said
    )

    with world.intake.test_request_context("/en/conversation"):
        assert "Your answer to the summary" == line_of(message).note


def test_names_in_a_summary_are_marked(put, reporter, words):
    """Before it goes, not after."""
    put("Karen said it on 3 May.")
    reporter.return_with(words)

    page = reporter.get(SUMMARY_PAGE)

    assert ["Karen", "3 May"] == [e.text for e in page.main.iter("mark")]
    assert "Perhaps only you know these details" in page.text


@pytest.mark.parametrize("fields", [{}, {"answer": "maybe"}, {"answer": "edited", "words": " "}])
def test_a_bad_answer_is_refused_and_kept(put, reporter, words, fields):
    """With a sentence, on the same page."""
    put()
    reporter.return_with(words)

    page = answer(reporter, **fields)

    assert 400 == page.status
    assert page.errors
    assert TEXT in page.text


def test_the_same_answer_twice_is_one_and_another_is_refused(put, reporter, words):
    """A yes may have been acted on, so a later no is a message to a person."""
    put()
    reporter.return_with(words)
    reporter.get(SUMMARY_PAGE)
    form = reporter.page.form_with("answer")
    reporter.submit(form, {"answer": "yes"})
    told = len(reporter.messages())

    same = reporter.submit(form, {"answer": "yes"})
    other = reporter.submit(form, {"answer": "edited", "words": "Mine."})

    assert 200 == same.status
    assert 409 == other.status
    assert "it may have been acted on" in other.text
    assert "Mine." in other.text
    reporter.get("/en/conversation")
    assert told == len(reporter.messages())


def test_a_newer_summary_is_looked_at_before_it_is_answered(put, reporter, words):
    """The words somebody agreed to are the words they saw."""
    put()
    reporter.return_with(words)
    reporter.get(SUMMARY_PAGE)
    form = reporter.page.form_with("answer")
    put("Something else.", referral="00000000000000bb")

    page = reporter.submit(form, {"answer": "yes"})

    assert 409 == page.status
    assert "There is another summary now" in page.text


def test_after_the_hours_silence_has_spoken_where_it_counts(put, world, reporter, words):
    """What may have gone is not offered any more; what can go only with a yes still is."""
    put(silence=True)
    world.clock.advance(hours=73)
    page = reporter.return_with(words)
    gone = reporter.get(SUMMARY_PAGE)
    put(referral="00000000000000bb")
    world.clock.advance(hours=73)
    reporter.return_with(words)

    late = answer(reporter, answer="yes")

    assert SUMMARY_PAGE not in page.links
    assert 404 == gone.status
    assert 200 == late.status


def test_a_question_of_wording_is_answered_or_left_to_the_reviewers(world, reporter, words):
    """Empty is an answer too."""
    tell(world, words, Saying("May we name the counter?", WORDING, {"gate": "accused"}))
    reporter.return_with(words)

    page = reporter.get("/en/conversation/wording")
    assert "May we name the counter?" in page.text
    done = reporter.submit(page.form_with("words"), {"words": ""})

    assert "/en/conversation" == done.address
    assert "Say it as you think right" in reporter.messages()[-1]
    assert 404 == reporter.get("/en/conversation/wording").status


def test_a_decision_stands_apart_and_can_be_looked_at_again(world, reporter, words):
    """Until the report is removed; the reason goes to the reviewers."""
    tell(world, words, Saying("The rule was changed.", OUTCOME), "closed")
    page = reporter.return_with(words)
    outcome = page.by_id("outcome")
    assert outcome is not None
    assert AGAIN in page.links
    assert "Our work on your report has ended." in page.text
    assert "You will hear more by" not in page.text

    reporter.get(AGAIN)
    refused = reporter.submit(reporter.page.form_with("reason"), {"reason": ""})
    page = reporter.submit(reporter.page.form_with("reason"), {"reason": "Nobody asked me."})

    assert 400 == refused.status
    assert "/en/conversation" == page.address
    assert "Nobody asked me." in reporter.messages()[-1]
    assert "Next we plan what to do" in page.text
    assert AGAIN not in page.links
    assert 404 == reporter.get(AGAIN).status


@pytest.mark.parametrize("page", ["summary", "wording", "again"])
def test_without_words_or_anything_that_waits_there_is_nothing(world, reporter, words, page):
    """A stranger is asked for the words, and gets back what was typed."""
    stranger = world.reporter()
    address = f"/en/conversation/{page}"

    assert "enter your words again" in stranger.get(address).text
    assert "Mine." in stranger.post(address, {"words": "Mine."}).text
    reporter.return_with(words)
    assert 404 == reporter.get(address).status


def test_nothing_is_lost_when_the_database_fails(put, reporter, words, broken):
    """A sentence, and the words still on the page."""
    put()
    reporter.return_with(words)
    reporter.get(SUMMARY_PAGE)
    form = reporter.page.form_with("answer")
    broken("write")

    page = reporter.submit(form, {"answer": "edited", "words": "Mine."})

    assert 503 == page.status
    assert "We could not store your answer." in page.text
    assert "Mine." in page.text
