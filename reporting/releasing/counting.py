"""The work of a night: facts become counts, and their rows are written anew (docs/facts.md).

All of it is one transaction under one lock, so that work which is killed, or meets something
that it must refuse, has changed nothing; and of two jobs at once one finds nothing left to do.
"""

from collections.abc import Callable, Iterable

from reporting import ids
from reporting.errors import CannotOpen, FactRefused, ReleaseRefused
from reporting.factrow import FactRow, open_row, seal_rows
from reporting.identity import Identity
from reporting.localtime import local_date
from reporting.quarter import quarter_of_date
from reporting.releasing.books import close_books, open_books
from reporting.releasing.checking import Checked, check, refuse
from reporting.releasing.quartertally import TallyKey
from reporting.releasing.shelves import check_shelves, read_shelves
from reporting.roster import Rosters
from reporting.services import Services
from reporting.store import Connection
from reporting.store.facts import get_facts, list_facts, list_numbers, lock_tallies, replace_facts

Advance = Callable[[int], object]


def count_facts(services: Services, advance: Advance = lambda _: None) -> None:
    """Count every fact that waits, and leave dummies alone; `advance` hears of each row opened.

    Raises ReleaseRefused, and has then changed nothing: at a fact that must not be counted, at a
    release that is not as it was published, at a service file that changed inside a year.
    """
    job, rosters = load_job(services), services.rosters.current()
    organisations = services.service.organisations
    opened: dict[int, Checked | None] = {}

    def read(rows: Iterable[FactRow]) -> None:
        for row in rows:
            opened[row.id] = _open(row, job, rosters, organisations)
            advance(1)

    with services.store.read() as connection:
        waiting = list_facts(connection)
    read(waiting)  # the long part, before anybody is kept from writing
    key, now = TallyKey(job), quarter_of_date(local_date(services.now(), services.service.timezone))
    with services.store.write() as connection:
        lock_tallies(connection)
        shelves = check_shelves(connection, services, rosters)
        here = list_numbers(connection)
        read(get_facts(connection, [number for number in here if number not in opened]))
        facts = [fact for number in here if (fact := opened[number]) is not None]
        books = open_books(connection, organisations, shelves, key, now)
        # What takes something back comes after what it takes back.
        for fact in sorted(facts, key=lambda each: each.was is not None):
            books[fact.organisation].add(fact)
        close_books(connection, books, key)
        replace_facts(connection, here, seal_rows([], job.wrap_public))


def count_waiting(services: Services) -> int:
    """Return how many rows there are to open, dummies among them."""
    with services.store.read() as connection:
        return len(list_numbers(connection))


def drop_fact(services: Services, number: int) -> None:
    """Remove a row that a count is refused at, or raise ReleaseRefused if it is in order."""
    with services.store.write() as connection:
        lock_tallies(connection)
        rows = list_facts(connection)
        found = [row for row in rows if row.id == number]
        if not found:
            raise ReleaseRefused(f"There is no row {ids.to_hex(number)} of facts.")
        # After all others, so that of two alike either may go.
        if _refusals(connection, services, [row for row in rows if row.id != number] + found)[-1]:
            replace_facts(connection, [number], [])
        else:
            raise ReleaseRefused(f"The row {ids.to_hex(number)} of facts is in order; it stays.")


def _refusals(
    connection: Connection, services: Services, rows: Iterable[FactRow]
) -> list[FactRefused | None]:
    """Return for each row why it would not be counted after those before it; nothing is kept."""
    job, rosters = load_job(services), services.rosters.current()
    organisations = services.service.organisations
    shelves = read_shelves(connection, services, rosters)
    now = quarter_of_date(local_date(services.now(), services.service.timezone))
    books = open_books(connection, organisations, shelves, TallyKey(job), now)
    refusals: list[FactRefused | None] = []
    for row in rows:
        try:
            fact = _open(row, job, rosters, organisations)
            if fact is not None:
                books[fact.organisation].add(fact)
        except FactRefused as refused:
            refusals.append(refused)
        else:
            refusals.append(None)
    return refusals


def load_job(services: Services) -> Identity:
    """Return the statistics identity, if it is the one that the rosters name."""
    job = services.instance.load_statistics()
    listed = services.rosters.current().statistics
    if listed is None or listed.wrap_public != job.wrap_public:
        raise ReleaseRefused(
            "The rosters do not name the release job of this instance, so nothing is counted or "
            "released; sign them anew: reporting roster sign."
        )
    return job


def _open(
    row: FactRow, job: Identity, rosters: Rosters, organisations: Iterable[str]
) -> Checked | None:
    try:
        value = open_row(row, job.unwrapper)
    except CannotOpen:
        raise refuse(row, "does not open") from None
    if value is None:
        return None
    return check(row, value, frozenset(organisations), rosters.signing_keys)
