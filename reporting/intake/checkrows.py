"""What the check shows of a report: each answer in words, beside its question."""

from collections.abc import Sequence

from flask_babel import gettext, lazy_gettext

from reporting.answers import BY_FIELD, QUESTIONS, said_to
from reporting.intake.screens import SCREENS
from reporting.report import Report
from reporting.service import Service
from reporting.web.untranslated import Spoken, as_it_stands, put

NAMED = {
    "organisation": lazy_gettext("Organisation"),
    "area": lazy_gettext("Which part of it"),
    "named": lazy_gettext("Must not see it, by name"),
}


def rows_of(service: Service, report: Report) -> list[tuple[str, str, str, Sequence[Spoken | str]]]:
    """Return (screen, field, question, answers) for what is answered, but for the story."""
    said: dict[str, Sequence[Spoken | str]] = {
        question.field: said_to(report, question.field) for question in QUESTIONS
    }
    said["organisation"] = (_place(service, report),)
    said["area"] = _english(service.area_name(report.organisation, report.area))
    said["borough"] = _borough(service, report.borough)
    said["named"] = _words(report.named)
    return [
        (screen.name, field, str(NAMED.get(field) or BY_FIELD[field].named), said[field])
        for screen in SCREENS
        for field in screen.fields
        if field != "story" and said[field]
    ]


def _place(service: Service, report: Report) -> Spoken | str:
    name = as_it_stands(service.organisations[report.organisation].name)
    if not report.assumed:
        return name
    return put(gettext("%(organisation)s (assumed)"), organisation=name)


def _borough(service: Service, code: str) -> tuple[Spoken | str, ...]:
    name = service.borough_name(code)
    # What is not of the service file is said in the language of the page.
    return _english(name) if code in {each.code for each in service.boroughs} else _words(name)


def _english(name: str) -> tuple[Spoken, ...]:
    return (as_it_stands(name),) if name else ()


def _words(text: str) -> tuple[str, ...]:
    return (text,) if text else ()
