"""What a reporter is told of the promise: kept, missed, and who has been told."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from reporting import clock, intake
from reporting.event import FOUNDING, HANDOVER, MISSED, Event, History
from reporting.identity import new_identity
from reporting.ids import ReportId
from reporting.intake.standing import Standing, say_standing
from reporting.promise import Promise
from reporting.status import Status
from reporting.store import tables
from tests.support import events
from tests.support.cast import demo_service
from tests.support.journey import ANSWERS

REVIEWER = "north-reviewer-1"
LATE = "You should have heard from us by Tuesday afternoon. We are late, and we are sorry."
TOLD = (
    "That we were late is on record for ever. The leads of the oversight body and the chairs of "
    "the oversight board have been told of it."
)
TOOK_OVER = "We have asked Demo Oversight South to help: it can open your report now."
TELEPHONE = "you can also telephone 0151 496 0100"
NOT_KEPT = "We did not keep that, and we are sorry."
ALL = (LATE, TOLD, TOOK_OVER, TELEPHONE, NOT_KEPT)


@pytest.fixture
def words(world):
    """The words of a report that somebody sent."""
    return world.reporter().write_report(ANSWERS)


def record(world, *kinds, watch=None):
    """Let the watch sign that it has done something to the one report."""
    with world.store.read() as connection:
        number = connection.execute(select(tables.report.c.id)).scalar_one()
    events.record(world, number, *kinds, watch=watch)


def said(page):
    """Return which of the sentences about lateness a page has."""
    return tuple(sentence for sentence in ALL if sentence in page.text)


def acknowledge(world):
    """Have a reviewer answer the one report."""
    reviewer = world.reviewer(REVIEWER)
    reviewer.acknowledge(reviewer.list_cases()[0], "Thank you. We have read it.")


@pytest.mark.parametrize(
    ("hours", "kinds", "expected"),
    [
        (23, (), ()),
        (24, (), (LATE, TELEPHONE)),
        (24, (MISSED,), (LATE, TOLD, TELEPHONE)),
        (48, (MISSED, HANDOVER), (LATE, TOLD, TOOK_OVER, TELEPHONE)),
        (90, (), (LATE, TELEPHONE)),
    ],
)
def test_while_nobody_answers_the_page_says_what_was_really_done(
    world, reporter, words, hours, kinds, expected
):
    """Late is late by the clock; who has been told is only what the watch has signed."""
    world.clock.advance(hours=hours)
    record(world, *kinds)

    page = reporter.return_with(words)

    assert expected == said(page)
    assert "No person has answered yet." in page.text


def test_without_a_chair_none_is_said_to_have_been_told(world):
    """What nobody could do is not said to have been done."""
    standing = Standing(Status(0, 24), 24, History((Event(ReportId(7), MISSED, 1),)))

    with world.intake.test_request_context("/en/"):
        said = " ".join(say_standing(demo_service(), standing, clock.moment_of_hour(30)))

    assert "The leads of the oversight body have been told of it." in said
    assert "chairs" not in said


def test_an_event_that_the_watch_did_not_sign_says_nothing(world, reporter, words):
    """Who owns the database cannot comfort a reporter with what nobody did."""
    world.clock.advance(hours=50)
    record(world, MISSED, HANDOVER, watch=new_identity())

    assert (LATE, TELEPHONE) == said(reporter.return_with(words))


@pytest.mark.parametrize(
    ("hours", "kinds", "sentence", "expected"),
    [
        (2, (), "You were answered within 6 hours.", ()),
        (23, (), "You were answered within 24 hours.", ()),
        (30, (), "You were answered within 48 hours.", (NOT_KEPT,)),
        (30, (MISSED,), "You were answered within 48 hours.", (TOLD, NOT_KEPT)),
        (60, (MISSED, HANDOVER), "after more than 48 hours.", (TOLD, TOOK_OVER, NOT_KEPT)),
    ],
)
def test_an_answer_says_how_long_it_took_and_whether_the_promise_was_kept(
    world, reporter, words, hours, kinds, sentence, expected
):
    """In hours as coarse as they are kept; a late one is still owed an apology."""
    world.clock.advance(hours=hours)
    record(world, *kinds)
    acknowledge(world)

    page = reporter.return_with(words)

    assert sentence in page.text
    assert expected == said(page)
    assert ("We had promised an answer within 24 hours." in page.text) == (NOT_KEPT in expected)


@pytest.mark.parametrize(("hours", "kept"), [(30, True), (50, False)])
def test_another_target_is_judged_by_itself(make_world, hours, kept):
    """Of 40 hours, 30 keep the promise; the founding 24 are recorded, and are no apology here."""
    world = make_world()
    services = world.services("intake")
    places = {
        code: replace(each, promise=Promise(acknowledge_hours=40))
        for code, each in services.service.organisations.items()
    }
    world.intake = intake.create_app(
        replace(services, service=replace(services.service, organisations=places))
    )
    words = world.reporter().write_report(ANSWERS)
    world.clock.advance(hours=hours)
    record(world, FOUNDING)
    acknowledge(world)

    page = world.reporter().return_with(words)

    assert kept == (NOT_KEPT not in page.text)
    assert kept == ("We had promised an answer within 40 hours." not in page.text)


def test_a_body_that_is_not_listed_any_more_is_called_the_other_one(world, reporter, words):
    """A service file changes; a page is never broken by it."""
    world.clock.advance(hours=50)
    record(world, MISSED, HANDOVER)
    services = world.services("intake")
    bodies = {"north": services.service.bodies["north"]}
    smaller = replace(services, service=replace(services.service, bodies=bodies))
    world.intake = intake.create_app(smaller)

    page = world.reporter().return_with(words)

    assert "We have asked the other oversight body to help" in page.text
