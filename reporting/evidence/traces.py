"""What a picture tells besides what is seen in it, as codes."""

from collections.abc import Iterator

from PIL import Image

from reporting.evidence.codes import (
    APPENDED,
    AUTHOR,
    COMMENT,
    DEVICE,
    EDITS,
    FRAMES,
    LOCATION,
    OTHER,
    PROFILE,
    SOFTWARE,
    THUMBNAIL,
    TIME,
    TITLE,
)
from reporting.evidence.outline import Outline

_DETAILS, _PLACE, _INTEROPERABILITY = 0x8769, 0x8825, 0xA005
_TAGS = {
    **dict.fromkeys((0x010F, 0x0110, 0x927C, *range(0xA431, 0xA436), 0xC614, 0xC62F), DEVICE),
    **dict.fromkeys((0x0132, 0x9003, 0x9004, 0x9010, 0x9011, 0x9012, 0x9290, 0x9291), TIME),
    **dict.fromkeys((0x013B, 0x8298, 0x9C9D, 0xA430), AUTHOR),
    **dict.fromkeys((0x0131, 0x000B, 0x013C), SOFTWARE),
    **dict.fromkeys((0x010E, 0x010D, 0x9C9B, 0x9C9E, 0x9C9F), TITLE),
    **dict.fromkeys((0x9286, 0x9C9C), COMMENT),
}
# How to draw it, and its size: needed for the picture, and telling nothing.
_HARMLESS = frozenset(
    {0x0100, 0x0101, 0x0102, 0x0103, 0x0106, 0x0112, 0x0115, 0x011A, 0x011B, 0x0128, 0x0213,
     _DETAILS, _PLACE, _INTEROPERABILITY}
)  # fmt: skip
_XMP = {
    b"gps": LOCATION, b"location": LOCATION, b":city": LOCATION, b":country": LOCATION,
    b"date": TIME, b":model": DEVICE, b":make": DEVICE, b"serialnumber": DEVICE,
    b"dc:creator": AUTHOR, b"author": AUTHOR, b"dc:rights": AUTHOR, b"creatortool": SOFTWARE,
    b"dc:title": TITLE, b"dc:description": TITLE, b":history": EDITS, b"thumbnail": THUMBNAIL,
}  # fmt: skip
# Parts of files; JPEG's by the number of the marker, E0 to EF being notes of applications.
_PARTS = {
    "FE": COMMENT, "ED": OTHER, "tIME": TIME, "tEXt": COMMENT, "zTXt": COMMENT, "iTXt": COMMENT,
    "iCCP": PROFILE, "ICCP": PROFILE, "acTL": FRAMES, "ANIM": FRAMES,
}  # fmt: skip
_NEEDED = frozenset(
    {"E0", "E1", "EE", "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "sRGB", "gAMA", "cHRM", "pHYs",
     "sBIT", "bKGD", "hIST", "sPLT", "eXIf", "cICP", "fcTL", "fdAT", "VP8", "VP8L", "VP8X", "ALPH",
     "EXIF", "XMP", "ANMF"}
)  # fmt: skip


def find_traces(image: Image.Image, outline: Outline) -> frozenset[str]:
    """Return what is in a picture that was opened, and is not in its pixels."""
    found = {*_in_parts(outline), *_in_exif(image)}
    for part in outline.parts:
        if b"ns.adobe.com" in part.body or b"<x:xmpmeta" in part.body:
            found.update(_in_xmp(part.body.lower()))
    if outline.appended:
        found.add(APPENDED)
    return frozenset(found)


def _in_parts(outline: Outline) -> Iterator[str]:
    for part in outline.parts:
        if part.name == "E2":
            yield PROFILE if part.body.startswith(b"ICC_PROFILE") else OTHER
        elif part.name in _PARTS:
            yield _PARTS[part.name]
        elif part.name not in _NEEDED and not _is_frame(part.name):
            yield OTHER


def _is_frame(name: str) -> bool:
    """Say whether a part of JPEG is one without which there is no picture (C0 to DF)."""
    return len(name) == 2 and name[0] in "CD"  # noqa: PLR2004 - two digits of a marker


def _in_exif(image: Image.Image) -> Iterator[str]:
    try:
        exif = image.getexif()
        tables = [exif, exif.get_ifd(_DETAILS)]
        place, small = exif.get_ifd(_PLACE), exif.get_ifd(1)
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, OverflowError):
        yield OTHER  # not readable, and gone all the same
        return
    if place:
        yield LOCATION
    if small:
        yield THUMBNAIL
    for table in tables:
        for tag in table:
            if tag in _TAGS:
                yield _TAGS[tag]
            elif tag not in _HARMLESS and table is exif:
                yield OTHER


def _in_xmp(body: bytes) -> Iterator[str]:
    named = [code for mark, code in _XMP.items() if mark in body]
    yield from named or [OTHER]
