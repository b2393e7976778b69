"""There is a menu and no query builder: what is not on it is unknown."""

import pytest

GOOD = {"table": "kind", "first": "council-5", "second": "council-10"}


def address(**changes):
    """Return a comparison with some of what it asks for changed; None leaves it out."""
    asked = {name: value for name, value in (GOOD | changes).items() if value is not None}
    return "/figures/council/compare?" + "&".join(f"{n}={v}" for n, v in asked.items())


@pytest.mark.parametrize(
    "path",
    [
        "/?area=corporate",
        "/releases?from=2024",
        "/releases/council-1?kind=anti_black",
        "/organisations/council?table=area_kind_outcome",
        "/method?x=",
        "/feedback?sent=yes&sent=yes",
        "/sign-in?next=/figures",
        "/releases/council-0",
        "/releases/council-01",
        "/releases/council--1",
        "/releases/council",
        "/releases/council-99999999999999",
        "/releases/council-\u0661",
    ],
)
def test_the_public_pages_take_no_question(filled, path):
    """Nor a release under any other name than its own."""
    assert 404 == filled.reader().get(path).status


@pytest.mark.parametrize(
    "changes",
    [
        {"table": "area_kind_outcome"},
        {"table": ""},
        {"table": None},
        {"first": "transport-1"},
        {"first": "council-77"},
        {"second": None},
        {"day": "2024-05-04"},
        {"group": "1&group=2"},
    ],
)
def test_a_comparison_is_of_the_menu(filled, changes):
    """One table that there is, and two periods of the same organisation."""
    analyst = filled.reader("analyst-1")

    assert 200 == analyst.get(address()).status
    assert 404 == analyst.get(address(**changes)).status


def test_periods_that_overlap_are_not_compared(filled):
    """A sentence says so, and no figure is shown."""
    page = filled.reader("analyst-1").get(address(first="council-1", second="council-5"))

    assert 400 == page.status
    assert "These two periods overlap" in page.text
    assert [] == list(page.main.iter("table"))


def test_a_comparison_says_more_only_where_ranges_do_not_meet(filled):
    """The earlier period stands first, however they were asked for."""
    analyst = filled.reader("analyst-1")

    text = analyst.get(address(first="council-10", second="council-5")).text

    assert text.index("April 2024 to March 2025") < text.index("April 2025 to March 2026")
    assert "Too close to tell" in text
    for verdict in ("More in the later period", "Fewer in the later period"):
        assert text.count(verdict) <= 9


def test_a_comparison_has_a_line_for_each_period_under_what_it_is_about(filled):
    """Two columns whatever the screen, no region to scroll, and a small number is explained."""
    page = filled.reader("analyst-1").get(address(table="kind"))

    (table,) = page.main.iter("table")
    assert {2} == {sum(int(cell.get("colspan", 1)) for cell in row) for row in table.iter("tr")}
    groups = list(table.iter("tbody"))
    assert len(groups) > 1
    for group in groups:
        about, *lines = group.iter("tr")
        assert ["rowgroup"] == [cell.get("scope") for cell in about]
        assert ["row", None] * 2 == [cell.get("scope") for line in lines for cell in line]
    assert ("fewer than 9" in page.text) == ("Do not add" in page.text)


def test_a_table_that_was_withheld_is_not_compared(filled):
    """The one reason is given."""
    page = filled.reader("analyst-1").get(address(table="area_kind"))

    assert "too few reports for this table, or it is not in such a release" in page.text
