"""What is said of published numbers, periods and tables, in the language of the page.

Small numbers are words: nobody may read "fewer than 9" as none, and zero is never printed.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from babel.dates import format_date
from flask_babel import format_decimal, get_locale, gettext
from flask_babel import lazy_gettext as _

from reporting import limits
from reporting.aboutyou import COUNTED
from reporting.disclosure.period import Period
from reporting.disclosure.published import Kind
from reporting.disclosure.rates import Rate
from reporting.service import Organisation
from reporting.vocabulary import (
    AREA_NOT_KNOWN,
    KINDS,
    KINDS_IN_FOUR,
    OUTCOMES,
    REPORTER_GROUPS,
    Term,
    label_of,
)

_SPREAD = limits.WIDTH - 1
MAY_BE_NONE = _("“Fewer than %(number)s” may be none. Do not add these up.", number=limits.WIDTH)
WITHHELD = _("Too few reports for this table.")


class About(NamedTuple):
    """What a table is called, and what is counted in it."""

    title: Any
    definition: Any


_WHO = _("Asked once a report was sent; nobody need answer. A reply belongs to no report.")
_REPLIED = _("Of those who replied, by what they said of themselves.")
TABLES: Mapping[str, About] = {
    "received": About(
        _("Reports received"),
        _(
            "Reports that a person has read and looked into first. Duplicates, tests by the "
            "service itself and what is no report are left out. Each counts once, in the first "
            "period that ends after it was looked into."
        ),
    ),
    "area": About(
        _("Reports by area"),
        _(
            "Which part of the organisation, or which place, a report is about. Areas are not "
            "ranked: more reports can mean more trust."
        ),
    ),
    "kind": About(
        _("Reports by kind of racism"),
        _("Each report is counted under one kind. One that is about several is under “several”."),
    ),
    "within_24h": About(
        _("Reports that a person answered within 24 hours"),
        _("Only a message that a person wrote and signed is an answer."),
    ),
    "reporter": About(_("Who reported"), _("People who work there, or the public.")),
    "area_kind": About(
        _("Reports by area and kind of racism"), _("What kinds were reported, for each area.")
    ),
    "area_within_24h": About(
        _("Reports answered within 24 hours, by area"),
        _("Only a message that a person wrote and signed is an answer."),
    ),
    "kind_within_24h": About(
        _("Reports answered within 24 hours, by kind of racism"),
        _("Only a message that a person wrote and signed is an answer."),
    ),
    "decided": About(
        _("Reports decided"),
        _(
            "Reports on which something was decided for the first time in this period, whenever "
            "they came. They are not a part of the reports received in it."
        ),
    ),
    "outcome": About(_("Outcomes"), _("What the first decision on a report was.")),
    "action": About(
        _("Decisions after which something was done"),
        _("Any action in the organisation: a change, an apology, training, a disciplinary step."),
    ),
    "within_3_months": About(
        _("Decisions within three months"), _("Counted from the day the report came.")
    ),
    "kind_outcome": About(_("Outcomes by kind of racism"), _("What was decided, for each kind.")),
    "safe_replies": About(
        _("Replies about confidence in reporting"),
        _("People who reported are asked, and need not answer. A reply belongs to no report."),
    ),
    "felt_safe": About(
        _("Confidence: who felt safe using this service"),
        _("Of those who replied, those who agreed with “I felt safe using this service”."),
    ),
    "fair_replies": About(
        _("Replies about fairness"),
        _("People are asked once their report has an outcome. A reply belongs to no report."),
    ),
    "process_fair": About(
        _("Fairness: who thought the process fair"),
        _(
            "Of those who replied, those who thought the process fair, whatever its result: they "
            "could say what mattered, people were impartial and respectful, reasons were given."
        ),
    ),
    "worse_replies": About(
        _("Replies about what came after"),
        _("People are asked three and six months after the outcome."),
    ),
    "treated_worse": About(
        _("Who was treated worse since"),
        _("Of those who replied, those who say that somebody has treated them worse since."),
    ),
    "ethnic_group_replies": About(_("Replies about ethnic group"), _WHO),
    "ethnic_group": About(
        _("Who reports: ethnic group"),
        _("Of those who replied, in the five groups to which those of the census are joined."),
    ),
    "religion_replies": About(_("Replies about religion"), _WHO),
    "religion": About(_("Who reports: religion"), _REPLIED),
    "disability_replies": About(_("Replies about health conditions"), _WHO),
    "disability": About(
        _("Who reports: people with a health condition"),
        _("Of those who replied, those with a condition that lasts a year or more."),
    ),
    "sex_replies": About(_("Replies about sex"), _WHO),
    "sex": About(_("Who reports: sex"), _REPLIED),
    "age_replies": About(_("Replies about age"), _WHO),
    "age": About(_("Who reports: age"), _REPLIED),
    "decisions_changed": About(
        _("Decisions changed on review"), _("Decided anew in this period, whenever before.")
    ),
    "facts_corrected": About(
        _("Entries corrected"),
        _("What was published before stays as it was; corrections are counted here."),
    ),
}
_YES: Mapping[str, Any] = {
    "within_24h": _("Answered within 24 hours"),
    "action": _("Something was done"),
    "within_3_months": _("Within three months"),
    "felt_safe": _("Felt safe"),
    "process_fair": _("Thought it fair"),
    "treated_worse": _("Treated worse"),
    "disability": _("With a health condition"),
}
_TERMS: Mapping[str, tuple[Term, ...]] = {
    "kind": KINDS + KINDS_IN_FOUR,
    "outcome": OUTCOMES,
    "reporter": REPORTER_GROUPS,
    **COUNTED,
}
_FACETS: Mapping[str, Any] = {
    "area": _("Area"),
    "kind": _("Kind of racism"),
    "outcome": _("Outcome"),
    "reporter": _("Who"),
    "ethnic_group": _("Ethnic group"),
    "religion": _("Religion"),
    "sex": _("Sex"),
    "age": _("Age"),
}
_RATE_WORDS: Mapping[str, Any] = {
    "most": _("That is most of them."),
    "half": _("That is about half of them."),
    "few": _("That is few of them."),
}


def say_number(number: int) -> str:
    """Return how a published number is printed."""
    if not number:
        return str(gettext("fewer than %(number)s", number=format_decimal(limits.WIDTH)))
    return str(gettext("at least %(number)s", number=format_decimal(number)))


def say_range(number: int) -> str:
    """Return what a published number may stand for."""
    low, high = format_decimal(number), format_decimal(number + _SPREAD)
    if not number:
        return str(gettext("up to %(high)s, may be none", high=high))
    return str(gettext("between %(low)s and %(high)s", low=low, high=high))


def say_rate(rate: Rate | None) -> str:
    """Return a rate with its range, a word where that is all there is, or an empty text."""
    if rate is None:
        return ""
    if rate.per_cent is None:
        return str(_RATE_WORDS[rate.word])
    return str(
        gettext(
            "That is about %(middle)s%%: between %(least)s%% and %(most)s%%.",
            middle=rate.per_cent,
            least=rate.least,
            most=rate.most,
        )
    )


def name_area(organisation: Organisation | None, code: str) -> str:
    """Return the name of an area; one that the service file lacks by now as its code."""
    areas = organisation.areas if organisation else ()
    unnamed = label_of((AREA_NOT_KNOWN,), code)
    return next((area.name for area in areas if area.code == code), unnamed)


def name_code(organisation: Organisation | None, facet: str, code: str) -> str:
    """Return what a code of a facet means."""
    if facet == "area":
        return name_area(organisation, code)
    if facet in _YES:
        return str(_YES[facet]) if code == "yes" else code
    return next((str(term.label) for term in _TERMS.get(facet, ()) if term.code == code), code)


def name_facet(facet: str) -> str:
    """Return the heading of a column."""
    return str(_FACETS.get(facet, _YES.get(facet, facet)))


def name_period(period: Period) -> str:
    """Return the months a period covers, such as "April to June 2026"."""
    return name_months(_first_day(period), period.end - timedelta(days=1))


def name_months(first: date, last: date) -> str:
    """Return the months from one day to another, such as "April to June 2026"."""
    if first.year == last.year:
        return str(
            gettext(
                "%(first)s to %(last)s %(year)s",
                first=_month(first),
                last=_month(last),
                year=last.year,
            )
        )
    return str(
        gettext(
            "%(first)s %(year)s to %(last)s %(later)s",
            first=_month(first),
            year=first.year,
            last=_month(last),
            later=last.year,
        )
    )


def _first_day(period: Period) -> date:
    # A period ends before the next begins, so the end of the quarter before is its first day.
    return Period(period.first - 1, period.first - 1).end


def _month(day: date) -> str:
    return format_date(day, "LLLL", locale=get_locale())


def name_kind(kind: Kind) -> str:
    """Return what sort of release it is."""
    names: Mapping[str, Any] = {
        "quarter": gettext("Quarterly figures"),
        "year": gettext("Figures of a year"),
        "three_years": gettext("Figures of three years"),
    }
    return str(names[kind])
