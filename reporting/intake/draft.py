"""What one browser is in the middle of: answers, a receipt, what is asked then (docs/intake.md).

One row of one size, sealed under a secret that only the browser's cookie holds: with the
database alone, nobody can read a draft, tell it from a receipt, or find whose it is. Sending
replaces the answers by the receipt in the transaction that stores the report, so a second send
finds the receipt and nothing to send.
"""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from reporting import canonical, clock, limits, primitives, sealing
from reporting.errors import (
    AlreadySent,
    CannotOpen,
    Changed,
    ReceiptMistyped,
    StoreUnavailable,
)
from reporting.receipt import Receipt
from reporting.report import Report, report_from_json, report_to_json
from reporting.store import Connection
from reporting.store.drafts import DraftRow, delete_draft, get_draft, put_draft
from reporting.store.engine import Store

SIZE = limits.PAYLOAD_SIZE
TRIES = 3
_KEYS = frozenset({"v", "answers", "sent", "after"})
_LATER = frozenset({"after"})


@dataclass(frozen=True)
class Answers:
    """A report not yet sent; `began` is the second since the epoch it was first kept at."""

    report: Report
    began: int


@dataclass(frozen=True)
class Sent:
    """A report that was stored; `minute` is since the epoch, `due` an hour since the epoch."""

    receipt: Receipt
    minute: int
    due: int
    organisation: str
    body: str
    standby_body: str | None

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "Sent(…)"


@dataclass(frozen=True)
class After:
    """The words were noted, and are here no more; `step` is what is asked next.

    `minute` is since the epoch. Nothing in it leads to the report.
    """

    organisation: str
    minute: int
    step: str


Content = Answers | Sent | After


@dataclass(frozen=True)
class Draft:
    """A row as it was read; `content` is None where there is none, or none that still counts."""

    row: DraftRow | None = None
    content: Content | None = None


def _row_id(secret: bytes) -> bytes:
    return primitives.digest("draft/row", secret)


def _seal(secret: bytes, content: Content) -> bytes:
    value: dict[str, Any] = {"v": 1, "answers": None, "sent": None, "after": None}
    if isinstance(content, Answers):
        value["answers"] = {"report": report_to_json(content.report), "began": content.began}
    elif isinstance(content, After):
        value["after"] = asdict(content)
    else:
        value["sent"] = asdict(content) | {"receipt": list(content.receipt.indexes)}
    key = primitives.derive(secret, "draft/key")
    return sealing.seal(key, "draft", _row_id(secret), canonical.dumps(value), SIZE)


def _open(secret: bytes, box: bytes) -> Content | None:
    key = primitives.derive(secret, "draft/key")
    try:
        value = canonical.loads(sealing.unseal(key, "draft", _row_id(secret), box), _KEYS, _LATER)
        if value["answers"] is not None:
            return Answers(
                report_from_json(value["answers"]["report"]), int(value["answers"]["began"])
            )
        if value.get("after") is not None:
            return After(**value["after"])
        sent = value["sent"]
        return Sent(**(sent | {"receipt": Receipt(tuple(sent["receipt"]))}))
    except (CannotOpen, ReceiptMistyped, KeyError, TypeError, ValueError):
        return None  # nothing of ours: the next answers take its place


def load_draft(store: Store, secret: bytes, now: datetime) -> Draft:
    """Return what the browser with `secret` is in the middle of; a receipt for 15 minutes.

    The row of a receipt, or of what is asked after it, is removed when it is met too late.
    """
    with store.read() as connection:
        row = get_draft(connection, _row_id(secret))
    content = None if row is None else _open(secret, row.box)
    if isinstance(content, Sent | After):
        shown = clock.minute_of(now) - content.minute
        if row is not None and shown >= limits.RECEIPT_AGAIN_MINUTES:
            with store.write() as connection:
                delete_draft(connection, _row_id(secret), row)
            return Draft()
    return Draft(row, content)


def put_content(
    connection: Connection, secret: bytes, before: Draft, content: Content, now: datetime
) -> None:
    """Store `content` in place of `before`; raise Changed if another request was first."""
    purge = clock.day_of(now) + limits.DRAFT_PURGE_DAYS
    put_draft(connection, _row_id(secret), before.row, _seal(secret, content), purge)


def keep_answers(store: Store, secret: bytes, report: Report, now: datetime) -> None:
    """Store `report` as the draft; of two windows that do so at once, the last one wins.

    Raises AlreadySent where the browser still shows a receipt: words nobody noted must not go.
    """
    answers = Answers(report, clock.second_of(now))
    for _ in range(TRIES):
        before = load_draft(store, secret, now)
        if isinstance(before.content, Sent):
            raise AlreadySent
        if isinstance(before.content, Answers):
            answers = replace(answers, began=before.content.began)
        try:
            with store.write() as connection:
                put_content(connection, secret, before, answers, now)
        except Changed:
            continue
        return
    raise StoreUnavailable


def forget_draft(store: Store, secret: bytes) -> None:
    """Remove the draft or receipt of this browser."""
    with store.write() as connection:
        delete_draft(connection, _row_id(secret))
