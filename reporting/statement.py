"""What a board or a lead says in public, signed by whoever wrote it.

The bytes are canonical JSON behind a signature (docs/statistics.md). They say what they are about
and which version they are, so that nothing signed once can be shown in another place.
"""

from dataclasses import asdict, dataclass
from functools import lru_cache

from reporting import canonical, ids, limits, primitives
from reporting.errors import BadSignature, CannotOpen
from reporting.identity import Identity
from reporting.ids import AccountId

# What there is to say: about a release, or about a number of its own (question, item).
KINDS = (
    *("assessment", "question", "reply", "item", "change"),
    *("summary", "challenges", "next"),  # the parts of a report that the lead writes
)
_USE = "statement"
_KEYS = frozenset({"v", "series", "kind", "about", "version", "day", "signer", "text", "did"})


@dataclass(frozen=True)
class Statement:
    """One version; `day` is since 1970. An item says in `text` what was heard, and what was `did`.

    `about` is the number of a release, of a question or of an item, as text.
    """

    series: str
    kind: str
    about: str
    version: int
    day: int
    signer: AccountId
    text: str
    did: str = ""


def sign_statement(said: Statement, identity: Identity) -> bytes:
    """Return a statement as it is stored: signature ‖ canonical JSON."""
    body = canonical.dumps({"v": 1, **asdict(said), "signer": ids.to_hex(said.signer)})
    return identity.signer.sign(_USE, body) + body


def signer_of(data: bytes) -> AccountId:
    """Return who says that they signed; nothing is checked. Raise BadSignature if nobody does."""
    return _parse(data).signer


def unsigned_statement(data: bytes) -> Statement:
    """Return what the bytes say without any check of who signed them, or raise BadSignature."""
    return _parse(data)


@lru_cache(maxsize=limits.STATEMENTS_READY)
def read_statement(data: bytes, key: bytes) -> Statement:
    """Return the statement in `data` if `key` signed it, or raise BadSignature."""
    signature, body = data[: primitives.SIGNATURE_SIZE], data[primitives.SIGNATURE_SIZE :]
    primitives.verify(key, _USE, body, signature)
    return _parse(data)


@lru_cache(maxsize=limits.STATEMENTS_READY)
def _parse(data: bytes) -> Statement:
    try:
        value = canonical.loads(data[primitives.SIGNATURE_SIZE :], _KEYS)
    except CannotOpen:
        raise BadSignature from None
    numbers = (value["version"], value["day"])
    texts = tuple(value[key] for key in ("series", "kind", "about", "text", "did", "signer"))
    signer = ids.from_hex(str(value["signer"]))
    if not all(isinstance(each, str) for each in texts) or signer is None:
        raise BadSignature
    if not all(type(each) is int and 0 <= each <= limits.LARGEST_NUMBER for each in numbers):
        raise BadSignature
    series, kind, about, text, did, _ = texts
    return Statement(series, kind, about, *numbers, AccountId(signer), text, did)
