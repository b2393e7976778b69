"""One signed word of a referral, either way, in a chain (docs/referral.md, "Formats")."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from reporting import canonical, clock, ids, limits, primitives, sealing
from reporting.errors import BadSignature, CannotOpen, TooLong
from reporting.hashchain import Entry, Head, head_from_bytes, head_to_bytes, read_entries
from reporting.ids import AccountId, MessageId, ReferralId
from reporting.primitives import Signer
from reporting.referring.request import row_id

TO_ASKED, FROM_ASKED = "to_asked", "from_asked"
_SIGNED, _USE = "referral-word", "referral-message"
_KEYS = frozenset({"body", "signature"})
_BODY_KEYS = frozenset(
    {"v", "referral", "sequence", "previous", "direction", "text", "parts", "signer", "day"}
)


@dataclass(frozen=True)
class Word:
    """What was said on UTC day `day`; `parts` are the named parts of an owner's answer."""

    referral: ReferralId
    sequence: int
    previous: bytes
    direction: str
    text: str
    signer: AccountId
    day: int
    parts: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "Word(…)"


@dataclass(frozen=True)
class Words:
    """The genuine words in order, and what whoever reads must be told of."""

    words: tuple[Word, ...]
    problems: frozenset[str] = frozenset()


@dataclass(frozen=True)
class NewWord:
    """A word and the status that goes with it, sealed, for one transaction."""

    number: MessageId
    box: bytes
    status: bytes


@dataclass(frozen=True)
class Signers:
    """Whose words count: readers' to the person asked, and theirs, by every account they had."""

    readers: Mapping[AccountId, bytes]
    asked: Mapping[AccountId, bytes]


def seal_status(key: bytes, number: ReferralId, head: Head) -> bytes:
    """Seal the head of a referral's words."""
    secret = primitives.derive(key, "referral-status")
    size = limits.REFERRAL_STATUS_SIZE
    return sealing.seal(secret, "referral-status", row_id(number), head_to_bytes(head), size)


def open_status(key: bytes, number: ReferralId, box: bytes) -> Head:
    """Open the head, or raise CannotOpen."""
    secret = primitives.derive(key, "referral-status")
    return head_from_bytes(sealing.unseal(secret, "referral-status", row_id(number), box))


def _body(word: Word) -> dict[str, Any]:
    return {
        "v": 1,
        "referral": ids.to_hex(word.referral),
        "sequence": word.sequence,
        "previous": canonical.encode_bytes(word.previous),
        "direction": word.direction,
        "text": word.text,
        "parts": dict(word.parts),
        "signer": ids.to_hex(word.signer),
        "day": word.day,
    }


def _digest(body: dict[str, Any], signature: bytes) -> bytes:
    return primitives.digest("referral-previous", canonical.dumps(body), signature)


def add_word(key: bytes, status: bytes, word: Word, signer: Signer) -> NewWord:
    """Sign and seal `word` as the next one; its place comes from the status. May raise TooLong."""
    head = open_status(key, word.referral, status)
    body = {
        **_body(word), "sequence": head.count, "previous": canonical.encode_bytes(head.last),
    }  # fmt: skip
    signature = signer.sign(_SIGNED, canonical.dumps(body))
    plaintext = canonical.dumps({"body": body, "signature": canonical.encode_bytes(signature)})
    room = len(plaintext) + sealing.LENGTH_SIZE
    size = next((size for size in limits.MESSAGE_SIZES if room <= size), None)
    if size is None:
        raise TooLong
    number = MessageId(ids.new_id())
    secret = primitives.derive(key, _USE)
    box = sealing.seal(secret, _USE, row_id(word.referral) + ids.to_bytes(number), plaintext, size)
    after = head.after(_digest(body, signature))
    return NewWord(number, box, seal_status(key, word.referral, after))


def read_words(
    key: bytes,
    number: ReferralId,
    status: bytes,
    rows: Iterable[tuple[MessageId, bytes]],
    signers: Signers,
) -> Words:
    """Open, order and check all words of a referral; what is not genuine is left out and told."""
    words, problems = read_entries(
        rows,
        lambda message, box: _open(key, number, message, box, signers),
        lambda: open_status(key, number, status),
    )
    return Words(words, problems)


def _open(
    key: bytes, number: ReferralId, message: MessageId, box: bytes, signers: Signers
) -> Entry[Word]:
    secret = primitives.derive(key, _USE)
    value = canonical.loads(
        sealing.unseal(secret, _USE, row_id(number) + ids.to_bytes(message), box), _KEYS
    )
    body = value["body"]
    if not isinstance(body, dict) or body.keys() != _BODY_KEYS:
        raise CannotOpen
    signer, parts = ids.from_hex(str(body["signer"])), body["parts"]
    if signer is None or not isinstance(parts, dict) or not isinstance(body["text"], str):
        raise CannotOpen
    if not all(type(body[name]) is int for name in ("sequence", "day")):
        raise CannotOpen
    word = Word(
        number,
        body["sequence"],
        canonical.decode_bytes(body["previous"], primitives.DIGEST_SIZE),
        str(body["direction"]),
        body["text"],
        AccountId(signer),
        clock.plausible_day(body["day"]),
        {str(name): str(text) for name, text in parts.items()},
    )
    signature = canonical.decode_bytes(value["signature"], primitives.SIGNATURE_SIZE)
    right = body["referral"] == ids.to_hex(number) and _genuine(body, word, signature, signers)
    return Entry(word, word.sequence, word.previous, _digest(body, signature), right)


def _genuine(body: dict[str, Any], word: Word, signature: bytes, signers: Signers) -> bool:
    right = signers.readers if word.direction == TO_ASKED else signers.asked
    public = right.get(word.signer)
    if public is None:
        return False
    try:
        primitives.verify(public, _SIGNED, canonical.dumps(body), signature)
    except BadSignature:
        return False
    return True
