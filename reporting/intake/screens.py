"""The screens of the guided form, in order: what each asks, and of whom (docs/intake.md).

The table is data, and a test compares it with that page. A screen of `EXTRA` is offered on the
last page and leads back to it.
"""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from reporting.circumstances import CENTRE, KNOWN, PATTERN, UNDER_18, UNKNOWN, WITNESS
from reporting.report import Report

STAFF_ROLES = frozenset(
    {"staff", "agency_casual", "contractor_supplier", "volunteer_apprentice", "councillor"}
)
CORE, BRANCH, EXTRA = "core", "branch", "extra"

# Branches: what sets one report's way apart from another's. A report may be in several.
STAFF, APPLICANT, CHILD, WITNESSED, BEHALF, GROUP, RULE = (
    "staff", "applicant", "under 18", "witness", "on behalf", "centre", "pattern",
)  # fmt: skip
OTHERWISE = "not under 18"


@dataclass(frozen=True)
class Screen:
    """One screen: the last part of its address, its heading, and the fields of a report it asks.

    `kind` is core, branch or extra; `only` names the branch it is for, "" if it is for everybody.
    """

    name: str
    heading: LazyString
    fields: tuple[str, ...]
    kind: str = CORE
    only: str = ""


SCREENS = (
    Screen("safety", _("Are you safe now?"), ("safety",)),
    Screen("who", _("I am…"), ("reporter_role", "age", "basis")),
    Screen("children", _("If you are under 18"), (), BRANCH, CHILD),
    Screen("witness", _("What you saw or heard"), ("stepped_in", "they_know"), BRANCH, WITNESSED),
    Screen("behalf", _("Do they want it reported?"), ("they_want",), BRANCH, BEHALF),
    Screen("what", _("What happened?"), ("story", "conduct", "racism")),
    Screen(
        "where",
        _("Where, who and when"),
        ("organisation", "area", "setting", "borough", "about", "when"),
        only=OTHERWISE,
    ),
    Screen("wish", _("What do you want to happen?"), ("wishes",), only=OTHERWISE),
    Screen("readers", _("Who can open this?"), ("struck", "named")),
    Screen(
        "effect",
        _("What it did, and how it works"),
        ("how_often", "others_there", "impact", "distress", "also_about", "how_it_works"),
        EXTRA,
    ),
    Screen("sharing", _("What may be shared?"), ("consents",), EXTRA),
    Screen("support", _("What support do you want?"), ("support_wanted",), EXTRA),
)
BY_NAME = {screen.name: screen for screen in SCREENS}
FIRST = SCREENS[0]


def branches_of(report: Report) -> frozenset[str]:
    """Return the branches a report is in, as far as it is answered."""
    found = {
        STAFF: report.reporter_role in STAFF_ROLES,
        APPLICANT: report.reporter_role == "applicant_candidate",
        CHILD: report.age == UNDER_18,
        OTHERWISE: report.age != UNDER_18,
        WITNESSED: report.basis == WITNESS,
        BEHALF: report.basis in (KNOWN, UNKNOWN),
        GROUP: report.basis == CENTRE,
        RULE: report.basis == PATTERN,
    }
    return frozenset(branch for branch, there in found.items() if there)


def way_of(report: Report) -> tuple[Screen, ...]:
    """Return the screens one after the other, as far as the answers tell."""
    branches = branches_of(report)
    return tuple(
        screen for screen in SCREENS if screen.kind != EXTRA and screen.only in {"", *branches}
    )


def next_after(screen: Screen, report: Report) -> Screen | None:
    """Return the screen that follows, or None where the check does."""
    if screen.kind == EXTRA:
        return None
    place = SCREENS.index(screen)
    return next((each for each in way_of(report) if SCREENS.index(each) > place), None)


def before(screen: Screen, report: Report) -> Screen | None:
    """Return the screen that stands before, or None where the first page does."""
    place = SCREENS.index(screen)
    way = reversed(way_of(report))
    return next((each for each in way if SCREENS.index(each) < place), None)


def lacking(report: Report) -> Screen | None:
    """Return the first screen whose answer is needed before anything can be sent."""
    if not report.reporter_role:
        return BY_NAME["who"]
    return None if report.conduct or report.story else BY_NAME["what"]
