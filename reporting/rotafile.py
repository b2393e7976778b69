"""A rota as a file: some days of one body, each with its three shifts (docs/duty.md).

Everything is checked before anything is stored. Accounts are named as they sign in.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reporting import clock, limits
from reporting.duty import PARTS, Shift
from reporting.ids import AccountId
from reporting.rota import Pick, Picks
from reporting.servicefile.toml import Table, read_toml

FILE = "rota file"
NAMES = ("night", "day", "evening")
TABLES: Mapping[str, tuple[str, ...]] = {"": ("body", "days"), "days": ("date", *NAMES)}


@dataclass(frozen=True)
class RotaFile:
    """The days of a body that a file fills; `names` are by shift, still as they are written."""

    body: str
    names: Mapping[Shift, tuple[tuple[str, Table], ...]]

    @property
    def days(self) -> list[int]:
        """The local days, in their order."""
        return sorted({shift.day for shift in self.names})

    def picks(self, people: Mapping[AccountId, str]) -> Picks:
        """Return who is on which shift, or raise ServiceFileError for who is none of `people`."""
        accounts = {username: account for account, username in people.items()}
        picks: set[Pick] = set()
        for shift, named in self.names.items():
            for username, table in named:
                if username not in accounts:
                    allowed = f"one of {', '.join(accounts)}"
                    raise table.error(NAMES[shift.part], username, allowed)
                picks.add(Pick(shift, accounts[username]))
        return frozenset(picks)


def read_rota_file(path: Path, bodies: Collection[str], today: int) -> RotaFile:
    """Return the rota in a file, or raise ServiceFileError with key, value and what is allowed."""
    top = Table(read_toml(path, FILE), "", TABLES[""], FILE)
    body = top.one_of("body", bodies)
    names: dict[Shift, tuple[tuple[str, Table], ...]] = {}
    for table in top.tables("days", TABLES["days"]):
        day = _day(table, today, {shift.day for shift in names})
        for part in PARTS:
            names[Shift(day, part)] = tuple((name, table) for name in _names(table, NAMES[part]))
    return RotaFile(body, names)


def _day(table: Table, today: int, taken: Collection[int]) -> int:
    date = table.day("date")
    day = clock.day_of_date(date)
    if not today <= day <= today + limits.ROTA_DAYS_AHEAD:
        raise table.error("date", date.isoformat(), "a day from today on, within a year")
    if day in taken:
        raise table.error("date", date.isoformat(), "a day that no other table of this list has")
    return day


def _names(table: Table, key: str) -> Iterable[str]:
    allowed = "a list of user names, each once, or [] for nobody"
    written = table.peek(key)
    if not isinstance(written, list):
        raise table.error(key, written, allowed)
    for at, name in enumerate(written):
        if not isinstance(name, str) or name in written[:at]:
            raise table.error(key, name, allowed)
    return written
