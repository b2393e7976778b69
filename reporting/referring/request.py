"""What one person is asked: signed by a reviewer, sealed under the referral's own key."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from reporting import canonical, clock, ids, limits, primitives, sealing
from reporting.errors import BadSignature, CannotOpen
from reporting.ids import AccountId, ReferralId
from reporting.primitives import Signer
from reporting.serves import HELPING_ROLES

_USE = "referral"
_KEYS = frozenset({"body", "signature"})


@dataclass(frozen=True)
class Request:
    """What the account `to` is asked, on behalf of the oversight body `office`.

    Of an owner `post`, `area` and `area_name` say as whom they are asked, as the reporter read it.
    `text` is the summary, the words to translate or the question; `asked` what is wanted; `by`
    and `day` are UTC days; `language` is the tag of `text`. Withdrawn, it has no text any more.
    """

    referral: ReferralId
    kind: str
    to: AccountId
    organisation: str
    office: str
    author: AccountId
    day: int
    text: str
    asked: str
    by: int
    language: str = "en"
    withdrawn: bool = False
    post: str = ""
    area: str = ""
    area_name: str = ""

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "Request(…)"


_TYPES: Mapping[str, type] = {"day": int, "by": int, "withdrawn": bool}
_IDS = frozenset({"referral", "to", "author"})
_NAMES = frozenset(field.name for field in fields(Request))
_LATER = frozenset({"post", "area", "area_name"})  # the oldest requests do not have them


def row_id(number: ReferralId) -> bytes:
    """Return what everything of a referral is bound to."""
    return primitives.digest("referral", ids.to_bytes(number))


def _body(request: Request) -> dict[str, Any]:
    values = asdict(request)
    return {"v": 2, **values, **{name: ids.to_hex(values[name]) for name in _IDS}}


def withdraw(request: Request, author: AccountId, day: int) -> Request:
    """Return what is left of a request that is taken back: no word of it."""
    return replace(request, author=author, day=day, text="", asked="", withdrawn=True)


def seal_request(key: bytes, request: Request, signer: Signer) -> bytes:
    """Sign and seal a request, or raise TooLong; every request has one size."""
    body = _body(request)
    signature = signer.sign(_USE, canonical.dumps(body))
    plaintext = canonical.dumps({"body": body, "signature": canonical.encode_bytes(signature)})
    secret = primitives.derive(key, "referral")
    return sealing.seal(secret, _USE, row_id(request.referral), plaintext, limits.REFERRAL_SIZE)


def open_request(
    key: bytes, number: ReferralId, box: bytes, readers: Mapping[AccountId, bytes]
) -> Request:
    """Open a request that one of `readers` signed; raise CannotOpen or BadSignature otherwise."""
    secret = primitives.derive(key, "referral")
    value = canonical.loads(sealing.unseal(secret, _USE, row_id(number), box), _KEYS)
    body = value["body"]
    if not isinstance(body, dict) or body.keys() | _LATER != _NAMES | {"v"}:
        raise CannotOpen
    request = Request(**{name: _part(name, body[name]) for name in _NAMES & body.keys()})
    if request.referral != number or request.kind not in HELPING_ROLES:
        raise CannotOpen
    public = readers.get(request.author)
    if public is None:
        raise BadSignature
    signature = canonical.decode_bytes(value["signature"], primitives.SIGNATURE_SIZE)
    primitives.verify(public, _USE, canonical.dumps(body), signature)
    return request


def _part(name: str, part: object) -> Any:
    if name in _IDS:
        number = ids.from_hex(str(part))
        if number is None:
            raise CannotOpen
        return number
    if type(part) is not _TYPES.get(name, str):
        raise CannotOpen
    return clock.plausible_day(part) if name in ("day", "by") and isinstance(part, int) else part
