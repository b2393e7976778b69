"""What a receipt opens, and what it never does."""

import pytest
from sqlalchemy import select, update

from reporting import limits
from reporting.errors import Changed
from reporting.intake import found
from reporting.store import tables
from reporting.store.reports import add_message
from tests.support.dump import read_all
from tests.support.journey import ANSWERS
from tests.support.page import fields_of

REVIEWER = "north-reviewer-1"
STORY = "Only for whom it is sealed to."


@pytest.fixture
def words(world):
    """The words of a report that somebody sent."""
    return world.reporter().write_report(dict(ANSWERS) | {"story": STORY})


def acknowledge(world, text="Thank you. We have read it."):
    """Have a reviewer answer the one report; return the reviewer."""
    reviewer = world.reviewer(REVIEWER)
    reviewer.acknowledge(reviewer.list_cases()[0], text)
    return reviewer


def stored(world):
    """Return what is in the clear columns and the status of the one report."""
    with world.store.read() as connection:
        columns = (tables.report.c.received, tables.report.c.due, tables.report.c.status)
        return tuple(connection.execute(select(*columns)).one())


def test_it_says_by_when_a_person_answers(reporter, words):
    """Nobody has answered yet, and the promise stands."""
    page = reporter.return_with(words)

    assert "We have your report" in page.text
    assert (
        "No person has answered yet. A person will answer here by Tuesday afternoon." in page.text
    )
    assert [] == reporter.messages()


def test_beside_the_message_stands_the_emergency_number(reporter, words):
    """Whoever is in danger must not wait here for somebody to read what they write."""
    page = reporter.return_with(words)

    assert "It may be hours before anybody reads this. If you are in danger, call 999." in page.text


def test_an_answer_is_read_and_answered(world, reporter, words):
    """Both ways, in order, with line breaks and without times."""
    world.clock.advance(hours=2)
    reviewer = acknowledge(world, "Thank you.\nWhere was it?")

    reporter.return_with(words)
    page = reporter.answer("At the counter.\nTwice.")

    assert "You were answered within 6 hours." in page.text
    assert "Your message is waiting to be read." in page.text
    assert [
        "From the oversight body, 4 May 2026Thank you. Where was it?",
        "From you, 4 May 2026At the counter. Twice.",
    ] == reporter.messages()
    assert "At the counter." in reviewer.open_case(reviewer.list_cases()[0]).text


def test_what_was_reported_is_never_shown(world, reporter, words):
    """The words open the conversation, in any of its states, and not the story."""
    bodies = [reporter.return_with(words).body]
    acknowledge(world)
    bodies.append(reporter.get("/en/conversation").body)
    bodies.append(reporter.answer("Thank you.").body)

    assert not any(STORY.encode() in body or b"A resident" in body for body in bodies)


def test_pages_have_one_length_whatever_waits(world, reporter, words):
    """Nothing, an answer, or several: the network sees the same size."""
    lengths = [len(reporter.return_with(words).body)]
    reviewer = acknowledge(world, "A long answer. " * 150)
    lengths.append(len(reporter.get("/en/conversation").body))
    reviewer.reply(reviewer.list_cases()[0], "And more. " * 100)
    lengths.append(len(reporter.get("/en/conversation").body))

    assert [limits.PAGE_BUCKET] * 3 == lengths


def test_reading_writes_nothing(world, reporter, words):
    """A visit leaves no trace in the database."""
    before = read_all(world.store)

    reporter.return_with(words)
    reporter.get("/en/conversation")

    assert before == read_all(world.store)


def test_writing_gives_nobody_more_time(world, reporter, words):
    """When a report came and when the next word is due stay as they were."""
    before = stored(world)
    reporter.return_with(words)
    world.clock.advance(hours=5)

    reporter.return_with(words)
    reporter.answer("One more thing.")

    assert before[:2] == stored(world)[:2]
    assert before[2] != stored(world)[2]


