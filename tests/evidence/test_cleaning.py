"""What is hidden in a file does not come out of its cleaning; what cannot be cleaned is refused."""

import json
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from reporting import limits
from reporting.errors import FileRefused
from reporting.evidence import child, cleaning, codes, words
from reporting.evidence.cleaning import COMMAND
from reporting.evidence.codes import Refused
from reporting.evidence.words import FILE_REFUSALS
from tests.evidence.corpus import (
    CANARY,
    document,
    photo,
    picture,
    pixel_bomb,
    saved,
    screenshot,
    web_picture,
    zip_of,
)

FILES = {
    "a.jpg": (photo, {"location", "time", "device", "author", "software", "comment", "edits"}),
    "a.png": (screenshot, {"location", "time", "device", "author", "comment"}),
    "a.webp": (web_picture, {"location", "time", "device", "author", "edits"}),
    "a.pdf": (document, {"author", "software", "time", "title", "scripts", "selectable"}),
}


def clean(name, data):
    """Have the bytes of a file cleaned."""
    return cleaning.clean(name, BytesIO(data))


def colour(image, place):
    """Return red, green and blue of one pixel."""
    return tuple(band.getpixel(place) for band in image.split())


def whole(made):
    """Return everything that is kept or shown of a cleaned file."""
    return b"".join((made.content, *made.previews))


@pytest.mark.parametrize("name", FILES)
def test_nothing_of_the_notes_comes_out(name):
    """Neither a field of the notes nor a word under a bar, and the page says what was there."""
    make, told = FILES[name]
    assert CANARY.encode() in make()

    made = clean(name, make())

    assert told <= made.removed
    for hidden in (CANARY, "Exif", "xmpmeta", "GPS", "ICC_PROFILE", "2026"):
        assert hidden.encode() not in whole(made)


@pytest.mark.parametrize(
    ("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")]
)
def test_a_picture_is_still_that_picture(kind, name):
    """Its size and its colours are those of the one that was sent, within what JPEG does."""
    made = clean(name, saved(picture(), kind))

    with Image.open(BytesIO(made.content)) as image:
        red, blue = (colour(image, place) for place in ((5, 5), (60, 44)))
        assert (64, 48) == image.size
    assert made.kind == codes.PICTURE
    assert (True, True) == (red[0] > 200, red[2] < 60)
    assert (True, True) == (blue[2] > 200, blue[0] < 60)


def test_a_photo_is_turned_as_its_notes_say():
    """The notes go, so the pixels are turned."""
    exif = Image.Exif()
    exif[0x0112] = 6

    made = clean("a.jpg", saved(picture(), "JPEG", exif=exif))

    with Image.open(BytesIO(made.content)) as image:
        assert (48, 64) == image.size


def test_clear_places_become_white():
    """A picture with transparency is laid on white paper."""
    made = clean("a.png", saved(Image.new("RGBA", (8, 8), (0, 0, 0, 0)), "PNG"))

    with Image.open(BytesIO(made.content)) as image:
        assert (255, 255, 255) == image.getpixel((4, 4))


def test_a_document_becomes_pictures_of_its_pages():
    """As many pages of the same size, and no text, link, date or name in them."""
    made = clean("a.pdf", document(3))

    pdf = pypdfium2.PdfDocument(made.content)
    assert (3, 3) == (len(pdf), len(made.previews))
    assert (595, 842) == tuple(map(round, pdf[0].get_size()))
    assert {""} == set(pdf.get_metadata_dict().values())
    assert 0 == pdf[0].get_textpage().count_chars()


@pytest.mark.parametrize(
    ("sent", "kept", "removed"),
    [
        ("Grüße\r\nund mehr", "Grüße\nund mehr", False),
        ("as it is", "as it is", False),
        ("a\u200bb\u2060\u202ec\ufeff", "abc", True),
        ("marked\u200c\u200d\u200c", "marked", True),
        ("می\u200cخواهم", "می\u200cخواهم", False),
    ],
)
def test_text_loses_what_nobody_sees(sent, kept, removed):
    """Marks by which a copy could be known go; what spelling needs stays."""
    made = child.clean("txt", sent.encode())

    assert kept == made.content.decode()
    assert removed == (codes.HIDDEN in made.removed)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_of_other_programs_is_read(encoding):
    """Also through the process in which nothing more can be loaded."""
    assert "Grüße".encode() == clean("a.txt", "Grüße".encode(encoding)).content


