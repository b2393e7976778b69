"""Attack 31: text and files that deceive or attack whoever reads a report.

That text never becomes a page of its own is attack 30; what is hidden in files is attack 6.
"""

import re

import pytest

from reporting.web.headers import SANDBOXED
from reporting.web.text import has_hidden
from tests.evidence.corpus import document, photo
from tests.support.deposits import put_report
from tests.support.journey import ANSWERS
from tests.support.uploading import upload

# After "Trojan Source" (Boucher and Anderson, 2021) and Unicode Technical Reports 36 and 39.
REORDERED = {
    "stretched string": "if access \u202e\u2066// admin\u2069 \u2066 then",
    "commented out": "\u202e } \u2066if (admin)\u2069 \u2066 begin",
    "early return": "Nothing \u2067happened\u2069 here",
    "file name": "report\u202egpj.exe",
    "bells": "ring\x07 and \x1b[31mred\x1b[0m",
}
UNSEEN = {
    "zero width": ("pass\u200bword", "pass[U+200B]word"),
    "word joiner": ("no\u2060where", "no[U+2060]where"),
    "soft hyphen": ("ex\u00adample", "ex[U+00AD]ample"),
    "byte order mark": ("a \ufeffb", "a [U+FEFF]b"),
    "filler": ("a\u3164b", "a[U+3164]b"),
    "tags": ("Hello\U000e0068\U000e0069", "Hello[U+E0068][U+E0069]"),
    "Cyrillic in Latin": ("Sign in at p\u0430ypal.example", "Sign in at p[U+0430]ypal.example"),
    "Greek in Latin": ("g\u03bfogle", "g[U+03BF]ogle"),
    "a whole name": ("\u0430\u0440\u0440\u04cf\u0435.com", "[U+0430][U+0440][U+0440][U+04CF]"),
}
KEPT = (
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "\U0001f469\u200d\U0001f3eb",
    "\u200f\u05e9\u05dc\u05d5\u05dd\u200f",
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
)
ADDRESSED = ("href", "src", "action")
ADDRESSES = (
    "https://evil.example/login", "www.evil.example", "mailto:a@evil.example", "tel:+44151",
    "javascript:alert(1)", "data:text/html,x", "//evil.example", "file:///etc/passwd",
)  # fmt: skip
READER = "north-reviewer-1"


def opened(world):
    """Return the only case as a reviewer reads it."""
    reviewer = world.reviewer(READER)
    [case] = reviewer.list_cases()
    return reviewer, reviewer.open_case(case)


@pytest.mark.parametrize("what", REORDERED)
def test_what_reorders_words_is_refused_at_the_form(world, what):
    """With a sentence, and with the words still there to be mended."""
    reporter = world.reporter()
    reporter.begin()

    page = reporter.submit(reporter.next_form(), {**ANSWERS, "story": REORDERED[what]})

    assert 400 == page.status
    assert page.errors


@pytest.mark.parametrize("what", REORDERED)
def test_what_got_past_the_form_is_shown_as_its_code(world, what):
    """Who seals by hand to the public keys of the roster reorders nothing on the screen."""
    put_report(world.services("intake"), story=REORDERED[what])

    _, page = opened(world)

    assert not has_hidden(page.body.decode().replace("\r", ""))
    for character in filter(has_hidden, REORDERED[what]):
        assert f"[U+{ord(character):04X}]" in page.text


@pytest.mark.parametrize("what", UNSEEN)
def test_what_nobody_sees_is_shown_as_its_code(world, what):
    """In the story and in a message: it may be sent, because people copy it unknowing."""
    typed, shown = UNSEEN[what]
    words = world.reporter().write_report({**ANSWERS, "story": f"Read {typed} please"})
    reporter = world.reporter()
    reporter.return_with(words)
    reporter.answer(f"Once more {typed} please")

    _, page = opened(world)

    assert f"Read {shown}" in page.text
    assert f"Once more {shown}" in page.text


@pytest.mark.parametrize("text", KEPT)
def test_what_a_language_needs_stays_as_it_is(world, text):
    """Joiners of Persian, marks of Hebrew, emoji, and the flag of England."""
    world.reporter().write_report({**ANSWERS, "story": f"Here: {text}."})

    _, page = opened(world)

    assert text in page.body.decode()


def test_no_link_is_made_of_what_somebody_typed(world):
    """Addresses of every kind stay text: nothing to press, nothing that a browser looks up."""
    text = " and ".join(ADDRESSES)
    words = world.reporter().write_report({**ANSWERS, "story": text})
    reporter = world.reporter()
    reporter.return_with(words)
    pages = [reporter.answer(text)]
    reviewer, page = opened(world)
    pages += [page, reviewer.acknowledge(page.address.rpartition("/")[2], text)]

    for page in pages:
        places = {
            e.get(name, "") for e in page.document.iter() for name in ("href", "src", "action")
        }
        assert "evil.example" in page.text
        assert not [place for place in places if re.match(r"[a-z]+:|//", place) and "evil" in place]
        assert not [place for place in places if place.startswith(("javascript:", "data:", "tel:"))]


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.jpg", photo(), "image/jpeg"),
        ("a.pdf", document(), "application/pdf"),
        ("a.txt", b"<script>alert(1)</script> https://evil.example", "text/plain; charset=utf-8"),
    ],
)
def test_a_file_is_saved_and_never_opened_as_a_page(world, name, data, kind):
    """As an attachment under a neutral name, of a kind that we made, in a sandbox."""
    reporter = world.reporter()
    reporter.fill()
    assert 200 == upload(reporter, f"evil\u202e{name}", data).status
    reporter.get("/en/report/check")
    reporter.submit(reporter.next_form(), {})
    reviewer, page = opened(world)
    [address] = [link for link in page.links if "/files/" in link]

    file = reviewer.request("GET", address)

    assert kind == file.header("Content-Type")
    assert f'attachment; filename="file-1.{name[-3:]}"' == file.header("Content-Disposition")
    assert "nosniff" == file.header("X-Content-Type-Options")
    assert SANDBOXED == file.header("Content-Security-Policy")
    assert "no-store" == file.header("Cache-Control")
    assert b"JavaScript" not in file.body
