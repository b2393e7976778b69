"""The questions of triage as a form."""

from collections.abc import Iterable

from flask_babel import lazy_gettext

from reporting import limits
from reporting.casework.triagecard import TriageCard
from reporting.desk.case.acting import ActForm
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
)
from reporting.web.fields import RadioChoice, TextArea, Ticks
from reporting.web.options import Choice
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
        lazy_gettext("Does whoever it is about have power over the reporter?"),
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
