"""An organisation that promises 36 hours: the same number from the first page to the answer."""

import pytest

from reporting import intake, statistics
from tests.support.cast import promising
from tests.support.journey import ANSWERS, Person, Reporter, through_app

REVIEWER = "north-reviewer-1"
MEASURED_TOO = "This service was founded to answer within 24 hours, so that is measured too."


@pytest.fixture
def longer(make_any_world):
    """A world in which the council promises 36 hours and transport the founding 24."""
    return make_any_world(service=promising(council=36))


def open_statistics(world):
    """Return the first page of the statistics surface."""
    app = statistics.create_app(world.services("intake"))
    return Person(through_app(app)).get("/")


def test_the_first_page_states_the_hours_of_each_organisation(longer):
    """Where they differ, nobody has to guess; the founding number stands beside."""
    page = longer.reporter().get("/")

    assert "Demo City Council: within 36 hours" in page.text
    assert "Demo Regional Transport: within 24 hours" in page.text
    assert MEASURED_TOO in page.text
    assert "A person answers within" not in page.text


def test_the_public_page_states_both_figures(longer):
    """What is promised, and that the founding number is measured as well."""
    page = open_statistics(longer)

    assert "Demo City Council: within 36 hours" in page.text
    assert "how often a person answered within the promised 36 hours." in page.text
    assert "answered within 24 hours, as this service was founded to." in page.text
    assert MEASURED_TOO in page.text


def test_one_number_for_all_is_one_sentence(make_world):
    """No list where there is nothing to choose from."""
    world = make_world(service=promising(council=1, transport=1))

    for page in (world.reporter().get("/"), open_statistics(world)):
        assert "A person answers within 1 hour, every day." in page.text
        assert MEASURED_TOO in page.text
        assert "Demo City Council: within" not in page.text


def test_the_founding_promise_needs_no_second_number(world):
    """24 hours everywhere is said once."""
    for page in (world.reporter().get("/"), open_statistics(world)):
        assert "A person answers within 24 hours, every day." in page.text
        assert "founded" not in page.text


def test_the_promise_of_36_hours_holds_from_receipt_to_answer(longer):
    """Receipt, list, page of the report and the reporter's page count the same hours."""
    reporter = longer.reporter()  # Monday 14:03 in London
    words = reporter.write_report()
    receipt = reporter.page
    longer.clock.advance(hours=25)
    waiting = reporter.return_with(words)
    reviewer = longer.reviewer(REVIEWER)
    case = reviewer.list_cases()[0]
    listed, opened = reviewer.page, reviewer.open_case(case)
    reviewer.acknowledge(case, "Thank you. We have read it.")
    answered = reporter.return_with(words)

    assert "A person will answer here by Tuesday night." in receipt.text
    assert (
        "We promise an answer to reports about Demo City Council within 36 hours." in receipt.text
    )
    assert MEASURED_TOO in receipt.text
    assert "A person will answer here by Tuesday night." in waiting.text
    assert "10 hours left" in listed.text
    assert "A first answer is due by 02:00 on 6 May." in opened.text
    assert "You were answered within 48 hours." in answered.text


def test_after_36_hours_both_sides_say_late(longer):
    """Neither earlier nor later."""
    reporter = longer.reporter()
    words = reporter.write_report()
    longer.clock.advance(hours=36)
    reviewer = longer.reviewer(REVIEWER)
    reviewer.list_cases()

    assert "Overdue by less than an hour" in reviewer.page.text
    assert (
        "You should have heard from us by Tuesday night. We are late"
        in reporter.return_with(words).text
    )


def test_a_report_about_another_organisation_keeps_its_24_hours(longer):
    """Each organisation has its own number."""
    reporter = longer.reporter()
    reporter.write_report(dict(ANSWERS) | {"organisation": "transport"})

    assert "A person will answer here by Tuesday afternoon." in reporter.page.text
    assert "We promise" not in reporter.page.text


def test_a_promise_that_was_made_is_not_moved_by_the_service_file(world):
    """Who edits 24 to 72 while a report waits gains nothing: the hours are sealed with it."""
    words = world.reporter().write_report()
    world.service = promising(council=72)
    later = Reporter(through_app(intake.create_app(world.services("intake"))))
    reviewer = world.reviewer(REVIEWER)
    reviewer.list_cases()

    assert "23 hours left" in reviewer.page.text
    assert "A person will answer here by Tuesday afternoon." in later.return_with(words).text


@pytest.mark.parametrize(("hours", "kept"), [(30, True), (40, False)])
def test_between_24_and_48_hours_the_answer_says_which_promise_was_kept(longer, hours, kept):
    """The bucket alone could not tell 30 hours from 40."""
    reporter = longer.reporter()
    words = reporter.write_report()
    longer.clock.advance(hours=hours)
    reviewer = longer.reviewer(REVIEWER)
    reviewer.acknowledge(reviewer.list_cases()[0], "Thank you. We have read it.")

    page = reporter.return_with(words)

    assert "You were answered within 48 hours." in page.text
    assert kept != ("We had promised an answer within 36 hours." in page.text)
