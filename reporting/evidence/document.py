"""Documents: every page drawn as it is seen, and a new PDF made of these pictures alone.

What lies under a black bar, behind the page or in a note of the file is not drawn, so it is gone.
"""

import pypdfium2
from pypdfium2 import PdfiumError, raw

from reporting import limits
from reporting.evidence.codes import (
    AUTHOR,
    BROKEN,
    DOCUMENT,
    ENCLOSED,
    LOCKED,
    OTHER,
    SCRIPTS,
    SELECTABLE,
    SOFTWARE,
    TIME,
    TITLE,
    TOO_MANY_PAGES,
    TOO_MUCH,
    Refused,
)
from reporting.evidence.made import Made
from reporting.evidence.pdf import Page, write_pdf
from reporting.evidence.picture import encode, preview_of

_NOTES = {
    "Author": AUTHOR, "Creator": SOFTWARE, "Producer": SOFTWARE, "CreationDate": TIME,
    "ModDate": TIME, "Title": TITLE, "Subject": TITLE, "Keywords": TITLE,
}  # fmt: skip
_POINTS_AN_INCH = 72
_END = b"%%EOF"
_END_SEARCHED = 1_024
_MARKS = {
    b"/JavaScript": SCRIPTS, b"/JS": SCRIPTS, b"/EmbeddedFile": ENCLOSED, b"/Metadata": OTHER,
}  # fmt: skip
_PAGE_OVERHEAD = 1_024  # of one page in the new file, besides its picture


def clean_document(data: bytes) -> Made:
    """Return a PDF as one that consists of pictures of its pages, or raise Refused."""
    if _END not in data[-_END_SEARCHED:]:
        raise Refused(BROKEN)
    try:
        document = pypdfium2.PdfDocument(data)
    except PdfiumError as error:
        locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        raise Refused(LOCKED if locked else BROKEN) from None
    count = len(document)
    if not count:
        raise Refused(BROKEN)
    if count > limits.PAGES_A_FILE:
        raise Refused(TOO_MANY_PAGES)
    removed = _find_notes(document, data)
    most = limits.FILE_BYTES // count - _PAGE_OVERHEAD
    try:
        pages = [_draw(document, number, most, removed) for number in range(count)]
    except PdfiumError:
        raise Refused(BROKEN) from None
    previews = tuple(page.preview for page in pages)
    return Made(DOCUMENT, write_pdf(pages), frozenset(removed), previews)


def _find_notes(document: pypdfium2.PdfDocument, data: bytes) -> set[str]:
    notes = document.get_metadata_dict(skip_empty=True)
    found = {code for name, code in _NOTES.items() if name in notes}
    found.update(code for mark, code in _MARKS.items() if mark in data)
    if raw.FPDFDoc_GetAttachmentCount(document.raw) > 0:
        found.add(ENCLOSED)
    if raw.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0:
        found.add(SCRIPTS)
    return found


def _draw(document: pypdfium2.PdfDocument, number: int, most: int, removed: set[str]) -> Page:
    page = document[number]
    resolution = _resolution(page.get_width(), page.get_height())
    text = page.get_textpage()
    if text.count_chars() > 0:
        removed.add(SELECTABLE)
    text.close()
    drawn = page.render(scale=resolution / _POINTS_AN_INCH, rev_byteorder=True)
    pixels = drawn.to_pil().convert("RGB")
    page.close()
    size = (pixels.width, pixels.height)
    return Page(encode(pixels, most), preview_of(pixels), *size, resolution)


def _resolution(width: float, height: float) -> int:
    """Return the pixels an inch at which a page of so many points is drawn."""
    for resolution in limits.PAGE_RESOLUTIONS:
        scale = resolution / _POINTS_AN_INCH
        if width * scale * height * scale <= limits.PAGE_PIXELS:
            return resolution
    raise Refused(TOO_MUCH)