@pytest.mark.parametrize(
    "text", ["", "a" * 5_001, "a\x07b", "\N{GRINNING FACE}" * 4_000], ids=str.__len__
)
def test_a_bad_message_is_refused_and_kept(reporter, words, count, text):
    """A sentence beside the field; the conversation stays on the page."""
    reporter.return_with(words)

    page = reporter.answer(text)

    assert 400 == page.status
    assert 1 == len(page.errors)
    assert "We have your report" in page.text
    assert limits.PAGE_BUCKET == len(page.body) or len(text) > 4_000
    assert 0 == count("message")


def test_a_button_pressed_twice_sends_once(reporter, words, count):
    """The same words again are not another message."""
    reporter.return_with(words)
    form = reporter.page.form_with("message")
    reporter.submit(form, {"message": "Once."})

    reporter.submit(form, {"message": "Once."})

    assert 1 == count("message")


def test_a_reviewer_who_was_first_is_no_obstacle(world, reporter, words, monkeypatch):
    """The message is sealed anew behind the answer that came in between."""
    reporter.return_with(words)
    tries = []

    def once_too_late(connection, *arguments):
        tries.append(1)
        if len(tries) == 1:
            raise Changed
        add_message(connection, *arguments)

    monkeypatch.setattr(found, "add_message", once_too_late)
    reporter.answer("Still sent.")

    assert 2 == len(tries)
    assert 1 == len(reporter.messages())


def test_a_message_that_cannot_be_stored_stays_on_the_page(reporter, words, count, broken):
    """Nothing was kept, says the page, and it still has the text."""
    reporter.return_with(words)
    broken("write")

    page = reporter.answer("Not lost.")

    assert 503 == page.status
    assert ["Not lost."] == fields_of(page.form_with("message"))["message"]
    broken()
    assert 0 == count("message")


def test_a_database_that_is_away_is_said_plainly(reporter, words, broken):
    """The page says that nothing is lost, and keeps what is being written."""
    reporter.return_with(words)
    form = reporter.page.form_with("message")
    broken("read", "write")

    page = reporter.submit(form, {"message": "Not lost."})

    assert 503 == page.status
    assert "We cannot show your messages just now. Nothing is lost." in page.text
    assert ["Not lost."] == fields_of(page.form_with("message"))["message"]


def test_a_message_that_was_taken_away_is_noticed(world, reporter, words):
    """Whoever deletes rows cannot do it silently."""
    acknowledge(world)
    with world.store.write() as connection:
        connection.execute(tables.message.delete())

    page = reporter.return_with(words)

    assert "The newest message may be missing." in page.text


def test_an_altered_message_is_not_shown(world, reporter, words):
    """It does not open, and the page says so."""
    acknowledge(world)
    with world.store.write() as connection:
        connection.execute(update(tables.message).values(bytes=b"\x01" + bytes(4_200)))

    page = reporter.return_with(words)

    assert "A message could not be opened, and is not shown." in page.text
    assert [] == reporter.messages()


def test_the_words_are_forgotten_after_half_an_hour(world, reporter, words):
    """Reading asks for them again; a message being written can be copied."""
    reporter.return_with(words)
    form = reporter.page.form_with("message")
    world.clock.advance(minutes=30)

    late = reporter.submit(form, {"message": "Long thought over."})

    assert 400 == late.status
    assert "Long thought over." in (late.by_id("written").text or "")
    assert "/en/return" in late.links
    assert "Please enter your words again" in reporter.get("/en/conversation").text


def test_closing_ends_the_visit(reporter, words):
    """The cookie goes, and with it the way in."""
    reporter.return_with(words)
    leave = next(f for f in reporter.page.forms if f.get("action") == "/en/conversation/leave")

    page = reporter.submit(leave, {})

    assert (200, "/en/conversation/leave") == (page.status, page.address)
    assert "Clear-Site-Data" in dict(page.headers)
    assert {} == reporter.cookies
    assert "Please enter your words again" in reporter.get("/en/conversation").text


def test_a_report_that_was_removed_is_told_so(world, reporter, words):
    """The words are right, and there is nothing under them any more."""
    reporter.return_with(words)
    with world.store.write() as connection:
        connection.execute(tables.report.delete())

    page = reporter.get("/en/conversation")

    assert 404 == page.status
    assert "We hold no report under these words" in page.text
