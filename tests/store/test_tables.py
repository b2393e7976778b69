"""docs/data.md tells every column there is, and what is said of sizes is so."""

import re
from pathlib import Path

from reporting.store.tables import metadata
from tests.support.dump import read_all

PAGE = (Path(__file__).parents[2] / "docs" / "data.md").read_text("utf-8")
ROW = re.compile(r"^\| `(\w+)` \| `(\w+)` \| (\w+) \| ([^|]+) \| [^|]+ \|$", re.MULTILINE)
TOLD = {(table, column): (kind, size.strip()) for table, column, kind, size in ROW.findall(PAGE)}
# What no exchange about a report without files writes.
NOT_OF_A_REPORT = {
    "attachment", "draft_file",
    "check_in",
    "watch", "missed", "event", "notice", "contact", "absence", "swap", "test_report",
    "service_fact", "referral", "referral_stanza", "referral_message",
    "fact", "tally", "prepared", "agreement", "release", "statement", "feedback", "invitation",
    "attempt", "roster_proposal", "roster_change",
}  # fmt: skip
STORY = "A story of which nothing may be seen at rest"


def test_every_column_is_told_once_and_no_other():
    """The page and the schema name the same columns."""
    columns = [
        (table.name, column.name) for table in metadata.sorted_tables for column in table.columns
    ]

    assert sorted(columns) == sorted(TOLD)
    assert len(TOLD) == len(ROW.findall(PAGE))


def test_every_kind_is_one_that_the_page_explains():
    """Clear, sealed, random or public."""
    assert {"clear", "sealed", "random", "public"} == {kind for kind, _ in TOLD.values()}


def fits(value, size):
    """Say whether a stored value has the size that the page tells."""
    if value is None or size == "any":
        return True
    if isinstance(value, bool):
        return size == "1"
    if isinstance(value, int):
        return size in {"4", "8"} and abs(value) < 2 ** (8 * int(size) - 1)
    if size.startswith("up to "):
        return len(value) <= int(size.removeprefix("up to "))
    return str(len(value)) in size.split(" or ")


def test_every_value_has_the_size_that_is_told(world):
    """After a whole exchange: a draft, a report, messages, a session and an index."""
    reporter = world.reporter()
    words = reporter.write_report()
    unsent = world.reporter()
    unsent.begin()
    reviewer = world.reviewer("north-reviewer-1")
    reviewer.acknowledge(reviewer.list_cases()[0], "Thank you. " * 30)
    reporter.return_with(words)
    reporter.answer("More of it. " * 400)

    rows = read_all(world.store)

    assert NOT_OF_A_REPORT == {table for table, found in rows.items() if not found}
    wrong = {
        (table, column, len(value) if isinstance(value, bytes | str) else value)
        for table, found in rows.items()
        for row in found
        for column, value in row.items()
        if not fits(value, TOLD[table, column][1])
    }
    assert set() == wrong
