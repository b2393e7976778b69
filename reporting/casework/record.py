"""Writes what was done to a case: the event, and all that changes with it, in one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from reporting import clock
from reporting.case import Author, Case
from reporting.casework.card import Card, seal_card
from reporting.casework.chain import add_event
from reporting.casework.event import CaseEvent
from reporting.casework.numbers import numbers_of
from reporting.casework.progress import Progress, follow, needs_second
from reporting.casework.timing import happened_of, is_over, with_progress, work_due
from reporting.conversation import (
    Addition,
    Key,
    Saying,
    add_from_reviewer,
    key_from_report_key,
    with_case_state,
)
from reporting.deadline import next_word_due
from reporting.errors import Changed, NotAllowed
from reporting.message import MARKS
from reporting.referring.deposit import purge_day
from reporting.retention import last_word
from reporting.store import Connection
from reporting.store.caseevents import add_case_event
from reporting.store.engine import Store
from reporting.store.referrals import set_referrals_purge
from reporting.store.reports import (
    CaseRow,
    Times,
    add_message,
    change_report,
    get_case,
    set_expiry,
)


@dataclass(frozen=True)
class Act:
    """Something an account does to a case.

    `saying` is the message to the reporter that goes with it; `card` changes what lists show;
    `expiry` is the day, since the epoch, on which the report goes; `also` writes what belongs to
    the same transaction, such as facts.
    """

    kind: str
    data: Mapping[str, Any] = field(default_factory=dict)
    saying: Saying | None = None
    card: Callable[[Card], Card] | None = None
    expiry: int | None = None
    also: Callable[[Connection], None] | None = None


def record(store: Store, case: Case, report_key: bytes, author: Author, act: Act) -> None:
    """Do `act` to a case, wholly or not at all.

    Raises NotAllowed if the case is not in a state for it, or if it needs a second signature, and
    Changed if the case is not as it was when it was read.
    """
    with store.write() as connection:
        row = get_case(connection, case.number, changing=True)
        if row is None or row.revision != case.revision:
            raise Changed
        event = _event(case, author, act)
        progress = _after(case, event)
        link = add_event(report_key, case.digest, row.chain, event, author.identity.signer)
        add_case_event(connection, case.number, row.chain, link)
        card = _card(case, report_key, author, act, progress)
        key = key_from_report_key(report_key, row.header)
        over = is_over(progress)
        times = _ended(case, row, act) if over else _times(case, row, author, act.saying)
        if act.saying is None:
            status = with_case_state(key, row.status, _kept_state(progress))
            values = {"card": card, "status": status}
            if over != is_over(case.progress):
                values |= asdict(times)
            change_report(connection, case.number, row.revision, values)
        else:
            addition = _say(key, row, act.saying, author, progress)
            add_message(connection, case.number, row.revision, addition, times, card)
        if act.expiry is not None:
            set_expiry(connection, case.number, act.expiry)
            set_referrals_purge(connection, numbers_of(case.chain.events), purge_day(act.expiry))
        if act.also is not None:
            act.also(connection)


def keep_card(store: Store, case: Case, report_key: bytes, card: Card) -> None:
    """Put another card in place of the one that was read; raise Changed if the case is another.

    No event: what a card says for lists is never believed against the events.
    """
    box = seal_card(report_key, case.digest, card)
    with store.write() as connection:
        change_report(connection, case.number, case.revision, {"card": box})


def note(store: Store, case: Case, report_key: bytes, author: Author, act: Act) -> None:
    """Add an event that changes nothing of the case: an opening, for instance.

    It changes no revision, so it never stands in the way of what a colleague is writing. Of `act`
    kind, data and `also` count.
    """
    with store.write() as connection:
        row = get_case(connection, case.number, changing=True)
        if row is None:
            raise Changed
        event = _event(case, author, act)
        link = add_event(report_key, case.digest, row.chain, event, author.identity.signer)
        add_case_event(connection, case.number, row.chain, link)
        if act.also is not None:
            act.also(connection)


def _event(case: Case, author: Author, act: Act) -> CaseEvent:
    """Return the event as it will stand; `add_event` gives it its place."""
    return CaseEvent(
        report=case.number,
        sequence=len(case.chain.events),
        previous=b"",
        kind=act.kind,
        actor=author.account,
        hour=clock.hour_of(author.now),
        messages=case.conversation.status.count,
        data=act.data,
        first=case.chain.person_of(author.account),
    )


def _after(case: Case, event: CaseEvent) -> Progress:
    """Return how far the case is with this event, or raise NotAllowed: the reader's own rule."""
    before = case.progress
    if needs_second(event.kind, event.data, before.triage):
        raise NotAllowed("This takes effect only when a second reader has signed it. Propose it.")
    event = replace(event, sequence=_unused(case))
    after = follow(
        case.conversation.status, (*case.chain.events, event), case.conversation.messages
    )
    if event.sequence in after.refused:
        raise NotAllowed
    return after


def _unused(case: Case) -> int:
    return max((event.sequence for event in case.chain.events), default=-1) + 1


def _kept_state(progress: Progress) -> str:
    """Return the state as the status keeps it: before triage it says so itself."""
    return "" if progress.state in ("received", "acknowledged") else progress.state


def _card(case: Case, report_key: bytes, author: Author, act: Act, progress: Progress) -> bytes:
    card = case.card if act.card is None else act.card(case.card)
    happened = happened_of(case.conversation.status, case.received, progress)
    work = work_due(author.promise, happened, progress, author.now, author.zone)
    card = with_progress(card, progress, work, case.report.area)
    return seal_card(report_key, case.digest, card)


def _say(key: Key, row: CaseRow, saying: Saying, author: Author, progress: Progress) -> Addition:
    return add_from_reviewer(
        key,
        row.status,
        saying,
        author.account,
        author.identity.signing_seed,
        clock.day_of(author.now),
        None,
        case_state=_kept_state(progress),
    )


def _times(case: Case, row: CaseRow, author: Author, saying: Saying | None) -> Times:
    """Return the columns of time after a word to the reporter who has had an answer before."""
    if saying is not None and saying.kind in MARKS:
        return Times(row.due, row.received, row.rung, row.wake, row.urgent)
    due = next_word_due(author.promise, clock.day_of(author.now), author.zone)
    return Times(
        due=due,
        received=clock.day_start(case.received),
        rung=row.rung,
        wake=clock.quarter_of_hour(due),
    )


def _ended(case: Case, row: CaseRow, act: Act) -> Times:
    """Return the columns of time of a case of which nothing more is due.

    Its next word is due on the day it is removed: so it stands last in every list, and the watch
    never tells of it.
    """
    day = row.expiry if act.expiry is None else act.expiry
    due = clock.plausible_hour(last_word(day))
    return Times(
        due=due,
        received=clock.day_start(case.received),
        rung=row.rung,
        wake=clock.quarter_of_hour(due),
    )
