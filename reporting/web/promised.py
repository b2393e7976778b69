"""Within how long a person answers, in words: one place, so that every public page says the same.

Who promises another number than the founding one says so beside it, on every page, and both are
measured: a target that was moved must not look like a promise that was kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext, ngettext

from reporting import limits
from reporting.service import Organisation, Service


@dataclass(frozen=True)
class Promised:
    """A sentence, a line for each organisation where they differ, and the founding number."""

    sentence: str
    places: tuple[str, ...] = ()
    founding: str = ""


def promised_by_all(service: Service) -> Promised:
    """Return what a page says that speaks of every organisation."""
    organisations = tuple(service.organisations.values())
    hours = {each.promise.acknowledge_hours for each in organisations}
    if len(hours) > 1:
        return Promised(
            gettext("A person answers every day. How soon depends on whom the report is about:"),
            tuple(_within(each) for each in organisations),
            _founding(),
        )
    sentence = ngettext(
        "A person answers within %(num)s hour, every day.",
        "A person answers within %(num)s hours, every day.",
        *hours,
    )
    return Promised(str(sentence), founding="" if _all_founding(organisations) else _founding())


def promised_by_one(organisation: Organisation) -> Promised | None:
    """Return what a page says that speaks of one organisation; None where 24 hours are promised."""
    if organisation.promise.is_founding:
        return None
    sentence = ngettext(
        "We promise an answer to reports about %(organisation)s within %(num)s hour.",
        "We promise an answer to reports about %(organisation)s within %(num)s hours.",
        organisation.promise.acknowledge_hours,
        organisation=organisation.name,
    )
    return Promised(str(sentence), founding=_founding())


def figures_in_words(service: Service) -> tuple[str, ...]:
    """Return the figures that are kept about first answers, each as a sentence."""
    organisations = tuple(service.organisations.values())
    if _all_founding(organisations):
        return (
            gettext("How often a person answered within 24 hours, and every time that nobody did."),
        )
    targets = (
        ngettext(
            "%(organisation)s: how often a person answered within the promised %(num)s hour.",
            "%(organisation)s: how often a person answered within the promised %(num)s hours.",
            each.promise.acknowledge_hours,
            organisation=each.name,
        )
        for each in organisations
    )
    return (
        *map(str, targets),
        gettext(
            "For each: how often a person answered within 24 hours, as this service was founded to."
        ),
        gettext("For each: every time that nobody did."),
    )


def _all_founding(organisations: Iterable[Organisation]) -> bool:
    return all(each.promise.is_founding for each in organisations)


def _within(organisation: Organisation) -> str:
    return str(
        ngettext(
            "%(organisation)s: within %(num)s hour",
            "%(organisation)s: within %(num)s hours",
            organisation.promise.acknowledge_hours,
            organisation=organisation.name,
        )
    )


def _founding() -> str:
    return str(
        gettext(
            "This service was founded to answer within %(num)s hours, so that is measured too.",
            num=limits.ACKNOWLEDGE_HOURS,
        )
    )
