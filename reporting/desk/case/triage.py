"""The triage card: what a reviewer makes of a report before anything is done (docs/case.md)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, lazy_gettext

from reporting import limits
from reporting.casework import kinds
from reporting.casework.counting import counted_of
from reporting.casework.record import Act
from reporting.casework.triagecard import TriageCard, triage_card_to_json
from reporting.desk.case.acting import ActForm, ActPage, counting_of, offer_act, open_to_act
from reporting.desk.case.opened import OpenCase
from reporting.desk.case.panel import Panel
from reporting.desk.case.sheet import Reader
from reporting.desk.case.told import Answer
from reporting.facts import group_of
from reporting.service import Service
from reporting.vocabulary import (
    AREA_NOT_KNOWN,
    CONSENTS,
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
from reporting.web.fields import RadioChoice, TextArea, Ticks
from reporting.web.options import Choice
from reporting.web.surface import current_services
from reporting.web.text import with_hidden_named
from reporting.wishes import WISHES


class TriageForm(ActForm):
    """The questions of triage, each with what helps to answer it."""

    danger = RadioChoice(
        lazy_gettext("Is anybody in danger?"),
        choices=DANGERS,
        description=lazy_gettext(
            "Life, injury, fire, weapons, suicide, a child or an adult at risk, or a hate crime "
            "that goes on now. If in doubt, choose the more urgent answer and act on it today."
        ),
        required=lazy_gettext("Choose whether anybody is in danger"),
    )
    sort = RadioChoice(
        lazy_gettext("What is it?"),
        choices=SORTS,
        description=lazy_gettext(
            "A report that is hard to believe is still a report. The last two need a second "
            "signature, because after them nothing more is due."
        ),
        required=lazy_gettext("Choose what it is"),
    )
    severity = RadioChoice(
        lazy_gettext("How severe is it?"),
        choices=SEVERITIES,
        description=lazy_gettext(
            "Think of threat, harm, risk and how vulnerable somebody is, and not of how well it "
            "can be proved. From 3 on a second reader signs the outcome."
        ),
        required=lazy_gettext("Choose how severe it is"),
    )
    sources = RadioChoice(
        lazy_gettext("How many people could have written it, for somebody who knows the place?"),
        choices=SOURCES,
        description=lazy_gettext(
            "Count who was there, who was told and who works there. With 10 or fewer the reporter "
            "is easily found, so silence is never consent and a second reader signs."
        ),
        required=lazy_gettext("Choose how many people could have written it"),
    )
    power = RadioChoice(
        lazy_gettext("Has whom it is about power over the reporter?"),
        choices=YES_NO,
        description=lazy_gettext("Over shifts, pay, a tenancy, a service or a mark."),
        required=lazy_gettext("Choose whether those whom it is about have power over the reporter"),
    )
    contact = RadioChoice(
        lazy_gettext("Do they still meet?"),
        choices=YES_NO,
        required=lazy_gettext("Choose whether they still meet"),
    )
    kind = RadioChoice(
        lazy_gettext("Which kind of racism is it counted under?"),
        choices=KINDS,
        description=lazy_gettext("What the reporter perceived decides, not what was meant."),
        required=lazy_gettext("Choose which kind of racism it is counted under"),
    )
    reporter = RadioChoice(
        lazy_gettext("Who reported?"),
        choices=REPORTER_GROUPS,
        required=lazy_gettext("Choose who reported"),
    )
    area = RadioChoice(
        lazy_gettext("Which area is it about?"),
        description=lazy_gettext("Only areas large enough to be counted are listed."),
        required=lazy_gettext("Choose which area it is about"),
    )
    about = Ticks(
        lazy_gettext("Whom is it about?"),
        choices=(*SUBJECTS, *FOUND),
        description=lazy_gettext(
            "In the reporter's words: “my line manager” is theirs. Tick whoever you have found it "
            "to be about, too. Nobody whom it is about is ever asked to act on it, and what the "
            "reporter ticked counts whatever you tick here."
        ),
    )
    options = Ticks(
        lazy_gettext("What can be done without knowing who wrote?"),
        choices=OPTIONS,
        description=lazy_gettext(
            "Tick all that are possible. A decision to do nothing must tell of each of them."
        ),
    )
    wishes = Ticks(
        lazy_gettext("What has the reporter asked for?"),
        choices=WISHES,
        description=lazy_gettext(
            "Only what they wrote, in the report or in the conversation. They may change it."
        ),
    )
    consents = Ticks(
        lazy_gettext("What has the reporter agreed to?"),
        choices=CONSENTS,
        description=lazy_gettext("Only what they wrote in so many words. No answer is a no."),
    )
    plan = TextArea(
        lazy_gettext("What keeps the reporter safe?"),
        description=lazy_gettext(
            "For colleagues. Who must not learn of it, what must not be asked or changed yet, and "
            "by when somebody may lose a right: three months for most claims to a tribunal, six "
            "for some offences, twelve for an ombudsman. Reporting here stops none of them."
        ),
        characters=limits.PLAN_CHARACTERS,
        most_bytes=limits.PLAN_BYTES,
        required=lazy_gettext("Write what keeps the reporter safe, or that nothing is needed"),
    )

    def offer(self, areas: Iterable[Choice]) -> None:
        """Offer the areas of the organisation."""
        self.area.choices = (*areas, AREA_NOT_KNOWN)

    def card(self) -> TriageCard:
        """Return the card, once the form is valid."""
        return TriageCard(
            sort=self.sort.data,
            danger=self.danger.data,
            severity=int(self.severity.data),
            sources=self.sources.data,
            power=self.power.data == "yes",
            contact=self.contact.data == "yes",
            kind=self.kind.data,
            reporter=self.reporter.data,
            area=self.area.data,
            about=self.about.data,
            options=self.options.data,
            wishes=self.wishes.data,
            consents=self.consents.data,
            plan=self.plan.data,
        )


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
