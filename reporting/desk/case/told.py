"""What the reporter answered, in words, and what may be seen of it before a report is opened."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from flask_babel import gettext, lazy_gettext

from reporting.answers import BY_FIELD, QUESTIONS, said_to
from reporting.case import Case
from reporting.desk.lines import organisation_name
from reporting.report import Report
from reporting.service import Service
from reporting.vocabulary import CONSENTS, Term, label_of
from reporting.web.text import with_hidden_named
from reporting.wishes import WISHES

# Danger first, then what the reporter wants; the rest as it was asked.
_FIRST = ("struck", "wishes", "consents", "support_wanted")
_LATER = tuple(each.field for each in QUESTIONS if each.field not in {"safety", *_FIRST})
# Of what was always asked the page says too that nothing was answered.
_ALWAYS = frozenset({"safety", "struck", "reporter_role", "conduct", "about"})
_NAMED = {
    "reporter_role": lazy_gettext("Reported by"),
    "struck": lazy_gettext("Must not see this"),
    "wishes": lazy_gettext("Wished for in the report"),
    "consents": lazy_gettext("Agreed to in the report"),
}


@dataclass(frozen=True)
class Answer:
    """One answer of the report: what was asked, and the words of what was answered."""

    question: str
    words: tuple[str, ...]


def answers_of(case: Case, service: Service) -> tuple[Answer, ...]:
    """Return the coded answers: danger first, then wishes and who must not see it."""
    report = case.report
    return (
        *_said(report, ("safety",)),
        *_named(report),
        *_said(report, _FIRST),
        *_agreed(case),
        *_place(report, service),
        *_said(report, _LATER),
        Answer(gettext("Written in"), (_language_name(service, report.language),)),
    )


def subject_answers(report: Report, service: Service) -> tuple[Answer, ...]:
    """Return whom a report is about, for somebody who has not yet said whether they know them.

    The name of somebody who must not see it stands first: nothing else can act on that wish.
    """
    return (
        *_named(report),
        *_place(report, service),
        *_said(report, ("reporter_role", "about", "struck")),
    )


def _agreed(case: Case) -> Iterator[Answer]:
    card = case.progress.triage
    if card is not None:
        yield Answer(gettext("Wishes"), _labels(WISHES, card.wishes))
        yield Answer(gettext("Agreed to"), _labels(CONSENTS, card.consents))


def _place(report: Report, service: Service) -> Iterator[Answer]:
    chosen = (gettext("The reporter chose none: this is the first on the list."),)
    name = organisation_name(service, report.organisation)
    yield Answer(gettext("About"), (name, *(chosen if report.assumed else ())))
    area = service.area_name(report.organisation, report.area)
    yield Answer(gettext("Part of it"), (with_hidden_named(area),) if area else ())
    if report.borough:
        name = with_hidden_named(service.borough_name(report.borough))
        yield Answer(str(BY_FIELD["borough"].named), (name,))


def _said(report: Report, fields: Iterable[str]) -> Iterator[Answer]:
    for field in fields:
        words = tuple(map(with_hidden_named, said_to(report, field)))
        if field != "borough" and (words or field in _ALWAYS):
            yield Answer(str(_NAMED.get(field) or BY_FIELD[field].named), words)


def _named(report: Report) -> Iterator[Answer]:
    if report.named:
        words = (with_hidden_named(report.named),)
        yield Answer(gettext("The reporter asks that this person does not see it"), words)


def _labels(terms: tuple[Term, ...], codes: Collection[str]) -> tuple[str, ...]:
    return tuple(with_hidden_named(label_of(terms, code)) for code in codes)


def _language_name(service: Service, tag: str) -> str:
    return next((each.name for each in service.languages if each.tag == tag), tag)
