"""Attack 13: somebody who finds the words on paper reads what was told with them."""

import pytest

from reporting.vocabulary import CONDUCT, SAFETY, STRUCK, SUBJECTS, label_of
from tests.support.journey import ANSWERS
from tests.support.markers import Markers

LATE_HOURS = 24 * 60


def told_by(page, markers):
    """Return what a page gives away: pieces of the story, and labels of ticks."""
    labels = [label_of(CONDUCT, "dismissal_contract_ended"), label_of(SUBJECTS, "chief_executive")]
    labels.append(label_of(STRUCK, "more_senior_manager"))
    labels.append(label_of(SAFETY, "someone_else_in_danger"))
    return markers.found_in({page.address: page.body}) + [
        e for e in labels if e in page.body.decode()
    ]


@pytest.mark.parametrize("state", ["waiting", "late", "acknowledged", "answered", "refused"])
def test_the_words_never_open_the_story(world, state):
    """Whatever the state, the page shows the conversation and nothing of the report."""
    markers = Markers()
    answers = dict(ANSWERS) | {
        "safety": "someone_else_in_danger",
        "story": markers.new(),
        "conduct": ["dismissal_contract_ended"],
        "about": ["chief_executive"],
        "struck": ["more_senior_manager"],
    }
    words = world.reporter().write_report(answers)
    reviewer = world.reviewer("north-reviewer-1")
    (case,) = reviewer.list_cases()
    seen = told_by(reviewer.open_case(case), markers)

    if state == "late":
        world.clock.advance(hours=LATE_HOURS)
    elif state != "waiting":
        reviewer.acknowledge(case, "Thank you for telling us.")
    reporter = world.reporter()
    pages = [reporter.return_with(words)]
    if state == "answered":
        pages.append(reporter.answer("Thank you too."))
    elif state == "refused":
        pages.append(reporter.answer("\x07"))

    assert 5 == len(seen)  # the search does find them where they belong
    for page in [*pages, *reporter.seen]:
        assert [] == told_by(page, markers)


def test_the_receipt_page_offers_numbers_and_forces_no_download(world):
    """Numbers look less like a key to something; nothing lands in a folder of downloads."""
    reporter = world.reporter()
    reporter.write_report()

    assert "numbers" in reporter.page.text
    assert "" == reporter.page.header("Content-Disposition")
