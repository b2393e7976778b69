"""Attack 6: a photo or a document tells where it was taken, on what, and by whom.

What comes out of the cleaning itself is tested in tests/evidence; here a file goes the whole way.
"""

import json
import re
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from reporting.evidence.words import FILE_REFUSALS
from reporting.vocabulary import label_of
from tests.evidence.corpus import CANARY, document, photo, picture, saved, screenshot, web_picture
from tests.support.dump import files_of
from tests.support.running import running
from tests.support.uploading import FILES, pictures_of, upload

# As people call their files: the name tells as much as what is in them.
NAME = f"{CANARY} canteen"
SECRETS = (
    CANARY.encode(),
    CANARY.encode("utf-16-le"),
    CANARY[::-1].encode(),
    b"Exif",
    b"2026:05:03",
)


def with_small_copy():
    """Return a photo whose notes hold a small copy of it, with notes of its own."""
    small = saved(picture(16, 12), "JPEG", comment=CANARY.encode())
    start = 44  # of the small copy: after a directory without notes, and one that leads to it
    one = bytes((2, 0, 1, 2, 4, 0, 1, 0, 0, 0, start, 0, 0, 0, 2, 2, 4, 0, 1, 0, 0, 0))
    one += len(small).to_bytes(4, "little") + bytes(4)
    notes = b"Exif\0\0II*\0" + bytes((8, 0, 0, 0, 0, 0, 14, 0, 0, 0)) + one + small
    whole = saved(picture(), "JPEG", comment=CANARY.encode())
    return whole[:2] + b"\xff\xe1" + (len(notes) + 2).to_bytes(2, "big") + notes + whole[2:]


def album():
    """Return a PDF with a photo in it, that photo's notes and a note about the whole."""
    out = BytesIO()
    inside = Image.open(BytesIO(photo()))
    inside.save(
        out, "PDF", title=CANARY, author=CANARY, subject=CANARY, keywords=CANARY, producer=CANARY,
        exif=inside.info["exif"],
    )  # fmt: skip
    data = out.getvalue()
    # What some programs do: the photo itself lies in the PDF, notes and all.
    notes = b"\n9 0 obj\n<</Length %d>>stream\n%b\nendstream\nendobj\n" % (len(photo()), photo())
    return data[:9] + notes + data[9:]


CARRIERS = {
    "photo.jpg": photo,
    "with a small copy.jpg": with_small_copy,
    "screenshot.png": screenshot,
    "web.webp": web_picture,
    "document.pdf": document,
    "album.pdf": album,
    "film behind it.jpg": lambda: photo() + b"\0\0\0\x18ftypmp42" + CANARY.encode() * 50,
}


def opened_parts(data):
    """Return everything of a file that can be told apart, for a search in each."""
    parts = [data]
    if data.startswith(b"%PDF"):
        pdf = pypdfium2.PdfDocument(data)
        parts.append(json.dumps(pdf.get_metadata_dict()).encode())
        parts += [page.get_textpage().get_text_range().encode() for page in pdf]
    elif data.startswith(b"\xff\xd8"):
        with Image.open(BytesIO(data)) as image:
            parts.append(repr((image.info, dict(image.getexif()))).encode())
    return parts


def found_in(data):
    """Return which secrets are in a file or in a part of it."""
    return [secret for secret in SECRETS for part in opened_parts(data) if secret in part]


@pytest.mark.slow
def test_nothing_a_file_tells_is_in_what_is_opened_or_on_any_disk(tmp_path):
    """Every field of every format, sent through real processes to the desk."""
    carriers = {name: make() for name, make in CARRIERS.items()}
    assert all(found_in(data) for data in carriers.values())
    with running(tmp_path) as service:
        kept, shown = [], []
        for name, data in carriers.items():
            reporter = service.reporter()
            reporter.fill()
            page = upload(reporter, f"{NAME} {name}", data)
            assert 200 == page.status, (name, page.text)
            assert CANARY not in page.body.decode()
            shown += [reporter.request("GET", each).body for each in pictures_of(page)]
            reporter.get("/en/report/check")
            reporter.submit(reporter.next_form(), {})
            assert reporter.page.by_id("receipt") is not None
        waiting = files_of(service.folder)
        reviewer = service.reviewer("north-reviewer-1")
        for case in reviewer.list_cases():
            links = [link for link in reviewer.open_case(case).links if "/files/" in link]
            kept += [reviewer.request("GET", link) for link in links]
        alive = files_of(service.folder)
    stopped = files_of(service.folder)

    assert len(carriers) == len(kept)
    assert shown
    for file in kept:
        assert 200 == file.status
        assert [] == found_in(file.body)
        assert CANARY not in str(file.headers)
    assert [] == [secret for each in shown for secret in SECRETS if secret in each]
    for left in (waiting, alive, stopped):
        assert "instance/reporting.sqlite" in left
        assert [] == [name for name, data in left.items() if CANARY.encode() in data]


def test_what_cannot_be_cleaned_is_refused_with_what_to_do_instead(world):
    """A letter, a mail, a film: none is taken with a promise that cannot be kept."""
    reporter = world.reporter()
    reporter.fill()
    for ending in ("docx", "odt", "xlsx", "eml", "html", "svg", "mp4", "heic", "zip"):
        page = upload(reporter, f"{NAME}.{ending}", b"PK\x03\x04" + CANARY.encode())

        assert 400 == page.status
        assert str(label_of(FILE_REFUSALS, "not_taken")) in page.text
        assert "screenshot" in page.text
        assert CANARY not in page.body.decode()
    assert [] == pictures_of(reporter.get(FILES))


def test_people_are_told_what_a_file_would_have_told(world):
    """Before anything is sealed, in words, so that they learn it for other places as well."""
    reporter = world.reporter()
    reporter.fill()

    page = upload(reporter, "a.jpg", photo())

    assert re.search(r"the place, the time, the phone or camera model", page.text)
    assert "the name of an author" in page.text
