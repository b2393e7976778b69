"""The history of a case in sentences: what was done to it, by whom, and on which day."""

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import gettext, lazy_gettext

from reporting import primitives
from reporting.asked import NO
from reporting.case import Case
from reporting.casework import kinds
from reporting.casework.event import CaseEvent
from reporting.casework.links import linked_case
from reporting.desk.case.sheet import Reader
from reporting.desk.wording import utc_day_words
from reporting.ids import ReportId
from reporting.message import FROM_REPORTER, REOPEN, Message
from reporting.vocabulary import FINDINGS, STATES, label_of
from reporting.web.text import with_hidden_named

SENTENCES = {
    kinds.OPENED: lazy_gettext("%(who)s opened this report on %(day)s."),
    kinds.DECLARED: lazy_gettext("%(who)s answered on %(day)s: I know nobody in it."),
    kinds.RECUSED: lazy_gettext("%(who)s gave this report up on %(day)s."),
    kinds.GRANTED: lazy_gettext("%(who)s gave this report to a colleague as well on %(day)s."),
    kinds.EXPORTED: lazy_gettext("%(who)s made a copy on %(day)s: %(what)s."),
    kinds.OVERRIDE_ASKED: lazy_gettext(
        "%(who)s asked the reporter on %(day)s whether somebody who is kept out may be let in."
    ),
    kinds.OVERRIDDEN: lazy_gettext(
        "%(who)s signed on %(day)s, as the second lead and with the reporter's consent, that "
        "somebody who was kept out is let in."
    ),
    kinds.OVERRIDE_ENDED: lazy_gettext(
        "%(who)s ended on %(day)s the question whether somebody is let in: %(what)s."
    ),
    kinds.TRIAGED: lazy_gettext("%(who)s triaged it on %(day)s."),
    kinds.MOVED: lazy_gettext("%(who)s moved it on to “%(what)s” on %(day)s."),
    kinds.NOTED: lazy_gettext("%(who)s wrote a note on %(day)s."),
    kinds.LINKED: lazy_gettext("%(who)s linked it to another report on %(day)s."),
    kinds.UNLINKED: lazy_gettext("%(who)s took a link to another report away on %(day)s."),
    kinds.PLANNED: lazy_gettext("%(who)s told the reporter the plan on %(day)s."),
    kinds.REASONED: lazy_gettext(
        "%(who)s told the reporter on %(day)s why there is no outcome yet."
    ),
    kinds.REFERRAL_DRAFTED: lazy_gettext("%(who)s wrote a summary for a referral on %(day)s."),
    kinds.REFERRED: lazy_gettext("%(who)s referred it on %(day)s."),
    kinds.ASKED: lazy_gettext("%(who)s asked somebody outside the case on %(day)s."),
    kinds.REFERRAL_WITHDRAWN: lazy_gettext("%(who)s withdrew a referral on %(day)s."),
    kinds.GATE_OPENED: lazy_gettext("%(who)s opened a gate on %(day)s."),
    kinds.GATE_CONFIRMED: lazy_gettext("%(who)s confirmed a gate on %(day)s."),
    kinds.DECIDED: lazy_gettext("%(who)s decided on %(day)s: %(what)s."),
    kinds.SURVEY_SENT: lazy_gettext("%(who)s asked the reporter on %(day)s whether it was fair."),
    kinds.CHECK_IN_SENT: lazy_gettext(
        "%(who)s asked the reporter on %(day)s about worse treatment."
    ),
    kinds.MONITORED: lazy_gettext("%(who)s began to watch for worse treatment on %(day)s."),
    kinds.CLOSED: lazy_gettext("%(who)s closed it on %(day)s."),
    kinds.REOPENED: lazy_gettext("%(who)s opened the case again on %(day)s."),
    kinds.PROPOSED: lazy_gettext("%(who)s proposed on %(day)s: %(what)s."),
    kinds.SECONDED: lazy_gettext("%(who)s signed the proposal on %(day)s: %(what)s."),
    kinds.DECLINED: lazy_gettext("%(who)s declined the proposal on %(day)s: %(what)s."),
}
PROPOSALS = {
    kinds.CLOSED: lazy_gettext("to close the case"),
    kinds.DECIDED: lazy_gettext("to decide it"),
    kinds.TRIAGED: lazy_gettext("that it is no report of its own"),
}
NOT_FOLLOWED = lazy_gettext("This was not allowed, so nothing follows from it.")
_NAME_CHARACTERS = 16
_QUIET = frozenset({kinds.OPENED, kinds.DECLARED})


