"""Where a report stands, in words: what was promised, what was kept, and what is late.

Who has been told is what the watch has signed that it did, and nothing that it ought to have done.
"""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext, lazy_gettext, ngettext

from reporting import clock
from reporting.event import HANDOVER, MISSED, History
from reporting.intake.wording import answered_in_words, by_when
from reporting.service import Service
from reporting.status import Status

CLOSED = "closed"
# Each state after the first answer, as a frightened person understands it: where it is, and next.
STATES_TOLD = {
    "acknowledged": (
        lazy_gettext(
            "A person has read your report. Next they look at how serious it is, and how to keep "
            "you safe."
        ),
    ),
    "triaged": (
        lazy_gettext(
            "We have looked at how serious it is and how to keep you safe. Next we plan what to "
            "do, and tell you here."
        ),
    ),
    "awaiting_reporter": (
        lazy_gettext(
            "We have asked you something. If you do not answer, we go on with what we know: your "
            "silence does not end it."
        ),
    ),
    "held_threshold": (
        lazy_gettext(
            "Your report is kept until others report the same, as you wished. Then all of them "
            "are looked at together."
        ),
    ),
    "support_only": (
        lazy_gettext("We look for support for you and do nothing else, as you wished."),
    ),
    "in_action": (lazy_gettext("Something is being done about what you reported."),),
    "referred": (
        lazy_gettext(
            "One person has a summary of your report and must answer us. They cannot open the "
            "report itself."
        ),
    ),
    "outcome_decided": (
        lazy_gettext("There is a decision. You can read it on this page."),
        lazy_gettext("If you think it is wrong, you can ask us to look at it again."),
    ),
    "feedback_given": (
        lazy_gettext("There is a decision, and you have told us how you were treated. Thank you."),
    ),
    "monitoring": (
        lazy_gettext(
            "There is a decision. Three and six months after it we ask you here whether you have "
            "been treated worse since."
        ),
    ),
    CLOSED: (
        lazy_gettext(
            "Our work on your report has ended. As long as we keep it you can write here, and ask "
            "us to look at it again."
        ),
    ),
}


@dataclass(frozen=True)
class Standing:
    """What the reporter's page knows: the status, when the next word is due, what the watch did.

    `chairs` says whether the rosters list any chair of a board who could have been told.
    """

    status: Status
    due: int
    history: History
    chairs: bool = False

    @property
    def missed(self) -> bool:
        """Whether the first answer came too late, by itself or by what the watch recorded."""
        return self.history.has(MISSED) or self.status.was_late


def say_standing(service: Service, standing: Standing, now: datetime) -> list[str]:
    """Return sentences about a report, lateness included."""
    when = by_when(standing.due, now, service.timezone)
    late = clock.hour_of(now) >= standing.due
    status = standing.status
    if status.acknowledged is None:
        return _waiting(service, standing, when, late=late)
    said = [answered_in_words(status.acknowledged)]
    if standing.missed:
        said += [*_not_kept(status.target), *_told(service, standing)]
    said += map(str, STATES_TOLD.get(status.state or "acknowledged", ()))
    if status.awaiting == "reporter":
        said.append(gettext("You can answer below, at any time. You do not have to."))
    else:
        said.append(gettext("Your message is waiting to be read."))
    if status.state == CLOSED and status.awaiting == "reporter":
        return said  # nothing more is due
    if late:
        return [*said, _late(when), _telephone(service)]
    return [*said, gettext("You will hear more by %(when)s at the latest.", when=when)]


def _waiting(service: Service, standing: Standing, when: str, *, late: bool) -> list[str]:
    said = [gettext("No person has answered yet.")]
    if late:
        return [*said, _late(when), *_told(service, standing), _telephone(service)]
    return [*said, gettext("A person will answer here by %(when)s.", when=when)]


def _late(when: str) -> str:
    return str(
        gettext(
            "You should have heard from us by %(when)s. We are late, and we are sorry.", when=when
        )
    )


def _not_kept(target: int) -> list[str]:
    promised = ngettext(
        "We had promised an answer within %(num)s hour.",
        "We had promised an answer within %(num)s hours.",
        target,
    )
    return [str(promised), gettext("We did not keep that, and we are sorry.")]


def _told(service: Service, standing: Standing) -> list[str]:
    """Return who has been told, from the watch's own signed events."""
    said = []
    if standing.history.has(MISSED):
        record = gettext("That we were late is on record for ever.")
        if standing.chairs:
            told = gettext(
                "The leads of the oversight body and the chairs of the oversight board have been "
                "told of it."
            )
        else:
            told = gettext("The leads of the oversight body have been told of it.")
        nobody = gettext("Nobody who is shut out from your report has been told.")
        said.append(f"{record} {told} {nobody}")
    if standing.history.has(HANDOVER):
        other = service.bodies.get(standing.status.other)
        name = other.name if other else gettext("the other oversight body")
        said.append(
            gettext("We have asked %(body)s to help: it can open your report now.", body=name)
        )
    return said


def _telephone(service: Service) -> str:
    return str(
        gettext(
            "You do not have to wait: you can also telephone %(telephone)s.",
            telephone=service.telephone,
        )
    )
