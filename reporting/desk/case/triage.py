"""The triage card: what a reviewer makes of a report before anything is done (docs/case.md)."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from reporting.casework import kinds
from reporting.casework.counting import counted_of
from reporting.casework.record import Act
from reporting.casework.triagecard import triage_card_to_json
from reporting.desk.case.acting import ActPage, counting_of, offer_act, open_to_act
from reporting.desk.case.opened import OpenCase
from reporting.desk.case.panel import Panel
from reporting.desk.case.sheet import Reader
from reporting.desk.case.told import Answer
from reporting.desk.case.triageform import TriageForm
from reporting.facts import group_of
from reporting.service import Service
from reporting.vocabulary import (
    AREA_NOT_KNOWN,
    DANGERS,
    FOUND,
    KINDS,
    OPTIONS,
    REPORTER_GROUPS,
    SEVERITIES,
    SORTS,
    SOURCES,
    SUBJECTS,
    YES_NO,
    Term,
    label_of,
    labels_of,
)
from reporting.web.csrf import answers_kept
from reporting.web.options import Choice
from reporting.web.surface import current_services
from reporting.web.text import with_hidden_named


def _known(opened: OpenCase) -> dict[str, Any]:
    """Return what the form begins with: the last card, or what the report says by itself."""
    card = opened.case.progress.triage
    if card is None:
        return {
            "sort": "report",
            "reporter": group_of(opened.case.report.reporter_role) or "",
            "area": opened.case.report.area,
            "about": opened.case.report.about,
            "wishes": opened.case.report.wishes,
            "consents": opened.case.report.consents,
        }
    said = {name: "yes" if getattr(card, name) else "no" for name in ("power", "contact")}
    about = tuple(dict.fromkeys((*opened.case.report.about, *card.about)))
    return triage_card_to_json(card) | said | {"severity": str(card.severity), "about": about}


def _page(opened: OpenCase) -> ActPage:
    again = opened.case.progress.triage is not None
    intro = [
        gettext(
            "Nobody but colleagues who can open this report sees the card. A few of its answers "
            "are counted, without any link to the report."
        )
    ]
    if again:
        intro.append(gettext("What you change here corrects what was counted before."))
    return ActPage(
        gettext("Change the triage card") if again else gettext("Triage card"),
        gettext("Save the card"),
        tuple(intro),
    )


@answers_kept
def triage(number: str) -> Any:
    """Show the card to fill in, or keep it."""
    opened = open_to_act(number)
    form = TriageForm(data=_known(opened))
    form.offer(Choice(each.code, each.name) for each in _areas(opened))
    page = _page(opened)
    return offer_act(opened, kinds.TRIAGED, form, page, lambda: _act(opened, form))


def _act(opened: OpenCase, form: TriageForm) -> Act:
    data = triage_card_to_json(form.card())
    counting = counting_of(opened)
    data["counted"] = None if counting is None else counted_of(data, counting)
    return Act(kinds.TRIAGED, data)


def _areas(opened: OpenCase) -> tuple[Any, ...]:
    place = current_services().service.organisations.get(opened.case.report.organisation)
    return () if place is None else place.areas


@dataclass(frozen=True)
class TriagePanel:
    """The triage card in words."""

    number: str
    answers: tuple[Answer, ...]
    plan: str


def triage_panel(opened: OpenCase, reader: Reader) -> Panel | None:
    """Return the card of a case that has one."""
    card = opened.case.progress.triage
    if card is None:
        return None
    rows = (
        (gettext("Danger"), label_of(DANGERS, card.danger)),
        (gettext("What it is"), label_of(SORTS, card.sort)),
        (gettext("Severity"), label_of(SEVERITIES, str(card.severity))),
        (gettext("Who could have written it"), label_of(SOURCES, card.sources)),
        (gettext("Power over the reporter"), _yes_no(card.power)),
        (gettext("They still meet"), _yes_no(card.contact)),
        (gettext("Counted under"), label_of(KINDS, card.kind)),
        (gettext("Counted as"), label_of(REPORTER_GROUPS, card.reporter)),
        (gettext("Area"), _area_name(opened, card.area, reader.service)),
    )
    answers = [Answer(question, (with_hidden_named(words),)) for question, words in rows]
    answers += [
        Answer(gettext("Whom it is about"), _labels((*SUBJECTS, *FOUND), card.about)),
        Answer(gettext("Possible without a name"), _labels(OPTIONS, card.options)),
    ]
    return Panel(
        "desk/case/triage.html",
        TriagePanel(opened.number, tuple(answers), with_hidden_named(card.plan)),
    )


def _labels(terms: tuple[Term, ...], chosen: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(labels_of(terms, chosen))


def _yes_no(value: bool) -> str:
    return label_of(YES_NO, "yes" if value else "no")


def _area_name(opened: OpenCase, code: str, service: Service) -> str:
    place = service.organisations.get(opened.case.report.organisation)
    areas = place.areas if place else ()
    return next(
        (each.name for each in areas if each.code == code), label_of((AREA_NOT_KNOWN,), code)
    )
