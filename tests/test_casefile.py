"""A case as a file: for one key, signed for it, and nothing of its length tells much."""

import pytest

from reporting import casefile, limits, primitives, sealing
from reporting.casefile import (
    VERSION,
    Enclosure,
    fingerprint_of_key,
    open_case_file,
    read_key,
    seal_case_file,
    write_key,
)
from reporting.errors import BadSignature, CannotOpen
from reporting.identity import new_identity
from reporting.roster import fingerprint_of_keys

BEGINNING = """<!DOCTYPE html>
<html class="govuk-template" lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
"""
DOCUMENT = f"{BEGINNING}</head><p>It happened at the counter.</p>"
SIGNER, SECRET, OTHER = new_identity(), primitives.new_wrap_secret(), primitives.new_wrap_secret()
PUBLIC = primitives.wrap_public(SECRET)


def test_only_the_key_it_was_sealed_to_opens_a_file() -> None:
    """And it says which account signed it."""
    data = seal_case_file(DOCUMENT, PUBLIC, SIGNER)

    found = open_case_file(data, SECRET)

    assert DOCUMENT == found.document
    assert fingerprint_of_keys(SIGNER.wrap_public, SIGNER.signing_public) == found.fingerprint
    for damaged, secret in ((data, OTHER), (data[:-1], SECRET), (b"\x01" + data[1:], SECRET)):
        with pytest.raises(CannotOpen):
            open_case_file(damaged, secret)


def test_the_length_of_a_file_is_coarse() -> None:
    """One letter and a long report are as long."""
    lengths = {
        len(seal_case_file(BEGINNING + text, PUBLIC, SIGNER)) for text in ("a", "a" * 200_000)
    }

    assert {limits.CASE_FILE_STEP + primitives.WRAP_OVERHEAD + 1} == lengths


def test_no_page_that_could_run_anything_is_sealed_or_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Anybody who sees the key in the mail can seal to it, and sign with keys of their own."""
    pages = ("<script>alert(1)</script>", f"<p>{DOCUMENT}", DOCUMENT.replace("'none'", "*", 1))
    for page in pages:
        check_never_opened(page, monkeypatch)


@pytest.mark.parametrize(
    "part",
    [
        '<meta http-equiv="refresh" content="0;url=http://127.0.0.1/">',
        '<META http-equiv="refresh" content="0;url=http://127.0.0.1/">',
        '<meta/http-equiv="refresh" content="0;url=http://127.0.0.1/">',
        '<title><meta http-equiv="refresh" content="0;url=http://127.0.0.1/"></title>',
        '<form action="http://127.0.0.1/"><button>Open</button></form>',
        '<a href="http://127.0.0.1/">here</a>', "<a\thref=x>", '<base href="http://127.0.0.1/">',
        '<svg><a href="http://127.0.0.1/">x</a></svg>', "<p/onclick=x>", "<!-- -->", "<!DOCTYPE x>",
    ],
)  # fmt: skip
def test_no_page_that_could_lead_elsewhere_is_sealed_or_opened(
    part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No policy keeps a browser from where a page sends it, so that its address would be told."""
    check_never_opened(DOCUMENT + part, monkeypatch)


