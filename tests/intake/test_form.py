"""The page of questions: what is kept, what is asked again, and what is never stored."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from sqlalchemy import delete

from reporting import intake
from reporting.answers import BY_FIELD
from reporting.intake.groups import GROUPS
from reporting.roster import Declaration
from reporting.store import tables
from reporting.vocabulary import codes
from tests.support.cast import Cast
from tests.support.journey import ANSWERS
from tests.support.page import fields_of

FORM = "/en/report/form"


def fill(reporter, **changes):
    """Send the form with plausible answers and some changes."""
    reporter.get(FORM)
    return reporter.submit(reporter.next_form(), dict(ANSWERS) | changes)


def kept(page):
    """Return the answers that a page of questions shows."""
    return fields_of(page.form_with("story"))


@pytest.mark.parametrize("field", GROUPS)
def test_every_tick_is_in_one_group(field):
    """No choice of a grouped list is missing from its page, and none is there twice."""
    grouped = [code for group in GROUPS[field] for code in group.codes]

    assert sorted(codes(BY_FIELD[field].terms)) == sorted(grouped)


def test_good_answers_lead_to_the_check(reporter, count):
    """They are kept as one sealed row."""
    page = fill(reporter)

    assert (200, "/en/report/check") == (page.status, page.address)
    assert 1 == count("draft")
    assert 0 == count("report")


def test_everything_missing_is_asked_for_at_once(reporter, count):
    """Each error stands in the summary, leads to its field, and is in the title."""
    page = fill(reporter, organisation="", reporter_role="", conduct=(), story="")

    assert 400 == page.status
    assert 3 == len(page.errors)
    targets = [link for link in page.links if link.startswith("#")]
    assert ["#organisation", "#reporter_role", "#conduct"] == targets
    assert all(page.by_id(target[1:]) is not None for target in targets)
    assert (page.document.findtext(".//title") or "").startswith("Error: ")
    assert 0 == count("draft")


@pytest.mark.parametrize(
    ("field", "answer"),
    [
        ("story", "a" * 15_001),
        ("story", "\N{GRINNING FACE}" * 14_500),
        ("story", "\N{CJK UNIFIED IDEOGRAPH-79CD}" * 15_001),
        ("story", "a\x00b"),
        ("story", "a\x1b[31mb"),
        ("story", "a\N{RIGHT-TO-LEFT OVERRIDE}b"),
        ("organisation", "nowhere"),
        ("reporter_role", "nobody"),
        ("conduct", ("joke_banter", "no_such_thing")),
        ("struck", ("chief_executive",)),
        ("about", ("'; drop table report",)),
    ],
    ids=["long", "emoji", "chinese", "nul", "escape", "bidi", "organisation", "role", "conduct",
         "struck", "about"],
)  # fmt: skip
def test_bad_answers_are_refused_and_the_others_kept(reporter, count, field, answer):
    """A sentence says what to mend; nothing is stored."""
    page = fill(reporter, **{field: answer})

    assert 400 == page.status
    assert 1 == len(page.errors)
    shown = kept(page)
    for name in {"organisation", "reporter_role", "about"} - {field}:
        expected = ANSWERS[name]
        assert [expected] if isinstance(expected, str) else list(expected) == shown[name]
    assert 0 == count("draft")


def test_text_of_many_bytes_fits_where_it_says_so(reporter):
    """Fifteen thousand Chinese characters are within the promise or said not to be."""
    page = fill(reporter, story="\N{CJK UNIFIED IDEOGRAPH-79CD}" * 15_000)

    assert "/en/report/check" == page.address
    assert "/en/report/receipt" == reporter.submit(reporter.next_form(), {}).address


def test_answers_come_back_to_be_changed(reporter):
    """Going back shows what was written; the last answers win."""
    fill(reporter, story="First.")

    reporter.get(FORM)
    shown = kept(reporter.page)
    page = reporter.submit(reporter.next_form(), {"story": "Second."})

    assert ["First."] == shown["story"]
    assert ["joke_banter"] == shown["conduct"]
    assert "Second." in page.text
    assert "First." not in page.text


def test_two_windows_of_one_browser_do_not_break_anything(reporter, count):
    """Whatever was sent last is what stands."""
    reporter.get(FORM)
    left = reporter.next_form()
    reporter.get(FORM)
    right = reporter.next_form()

    reporter.submit(right, dict(ANSWERS) | {"story": "From the right."})
    page = reporter.submit(left, dict(ANSWERS) | {"story": "From the left."})

    assert "From the left." in page.text
    assert 1 == count("draft")


def test_another_browser_sees_nothing(world, reporter):
    """A draft belongs to the cookie it was written under."""
    fill(reporter, story="Mine alone.")

    page = world.reporter().get(FORM)

    assert ["Mine alone."] != kept(page)["story"]


@pytest.mark.parametrize("token", ["", "forged", "a.b.c", "\N{SNOWMAN}"])
def test_a_missing_or_forged_token_keeps_the_answers(reporter, count, token):
    """The page says to press again, and then it works."""
    page = fill(reporter, csrf_token=token)

    assert 400 == page.status
    assert ["It happened at the counter."] == kept(page)["story"]
    assert 0 == count("draft")
    assert "/en/report/check" == reporter.submit(reporter.next_form(), {}).address


def test_a_token_of_another_browser_is_no_token(world, reporter, count):
    """It is bound to the cookie's secret."""
    other = world.reporter()
    other.get(FORM)
    token = kept(other.page)["csrf_token"]

    page = fill(reporter, csrf_token=token)

    assert 400 == page.status
    assert 0 == count("draft")


