"""One signed message of a conversation (docs/envelope.md, "Message")."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from reporting import canonical, ids, limits, primitives, sealing
from reporting.errors import CannotOpen, TooLong
from reporting.ids import MessageId, ReportId

FROM_REPORTER, TO_REPORTER = "from_reporter", "to_reporter"
ACKNOWLEDGEMENT, MESSAGE = "acknowledgement", "message"
# To the reporter: a summary to look over, or that it is taken back, a question of safe wording, an
# outcome, and what is asked after it. From the reporter: the answers to them, that the case be
# opened again, or that the work stop. Their `data` is specified in docs/case.md.
SUMMARY, SUMMARY_WITHDRAWN, WORDING, OUTCOME, SURVEY, CHECK_IN = (
    "summary", "summary_withdrawn", "wording", "outcome", "survey", "check_in",
)  # fmt: skip
# Whether somebody who is kept out is let in, the reporter's answer, and that they were.
OVERRIDE, OVERRIDE_ANSWER, OVERRIDDEN = "override", "override_answer", "overridden"
SUMMARY_ANSWER, WORDING_ANSWER, SURVEY_ANSWER, CHECK_IN_ANSWER, REOPEN, WITHDRAWAL = (
    "summary_answer", "wording_answer", "survey_answer", "check_in_answer", "reopen", "withdrawal",
)  # fmt: skip
# From the reporter, unasked: what they wish now, and how they are after support was offered.
WISHES, SUPPORT_ANSWER = "wishes", "support_answer"
# From the reporter: files that were added to the report (docs/evidence.md, "Added later").
FILES = "files"
# Marks that something was done elsewhere: they have no words of a person, so nobody has to read or
# answer them, they change nobody's turn, and promise no further word.
MARKS = frozenset({SUMMARY_WITHDRAWN, SURVEY_ANSWER, CHECK_IN_ANSWER})
REPORTER = "reporter"
_KEYS = frozenset({"body", "signature"})
_BODY_KEYS = frozenset(
    {
        "v", "report", "sequence", "previous", "direction",
        "kind", "text", "signer", "day", "bucket",
    }
)  # fmt: skip
_LATER = frozenset({"kept", "data"})  # only where they say something


@dataclass(frozen=True)
class Message:
    """A message as signed; `day` is a UTC day, `bucket` the hours an acknowledgement took.

    `data` is what a message of another kind than words carries besides its text.
    `kept` is there only where another target than the founding 24 hours was promised: whether it
    was kept. The bucket tells of the 24 hours.
    """

    report: ReportId
    sequence: int
    previous: bytes
    direction: str
    kind: str
    text: str
    signer: str
    day: int
    bucket: int | None = None
    kept: bool | None = None
    data: Mapping[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "Message(…)"


@dataclass(frozen=True)
class SignedMessage:
    """A message and the signature over it; `digest` is what the next one names."""

    message: Message
    signature: bytes

    @cached_property
    def _signed(self) -> bytes:
        return canonical.dumps(_body(self.message))  # asked for twice for each message of a page

    @property
    def digest(self) -> bytes:
        """The digest of body and signature."""
        return primitives.digest("previous", self._signed, self.signature)

    def signed_by(self, public: bytes) -> None:
        """Return only if the signature is of the key `public`; else raise BadSignature."""
        primitives.verify(public, "message", self._signed, self.signature)


def sign_message(message: Message, seed: bytes) -> SignedMessage:
    """Sign `message` with an Ed25519 seed."""
    body = canonical.dumps(_body(message))
    return SignedMessage(message, primitives.sign(seed, "message", body))


def _body(message: Message) -> dict[str, Any]:
    kept = {} if message.kept is None else {"kept": message.kept}
    data = {"data": dict(message.data)} if message.data else {}
    return {
        "v": 3 if data else 2 if kept else 1,
        "report": ids.to_hex(message.report),
        "sequence": message.sequence,
        "previous": canonical.encode_bytes(message.previous),
        "direction": message.direction,
        "kind": message.kind,
        "text": message.text,
        "signer": message.signer,
        "day": message.day,
        "bucket": message.bucket,
        **kept,
        **data,
    }


def seal_message(
    conversation_key: bytes, digest: bytes, number: MessageId, signed: SignedMessage
) -> bytes:
    """Seal a message in the smaller of the two sizes that holds it, or raise TooLong."""
    plaintext = canonical.dumps(
        {
            "body": _body(signed.message),
            "signature": canonical.encode_bytes(signed.signature),
        }
    )
    room = len(plaintext) + sealing.LENGTH_SIZE
    size = next((size for size in limits.MESSAGE_SIZES if room <= size), None)
    if size is None:
        raise TooLong
    key = primitives.derive(conversation_key, "message")
    return sealing.seal(key, "message", digest + ids.to_bytes(number), plaintext, size)


def open_message(
    conversation_key: bytes, digest: bytes, number: MessageId, box: bytes
) -> SignedMessage:
    """Open a message, or raise CannotOpen; whether it is genuine is `conversation`'s to say."""
    key = primitives.derive(conversation_key, "message")
    value = canonical.loads(
        sealing.unseal(key, "message", digest + ids.to_bytes(number), box), _KEYS
    )
    body = value["body"]
    if not isinstance(body, dict) or body.keys() - _LATER != _BODY_KEYS:
        raise CannotOpen
    if not isinstance(body.get("data", {}), dict):
        raise CannotOpen
    report = ids.from_hex(str(body["report"]))
    if report is None or not isinstance(body["text"], str):
        raise CannotOpen
    message = Message(
        report=ReportId(report),
        sequence=int(body["sequence"]),
        previous=canonical.decode_bytes(body["previous"], primitives.DIGEST_SIZE),
        direction=str(body["direction"]),
        kind=str(body["kind"]),
        text=body["text"],
        signer=str(body["signer"]),
        day=int(body["day"]),
        bucket=body["bucket"],
        kept=body.get("kept"),
        data=body.get("data", {}),
    )
    return SignedMessage(
        message, canonical.decode_bytes(value["signature"], primitives.SIGNATURE_SIZE)
    )
