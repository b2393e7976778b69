"""The photos and files of a report that go with a copy of it, and how they come out again."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from reporting import limits
from reporting.casefile import open_case_file
from reporting.cli import main
from tests.desk.casework import fill
from tests.desk.conftest import READER
from tests.desk.test_exporting import FILE, SECRET
from tests.evidence.corpus import document, photo
from tests.support.journey import Reviewer
from tests.support.page import Page, offered
from tests.support.uploading import MORE_FILES, upload


@pytest.fixture
def reviewer(world: Any) -> tuple[Reviewer, str]:
    """A reviewer, and a report with a photo and a document that was acknowledged."""
    reporter = world.reporter()
    reporter.fill()
    assert 200 == upload(reporter, "a.jpg", photo()).status
    assert 200 == upload(reporter, "b.pdf", document()).status
    reporter.get("/en/report/check")
    while reporter.page.by_id("receipt") is None:
        assert 200 == reporter.page.status, reporter.page.text
        reporter.submit(reporter.next_form(), {})
    found = world.reviewer(READER)
    [case] = found.list_cases()
    found.acknowledge(case, "Thank you. We have read it.")
    return found, case


def make(case: str, reviewer: Reviewer, *ticked: int, **changes: Any) -> Page:
    """Make a copy with some of the files; return what came."""
    page = reviewer.get(f"/cases/{case}/export")
    codes = offered(page.form_with("seen"), "files")
    assert 2 == len(codes)
    return fill(reviewer, case, "export", FILE | changes | {"files": [codes[n] for n in ticked]})


def open_by_command(folder: Path, data: bytes, *arguments: str) -> Result:
    """Run the command on a file as somebody does who was sent it."""
    (folder / "a.case").write_bytes(data)
    (folder / "key").write_bytes(SECRET)
    given = [part.replace("IN", str(folder)) for part in arguments]
    return CliRunner().invoke(
        main, ["case", "open", str(folder / "a.case"), "--key", str(folder / "key"), *given]
    )


def test_what_is_ticked_goes_with_the_copy_and_comes_out_whole(
    reviewer: tuple[Reviewer, str], tmp_path: Path
) -> None:
    """As it was cleaned, byte for byte; the page names each with its digest."""
    reader, case = reviewer
    at_the_desk = [
        reader.request("GET", link).body
        for link in reader.get(f"/cases/{case}").links
        if "/files/" in link
    ]

    data = make(case, reader, 0, 1).body
    found = open_case_file(data, SECRET)
    page = open_by_command(tmp_path, data)
    fingerprint = found.fingerprint.upper().replace(" ", "")
    files = open_by_command(tmp_path, data, "--files=IN/photos", f"--signed-by={fingerprint}")

    assert (0, 0) == (page.exit_code, files.exit_code), page.output + files.output
    assert "Files with it: 2." in page.output
    assert "2 written to" in files.output
    written = {path.name: path.read_bytes() for path in (tmp_path / "photos").iterdir()}
    assert dict(zip(("file-1.jpg", "file-2.pdf"), at_the_desk, strict=True)) == written
    text = (tmp_path / "a.html").read_text("utf-8")
    assert all(sha256(content).hexdigest() in text for content in at_the_desk)
    assert {0o600} == {p.stat().st_mode & 0o777 for p in (tmp_path / "photos").iterdir()}


def test_only_what_is_ticked_goes(reviewer: tuple[Reviewer, str]) -> None:
    """None goes by itself, and the history says of both copies that they were made."""
    reader, case = reviewer

    none, one = make(case, reader).body, make(case, reader, 1).body

    assert () == open_case_file(none, SECRET).enclosures
    assert "2 belong to the report and do not go" in open_case_file(none, SECRET).document
    assert "1 belongs to the report and does not go" in open_case_file(one, SECRET).document
    assert ["file-2.pdf"] == [each.name for each in open_case_file(one, SECRET).enclosures]
    assert 2 == reader.get(f"/cases/{case}").text.count("made a copy on 4 May: in a file")


def test_without_the_word_of_the_telephone_no_file_is_written(
    reviewer: tuple[Reviewer, str], tmp_path: Path
) -> None:
    """Nothing is made either: neither without a fingerprint, nor with that of somebody else."""
    reader, case = reviewer
    data = make(case, reader, 0).body

    for more in ((), ("--signed-by=0000 0000 0000 0000",)):
        result = open_by_command(tmp_path, data, "--files=IN/photos", *more)
        assert 1 == result.exit_code
        assert "no files were written" in result.output
    assert not (tmp_path / "photos").exists()


@pytest.mark.parametrize("there", ["folder", "link", "nowhere"])
def test_no_folder_is_written_into_that_is_there_already(
    reviewer: tuple[Reviewer, str], tmp_path: Path, there: str
) -> None:
    """Nor one behind a link, nor where none can be made: one sentence, and all is as before."""
    reader, case = reviewer
    data = make(case, reader, 0).body
    fingerprint = open_case_file(data, SECRET).fingerprint
    elsewhere, target = tmp_path / "elsewhere", tmp_path / "photos"
    elsewhere.mkdir()
    (elsewhere / "file-1.jpg").write_bytes(b"mine")
    if there == "folder":
        elsewhere.rename(target)
        elsewhere = target
    elif there == "link":
        target.symlink_to(elsewhere)
    else:
        target = tmp_path / "missing" / "photos"

    result = open_by_command(tmp_path, data, f"--files={target}", f"--signed-by={fingerprint}")

    assert 1 == result.exit_code
    assert "Error: " in result.output
    assert [b"mine"] == [path.read_bytes() for path in elsewhere.iterdir()]


def test_too_much_together_and_files_on_paper_are_refused(
    reviewer: tuple[Reviewer, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a sentence each; what was filled in stays."""
    reader, case = reviewer
    on_paper = make(case, reader, 0, how="paper")
    monkeypatch.setattr(limits, "CASE_FILE_BYTES", 1_000)

    too_much = make(case, reader, 0, 1)

    assert (400, 400) == (on_paper.status, too_much.status)
    assert "On paper none of these goes with it." in on_paper.text
    assert "Tick fewer, and make a second file" in too_much.text


def test_a_report_without_files_is_not_asked_about_any(world: Any) -> None:
    """The form is as short as it can be."""
    world.reporter().write_report()
    reader = world.reviewer(READER)
    [case] = reader.list_cases()
    reader.acknowledge(case, "Thank you. We have read it.")

    page = reader.get(f"/cases/{case}/export")

    assert "Which of its photos and files" not in page.text


def test_a_file_that_was_added_later_can_go_with_a_copy_too(world: Any) -> None:
    """It is offered after those that came with the report; where it is left out, a copy says so."""
    words = world.reporter().write_report()
    later = world.reporter()
    later.return_with(words)
    assert 200 == upload(later, "a.txt", b"It came later.", MORE_FILES).status
    later.submit(later.page.form_with("seen"), {})
    reader = world.reviewer(READER)
    [case] = reader.list_cases()
    reader.acknowledge(case, "Thank you. We have read it.")
    [code] = offered(reader.get(f"/cases/{case}/export").form_with("seen"), "files")

    with_it = open_case_file(fill(reader, case, "export", FILE | {"files": [code]}).body, SECRET)
    without = open_case_file(fill(reader, case, "export", FILE).body, SECRET)

    assert [("file-1.txt", b"It came later.")] == [(e.name, e.content) for e in with_it.enclosures]
    assert "does not go with this copy" not in with_it.document
    assert "1 belongs to the report and does not go with this copy." in without.document
