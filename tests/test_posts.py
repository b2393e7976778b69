"""Which posts a report goes to: docs/routing.md and the table in the code, row by row."""

import re
from pathlib import Path

import pytest

from reporting.posts import POSTS, POSTS_OF_AREAS, ROWS, STRUCK_OUT, STRUCK_OUT_OF_AREA, rule
from reporting.vocabulary import FOUND, STRUCK, SUBJECTS, codes

PAGE = (Path(__file__).parent.parent / "docs" / "routing.md").read_text("utf-8")
OWNERS = PAGE.partition("\n## Owners\n")[2].partition("\n## ")[0]
ALL = set(codes(POSTS))


def cells(count: int) -> list[list[list[str]]]:
    """Return the rows of the page's table that has so many columns, each cell as its codes."""
    rows = [line.strip("| ").split(" | ") for line in OWNERS.splitlines() if line[:2] == "| "]
    return [
        [re.findall(r"`(\w+)`", cell) or [cell] for cell in row]
        for row in rows[1:]
        if len(row) == count and "`" in "".join(row)
    ]


def test_the_page_and_the_table_are_alike():
    """Row by row: what it is about, whom it goes to, who never sees it, whether outside."""
    order = codes(POSTS)
    told = [
        [
            [row.code],
            [code for code in codes((*SUBJECTS, *FOUND)) if code in row.about],
            list(row.to) or ["–"],
            [post for post in order if post in row.never] or ["–"],
            ["yes" if row.outside else "–"],
        ]
        for row in ROWS
    ]

    assert told == [row for row in cells(5) if row[1] != ["SUBJECTS", "FOUND"]]


def test_the_page_tells_what_each_strike_does():
    """Whoever strikes somebody out is told the truth of it."""
    order = codes(POSTS)
    told = [
        [
            [code],
            [post for post in order if post in STRUCK_OUT_OF_AREA.get(code, ())] or ["–"],
            [post for post in order if post in STRUCK_OUT.get(code, ())] or ["–"],
        ]
        for code in codes(STRUCK)
    ]

    assert told == cells(3)


def test_every_subject_stands_in_one_row():
    """A subject without a row would count as nobody named."""
    listed = [code for row in ROWS for code in row.about]

    assert sorted(codes((*SUBJECTS, *FOUND))) == sorted(listed)


def test_the_table_names_no_post_that_is_not_one():
    """A slip of the pen would bar nobody."""
    named = {post for row in ROWS for post in (*row.to, *row.never)} | set(POSTS_OF_AREAS)
    struck = [*STRUCK_OUT.values(), *STRUCK_OUT_OF_AREA.values()]

    assert named.union(*struck) <= ALL


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_no_row_sends_a_report_to_those_who_must_never_see_it(row):
    """It would be offered and refused at once."""
    assert not row.never & set(row.to)


@pytest.mark.parametrize(
    ("about", "to", "never"),
    [
        ("colleague", ("case_owner", "director"), set()),
        ("line_manager", ("director", "director_audit"), set()),
        (
            "director",
            ("chief_executive", "chief_operating_officer", "director_audit"),
            {"director_people"},
        ),
        (
            "hr_people_team",
            ("chief_operating_officer", "director_audit", "external_investigator"),
            {"director_people"},
        ),
        (
            "internal_audit",
            ("chief_executive", "monitoring_officer"),
            {"director_audit", "chief_operating_officer"},
        ),
        (
            "chief_operating_officer",
            ("chief_executive", "monitoring_officer"),
            {"director_audit", "chief_operating_officer"},
        ),
        (
            "chief_executive",
            ("monitoring_officer", "leader_or_chair", "external_investigator"),
            {
                "chief_executive",
                "chief_operating_officer",
                "director",
                "director_people",
                "case_owner",
                "commissioning_lead",
                "procurement_lead",
                "service_safety_lead",
            },
        ),
        (
            "legal_monitoring_officer",
            ("chief_executive", "external_solicitor"),
            {"monitoring_officer"},
        ),
        ("councillor", ("monitoring_officer", "independent_person"), {"leader_or_chair"}),
        (
            "leader_mayor_cabinet",
            ("monitoring_officer", "independent_person_elsewhere"),
            {"leader_or_chair"},
        ),
        ("teacher_school", ("school_safeguarding", "chair_of_governors"), set()),
        ("contractor", ("commissioning_lead", "procurement_lead"), set()),
        ("resident_service_user", ("service_safety_lead",), set()),
        ("oversight_provider_or_this_service", ("board_chair",), set()),
        ("oversight_board_member", ("board_chair",), set()),
        ("police", (), set()),
        ("other_public_body", (), set()),
        ("unknown", ("chief_operating_officer", "director_audit"), set()),
        ("a_policy_not_a_person", ("director", "chief_operating_officer", "director_audit"), set()),
    ],
)
def test_each_subject_goes_where_it_should(about, to, never):
    """The best posts in order, and those that must never see it."""
    ruling = rule({about}, ())

    assert to == ruling.to
    assert never == ALL - set(ruling.to) - set(ruling.others)


def test_whom_nobody_named_might_be_anybody():
    """Nothing ticked is ruled as somebody unknown is."""
    assert rule({"unknown"}, ()) == rule((), ())


def test_of_two_subjects_each_refuses_and_the_higher_decides():
    """A colleague and the chief executive: nobody who works under the latter."""
    ruling = rule({"colleague", "chief_executive"}, ())

    assert ("monitoring_officer", "leader_or_chair", "external_investigator") == ruling.to
    assert "case_owner" not in ruling.others


def test_managers_above_are_struck_out_up_to_the_top():
    """Wherever the director is; of another area a director may be asked."""
    ruling = rule({"colleague"}, {"more_senior_manager"})

    assert not {"chief_operating_officer", "chief_executive"} & {*ruling.to, *ruling.others}
    assert "director" in ruling.outside
