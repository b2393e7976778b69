"""Files beside a report: cleaned, seen before they are sealed, sent whole, read by its readers."""

import re

import pytest
from sqlalchemy import select

from reporting import limits
from reporting.attachment import chunks_of
from reporting.evidence import codes
from reporting.evidence.made import Made
from reporting.intake import shelfpage, waiting
from reporting.serving import framing
from reporting.store import tables
from reporting.store.attachments import purge_draft_files
from reporting.web.limiter import TokenBucket
from tests.evidence.corpus import CANARY, document, photo
from tests.support.uploading import FILES, MULTIPART, body_of, new_number, pictures_of, upload

CHECK = "/en/report/check"
READER, EXCLUDED = "north-reviewer-1", "north-reviewer-2"
NAME = f"{CANARY}-in-the-canteen.jpg"


def add_and_send(reporter, *files):
    """Write a report with files and send it; return the words of its receipt."""
    reporter.fill()
    for name, data in files:
        assert 200 == upload(reporter, name, data).status
    reporter.get(CHECK)
    reporter.submit(reporter.next_form(), {})
    return reporter.page.by_id("receipt")


def files_of(reviewer, case):
    """Return the addresses of the files that the page of a case lists."""
    page = reviewer.get(f"/cases/{case}")
    return [link for link in page.links if "/files/" in link]


def rows_of(world, table):
    """Return all rows of a table."""
    with world.store.read() as connection:
        return connection.execute(select(tables.metadata.tables[table])).mappings().all()


def test_a_photo_goes_from_the_form_to_the_desk(world, reporter):
    """Told what was taken out, shown as it will be sealed, and handed out under a neutral name."""
    reporter.fill()
    page = upload(reporter, NAME, photo())
    shown = reporter.request("GET", pictures_of(page)[0])
    told = page.text
    assert "1 file" in reporter.get(CHECK).text
    reporter.submit(reporter.next_form(), {})
    assert reporter.page.by_id("receipt") is not None

    reviewer = world.reviewer(READER)
    [case] = reviewer.list_cases()
    [address] = files_of(reviewer, case)
    file = reviewer.request("GET", address)

    assert "the place, the time, the phone or camera model" in told
    assert (200, b"\xff\xd8\xff") == (shown.status, shown.body[:3])
    assert (200, b"\xff\xd8\xff") == (file.status, file.body[:3])
    assert CANARY.encode() not in file.body + shown.body
    assert 'attachment; filename="file-1.jpg"' == file.header("Content-Disposition")
    assert "nosniff" == file.header("X-Content-Type-Options")
    for answer in (shown, file):
        assert "sandbox" in answer.header("Content-Security-Policy")
        assert "no-store" == answer.header("Cache-Control")


def test_a_file_is_as_hidden_as_its_report(world, reporter):
    """Unknown, excluded and of another report: one answer."""
    add_and_send(reporter, ("a.jpg", photo()))
    reviewer, excluded = world.reviewer(READER), world.reviewer(EXCLUDED)
    [case] = reviewer.list_cases()
    [address] = files_of(reviewer, case)

    answers = [
        excluded.request("GET", address),
        excluded.request("GET", f"/cases/{new_number()}/files/{new_number()}"),
        reviewer.request("GET", f"/cases/{case}/files/{new_number()}"),
        reviewer.request("GET", f"/cases/{case}/files/x"),
    ]

    assert [404] * 4 == [answer.status for answer in answers]
    assert answers[0].body == answers[1].body


def test_nothing_of_a_file_lies_in_the_database_in_clear(world, reporter):
    """Neither its name nor its notes nor its pixels, while it waits and after it was sent."""
    reporter.fill()
    upload(reporter, NAME, photo())
    waiting = repr(rows_of(world, "draft_file"))
    reporter.get(CHECK)
    reporter.submit(reporter.next_form(), {})
    sent = repr(rows_of(world, "attachment"))

    for dump in (waiting, sent):
        assert CANARY not in dump
        assert r"\xff\xd8\xff\xe0\x00\x10JFIF" not in dump
        assert "picture" not in dump
    assert [] == rows_of(world, "draft_file")


