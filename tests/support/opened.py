"""One report in a store of its own, below any page, and who may open it."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from reporting.case import Author, Case, read_case
from reporting.ids import ReportId
from reporting.opening import open_stanza
from reporting.promise import FOUNDING
from reporting.roster import Declaration
from reporting.store.engine import Store, open_store
from reporting.store.reports import CaseRow, get_case, insert_deposit
from reporting.store.rosters import insert_roster
from reporting.store.tables import metadata
from tests.support.cast import NOW, Cast, Sent, make_cast, send

ZONE = ZoneInfo("Europe/London")
NAME = "north-reviewer"


@dataclass
class Desk:
    """One report in a store, and who may open it."""

    store: Store
    cast: Cast
    sent: Sent
    report_key: bytes

    @property
    def number(self) -> ReportId:
        """The report."""
        return self.sent.deposit.report

    def read(self) -> Case:
        """Open it as it is now."""
        found = read_case(self.store, self.number, self.report_key, self.cast.rosters)
        assert found is not None
        return found

    def row(self) -> CaseRow:
        """Return what is stored."""
        with self.store.read() as connection:
            found = get_case(connection, self.number)
        assert found is not None
        return found

    def author(self, hours: float = 0, name: str = NAME) -> Author:
        """Return a reviewer, some hours after the report came."""
        identity, account = self.cast.identities[name], self.cast.accounts[name]
        return Author(account, identity, NOW + timedelta(hours=hours), ZONE, FOUNDING)


def open_desk(folder: Path, *conflicts: Declaration, leads: tuple[str, ...] = ()) -> Desk:
    """Return a store with one report, in a folder; `conflicts` are of North's second reviewer.

    `leads` are others of North beside its first.
    """
    store = open_store(f"sqlite:///{folder / 'test.sqlite'}", folder)
    metadata.create_all(store.engine)
    cast = make_cast(*conflicts)
    for name in leads:
        cast.add("north", name, "lead")
    sent = send(cast)
    with store.write() as connection:
        insert_deposit(connection, sent.deposit)
        for body, version in cast.rosters.versions.items():
            insert_roster(connection, body, version, b"")  # nothing here reads it
    return Desk(store, cast, sent, key_of(cast, sent))


def key_of(cast: Cast, sent: Sent) -> bytes:
    """Return the key of a report, as the reviewer's row gives it."""
    account = cast.accounts[NAME]
    row = sent.deposit.stanzas[account]
    return open_stanza(cast.identities[NAME].unwrapper, account, sent.deposit.header, row)
