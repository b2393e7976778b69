"""What a reporter tells of worse treatment, sealed to one lead (docs/intake.md, "Check-ins").

Every answer makes one row of one size: one that the lead opens where there is something to read,
a dummy that nobody ever opens where there is not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from reporting import canonical, clock, ids, limits, primitives, sealing
from reporting.days import add_months
from reporting.errors import CannotOpen
from reporting.ids import ReportId
from reporting.primitives import Unwrapper

VERSION = b"\x01"
SIGNED = "check-in"
_KEYS = frozenset({"v", "report", "number", "day", "text", "signature"})
_PADDED = limits.CHECK_IN_ROW_SIZE - len(VERSION) - primitives.WRAP_OVERHEAD


class CheckInRow(NamedTuple):
    """One row: its random number, the day it goes, and CHECK_IN_ROW_SIZE bytes."""

    id: int
    purge: int
    bytes: bytes


@dataclass(frozen=True)
class Worse:
    """Somebody has been treated worse since: which report, which check-in, on which UTC day."""

    report: ReportId
    number: int
    day: int
    text: str
    signature: bytes = b""

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "Worse(…)"

    def signed_by(self, public: bytes) -> None:
        """Return only if the reporter with the key `public` wrote it; else raise BadSignature."""
        primitives.verify(public, SIGNED, canonical.dumps(_body(self)), self.signature)


def _body(worse: Worse) -> dict[str, object]:
    return {
        "v": 1,
        "report": ids.to_hex(worse.report),
        "number": worse.number,
        "day": worse.day,
        "text": worse.text,
    }


def seal_worse(worse: Worse, seed: bytes, lead_public: bytes) -> CheckInRow:
    """Sign what the reporter tells, and seal it to a lead; raise TooLong if it cannot fit."""
    body = _body(worse)
    signature = primitives.sign(seed, SIGNED, canonical.dumps(body))
    value = body | {"signature": canonical.encode_bytes(signature)}
    return _seal(canonical.dumps(value), lead_public, worse.day)


def seal_nothing(day: int) -> CheckInRow:
    """Return a row like any other that nobody can ever open."""
    return _seal(b"", primitives.nobody_public(), day)


def _seal(plaintext: bytes, public: bytes, day: int) -> CheckInRow:
    number = ids.new_id()
    box = primitives.wrap(public, sealing.pad(plaintext, _PADDED), _info(number))
    return CheckInRow(number, _purge_day(day), VERSION + box)


def _info(number: int) -> bytes:
    return primitives.label(SIGNED) + ids.to_bytes(number)


def _purge_day(day: int) -> int:
    """Return the first of a month, so that the day itself is not in the row."""
    later = add_months(clock.date_of_day(day), limits.CHECK_IN_KEPT_MONTHS + 1)
    return (date(later.year, later.month, 1) - clock.date_of_day(0)).days


def open_check_ins(rows: Iterable[CheckInRow], lead: Unwrapper) -> tuple[Worse, ...]:
    """Return what was told to this lead; rows of others and dummies open to nothing."""
    found = []
    for row in rows:
        try:
            found.append(_open(row, lead))
        except CannotOpen:
            continue
    return tuple(found)


def _open(row: CheckInRow, lead: Unwrapper) -> Worse:
    if row.bytes[:1] != VERSION:
        raise CannotOpen
    padded = lead.unwrap(row.bytes[1:], _info(row.id))
    value = canonical.loads(sealing.unpad(padded), _KEYS)
    report, number, day, text = (value[name] for name in ("report", "number", "day", "text"))
    known = ids.from_hex(str(report))
    if known is None or not isinstance(number, int) or not isinstance(day, int):
        raise CannotOpen
    signature = canonical.decode_bytes(value["signature"], primitives.SIGNATURE_SIZE)
    return Worse(ReportId(known), number, day, str(text), signature)