def check_never_opened(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seal a page as somebody with a program of their own does; nobody gets it out again."""
    with pytest.raises(ValueError, match="content security policy"):
        seal_case_file(page, PUBLIC, SIGNER)
    with monkeypatch.context() as patched:
        patched.setattr(casefile, "_is_harmless", lambda _: True)
        foreign = seal_case_file(page, PUBLIC, SIGNER)

    with pytest.raises(CannotOpen):
        open_case_file(foreign, SECRET)


def test_words_in_a_page_may_hold_any_character() -> None:
    """As a page writes them; what only looks like an element is none."""
    page = f'{DOCUMENT}<p dir="auto">5 &lt; 6 &gt; 4, &lt;a href="x"&gt;</p>'

    assert page == open_case_file(seal_case_file(page, PUBLIC, SIGNER), SECRET).document


def test_whoever_was_given_a_file_cannot_pass_it_on_as_if_it_were_for_another() -> None:
    """The signature is for the first key alone."""
    data = seal_case_file(DOCUMENT, PUBLIC, SIGNER)
    label = primitives.label("case-file")
    padded = primitives.Unwrapper(SECRET).unwrap(data[1:], label)
    passed_on = VERSION + primitives.wrap(primitives.wrap_public(OTHER), padded, label)

    with pytest.raises(BadSignature):
        open_case_file(passed_on, OTHER)


def test_a_key_survives_mail_and_nothing_else_is_one() -> None:
    """White space comes and goes; its heading and every byte count."""
    text = write_key(PUBLIC)

    assert PUBLIC == read_key(text) == read_key("\n " + text.replace("\n", "\r\n  ") + "\n")
    assert fingerprint_of_key(PUBLIC) == fingerprint_of_key(read_key(text))
    for wrong in ("", text[:-9], text.replace("key-1", "key-2"), text.partition("\n")[2]):
        with pytest.raises(CannotOpen):
            read_key(wrong)


FILES = (Enclosure("file-1.jpg", b"\xff\xd8picture"), Enclosure("file-3.txt", b""))


def test_files_go_with_the_document_and_are_signed_with_it() -> None:
    """Whole, under the names they were given, one of no bytes too."""
    found = open_case_file(seal_case_file(DOCUMENT, PUBLIC, SIGNER, FILES), SECRET)

    assert FILES == found.enclosures
    assert () == open_case_file(seal_case_file(DOCUMENT, PUBLIC, SIGNER), SECRET).enclosures


def test_every_file_that_a_report_can_have_has_a_name_that_goes_with_it() -> None:
    """Those that came with it, and as many as may be added later."""
    most = limits.FILES_A_REPORT + limits.FILES_ADDED
    files = tuple(Enclosure(f"file-{place}.jpg", b"x") for place in range(1, most + 1))

    assert (
        files == open_case_file(seal_case_file(DOCUMENT, PUBLIC, SIGNER, files), SECRET).enclosures
    )


@pytest.mark.parametrize(
    "names",
    [
        ("../file-1.jpg",), ("/etc/passwd",), ("file-1.jpg/../../x.jpg",), ("file-1.exe",), ("",),
        ("file-0.jpg",), ("file-01.jpg",), ("file-100.jpg",), ("file-1.jpg\n",),
        ("file-1.jpg", "file-1.jpg"), ("C:file-1.jpg",),
    ],
)  # fmt: skip
def test_a_file_under_another_name_is_neither_sealed_nor_opened(
    monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...]
) -> None:
    """Nothing of it is given out, the document included: somebody made it on purpose."""
    files = [Enclosure(name, b"x") for name in names]
    with pytest.raises(ValueError, match="a name of ours"):
        seal_case_file(DOCUMENT, PUBLIC, SIGNER, files)
    with monkeypatch.context() as patched:
        patched.setattr(casefile, "_are_named", lambda _: True)
        foreign = seal_case_file(DOCUMENT, PUBLIC, SIGNER, files)

    with pytest.raises(CannotOpen):
        open_case_file(foreign, SECRET)


@pytest.mark.parametrize("change", [b"", b"more", b"\xff\xd8Picture"])
def test_more_fewer_or_other_bytes_than_are_listed_are_not_opened(change: bytes) -> None:
    """Sealed anew by somebody who has the key of the recipient."""
    label = primitives.label("case-file")
    data = seal_case_file(DOCUMENT, PUBLIC, SIGNER, FILES[:1])
    plain = sealing.unpad(primitives.Unwrapper(SECRET).unwrap(data[1:], label))
    content = FILES[0].content
    kept = plain + change if change == b"more" else plain[: -len(content)] + change
    padded = sealing.pad(kept, limits.CASE_FILE_STEP)
    altered = VERSION + primitives.wrap(PUBLIC, padded, label)

    with pytest.raises(CannotOpen):
        open_case_file(altered, SECRET)
