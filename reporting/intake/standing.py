"""Where a report stands, in words: what was promised, what was kept, and what is late."""

from datetime import datetime

from flask_babel import gettext

from reporting import clock
from reporting.intake.wording import answered_in_words, by_when
from reporting.service import Service
from reporting.status import Status


def standing(service: Service, status: Status, due: int, now: datetime) -> list[str]:
    """Return sentences about a report whose next word is due at hour `due`, lateness included."""
    when = by_when(due, now, service.timezone)
    late = clock.hour_of(now) >= due
    if status.acknowledged is None:
        return _waiting(service, when, late=late)
    said = [answered_in_words(status.acknowledged)]
    if status.awaiting == "reporter":
        said.append(gettext("You can answer below, at any time. You do not have to."))
    else:
        said.append(gettext("Your message is waiting to be read."))
    if late:
        said.append(_late(service, when))
    else:
        said.append(gettext("You will hear more by %(when)s at the latest.", when=when))
    return said


def _waiting(service: Service, when: str, *, late: bool) -> list[str]:
    said = [gettext("No person has answered yet.")]
    if late:
        return [*said, _late(service, when)]
    return [*said, gettext("A person will answer here by %(when)s.", when=when)]


def _late(service: Service, when: str) -> str:
    return str(
        gettext(
            "You should have heard from us by %(when)s. We are late, and we are sorry. "
            "You can also telephone: %(telephone)s.",
            when=when,
            telephone=service.telephone,
        )
    )
