"""Save and come back: the words early, and the same words as the receipt."""

from sqlalchemy import select

from reporting import clock, limits
from reporting.store import tables
from tests.intake.test_guided import CHECK, LEAST, answer, walk
from tests.support.journey import words_in
from tests.support.page import fields_of

SAVED = "/en/report/saved"


def save(reporter, **answers):
    """Press “Save and come back” on the present screen; return the words."""
    fields = fields_of(reporter.next_form()) | {"next": "save"} | answers
    page = reporter.post(reporter.page.address, fields)
    assert (200, SAVED) == (page.status, page.address)
    return words_in(page.by_id("words"))


def begun(reporter):
    """Answer up to what happened, and save there."""
    reporter.guided = True
    reporter.begin()
    answer(reporter)
    answer(reporter, reporter_role="tenant")
    return save(reporter, story="On the stairs.")


def test_a_lost_cookie_loses_nothing(world, reporter, count):
    """In another browser the words lead on; all that was answered is there."""
    words = begun(reporter)
    other = world.reporter()
    other.guided = True

    page = other.return_with(words)

    assert CHECK == page.address
    assert "NOT sent; deleted on" in page.text[:40]
    assert "On the stairs." in page.text
    assert "A tenant" in page.text
    assert 1 == count("draft")


def test_the_same_words_become_the_receipt(world, reporter, count):
    """Whoever noted them early needs no others, and then they open the conversation."""
    words = begun(reporter)
    other = world.reporter()
    other.return_with(words)

    page = other.submit(other.next_form(), {})

    assert words == words_in(page.by_id("receipt"))
    assert 1 == count("report")
    assert "/en/conversation" == world.reporter().return_with(words).address


def test_a_question_that_is_not_answered_yet_does_not_keep_from_saving(reporter):
    """Nobody has to say who they are before they may stop."""
    reporter.get("/en/report/who")

    words = save(reporter)

    assert words
    assert "NOT sent" in reporter.page.text


def test_saving_twice_gives_the_same_words(reporter, count):
    """There is one saved report of a browser, under one set of words."""
    words = begun(reporter)
    reporter.get("/en/report/wish")

    assert words == save(reporter, wishes=["record_only"])
    assert 1 == count("draft")


def test_saved_answers_are_gone_on_the_day_that_was_said(world, reporter):
    """The page names a weekday; from then on the words find nothing, and the row is purged."""
    words = begun(reporter)
    with world.store.read() as connection:
        purge = connection.execute(select(tables.draft.c.purge)).scalar_one()
    world.clock.advance(hours=24 * (limits.SAVED_DAYS - 1))
    assert CHECK == world.reporter().return_with(words).address
    world.clock.advance(hours=24)

    page = world.reporter().return_with(words)

    assert 404 == page.status
    assert clock.day_of(world.clock()) == purge


def test_nothing_of_it_can_be_read_with_the_database_alone(world, reporter):
    """The row has the size of every other draft, and another id than the cookie's."""
    walk(reporter, **LEAST)
    with world.store.read() as connection:
        before = connection.execute(select(tables.draft)).one()
    reporter.post("/en/report/save", fields_of(reporter.next_form()))

    with world.store.read() as connection:
        after = connection.execute(select(tables.draft)).one()
    assert before.id != after.id
    assert len(before.bytes) == len(after.bytes)


def test_a_browser_can_put_saved_answers_away(world, reporter):
    """Then it opens nothing any more, and the words still do."""
    words = begun(reporter)

    form = reporter.page.by_id("put-away")
    assert form is not None
    reporter.submit(form, {})

    assert {} == reporter.cookies
    assert 404 == reporter.get(CHECK).status
    assert CHECK == world.reporter().return_with(words).address