def test_a_page_left_open_for_days_keeps_the_answers(world, reporter, count):
    """Token and cookie have run out; what was typed has not."""
    reporter.get(FORM)
    form = reporter.next_form()
    world.clock.advance(hours=30)

    page = reporter.submit(form, ANSWERS)

    assert 400 == page.status
    assert ["It happened at the counter."] == kept(page)["story"]
    assert 0 == count("draft")
    assert "/en/report/check" == reporter.submit(reporter.next_form(), {}).address


def test_choices_that_leave_nobody_are_refused(world, count):
    """Where everybody has a connection, the form says so beside the choice."""
    cast = Cast()
    for body in ("north", "south"):
        cast.add(body, "lead", "lead", Declaration("council", None, "line_manager"))
        cast.add(body, "recovery", "recovery")
    services = replace(
        world.services("intake"), rosters=SimpleNamespace(current=lambda: cast.rosters)
    )
    world.intake = intake.create_app(services)
    reporter = world.reporter()

    page = fill(reporter, struck=("line_manager",))

    assert 400 == page.status
    assert ["#struck"] == [link for link in page.links if link.startswith("#")]
    assert 0 == count("draft")


def test_without_a_roster_nobody_writes_for_nothing(world, reporter, count):
    """The form is not shown, no cookie comes, and the telephone is named."""
    with world.store.write() as connection:
        connection.execute(delete(tables.roster))

    page = reporter.get(FORM)

    assert 503 == page.status
    assert [] == page.cookies
    assert "0151 496 0100" in page.text
    assert 0 == count("draft")


def test_a_roster_refused_while_writing_keeps_the_answers(world, reporter, count):
    """It runs out while somebody types: nothing is stored, and nothing typed is lost."""
    reporter.get(FORM)
    world.clock.advance(hours=20)
    with world.store.write() as connection:
        connection.execute(delete(tables.roster))

    page = reporter.submit(reporter.next_form(), ANSWERS)

    assert 503 == page.status
    assert ["It happened at the counter."] == kept(page)["story"]
    assert 0 == count("draft")


def test_a_full_disk_keeps_the_answers_on_the_page(reporter, count, broken):
    """The draft could not be stored: the page says so and can be sent again."""
    reporter.get(FORM)
    broken("write")

    page = reporter.submit(reporter.next_form(), ANSWERS)

    assert 503 == page.status
    assert ["We could not store your report. Nothing was kept. Please try again."] == page.errors
    assert ["It happened at the counter."] == kept(page)["story"]
    assert 0 == count("draft")
    broken()
    assert "/en/report/check" == reporter.submit(reporter.next_form(), {}).address


def test_a_part_is_asked_for_under_its_organisation(reporter):
    """In one list without script: none first, then each under the name of its organisation."""
    page = reporter.get(FORM)

    groups = page.by_id("area").findall(".//{*}optgroup")
    offered = {group.get("label"): [each.get("value") for each in group] for group in groups}
    assert ["Demo City Council", "Demo Regional Transport"] == list(offered)
    assert "council:corporate" in offered["Demo City Council"]
    assert [""] == kept(page)["area"]


def test_a_part_is_kept_with_the_answers(reporter):
    """It is chosen again when the reporter comes back to the page."""
    page = fill(reporter, area="council:corporate")

    assert (200, "/en/report/check") == (page.status, page.address)
    assert ["council:corporate"] == kept(reporter.get(FORM))["area"]


def test_a_part_of_another_organisation_is_refused_in_words(reporter, count):
    """With the name of the one that was chosen; nothing typed is lost."""
    page = fill(reporter, area="transport:stations")

    assert 400 == page.status
    assert ["Choose a part of Demo City Council, or “No answer, or not listed”"] == page.errors
    assert ["transport:stations", ANSWERS["story"]] == kept(page)["area"] + kept(page)["story"]
    assert 0 == count("draft")


@pytest.mark.parametrize("area", ["council:zoo", "corporate", "council", ":", "council:corporate:"])
def test_a_part_that_was_not_offered_is_refused(reporter, count, area):
    """Whatever a changed page sends."""
    page = fill(reporter, area=area)

    assert 400 == page.status
    assert ["Choose from the answers on this page"] == list(page.errors)
    assert 0 == count("draft")