REFUSED = {
    "empty": ("a.jpg", lambda: b"", codes.EMPTY),
    "too large": ("a.jpg", lambda: bytes(limits.FILE_BYTES + 1), codes.TOO_LARGE),
    "a letter": ("a.docx", lambda: zip_of(b"x"), codes.NOT_TAKEN),
    "a mail": ("a.eml", lambda: b"From: me", codes.NOT_TAKEN),
    "a page": ("a.html", lambda: b"<html>", codes.NOT_TAKEN),
    "a moving drawing": ("a.svg", lambda: b"<svg>", codes.NOT_TAKEN),
    "another format": ("a.gif", lambda: saved(picture(), "GIF"), codes.NOT_TAKEN),
    "a program as photo": ("a.jpg", lambda: b"\x7fELF" + bytes(9), codes.MISLABELLED),
    "a document as photo": ("a.jpg", document, codes.MISLABELLED),
    "a photo as text": ("a.txt", photo, codes.MISLABELLED),
    "text with bells": ("a.txt", lambda: b"a\x07b", codes.MISLABELLED),
    "a photo with an archive": ("a.jpg", lambda: photo() + zip_of(b"x"), codes.TWO_KINDS),
    "a document in a photo": (
        "a.jpg", lambda: saved(picture(), "JPEG", comment=b"%PDF-1.4"), codes.TWO_KINDS,
    ),
    "a script in a photo": (
        "a.jpg", lambda: saved(picture(), "JPEG", comment=b"<script>"), codes.TWO_KINDS,
    ),
    "half a photo": ("a.jpg", lambda: photo()[:-40], codes.BROKEN),
    "half a screenshot": ("a.png", lambda: screenshot()[:-40], codes.BROKEN),
    "half a web picture": ("a.webp", lambda: web_picture()[:-40], codes.BROKEN),
    "half a document": ("a.pdf", lambda: document()[:-40], codes.BROKEN),
    "half a letter": ("a.txt", lambda: "Grüß".encode()[:-1], codes.BROKEN),
    "many pixels": ("a.png", pixel_bomb, codes.TOO_MUCH),
    "many pages": ("a.pdf", lambda: document(limits.PAGES_A_FILE + 1), codes.TOO_MANY_PAGES),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_cleaned_is_refused(what):
    """With a code of its own, for which there is a sentence that says what to do."""
    name, make, code = REFUSED[what]

    with pytest.raises(FileRefused) as refused:
        clean(name, make())

    assert code == refused.value.code
    assert code in {term.code for term in FILE_REFUSALS}


def test_what_follows_a_photo_goes():
    """A short film behind a photo is common, and is told."""
    made = clean("a.jpg", photo() + b"\0\0\0\x18ftypmp42" + CANARY.encode())

    assert codes.APPENDED in made.removed
    assert CANARY.encode() not in whole(made)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["jpg", "png", "webp"]), st.data())
def test_a_damaged_picture_is_refused_or_cleaned(label, data):
    """Whatever bytes are changed, nothing else is raised and no canary comes out."""
    file = bytearray(FILES[f"a.{label}"][0]())
    for _ in range(data.draw(st.integers(1, 4))):
        file[data.draw(st.integers(3, len(file) - 1))] = data.draw(st.integers(0, 255))
    try:
        made = child.clean(label, bytes(file))
    except Refused:
        return
    assert CANARY.encode() not in whole(made)


PROBE = """
import json, os, socket, sys
from reporting.evidence.child import give_up_rights
give_up_rights()
found = []
for attempt in (
    lambda: open("/etc/passwd"), lambda: socket.socket(), lambda: os.pipe(),
    lambda: bytearray(300_000_000),
):
    try:
        attempt()
    except (OSError, MemoryError) as error:
        found.append(type(error).__name__)
print(json.dumps(found))
"""


def test_the_process_that_decodes_can_open_nothing():
    """No file, no connection, no pipe, and no more memory than it was given."""
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, check=True)

    assert ["OSError", "OSError", "OSError", "MemoryError"] == json.loads(done.stdout)


def test_the_process_that_decodes_is_ours():
    """It loads neither what others put into the environment nor anything of the web."""
    loaded = "import reporting.evidence.child, sys; print('flask' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, check=True)

    assert "-I" in COMMAND
    assert b"False" == done.stdout.strip()


@pytest.mark.parametrize("name", ["FILE_KINDS", "REMOVED", "FILE_REFUSALS"])
def test_the_words_are_those_of_the_page(name):
    """docs/evidence.md lists every code with its words."""
    page = (Path(__file__).parents[2] / "docs" / "evidence.md").read_text("utf-8")
    section = page.partition(f"\n`{name}`\n")[2].partition("\n## ")[0]

    told = re.findall(r"^\| `(\w+)` \| (.+) \|$", section, re.MULTILINE)

    assert told == [(term.code, str(term.label)) for term in getattr(words, name)]


def test_the_page_tells_the_limits():
    """The numbers of docs/evidence.md and of the sentences are those of limits.py."""
    page = (Path(__file__).parents[2] / "docs" / "evidence.md").read_text("utf-8")

    assert f"{limits.FILES_A_REPORT} files of {limits.FILE_BYTES // 10**6} MB each" in page
    assert f"up to {limits.PAGES_A_FILE} pages" in page
    assert f"more than {limits.PAGES_A_FILE} pages" in page
    assert f"above {limits.CLEANING_MEMORY // 2**20} MiB" in page
    assert f"more than {limits.CLEANING_SECONDS} seconds" in page
    assert f"may have {limits.PICTURE_PIXELS // 10**6} million" in page
    assert f"any other JPEG {limits.PICTURE_PIXELS_IN_PARTS // 10**6}" in page
