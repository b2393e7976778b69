"""The lines of a list: what one entry and its triage header say, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from reporting import ids
from reporting.desk.due import Pressing, pressing_of, timer_of
from reporting.desk.entry import Entry, Turn
from reporting.desk.wording import OVERDUE, STATES, UNKNOWN, due_words, is_overdue
from reporting.errors import CannotOpen
from reporting.ids import ReportId
from reporting.opening import Triage, open_triage
from reporting.service import Service
from reporting.store.engine import Store
from reporting.store.reports import SummaryRow, get_summaries
from reporting.vocabulary import REPORTER_ROLES, label_of


@dataclass(frozen=True)
class Line:
    """One report in a list; `number` is its id in hex."""

    number: str
    reference: str
    organisation: str
    reporter: str
    due: str
    overdue: bool
    state: str
    pressing: Pressing
    danger: bool = False


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
    # Looked up once: 25 lines say the same few words.
    states = {turn: str(words) for turn, words in STATES.items()}
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
                due=due_words(entry.due, turn, now, service.timezone),
                overdue=is_overdue(entry.due, now),
                state=states[turn],
                pressing=pressing_of(timer_of(entry, triage, service, now)),
                danger=entry.danger,
            )
        )
    return lines


def _damaged_line(number: ReportId, service: Service, triage: Triage | None) -> Line:
    return Line(
        number=ids.to_hex(number),
        reference=reference_of(number),
        organisation=organisation_name(service, triage.organisation) if triage else str(UNKNOWN),
        reporter=label_of(REPORTER_ROLES, triage.reporter_role) if triage else str(UNKNOWN),
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
