"""Coming back later: other wishes, other consents, support, and how it is now."""

import pytest

from reporting import limits
from tests.support.journey import ANSWERS
from tests.support.page import fields_of

WISHES, SUPPORT = "/en/conversation/wishes", "/en/conversation/support"


@pytest.fixture
def answered(world):
    """Return a reporter whose report was answered just now, at the page of their conversation."""
    reporter = world.reporter()
    words = reporter.write_report(ANSWERS)
    reviewer = world.reviewer("north-reviewer-1")
    (case,) = reviewer.list_cases()
    reviewer.acknowledge(case, "Thank you. Here is who can support you.")
    reporter.return_with(words)
    return reporter, reviewer, case, words


def test_wishes_and_each_consent_change_and_the_newest_count(answered):
    """The reviewers read them in words; the page shows again what was sent last."""
    reporter, reviewer, case, _ = answered
    assert WISHES in reporter.page.links
    reporter.get(WISHES)
    reporter.submit(
        reporter.next_form(),
        {"wishes": ["apology_restorative"], "consents": ["share_police"]},
    )
    reporter.get(WISHES)
    shown = fields_of(reporter.next_form())

    page = reporter.submit(reporter.next_form(), {"consents": [], "support_wanted": ["union"]})

    assert ["share_police"] == shown["consents"]
    assert "/en/conversation" == page.address
    said = reviewer.open_case(case).text
    assert "Wishes: An apology, or making it good May be shared: Share with the police" in said
    assert "May be shared: Nothing ticked Support: A union" in said


def test_a_week_after_support_was_offered_the_page_asks_once(world, answered):
    """Whether it helped, and how distressed they are, from 0 to 10."""
    reporter, _, _, words = answered
    assert SUPPORT not in reporter.page.links
    assert 404 == reporter.get(SUPPORT).status
    world.clock.advance(hours=24 * limits.SUPPORT_ASK_DAYS)
    reporter.return_with(words)
    assert SUPPORT in reporter.page.links
    reporter.get(SUPPORT)
    assert 400 == reporter.submit(reporter.next_form(), {}).status

    page = reporter.submit(reporter.next_form(), {"helped": "in_part", "distress": "4"})

    assert "/en/conversation" == page.address
    assert SUPPORT not in page.links
    assert "Did the support help? In part How distressed are you now? 4" in page.text
