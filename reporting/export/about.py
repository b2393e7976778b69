"""The sheets that tell what the tables rest on: the service, rates, areas, and what is withheld."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext

from reporting.disclosure.menu import SHOWN, TOTALS
from reporting.disclosure.published import Release
from reporting.disclosure.rates import Rate, rate_of
from reporting.export.words import Words
from reporting.export.workbook import Cell, Listing, Sheet
from reporting.vocabulary import PROMISE_LINES


def service_sheet(told: Mapping[str, Any]) -> Sheet | None:
    """Return what the service says of itself, exactly, because it is not about reports."""
    promise = {term.code: str(term.label) for term in PROMISE_LINES}
    waited = {True: gettext("Yes"), False: gettext("No")}
    languages = told.get("languages_checked") or ()
    answers: dict[str, Cell | None] = {
        gettext("Was every report answered in time?"): promise.get(str(told.get("promise"))),
        gettext("Did any report wait more than three days to be looked into?"): waited.get(
            told.get("waited_over_three_days") is True
        )
        if told.get("waited_over_three_days") is not None
        else None,
        gettext("Hours with somebody on duty"): told.get("duty_hours"),
        gettext("Test reports filed by the service itself"): told.get("tests_filed"),
        gettext("Test reports answered by a person within 24 hours"): told.get("tests_answered"),
        gettext("Languages checked by a person"): ", ".join(languages) or None,
    }
    rows = tuple((asked, answer) for asked, answer in answers.items() if answer is not None)
    if not rows:
        return None
    return Sheet(
        "Service",
        gettext("The service itself"),
        (
            gettext("This worksheet contains one table. These figures are exact."),
            gettext("What this table says of reports includes the service's own test reports."),
        ),
        Listing("service", (gettext("Question"), gettext("Answer")), rows),
    )


def rates_sheet(release: Release, words: Words) -> Sheet | None:
    """Return the rates that two published numbers make, or None where there are too few."""
    rates = {table.code: rate for table in release.tables if (rate := _rate(release, table.code))}
    if not rates:
        return None
    return Sheet(
        "Rates",
        gettext("Rates"),
        (
            gettext("This worksheet contains one table. Its notes are on the worksheet Notes."),
            gettext(
                "Each rate is made of two published numbers, so it adds nothing to them. Where "
                "there are too few reports for a number, the rate is a word."
            ),
        ),
        Listing(
            "rates",
            (
                gettext("Measure"),
                gettext("Rate in words"),
                gettext("About, in per cent"),
                gettext("Lower bound, in per cent"),
                gettext("Upper bound, in per cent"),
            ),
            tuple(
                (words.title(code), words.rate(rate), *map(_per_cent, rate[1:]))
                for code, rate in rates.items()
            ),
        ),
    )


def areas_sheet(release: Release, words: Words) -> Sheet:
    """Return the areas of the year with the public head-counts that they rest on."""
    of = {"staff": gettext("staff"), "residents": gettext("residents")}
    return Sheet(
        "Areas",
        gettext("Areas"),
        (gettext("This worksheet contains one table. Head-counts are public and rounded."),),
        Listing(
            "areas",
            (gettext("Area"), gettext("People"), gettext("Of whom")),
            tuple(
                (words.label("area", code), people, of[who]) for code, people, who in release.areas
            ),
        ),
    )


def withheld_sheet(release: Release, words: Words, reason: str) -> Sheet | None:
    """Return the tables that are not shown, or None where all are."""
    rows = tuple((words.title(t.code), reason) for t in release.tables if t.cells is None)
    if not rows:
        return None
    return Sheet(
        "Withheld",
        gettext("Tables that are not shown"),
        (gettext("This worksheet contains one table."),),
        Listing("withheld", (gettext("Table"), gettext("Reason")), rows),
    )


def _rate(release: Release, code: str) -> Rate | None:
    table = release.table(code)
    if not table or len(table.facets) != 1 or table.facets[0] not in SHOWN:
        return None
    whole = release.table(TOTALS[table.population].code)
    if not whole:
        return None
    return rate_of((table.cells or {})[("yes",)], (whole.cells or {})[()])


def _per_cent(value: Cell | None) -> Cell:
    return gettext("not given") if value is None else value
