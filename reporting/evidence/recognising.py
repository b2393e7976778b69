"""What a file is, told by its bytes; what its name says must only not contradict them."""

from reporting.evidence.codes import (
    EMPTY,
    JPEG,
    MISLABELLED,
    NOT_TAKEN,
    PDF,
    PICTURES,
    PNG,
    TEXT,
    TWO_KINDS,
    WEBP,
    Refused,
)

_LABELS = {
    **dict.fromkeys(("jpg", "jpeg", "jpe", "jfif", "png", "webp"), PICTURES),
    "pdf": frozenset({PDF}),
    **dict.fromkeys(("txt", "text"), frozenset({TEXT})),
}
_PDF_LEAD = b"%PDF-"
_PDF_SEARCHED = 1_024  # in which readers of PDF look for its beginning
_ZIP_MEMBER, _ZIP_END = b"PK\x03\x04", b"PK\x05\x06"
_ZIP_END_SIZE = 22
_ZIP_SEARCHED = _ZIP_END_SIZE + 0xFFFF  # its end record and the longest comment
_MARKUP = (b"<html", b"<script", b"<!doctype", b"<?php", b"<svg", b"<?xml")


def label_of(name: str) -> str:
    """Return the ending of a file name, in small letters; all that is ever used of a name."""
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if stem and dot else ""


def recognise(data: bytes, label: str) -> str:
    """Return the kind of a file whose name ends in `label`, or raise Refused."""
    if not data:
        raise Refused(EMPTY)
    kind = _kind_of(data)
    claimed = _LABELS.get(label)
    if kind is None:
        if claimed and TEXT not in claimed:
            raise Refused(MISLABELLED)
        if label and not claimed:
            # A table, a mail or a page is text too, with more in it than one sees.
            raise Refused(NOT_TAKEN)
        if _is_binary(data):
            raise Refused(MISLABELLED if claimed else NOT_TAKEN)
        return TEXT
    if claimed is not None and kind not in claimed:
        raise Refused(MISLABELLED)
    _require_one_kind(kind, data)
    return kind


def _kind_of(data: bytes) -> str | None:
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return WEBP
    return PDF if data.startswith(_PDF_LEAD) else None


def _is_binary(data: bytes) -> bool:
    # UTF-16 is full of zeros, and begins with its mark.
    return b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff"))


def _require_one_kind(kind: str, data: bytes) -> None:
    """Refuse what another program would read as something else."""
    lead = data[:_PDF_SEARCHED]
    if kind != PDF and _PDF_LEAD in lead:
        raise Refused(TWO_KINDS)
    if any(mark in lead.lower() for mark in _MARKUP) and kind != PDF and not _has_xmp(lead):
        raise Refused(TWO_KINDS)
    if _is_zip(data):
        raise Refused(TWO_KINDS)


def _has_xmp(lead: bytes) -> bool:
    return b"http://ns.adobe.com/x" in lead.lower() or b"<?xpacket" in lead


def _is_zip(data: bytes) -> bool:
    tail = data[-_ZIP_SEARCHED:]
    at = tail.rfind(_ZIP_END)
    if at < 0:
        return False
    comment = int.from_bytes(tail[at + 20 : at + 22], "little")
    return at + _ZIP_END_SIZE + comment == len(tail) and _ZIP_MEMBER in data
