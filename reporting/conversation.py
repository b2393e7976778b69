"""What a receipt opens: the messages both ways, checked as a signed chain, and nothing more."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from reporting import clock, ids, primitives, sealing
from reporting.envelope import header_digest, header_from_bytes
from reporting.errors import BadSignature
from reporting.hashchain import Entry, Head, read_entries
from reporting.ids import AccountId, MessageId, ReportId
from reporting.message import (
    ACKNOWLEDGEMENT,
    FROM_REPORTER,
    MARKS,
    MESSAGE,
    REPORTER,
    TO_REPORTER,
    Message,
    SignedMessage,
    open_message,
    seal_message,
    sign_message,
)
from reporting.receipt import ReceiptKeys
from reporting.status import NOBODY, Status, open_status, seal_status


@dataclass(frozen=True)
class Key:
    """The conversation key of one report; made from a receipt or from a report key."""

    report: ReportId
    digest: bytes
    secret: bytes

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "Key(…)"


@dataclass(frozen=True)
class Conversation:
    """Messages in order, and which problems the reader must be told of."""

    messages: tuple[Message, ...]
    status: Status
    problems: frozenset[str]


@dataclass(frozen=True)
class Addition:
    """A new message and the status that goes with it, sealed, for one transaction."""

    number: MessageId
    box: bytes
    status: bytes


def key_from_receipt(receipt: ReceiptKeys, header: bytes, wrapped: bytes) -> Key:
    """Open the conversation key with a receipt, or raise CannotOpen."""
    digest = header_digest(header)
    secret = sealing.unseal(receipt.access_key, "access", digest + receipt.locator, wrapped)
    return Key(header_from_bytes(header).report, digest, secret)


def key_from_report_key(report_key: bytes, header: bytes) -> Key:
    """Derive the conversation key from the report key."""
    secret = conversation_secret(report_key)
    return Key(header_from_bytes(header).report, header_digest(header), secret)


def conversation_secret(report_key: bytes) -> bytes:
    """Derive what seals status, messages and later files from the report key."""
    return primitives.derive(report_key, "conversation")


def read_conversation(
    key: Key,
    status: bytes,
    rows: Iterable[tuple[MessageId, bytes]],
    reporter_key: bytes,
    reviewer_keys: Mapping[AccountId, bytes],
) -> Conversation:
    """Open, order and check all messages of a report.

    A message that does not open, is not signed by whom it names, or leaves a gap is not hidden:
    it is left out or shown, and `problems` names what is wrong. Raises CannotOpen only when the
    status itself does not open.
    """
    state = open_status(key.secret, key.digest, status)

    def open_entry(number: MessageId, box: bytes) -> Entry[Message]:
        signed = open_message(key.secret, key.digest, number, box)
        message = signed.message
        genuine = _genuine(signed, key.report, reporter_key, reviewer_keys)
        return Entry(message, message.sequence, message.previous, signed.digest, genuine)

    messages, problems = read_entries(rows, open_entry, lambda: Head(state.count, state.last))
    return Conversation(messages, state, problems)


def _genuine(
    item: SignedMessage,
    report: ReportId,
    reporter_key: bytes,
    reviewer_keys: Mapping[AccountId, bytes],
) -> bool:
    message = item.message
    if message.direction == FROM_REPORTER:
        public = reporter_key if message.signer == REPORTER else None
    else:
        signer = ids.from_hex(message.signer)
        public = None if signer is None else reviewer_keys.get(AccountId(signer))
    if public is None or message.report != report:
        return False
    try:
        item.signed_by(public)
    except BadSignature:
        return False
    return True


@dataclass(frozen=True)
class Saying:
    """What a message says: its words, and for another kind than words what goes with them."""

    text: str
    kind: str = MESSAGE
    data: Mapping[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "Saying(…)"


def add_from_reporter(
    key: Key,
    status: bytes,
    saying: Saying,
    seed: bytes,
    day: int,
    case_state: str | None = None,
) -> Addition:
    """Sign and seal a message of the reporter; `case_state` is where it leads, None leaves it."""
    state = open_status(key.secret, key.digest, status)
    message = _next(key, state, FROM_REPORTER, saying, REPORTER, day)
    awaiting = state.awaiting if saying.kind in MARKS else "reviewer"
    if case_state is not None:
        state = replace(state, state=case_state)
    return _addition(key, state, message, seed, awaiting=awaiting)


def add_last(key: Key, status: bytes, text: str, seed: bytes, day: int) -> Addition:
    """Sign and seal the message of the reporter's side after which nobody waits for anything."""
    state = open_status(key.secret, key.digest, status)
    message = _next(key, state, FROM_REPORTER, Saying(text), REPORTER, day)
    return _addition(key, state, message, seed, awaiting=NOBODY)


def add_from_reviewer(
    key: Key,
    status: bytes,
    saying: Saying,
    account: AccountId,
    seed: bytes,
    day: int,
    bucket: int | None,
    kept: bool | None = None,
    case_state: str | None = None,
) -> Addition:
    """Sign and seal a reviewer's message; the first one is the acknowledgement.

    `case_state` is the state of the case from here on; None leaves it. `bucket` is the hours the
    acknowledgement took, `kept` whether another target than 24 hours was; both are kept only in
    that first message.
    """
    state = open_status(key.secret, key.digest, status)
    first = state.acknowledged is None
    spoken = replace(saying, kind=ACKNOWLEDGEMENT) if first else saying
    message = _next(key, state, TO_REPORTER, spoken, ids.to_hex(account), day)
    if first:
        message = replace(message, bucket=bucket, kept=kept)
        # From here on not even the words and the database together tell the hour.
        received = clock.day_start(state.received)
        state = replace(state, received=received, acknowledged=bucket, kept=kept)
    if case_state is not None:
        state = replace(state, state=case_state)
    awaiting = state.awaiting if spoken.kind in MARKS else "reporter"
    return _addition(key, state, message, seed, awaiting=awaiting)


def with_case_state(key: Key, status: bytes, case_state: str) -> bytes:
    """Seal the status anew with how far the case is, where no message goes with the change."""
    state = open_status(key.secret, key.digest, status)
    return seal_status(key.secret, key.digest, replace(state, state=case_state))


def with_other(key: Key, status: bytes, other: str | None) -> bytes:
    """Seal the status anew with the body that does not act now; None leaves it.

    Once a body has taken over it is named to the reporter, and stays.
    """
    state = open_status(key.secret, key.digest, status)
    changed = state if other is None else replace(state, other=other)
    return seal_status(key.secret, key.digest, changed)


def _next(
    key: Key, state: Status, direction: str, saying: Saying, signer: str, day: int
) -> Message:
    return Message(
        key.report,
        state.count,
        state.last,
        direction,
        saying.kind,
        saying.text,
        signer,
        day,
        data=saying.data,
    )


def _addition(key: Key, state: Status, message: Message, seed: bytes, *, awaiting: str) -> Addition:
    signed = sign_message(message, seed)
    number = MessageId(ids.new_id())
    box = seal_message(key.secret, key.digest, number, signed)
    after = replace(state, awaiting=awaiting, count=state.count + 1, last=signed.digest)
    return Addition(number, box, seal_status(key.secret, key.digest, after))
