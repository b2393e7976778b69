"""The way of a report through intake."""

from tests.support.journey import ANSWERS


def test_words_come_at_the_end_and_open_the_conversation(world):
    """A report is written, sent, and found again with its words alone."""
    reporter = world.reporter()

    words = reporter.write_report(ANSWERS)
    page = world.reporter().return_with(words)

    assert (200, "/en/conversation") == (page.status, page.address)
    assert "We have your report" in page.text
