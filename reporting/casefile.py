"""One case as a file for one person who has no account (docs/files.md, "One case").

The document is signed for exactly that person, then sealed to the key they made.
"""

import re
from dataclasses import dataclass

from reporting import canonical, limits, primitives, sealing
from reporting.errors import BadSignature, CannotOpen
from reporting.identity import Identity
from reporting.primitives import Unwrapper
from reporting.roster import fingerprint_of, fingerprint_of_keys

VERSION = b"\x01"
_USE = "case-file"
_HEADING = "reporting-case-key-1"
_LINE = 64  # characters of base64
_KEYS = frozenset({"v", "document", "wrap", "signing", "signature"})
# Before whose keys signed it is compared by telephone, anybody may have written what a file holds:
# so only a page is taken that forbids itself scripts, pictures and links before anything else.
_BEGINNING = re.compile(
    r'<!DOCTYPE html>\n<html class="govuk-template" lang="[a-z-]{2,12}" dir="(?:ltr|rtl)">\n'
    r'<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" '
    r"""content="default-src 'none'; style-src 'unsafe-inline'">\n"""
)


@dataclass(frozen=True)
class CaseFile:
    """What a file held: the document (HTML), and the fingerprint of the account that signed it."""

    document: str
    fingerprint: str

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "CaseFile(…)"


def write_key(public: bytes) -> str:
    """Return a public key as text that can be sent and pasted."""
    text = canonical.encode_bytes(public)
    lines = (text[at : at + _LINE] for at in range(0, len(text), _LINE))
    return "\n".join((_HEADING, *lines, ""))


def read_key(text: str) -> bytes:
    """Return the public key in what `write_key` wrote, or raise CannotOpen."""
    heading, _, rest = text.strip().partition("\n")
    if heading.strip() != _HEADING:
        raise CannotOpen
    public = canonical.decode_bytes(re.sub(r"\s", "", rest))
    try:
        primitives.wrap(public, b"", b"")
    except ValueError:
        raise CannotOpen from None
    return public


def fingerprint_of_key(public: bytes) -> str:
    """Return sixteen hex digits in groups of four, to compare by voice."""
    return fingerprint_of(primitives.digest("case-file/key", public))


def seal_case_file(document: str, public: bytes, identity: Identity) -> bytes:
    """Sign a document with an identity and seal it to a public key; its length is coarse.

    Raises ValueError where the document does not begin by forbidding itself all scripts.
    """
    if not _BEGINNING.match(document):
        raise ValueError("a case file begins with its content security policy")
    text = document.encode()
    signature = identity.signer.sign(_USE, _signed(public, text))
    plaintext = canonical.dumps(
        {
            "v": 1,
            "document": document,
            "wrap": canonical.encode_bytes(identity.wrap_public),
            "signing": canonical.encode_bytes(identity.signing_public),
            "signature": canonical.encode_bytes(signature),
        }
    )
    needed = len(plaintext) + sealing.LENGTH_SIZE
    size = needed + -needed % limits.CASE_FILE_STEP
    return VERSION + primitives.wrap(public, sealing.pad(plaintext, size), primitives.label(_USE))


def open_case_file(data: bytes, secret: bytes) -> CaseFile:
    """Open a file with the HPKE secret it was sealed to, or raise CannotOpen or BadSignature."""
    if data[:1] != VERSION:
        raise CannotOpen
    padded = Unwrapper(secret).unwrap(data[1:], primitives.label(_USE))
    value = canonical.loads(sealing.unpad(padded), _KEYS)
    document = value["document"]
    if not isinstance(document, str) or not _BEGINNING.match(document):
        raise CannotOpen
    wrap, signing, signature = (
        canonical.decode_bytes(value[name]) for name in ("wrap", "signing", "signature")
    )
    public = primitives.wrap_public(secret)
    try:
        text = document.encode()
    except UnicodeEncodeError:
        raise BadSignature from None
    primitives.verify(signing, _USE, _signed(public, text), signature)
    return CaseFile(document, fingerprint_of_keys(wrap, signing))


def _signed(public: bytes, text: bytes) -> bytes:
    """Return what is signed: whoever it was for cannot pass it on as if it were for another."""
    return primitives.digest(_USE, public, text)
