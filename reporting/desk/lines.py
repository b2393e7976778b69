"""The lines of a list: what one entry and its triage header say, in words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from reporting import ids, vocabulary
from reporting.casework.card import Card, open_card
from reporting.desk.due import Pressing, pressing_of, timer_of, what_words
from reporting.desk.entry import WHATS, Entry, Second, Turn, state_code
from reporting.desk.wording import (
    OVERDUE,
    OWNER_ANSWERED,
    SECONDS,
    STATES,
    UNKNOWN,
    is_overdue,
    list_due_words,
)
from reporting.envelope import header_digest
from reporting.errors import CannotOpen
from reporting.ids import ReferralId, ReportId
from reporting.opening import Triage, open_triage
from reporting.service import Service
from reporting.store.engine import Store
from reporting.store.referrals import find_answered
from reporting.store.reports import SummaryRow, get_summaries
from reporting.vocabulary import REPORTER_ROLES, label_of

# What the turn of a conversation says already.
_SAID_BY_TURN = frozenset({"received", "acknowledged", "awaiting_reporter"})


@dataclass(frozen=True)
class Line:
    """One report in a list; `number` is its id in hex.

    `what` is what is due first, and `due` when. `waits` says how far its work is and for whom it
    waits, besides the reporter.
    """

    number: str
    reference: str
    organisation: str
    reporter: str
    what: str
    due: str
    overdue: bool
    state: str
    pressing: Pressing
    danger: bool = False
    waits: tuple[str, ...] = ()


def reference_of(number: int) -> str:
    """Return the first half of an id in two groups: enough to tell reports apart by ear."""
    text = ids.to_hex(number)
    return f"{text[:4]}-{text[4:8]}"


def organisation_name(service: Service, code: str) -> str:
    """Return the name of an organisation; a code the service file no longer has, as it stands."""
    organisation = service.organisations.get(code)
    return organisation.name if organisation else code


def read_lines(
    store: Store, service: Service, entries: Iterable[Entry], now: datetime
) -> list[Line]:
    """Return the lines of some entries; only these reports are read from the store."""
    wanted = {entry.report: entry for entry in entries}
    with store.read() as connection:
        summaries = get_summaries(connection, wanted)
        cards = {number: _card(wanted[number], row) for number, row in summaries.items()}
        referrals = {n: _referrals(card) for n, card in cards.items() if card.referrals}
        answered = find_answered(connection, frozenset[ReferralId]().union(*referrals.values()))
    # Looked up once: 25 lines say the same few words.
    states = {turn: str(words) for turn, words in STATES.items()}
    stages = {term.code: str(term.label) for term in vocabulary.STATES}
    whats = tuple(map(what_words, range(len(WHATS))))
    reporters = {term.code: str(term.label) for term in REPORTER_ROLES}
    lines = []
    for number, entry in wanted.items():
        if number not in summaries:
            continue  # removed since the index was read
        triage = _open(entry, summaries[number])
        if triage is None or entry.turn == Turn.DAMAGED:
            lines.append(_damaged_line(number, service, triage))
            continue
        turn = Turn(entry.turn)
        lines.append(
            Line(
                number=ids.to_hex(number),
                reference=reference_of(number),
                organisation=organisation_name(service, triage.organisation),
                reporter=reporters.get(triage.reporter_role, triage.reporter_role),
                what=whats[entry.what],
                due=list_due_words(entry, summaries[number], now, service.timezone),
                overdue=is_overdue(entry.due, now),
                state=states[turn],
                pressing=pressing_of(timer_of(entry, triage, service, now)),
                danger=entry.danger,
                waits=tuple(
                    _waits(entry, stages, not answered.isdisjoint(referrals.get(number, ())))
                ),
            )
        )
    return lines


def _waits(entry: Entry, stages: Mapping[str, str], replied: bool) -> Iterator[str]:
    code = state_code(entry.state)
    if code in stages and code not in _SAID_BY_TURN:
        yield stages[code]
    if replied:
        yield str(OWNER_ANSWERED)
    if entry.second:
        yield str(SECONDS[Second(entry.second)])


def _card(entry: Entry, row: SummaryRow) -> Card:
    """Return the card of a case; an empty one for a damaged report, whose line says so."""
    try:
        return open_card(entry.report_key, header_digest(row.header), row.card)
    except CannotOpen:
        return Card()


def _referrals(card: Card) -> frozenset[ReferralId]:
    numbers = map(ids.from_hex, card.referrals)
    return frozenset(ReferralId(number) for number in numbers if number is not None)


def _damaged_line(number: ReportId, service: Service, triage: Triage | None) -> Line:
    return Line(
        number=ids.to_hex(number),
        reference=reference_of(number),
        organisation=organisation_name(service, triage.organisation) if triage else str(UNKNOWN),
        reporter=label_of(REPORTER_ROLES, triage.reporter_role) if triage else str(UNKNOWN),
        what="",
        due=str(OVERDUE),
        overdue=True,
        state=str(STATES[Turn.DAMAGED]),
        pressing=Pressing(),
    )


def _open(entry: Entry, row: SummaryRow) -> Triage | None:
    """Return a triage header, or None: a damaged report must not take the others' lines away."""
    try:
        return open_triage(entry.report_key, row.header, row.triage)
    except CannotOpen:
        return None
