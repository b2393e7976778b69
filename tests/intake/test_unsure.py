"""A commit of which nobody hears: no page says that nothing was kept, and nothing comes twice."""

import pytest

from reporting.intake import checking
from tests.support.dump import count_rows
from tests.support.journey import words_in
from tests.support.page import fields_of
from tests.support.severed import AFTER, BEFORE, sever
from tests.support.uploading import MORE_FILES, upload

CHECK, RECEIPT, TALK = "/en/report/check", "/en/report/receipt", "/en/conversation"
NOTHING = "Nothing was kept"
UNSURE = "We cannot be sure that your report was stored. Please send it again"
UNSURE_OF_IT = "We cannot be sure that this was kept. Please look whether it is there"


@pytest.fixture
def world(make_any_world):
    """A world on each store."""
    return make_any_world()


@pytest.fixture
def severed(world):
    """What breaks a commit of its intake."""
    made = sever(world)
    yield made
    made.close()


def written(world):
    """Return somebody who has written a report, and its page to send it from."""
    reporter = world.reporter()
    reporter.fill()
    assert CHECK == reporter.page.address
    return reporter


def test_a_report_that_was_stored_leads_to_its_words(world, severed):
    """The commit was done and its answer is lost: the receipt is looked for, and found."""
    reporter = written(world)

    severed.next_commit = AFTER
    page = reporter.submit(reporter.next_form(), {})

    assert RECEIPT == page.address
    assert 1 == count_rows(world.store)["report"]
    assert TALK == world.reporter().return_with(words_in(page.by_id("receipt"))).address


@pytest.mark.parametrize("when", [BEFORE, AFTER])
def test_where_nobody_can_tell_to_send_again_keeps_it_once(world, severed, monkeypatch, when):
    """The page says that it may be there, and its button leads to the words, stored or not."""
    reporter = written(world)

    severed.next_commit = when
    with monkeypatch.context() as blind:
        blind.setattr(checking, "_found_sent", lambda *_: False)
        page = reporter.submit(reporter.next_form(), {})
    there = count_rows(world.store)["report"]
    again = reporter.submit(page.by_id("continue"), {})

    assert 503 == page.status
    assert UNSURE in page.text
    assert NOTHING not in page.text
    assert "nothing of them was sent" not in page.text
    assert "0151 496 0100" in page.text
    assert (when == AFTER) == there
    assert RECEIPT == again.address
    assert 1 == count_rows(world.store)["report"]
    assert TALK == world.reporter().return_with(words_in(again.by_id("receipt"))).address


@pytest.mark.parametrize("when", [BEFORE, AFTER])
def test_a_message_that_may_be_there_is_kept_once(world, severed, when):
    """What was typed stays on the page, which shows whether it is there already."""
    words = world.reporter().write_report()
    reporter = world.reporter()
    reporter.return_with(words)

    severed.next_commit = when
    page = reporter.answer("It happened again.")
    form = page.form_with("message")
    again = reporter.submit(form, {})

    assert 503 == page.status
    assert UNSURE_OF_IT in page.text
    assert NOTHING not in page.text
    assert ["It happened again."] == fields_of(form)["message"]
    assert 200 == again.status
    assert 1 == count_rows(world.store)["message"]


@pytest.mark.parametrize("when", [BEFORE, AFTER])
def test_files_that_may_be_there_are_added_once(world, severed, when):
    """Where they wait no more they are there, and the page of the conversation says so."""
    words = world.reporter().write_report()
    reporter = world.reporter()
    reporter.return_with(words)
    page = upload(reporter, "a.txt", b"The text.", MORE_FILES)
    form = page.form_with("seen")

    severed.next_commit = when
    page = reporter.submit(form, {})
    again = reporter.submit(form, {})

    assert 503 == page.status
    assert UNSURE_OF_IT in page.text
    assert "They still wait here" not in page.text
    assert "1 file was added to your report." in again.text
    assert {"message": 1, "draft_file": 0} == {
        name: count
        for name, count in count_rows(world.store).items()
        if name in {"message", "draft_file"}
    }
