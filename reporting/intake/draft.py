"""What one browser is in the middle of: answers, a receipt, what is asked then (docs/intake.md).

One row of one size, sealed under a secret that only the browser's cookie holds: with the
database alone, nobody can read a draft, tell it from a receipt, or find whose it is. Sending
replaces the answers by the receipt in the transaction that stores the report, so a second send
finds the receipt and nothing to send.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
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
from reporting.intake.waiting import carry_files
from reporting.receipt import Receipt, new_receipt
from reporting.report import Report, report_from_json, report_to_json
from reporting.store import Connection
from reporting.store.drafts import DraftRow, delete_draft, get_draft, move_draft, put_draft
from reporting.store.engine import Store

SIZE = limits.PAYLOAD_SIZE
TRIES = 3
_KEYS = frozenset({"v", "answers", "sent", "after"})
_LATER = frozenset({"after"})


@dataclass(frozen=True)
class Answers:
    """A report not yet sent; `began` is the second since the epoch it was first kept at.

    Where it was saved it has the words it will be sent under, and the day, since the epoch, on
    which it is gone.
    """

    report: Report
    began: int
    receipt: Receipt | None = None
    until: int = 0

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "Answers(…)"


@dataclass(frozen=True)
class Sent:
    """A report that was stored; `minute` is since the epoch, `due` an hour since the epoch."""

    receipt: Receipt
    minute: int
    due: int
    organisation: str
    body: str
    standby_body: str | None
    area: str = ""
    struck: tuple[str, ...] = ()
    named: str = ""

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
        value["answers"] = _answers_to_json(content)
    elif isinstance(content, After):
        value["after"] = dict(vars(content))
    else:
        numbers = list(content.receipt.indexes)
        value["sent"] = vars(content) | {"receipt": numbers, "struck": list(content.struck)}
    key = primitives.derive(secret, "draft/key")
    return sealing.seal(key, "draft", _row_id(secret), canonical.dumps(value), SIZE)


def _answers_to_json(answers: Answers) -> dict[str, Any]:
    value = {"report": report_to_json(answers.report), "began": answers.began}
    if answers.receipt is not None:
        value |= {"receipt": list(answers.receipt.indexes), "until": answers.until}
    return value


def _answers_from_json(value: dict[str, Any]) -> Answers:
    report, began = report_from_json(value["report"]), int(value["began"])
    if "receipt" not in value:
        return Answers(report, began)
    return Answers(report, began, Receipt(tuple(value["receipt"])), int(value["until"]))


def _open(secret: bytes, box: bytes) -> Content | None:
    key = primitives.derive(secret, "draft/key")
    try:
        value = canonical.loads(sealing.unseal(key, "draft", _row_id(secret), box), _KEYS, _LATER)
        if value["answers"] is not None:
            return _answers_from_json(value["answers"])
        if value.get("after") is not None:
            return After(**value["after"])
        sent = value["sent"]
        struck = tuple(sent.get("struck", ()))
        return Sent(**(sent | {"receipt": Receipt(tuple(sent["receipt"])), "struck": struck}))
    except (CannotOpen, ReceiptMistyped, KeyError, TypeError, ValueError):
        return None  # nothing of ours: the next answers take its place


def load_draft(store: Store, secret: bytes, now: datetime) -> Draft:
    """Return what the browser with `secret` is in the middle of; a receipt for 15 minutes.

    The row of a receipt, or of what is asked after it, is removed when it is met too late.
    """
    with store.read() as connection:
        row = get_draft(connection, _row_id(secret))
    content = None if row is None else _open(secret, row.box)
    if isinstance(content, Answers) and 0 < content.until <= clock.day_of(now):
        return Draft(row)
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
    if isinstance(content, Answers) and content.until:
        purge = content.until
    put_draft(connection, _row_id(secret), before.row, _seal(secret, content), purge)


def keep_answers(
    store: Store,
    secret: bytes,
    change: Callable[[Report | None], Report],
    now: datetime,
    *,
    begin: Callable[[], None] = lambda: None,
) -> Report:
    """Store what `change` makes of the answers so far (None where there are none), and return it.

    Of two windows that answer the same at once the last one wins, and no other answer is lost.
    Raises AlreadySent where the browser still shows a receipt: words nobody noted must not go;
    what `begin` raises where this is a row more. Answers begun before are always kept.
    """
    for _ in range(TRIES):
        before = load_draft(store, secret, now)
        if isinstance(before.content, Sent):
            raise AlreadySent
        if isinstance(before.content, Answers):
            answers = replace(before.content, report=change(before.content.report))
        else:
            answers = Answers(change(None), clock.second_of(now))
            if before.row is None:
                begin()
        try:
            with store.write() as connection:
                put_content(connection, secret, before, answers, now)
        except Changed:
            continue
        return answers.report
    raise StoreUnavailable


def save_answers(store: Store, secret: bytes, now: datetime) -> Receipt | None:
    """Seal the answers of this browser anew under eight words, and return these.

    From then on the words alone find them, and the row under the cookie's own secret is gone.
    Answers that were saved before keep their words; None where there is nothing to save.
    """
    for _ in range(TRIES):
        before = load_draft(store, secret, now)
        if before.row is None or not isinstance(before.content, Answers):
            return None
        if before.content.receipt is not None:
            return before.content.receipt
        receipt = new_receipt()
        until = clock.day_of(now) + limits.SAVED_DAYS
        saved = replace(before.content, receipt=receipt, until=until)
        try:
            with store.write() as connection:
                new = receipt.draft_secret()
                row = _seal(new, saved)
                move_draft(connection, _row_id(secret), before.row, _row_id(new), row, until)
                carry_files(connection, secret, new, until)
        except Changed:
            continue
        return receipt
    raise StoreUnavailable


def forget_draft(store: Store, secret: bytes) -> None:
    """Remove the draft or receipt of this browser."""
    with store.write() as connection:
        delete_draft(connection, _row_id(secret))
