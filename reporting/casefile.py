"""One case as a file for one person who has no account (docs/files.md, "One case").

The document, and the files of the report that go with it, are signed for exactly that person, then
sealed to the key they made.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reporting import canonical, limits, primitives, sealing
from reporting.errors import BadSignature, CannotOpen
from reporting.identity import Identity
from reporting.primitives import Unwrapper
from reporting.roster import fingerprint_of, fingerprint_of_keys

VERSION = b"\x02"
_USE = "case-file"
_HEADING = "reporting-case-key-1"
_LINE = 64  # characters of base64
_LENGTH = 4  # bytes in front of the JSON, which say how long it is
_KEYS = frozenset({"v", "document", "files", "wrap", "signing", "signature"})
_LISTED = frozenset({"name", "size", "digest"})
# The only names there are: none leads out of a folder, and none is run by being opened.
_NAME = re.compile(r"file-[1-9][0-9]?\.(?:jpg|pdf|txt)")
# Before whose keys signed it is compared by telephone, anybody may have written what a file holds:
# so only a page is taken that forbids itself scripts, pictures and links before anything else.
_BEGINNING = re.compile(
    r'<!DOCTYPE html>\n<html class="govuk-template" lang="[a-z-]{2,12}" dir="(?:ltr|rtl)">\n'
    r'<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" '
    r"""content="default-src 'none'; style-src 'unsafe-inline'">\n"""
)
# No policy that a page can give itself keeps it from leading elsewhere: by <meta http-equiv>, a
# form or a link. So what a page holds is words, in these elements, and nothing else begins with <.
_ELEMENTS = (
    "bdi|body|br|dd|div|dl|dt|h[1-4]|head|html|li|main|ol|p|section|span|strong|style|title|ul"
)
_VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1">'
_FOREIGN = re.compile(rf"<(?!/?(?:{_ELEMENTS})[ >])(?!{re.escape(_VIEWPORT[1:])})")


@dataclass(frozen=True)
class Enclosure:
    """A file of the report that goes with the document, under a name of ours."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class CaseFile:
    """What a file held: the document (HTML), its files, and the fingerprint of who signed it."""

    document: str
    fingerprint: str
    enclosures: tuple[Enclosure, ...] = ()

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


def same_fingerprint(typed: str, fingerprint: str) -> bool:
    """Say whether somebody typed this fingerprint, in whatever groups and case."""
    plain, wanted = ("".join(filter(str.isalnum, t)).lower() for t in (typed, fingerprint))
    return plain == wanted


def seal_case_file(
    document: str, public: bytes, identity: Identity, enclosures: Sequence[Enclosure] = ()
) -> bytes:
    """Sign a document and its files with an identity and seal them to a public key.

    The length is coarse. Raises ValueError where the document does not begin by forbidding itself
    all scripts, or could lead elsewhere, or a file has no name of ours.
    """
    if not _is_harmless(document):
        raise ValueError("a case file begins with its content security policy, and is words alone")
    if not _are_named(one.name for one in enclosures):
        raise ValueError("a file in a case file has a name of ours, and each another")
    files = [
        {"name": one.name, "size": len(one.content), "digest": _digest(one.content)}
        for one in enclosures
    ]
    signature = identity.signer.sign(_USE, _signed(public, document.encode(), files))
    head = canonical.dumps(
        {
            "v": 2,
            "document": document,
            "files": files,
            "wrap": canonical.encode_bytes(identity.wrap_public),
            "signing": canonical.encode_bytes(identity.signing_public),
            "signature": canonical.encode_bytes(signature),
        }
    )
    length = len(head).to_bytes(_LENGTH, "big")
    plaintext = b"".join((length, head, *(one.content for one in enclosures)))
    needed = len(plaintext) + sealing.LENGTH_SIZE
    size = needed + -needed % limits.CASE_FILE_STEP
    return VERSION + primitives.wrap(public, sealing.pad(plaintext, size), primitives.label(_USE))


def open_case_file(data: bytes, secret: bytes) -> CaseFile:
    """Open a file with the HPKE secret it was sealed to, or raise CannotOpen or BadSignature."""
    if data[:1] != VERSION:
        raise CannotOpen
    plain = sealing.unpad(Unwrapper(secret).unwrap(data[1:], primitives.label(_USE)))
    until = _LENGTH + int.from_bytes(plain[:_LENGTH], "big")
    value = canonical.loads(plain[_LENGTH:until], _KEYS)
    document, files = value["document"], value["files"]
    if not isinstance(document, str) or not _is_harmless(document):
        raise CannotOpen
    enclosures = _read_files(files, plain[until:])
    wrap, signing, signature = (
        canonical.decode_bytes(value[name]) for name in ("wrap", "signing", "signature")
    )
    public = primitives.wrap_public(secret)
    try:
        text = document.encode()
    except UnicodeEncodeError:
        raise BadSignature from None
    primitives.verify(signing, _USE, _signed(public, text, files), signature)
    return CaseFile(document, fingerprint_of_keys(wrap, signing), enclosures)


def _is_harmless(document: str) -> bool:
    """Say whether a page can run nothing, fetch nothing and lead nowhere when it is opened."""
    begun = _BEGINNING.match(document)
    return begun is not None and _FOREIGN.search(document, begun.end()) is None


def _read_files(listed: object, rest: bytes) -> tuple[Enclosure, ...]:
    """Return the files in `rest`, which holds those that are listed, or raise CannotOpen."""
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise CannotOpen
    if not all(one.keys() == _LISTED and type(one["size"]) is int for one in listed):
        raise CannotOpen
    if not _are_named(str(one["name"]) for one in listed) or any(o["size"] < 0 for o in listed):
        raise CannotOpen
    found, start = [], 0
    for one in listed:
        content = rest[start : start + one["size"]]
        start += one["size"]
        if _digest(content) != one["digest"]:
            raise CannotOpen
        found.append(Enclosure(one["name"], content))
    if start != len(rest):
        raise CannotOpen
    return tuple(found)


def _are_named(names: Iterable[str]) -> bool:
    """Say whether all names are ours, and no two the same."""
    known = list(names)
    return all(map(_NAME.fullmatch, known)) and len(set(known)) == len(known)


def _digest(content: bytes) -> str:
    return canonical.encode_bytes(primitives.sha256(content))


def _signed(public: bytes, text: bytes, files: object) -> bytes:
    """Return what is signed: whoever it was for cannot pass it on as if it were for another."""
    return primitives.digest(_USE, public, text, canonical.dumps({"files": files}))