def event_lines(case: Case, reader: Reader, openable: Collection[ReportId]) -> tuple[str, ...]:
    """Return a sentence for every event of a case, the first one first.

    Of a link to a report that the reader cannot open nothing is said.
    """
    shown = (
        event
        for event in case.chain.events
        if (other := linked_case(event)) is None or other in openable
    )
    return tuple(_line(case, event, reader) for event in shown)


def mark_of(case: Case) -> str:
    """Return how much of a case somebody has read, as a form carries it.

    It counts no events: with the history beside it, a count would tell of links that are hidden.
    """
    told = _told(case)
    return f"{_name(told[-1]) if told else ''}.{case.conversation.status.count}"


def _told(case: Case) -> list[CaseEvent]:
    """Return the events of which everybody who can open a case is told."""
    return [event for event in case.chain.events if linked_case(event) is None]


def _name(event: CaseEvent) -> str:
    return primitives.digest("seen", event.previous).hex()[:_NAME_CHARACTERS]


def lines_since(case: Case, mark: str, reader: Reader) -> tuple[str, ...]:
    """Return what happened to a case after `mark`; a mark that cannot be read tells nothing."""
    name, _, messages = mark.partition(".")
    told = _told(case)
    names = ["", *map(_name, told)]
    if name not in names or not (messages.isdecimal() and mark.isascii()):
        return ()
    done = (event for event in told[names.index(name) :] if event.kind not in _QUIET)
    said = (each for each in case.conversation.messages if each.sequence >= int(messages))
    return (
        *(_line(case, event, reader) for event in done),
        *(_said(message, reader) for message in said),
    )


def _said(message: Message, reader: Reader) -> str:
    day = utc_day_words(message.day, reader.now, reader.service.timezone)
    if message.kind == REOPEN:
        return str(gettext("The reporter asked on %(day)s to look at it again.", day=day))
    if message.direction == FROM_REPORTER:
        return str(gettext("The reporter wrote on %(day)s.", day=day))
    return str(gettext("A message to the reporter was sent on %(day)s.", day=day))


def _line(case: Case, event: CaseEvent, reader: Reader) -> str:
    sentence = SENTENCES.get(event.kind)
    values = {
        "who": reader.name_of(event.actor),
        "day": utc_day_words(event.hour // 24, reader.now, reader.service.timezone),
    }
    if sentence is None:
        return str(gettext("%(who)s did something on %(day)s that is not known here.", **values))
    what = _ending(event) if event.kind == kinds.OVERRIDE_ENDED else _what(case, event)
    said = [str(sentence) % (values | {"what": what})]
    reason = event.data.get("reason", "")
    if isinstance(reason, str) and reason:
        said.append(str(gettext("Reason: %(reason)s", reason=with_hidden_named(reason))))
    if event.sequence in case.progress.refused:
        said.append(str(NOT_FOLLOWED))
    return " ".join(said)


def _ending(event: CaseEvent) -> str:
    """Return how the question whether somebody is let in ended."""
    refused = event.data.get("answer") == NO
    return str(gettext("the reporter said no") if refused else gettext("nobody is let in"))


def _what(case: Case, event: CaseEvent) -> str:
    data = event.data
    if event.kind == kinds.MOVED:
        return label_of(STATES, str(data.get("to", "")))
    if event.kind == kinds.DECIDED:
        return label_of(FINDINGS, str(data.get("finding", "")))
    if event.kind == kinds.PROPOSED:
        return proposal_words(str(data.get("kind", "")))
    if event.kind == kinds.EXPORTED:
        return _copy_words(data)
    if event.kind in (kinds.SECONDED, kinds.DECLINED):
        return proposal_words(_proposed_kind(case, data.get("proposal")))
    return ""


def _copy_words(data: Mapping[str, Any]) -> str:
    to = with_hidden_named(str(data.get("to", "")))
    if "key" not in data:
        return str(gettext("on paper, for %(to)s", to=to))
    key = with_hidden_named(str(data["key"]))
    return str(gettext("in a file, for %(to)s, sealed to the key %(key)s", to=to, key=key))


def proposal_words(kind: str) -> str:
    """Return what a proposal is about."""
    return str(PROPOSALS.get(kind, kind))


def _proposed_kind(case: Case, sequence: object) -> str:
    found = (event for event in case.chain.events if event.sequence == sequence)
    return next((str(event.data.get("kind", "")) for event in found), "")