@pytest.mark.parametrize("size", [1, 262_140, 262_141, 1_100_000])
def test_a_text_is_read_as_it_was_sent_and_its_rows_have_one_size(world, reporter, size):
    """At every edge of the chunks."""
    words = (b"It happened again. " * (size // 19 + 1))[: size - 1] + b"!"

    add_and_send(reporter, ("a.txt", words))

    reviewer = world.reviewer(READER)
    [address] = files_of(reviewer, reviewer.list_cases()[0])
    rows = rows_of(world, "attachment")
    assert words == reviewer.request("GET", address).body
    assert chunks_of(size) == len(rows)
    assert {limits.FILE_CHUNK + 29} == {len(row["bytes"]) for row in rows}


def test_every_page_of_a_document_is_shown(reporter):
    """And of a text its beginning."""
    reporter.fill()
    page = upload(reporter, "a.pdf", document(2))
    found = [reporter.request("GET", address) for address in pictures_of(page)]
    page = upload(reporter, "a.txt", b"The words of the message.")

    assert [200, 200] == [each.status for each in found]
    assert "The words of the message." in page.text
    assert "text that could be copied" in page.text


def test_a_file_can_be_removed_again(world, reporter):
    """And is gone, here and in what is sent."""
    reporter.fill()
    page = upload(reporter, "a.jpg", photo())
    [address] = pictures_of(page)

    reporter.submit(page.form_with("number"), {})

    assert [] == pictures_of(reporter.page)
    assert [] == rows_of(world, "draft_file")
    assert 404 == reporter.request("GET", address).status


def test_the_same_file_twice_is_one(reporter):
    """Who presses twice has not sent it twice."""
    reporter.fill()
    upload(reporter, "a.jpg", photo())

    assert 1 == len(pictures_of(upload(reporter, "a.jpg", photo())))


def test_five_files_are_enough(reporter):
    """The sixth is refused with what to do, and the five are still there."""
    reporter.fill()
    for number in range(limits.FILES_A_REPORT):
        upload(reporter, "a.txt", b"text %d" % number)
    page = upload(reporter, "a.txt", b"one more")

    assert 400 == page.status
    assert "Remove one to add another" in page.text
    assert 5 == len(page.by_class("file"))


@pytest.mark.parametrize(
    ("name", "data", "status", "said"),
    [
        ("a.docx", b"PK\x03\x04", 400, "You can take a screenshot"),
        ("", b"", 400, "Choose a file first"),
        ("a.jpg", b"%PDF-1.7 %%EOF", 400, "something else than it is"),
        ("a.mp4", bytes(limits.UPLOAD_BODY_BYTES), 413, "larger than 10 MB"),
    ],
)
def test_what_is_not_taken_is_told_and_nothing_is_lost(reporter, name, data, status, said):
    """In a sentence; the answers and the other files stay."""
    reporter.fill()
    upload(reporter, "first.jpg", photo())

    page = upload(reporter, name, data)

    assert (status, True) == (page.status, said in page.text)
    assert 1 == len(pictures_of(reporter.get(FILES)))
    assert "It happened at the counter." in reporter.get(CHECK).text


def test_an_old_page_adds_nothing_and_says_so(reporter):
    """With a token that does not count any more."""
    reporter.fill()
    body = body_of("a.jpg", photo(), "forged")

    page = reporter.request("POST", FILES, body, (("Content-Type", MULTIPART),))

    assert 400 == page.status
    assert "choose it once more" in page.text
    assert [] == pictures_of(page)


def test_a_file_added_after_the_check_is_looked_at_before_sending(world, reporter):
    """Nobody sends what they have not seen in the list."""
    reporter.fill()
    reporter.get(CHECK)
    form = reporter.next_form()
    upload(reporter, "a.jpg", photo())

    page = reporter.submit(form, {})

    assert 409 == page.status
    assert [] == rows_of(world, "report")


def test_another_browser_sees_nothing_of_it(world, reporter):
    """Neither the picture nor that there is one."""
    reporter.fill()
    [address] = pictures_of(upload(reporter, "a.jpg", photo()))
    other = world.reporter()
    other.fill()

    assert 404 == other.request("GET", address).status
    assert [] == pictures_of(other.get(FILES))


def test_without_answers_there_is_nothing_to_add_to(world):
    """A page says so; after sending, the receipt is shown."""
    nobody, sender = world.reporter(), world.reporter()
    sender.fill()
    sender.submit(sender.next_form(), {})

    assert 404 == nobody.get(FILES).status
    assert sender.get(FILES).by_id("receipt") is not None


def test_files_go_with_the_report_or_not_at_all(world, reporter, monkeypatch):
    """A database that fails in the middle keeps the answers and the files."""
    reporter.fill()
    upload(reporter, "a.jpg", photo())
    reporter.get(CHECK)
    form = reporter.next_form()

    def fail(*_arguments):
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr(waiting, "insert_chunks", fail)
        page = reporter.submit(form, {})

    assert 503 == page.status
    assert ([], []) == (rows_of(world, "report"), rows_of(world, "attachment"))
    reporter.get(CHECK)
    reporter.submit(reporter.next_form(), {})
    assert reporter.page.by_id("receipt") is not None
    assert [] != rows_of(world, "attachment")


def test_what_was_never_sent_is_purged(world, reporter):
    """Two days later at the latest, with the draft."""
    reporter.fill()
    upload(reporter, "a.jpg", photo())

    purge = rows_of(world, "draft_file")[0]["purge"]
    with world.store.write() as connection:
        before = purge_draft_files(connection, purge - 1)
        after = purge_draft_files(connection, purge)

    assert (0, True) == (before, after > 0)


def test_a_flood_of_files_is_slowed(world, reporter):
    """With a sentence; one bucket for all, keyed to nobody."""
    app = world.intake
    app.extensions["reporting.floods"].patient = False
    app.extensions["reporting.floods"]._files = TokenBucket(0.001, 1, lambda: 0.0)
    reporter.fill()
    upload(reporter, "a.txt", b"one")

    page = upload(reporter, "b.txt", b"two")

    assert 429 == page.status
    assert 1 == len(page.by_class("file"))


def test_the_server_and_the_page_agree_on_where_files_go(world):
    """The worker spools what goes to exactly the views that take a file."""
    app = world.intake
    takes = {
        rule.rule.replace("<lang>", "zh-hans")
        for rule in app.url_map.iter_rules()
        if getattr(app.view_functions[rule.endpoint], "takes_file", False)
    }
    posts = {
        rule.rule.replace("<lang>", "zh-hans")
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ())
    }
    head = "POST {} HTTP/1.1\r\nContent-Length: 9\r\n\r\n"

    assert takes == {p for p in posts if framing.upload_size(head.format(p).encode()) is not None}


def test_the_field_offers_what_is_taken():
    """So that a telephone shows nothing else to choose from."""
    assert {"jpeg", "png", "webp", "pdf", "plain"} == set(re.findall(r"/(\w+)", shelfpage.ACCEPTED))
    assert codes.PICTURES == {"jpeg", "png", "webp"}


def test_files_come_along_when_answers_are_saved(world, reporter):
    """Sealed under the words from then on, as the answers are, and by another number."""
    old, new = b"o" * 32, b"n" * 32
    reporter.fill()
    upload(reporter, "a.jpg", photo())
    made = Made(codes.DOCUMENT, b"The words.", frozenset({"time"}), (b"page one", b"two"))
    with world.store.write() as connection:
        before = waiting.shelf_of(old, waiting.FOR_REPORT)
        waiting.add_file(connection, before, made, 99, limits.FILES_A_REPORT)
        [added] = waiting.list_files(connection, before)
        waiting.carry_files(connection, old, new, 123)
        left = waiting.list_files(connection, before)
        shelf = waiting.shelf_of(new, waiting.FOR_REPORT)
        [carried] = waiting.list_files(connection, shelf)
        content = b"".join(waiting.read_content(connection, shelf, carried.file))
        pages = [waiting.read_preview(connection, shelf, carried, page) for page in range(3)]

    assert ((), b"The words.", [b"page one", b"two", None]) == (left, content, pages)
    assert added.file.number != carried.file.number
    assert ("time",) == carried.file.removed
    assert 123 in {row["purge"] for row in rows_of(world, "draft_file")}
