"""What the watch did to a report, in words: only what it signed itself."""

from datetime import datetime

from flask_babel import gettext, lazy_gettext, ngettext

from reporting.case import Case
from reporting.desk.wording import utc_day_words
from reporting.event import FOUNDING, HANDOVER, MISSED, Event
from reporting.limits import ACKNOWLEDGE_HOURS
from reporting.service import Service

FORGED = lazy_gettext(
    "An entry in the history of this report was not made by the watch, so it is not shown. "
    "Tell your lead."
)


def history_lines(case: Case, service: Service, now: datetime) -> tuple[str, ...]:
    """Return one sentence for each thing the watch did, the first one first."""
    lines = (_line(case, event, service, now) for event in case.history.events)
    return tuple(line for line in lines if line)


def _line(case: Case, event: Event, service: Service, now: datetime) -> str:
    day = utc_day_words(event.day, now, service.timezone)
    if event.kind == HANDOVER:
        return str(gettext("Handed to %(body)s on %(day)s.", body=_other(case, service), day=day))
    hours = {MISSED: case.conversation.status.target, FOUNDING: ACKNOWLEDGE_HOURS}
    if event.kind not in hours:
        return ""  # a test of the promise says so elsewhere on the page
    waited = hours[event.kind]
    return str(
        ngettext(
            "Not answered within %(num)d hour; recorded on %(day)s.",
            "Not answered within %(num)d hours; recorded on %(day)s.",
            waited,
            day=day,
        )
    )


def _other(case: Case, service: Service) -> str:
    """Return the name of the body that stood by."""
    place = service.organisations.get(case.triage.organisation)
    if place is None:
        return str(gettext("the other oversight body"))
    body = service.bodies[place.alternate if case.triage.body == place.body else place.body]
    return body.name
