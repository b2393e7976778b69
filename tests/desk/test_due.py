"""What is due, on the page of a report and in the list: in words, with a colour beside them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from reporting.store.tables import report
from tests.desk.casework import CARD, fill
from tests.desk.conftest import Place, open_place
from tests.support.cast import promising
from tests.support.journey import Reviewer
from tests.support.page import Page, text_of
from tests.support.world import Maker

CAME = datetime(2026, 5, 4, 13, tzinfo=UTC)  # the whole hour of the report
FIRST, NEXT = "First answer to the reporter", "Next word to the reporter"
END = "End of this report"


def due_on(page: Page) -> dict[str, str]:
    """Return what stands under "What is due"."""
    sections = page.main.iter("section")
    (section,) = (e for e in sections if e.get("aria-labelledby") == "due-heading")
    names, values = section.iter("dt"), section.iter("dd")
    return {text_of(name): text_of(value) for name, value in zip(names, values, strict=True)}


def tags_of(page: Page) -> list[tuple[str, str]]:
    """Return the words and the colour of each tag of the list."""
    cells = [e for e in page.main.iter("strong") if "govuk-tag" in e.get("class", "")]
    return [(text_of(e), e.get("class", "").rpartition("--")[2]) for e in cells]


def links_of(page: Page) -> dict[str, str]:
    """Return where the page leads for each thing that is due, after its own address."""
    [section] = [e for e in page.main.iter("section") if e.get("aria-labelledby") == "due-heading"]
    found = {text_of(a): a.get("href", "") for a in section.iter("a")}
    return {what: re.sub(r"^/cases/[0-9a-f]{16}", "", address) for what, address in found.items()}


def look(place: Place, hours: float) -> tuple[Reviewer, str]:
    """Return a reviewer before the list, so many hours after the hour of the one report."""
    place.moment.now = CAME + timedelta(hours=hours)
    reviewer = place.reviewer()
    (case,) = reviewer.list_cases()
    return reviewer, case


@pytest.mark.parametrize(
    ("hours", "tags", "first"),
    [
        (11.5, [], "12 hours left"),
        (12, [("Due soon", "yellow")], "11 hours left Due soon"),
        (19.5, [("Due soon", "yellow")], "4 hours left Due soon"),
        (20, [("Due very soon", "red")], "3 hours left Due very soon"),
        (25, [], "Overdue by 1 hour"),
    ],
)
def test_the_first_answer_is_soon_from_12_hours_and_very_soon_from_20(
    place: Place, hours: float, tags: list[tuple[str, str]], first: str
) -> None:
    """The list and the page say the same; what is overdue says so by itself in the list."""
    place.send()

    reviewer, case = look(place, hours)

    assert tags == tags_of(reviewer.page)
    assert first == due_on(reviewer.open_case(case))[FIRST]


def test_another_target_is_soon_at_its_own_half(make_world: Maker) -> None:
    """Of 36 hours, 18 are half and 30 leave a sixth."""
    place = open_place(make_world(service=promising(council=36)))
    place.send()

    found = [tags_of(look(place, hours)[0].page) for hours in (17.5, 18, 29.5, 30)]

    assert [[], ["Due soon"], ["Due soon"], ["Due very soon"]] == [
        [words for words, _colour in tags] for tags in found
    ]


@pytest.mark.parametrize(
    ("moment", "tags"),
    [
        ("2026-05-25T21:45", []),
        ("2026-05-25T22:00", [("Due soon", "yellow")]),  # a week before 23:00 in London
        ("2026-05-31T21:45", [("Due soon", "yellow")]),
        ("2026-05-31T22:00", [("Due very soon", "red")]),
        ("2026-06-01T22:00", []),
    ],
)
def test_the_next_word_is_soon_in_its_last_week_and_very_soon_on_its_last_day(
    place: Place, moment: str, tags: list[tuple[str, str]]
) -> None:
    """28 days after the answer; what is overdue says so by itself."""
    place.send()
    reviewer, case = look(place, 2)
    reviewer.acknowledge(case, "We have read it.")
    place.moment.now = datetime.fromisoformat(moment).replace(tzinfo=UTC)

    assert tags == tags_of(place.reviewer().open_case(case))


def test_what_is_done_is_not_due_any_more(place: Place) -> None:
    """The page of an answered report names the work, the next word and the end."""
    place.send()
    reviewer, case = look(place, 2)
    reviewer.acknowledge(case, "We have read it.")

    due = due_on(reviewer.open_case(case))

    assert {
        "Triage, and a plan for safety": "By 7 May",
        "Plan, told to the reporter": "By 18 May",
        NEXT: "Answer by 1 June",
        "Outcome, or why there is none yet": "By 4 August",
        END: "Removed after 1 May 2032",
    } == due


def test_what_is_due_leads_to_where_it_is_done(place: Place) -> None:
    """And to nowhere as long as it cannot be done."""
    place.send()
    reviewer, case = look(place, 2)
    waiting = links_of(reviewer.open_case(case))
    reviewer.acknowledge(case, "We have read it.")
    answered = links_of(reviewer.open_case(case))
    fill(reviewer, case, "triage", CARD)
    triaged = links_of(reviewer.open_case(case))

    plan, outcome = "Plan, told to the reporter", "Outcome, or why there is none yet"
    assert {FIRST: "#answer-heading"} == waiting
    assert {"Triage, and a plan for safety": "/triage", NEXT: "#answer-heading"} == answered
    assert {plan: "?begin=plan#answer-heading", NEXT: "#answer-heading", outcome: "/outcome"} == (
        triaged
    )
    page = reviewer.get(f"/cases/{case}?begin=plan")
    assert "what will be done" in page.text
    assert page.by_id("answer-heading") is not None


def test_the_end_of_a_report_is_soon_ninety_days_before(place: Place) -> None:
    """Nothing is removed without a warning on its page."""
    [case] = place.send()
    today = place.moment.now.date()
    first_removed = (today - datetime(1970, 1, 1, tzinfo=UTC).date()).days + 90
    with place.store.write() as connection:
        connection.execute(update(report).values(expiry=first_removed))

    page = place.reviewer().open_case(case)

    assert "Removed after 1 August Due soon" == due_on(page)[END]


@pytest.mark.parametrize("expiry", [-(2**31), 0, 2**31 - 1])
def test_whatever_the_database_says_of_its_end_the_page_opens(place: Place, expiry: int) -> None:
    """A column that was altered costs nobody a report."""
    [case] = place.send()
    with place.store.write() as connection:
        connection.execute(update(report).values(expiry=expiry))

    page = place.reviewer().open_case(case)

    assert 200 == page.status
    assert due_on(page)[END].startswith("Removed after ")
