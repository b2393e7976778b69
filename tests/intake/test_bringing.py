"""Files added to a report that was sent: brought by a signed message, read by its readers alone."""

from dataclasses import replace

import pytest
from sqlalchemy import delete, update

from reporting import clock, ids, limits, sealing
from reporting.added import added_to_json, read_added
from reporting.attachment import ROOM, File, digest_of, place_of
from reporting.conversation import Saying, add_from_reporter, key_from_receipt
from reporting.errors import CannotOpen, Changed
from reporting.evidence import codes
from reporting.evidence.words import REMOVED
from reporting.ids import FileId, MessageId
from reporting.intake import bringing, waiting
from reporting.message import FILES, FROM_REPORTER, TO_REPORTER, Message, seal_message, sign_message
from reporting.receipt import read_receipt
from reporting.store import tables
from reporting.store.reports import add_message, purge_reports
from reporting.store.tidy import tidy
from reporting.vocabulary import codes as codes_of
from reporting.web.limiter import TokenBucket
from tests.evidence.corpus import CANARY, document, photo
from tests.people.test_rewriting import rewrite
from tests.support.dump import read_all, shape_of
from tests.support.journey import ANSWERS, words_in
from tests.support.markers import Markers
from tests.support.page import fields_of
from tests.support.said import row_of
from tests.support.uploading import MORE_FILES, MULTIPART, body_of, pictures_of, upload

TALK = "/en/conversation"
READER, EXCLUDED = "north-reviewer-1", "north-reviewer-2"
NAME = f"{CANARY}-in-the-canteen.jpg"
ONE = "1 file was added to your report."


@pytest.fixture
def sent(world):
    """Return somebody who has come back with their words, and the words."""
    return come_back(world)


def come_back(world, answers=ANSWERS):
    """Send a report, and come back in a new browser; return it and the words."""
    words = world.reporter().write_report(answers)
    reporter = world.reporter()
    reporter.return_with(words)
    return reporter, words


def bring(reporter, *files):
    """Take files to a report that was sent, and add them; return the page that follows."""
    for name, data in files:
        page = upload(reporter, name, data, MORE_FILES)
        assert 200 == page.status, page.text
    return reporter.submit(reporter.page.form_with("seen"), {})


def files_of(page):
    """Return the addresses of the files that the page of a case lists."""
    return [link for link in page.links if "/files/" in link]


def found_by(world, words):
    """Return the row of the report with these words, and the key of its conversation."""
    row = row_of(world, words)
    assert row is not None
    return row, key_from_receipt(read_receipt(words).keys(), row.header, row.wrapped)


def token_of(page):
    """Return the token of a form of a page."""
    [token] = fields_of(page.form_with("csrf_token"))["csrf_token"]
    return token


def rows_of(world, table):
    """Return all rows of a table."""
    return read_all(world.store)[table]


def test_a_photo_goes_from_the_conversation_to_the_desk(make_any_world):
    """Cleaned and seen first as in the form; then it is a safe download, marked as added later."""
    world = make_any_world()
    reporter, _ = come_back(world)
    assert MORE_FILES in reporter.page.links
    page = upload(reporter, NAME, photo(), MORE_FILES)
    shown = reporter.request("GET", pictures_of(page)[0])
    told = page.text
    assert [] == rows_of(world, "attachment")

    page = reporter.submit(page.form_with("seen"), {})

    reviewer = world.reviewer(READER)
    [case] = reviewer.list_cases()
    sheet = reviewer.open_case(case)
    [address] = files_of(sheet)
    file = reviewer.request("GET", address)
    assert "the place, the time, the phone or camera model" in told
    assert "Add to my report" in told
    assert TALK == page.address
    assert 2 == page.text.count(ONE)  # above, and among the messages
    assert "file-1.jpg" in sheet.text
    assert "Added later, on" in sheet.text
    assert "files, added to the report later" in sheet.text
    assert (200, b"\xff\xd8\xff") == (file.status, file.body[:3])
    assert CANARY.encode() not in file.body + shown.body
    assert 'attachment; filename="file-1.jpg"' == file.header("Content-Disposition")
    for answer in (shown, file):
        assert "nosniff" == answer.header("X-Content-Type-Options")
        assert "sandbox" in answer.header("Content-Security-Policy")
        assert "no-store" == answer.header("Cache-Control")


def test_later_files_stand_after_those_that_came_with_the_report(world, reporter):
    """Each under its own number, and only the later ones say that they are later."""
    reporter.fill()
    upload(reporter, "a.txt", b"The first text.")
    reporter.get("/en/report/check")
    reporter.submit(reporter.next_form(), {})
    later = world.reporter()
    later.return_with(words_in(reporter.page.by_id("receipt")))
    bring(later, ("b.txt", b"The second text."), ("c.pdf", document(2)))

    reviewer = world.reviewer(READER)
    sheet = reviewer.open_case(reviewer.list_cases()[0])
    found = [reviewer.request("GET", address) for address in files_of(sheet)]

    assert [b"The first text.", b"The second text.", b"%PDF-"] == [
        found[0].body,
        found[1].body,
        found[2].body[:5],
    ]
    names = [each.header("Content-Disposition").partition("=")[2] for each in found]
    assert ['"file-1.txt"', '"file-2.txt"', '"file-3.pdf"'] == names
    assert 2 == sheet.text.count("Added later, on")


def test_nobody_who_is_shut_out_gets_a_later_file(world, sent):
    """The same 404 as for a report that is not there."""
    bring(sent[0], ("a.jpg", photo()))
    reviewer, excluded = world.reviewer(READER), world.reviewer(EXCLUDED)
    [address] = files_of(reviewer.open_case(reviewer.list_cases()[0]))

    answers = [excluded.request("GET", address), excluded.request("GET", "/cases/x/files/y")]

    assert [404, 404] == [each.status for each in answers]
    assert answers[0].body == answers[1].body


def test_later_files_outlast_rewriting_and_tidying(world, sent):
    """They hang on the key of the report, so who opens it, by whatever row, opens them."""
    bring(sent[0], ("a.txt", b"The text."))
    services = world.services("command")
    [report] = rows_of(world, "report")
    before = {row["bytes"] for row in rows_of(world, "stanza")}
    rewrite(services, "north", "south")
    services.store.engine.dispose()
    assert tidy(world.store)

    reviewer = world.reviewer(READER)
    [address] = files_of(reviewer.open_case(reviewer.list_cases()[0]))

    assert not before & {row["bytes"] for row in rows_of(world, "stanza")}
    assert report["revision"] != rows_of(world, "report")[0]["revision"]
    assert b"The text." == reviewer.request("GET", address).body


def test_the_longest_list_of_files_fits_into_the_smaller_message():
    """The largest size, everything taken out, as many as may be: its row is a short answer's."""
    longest = max(limits.FILE_CHUNKS) * ROOM
    files = [
        File(FileId(ids.new_id()), codes.DOCUMENT, longest, tuple(sorted(codes_of(REMOVED))))
        for _ in range(limits.FILES_ADDED)
    ]
    message = replace(message_of(files), sequence=10**6)
    box = seal_message(bytes(32), bytes(32), MessageId(1), sign_message(message, bytes(32)))

    assert limits.MESSAGE_SIZES[0] + sealing.OVERHEAD == len(box)


def test_the_words_show_how_many_and_nothing_of_what(world, sent):
    """Attack 13: whoever finds the words reads a number, a day, and no way to a file."""
    reporter, words = sent
    markers = Markers()
    text = markers.new()
    bring(reporter, ("a.txt", text.encode()), ("b.jpg", photo()))

    finder = world.reporter()
    page = finder.return_with(words)
    more = finder.get(MORE_FILES)

    assert "2 files were added to your report." in page.text
    assert [] == markers.found_in({each.address: each.body for each in (page, more)})
    assert [] == pictures_of(page) + pictures_of(more)
    for each in (page, more):
        assert not [link for link in each.links if "/files/" in link]
        assert "kB" not in each.text.partition("On a slow line")[0]


def test_another_browser_with_the_same_words_sees_nothing_that_waits(world, sent):
    """Neither the picture nor that there is one; nor does the first one without its words."""
    reporter, words = sent
    [address] = pictures_of(upload(reporter, "a.jpg", photo(), MORE_FILES))
    other = world.reporter()
    other.return_with(words)
    refused = other.request("GET", address)
    seen = other.get(MORE_FILES)

    world.clock.advance(minutes=limits.RECEIPT_VISIT_MINUTES)
    late = reporter.request("GET", address)
    ended = reporter.get(MORE_FILES)

    assert [404, 404] == [refused.status, late.status]
    assert [] == pictures_of(seen) + pictures_of(ended)
    assert reporter.return_with(words).address == TALK
    assert [address] == pictures_of(reporter.get(MORE_FILES))  # it still waited


def test_files_of_two_reports_in_one_browser_stay_apart(world, sent):
    """What waits for one is not offered to the other, nor to a report that is being written."""
    reporter, _ = sent
    second = world.reporter().write_report()
    upload(reporter, "a.jpg", photo(), MORE_FILES)

    reporter.return_with(second)

    assert [] == pictures_of(reporter.get(MORE_FILES))
    reporter.fill()
    assert [] == pictures_of(reporter.get("/en/report/files"))


def test_nothing_of_it_lies_in_the_database_in_clear(world, sent):
    """Neither its name nor its notes nor its pixels, while it waits and once it is added."""
    reporter, _ = sent
    upload(reporter, NAME, photo(), MORE_FILES)
    before = repr(read_all(world.store))
    reporter.submit(reporter.page.form_with("seen"), {})
    after = repr(read_all(world.store))

    for dump in (before, after):
        for mark in (CANARY, r"\xff\xd8\xff\xe0\x00\x10JFIF", "picture", "canteen"):
            assert mark not in dump
    assert [] == rows_of(world, "draft_file")


def test_a_message_that_brings_files_is_as_large_as_a_short_one(make_world):
    """The rows of report and message have the shapes they have after "Yes."; chunks their one."""
    shapes = []
    for how in ("text", "files"):
        world = make_world()
        reporter, _ = come_back(world)
        if how == "text":
            reporter.answer("Yes.")
        else:
            bring(reporter, *((f"{n}.txt", b"text %d" % n) for n in range(limits.FILES_ADDED)))
        shape = shape_of(world.store)
        chunks = shape.pop("attachment")
        shapes.append(shape)

    assert shapes[0] == shapes[1]
    assert limits.FILES_ADDED == len(chunks)
    assert 1 == len(set(chunks))


def test_the_pages_are_as_long_as_others(world, sent):
    """With nothing, with something that waits, refused, and after it was added."""
    reporter, _ = sent
    pages = [reporter.get(MORE_FILES), upload(reporter, "", b"", MORE_FILES)]
    pages.append(upload(reporter, "a.jpg", photo(), MORE_FILES))
    pages.append(reporter.submit(reporter.page.form_with("seen"), {}))

    assert [200, 400, 200, 200] == [page.status for page in pages]
    assert {0} == {len(page.body) % limits.PAGE_BUCKET for page in pages}


def test_to_look_leaves_no_trace(world, sent):
    """Neither the page of files nor closing the conversation changes a row."""
    reporter, _ = sent
    before = read_all(world.store)

    reporter.get(MORE_FILES)
    reporter.get(TALK)
    reporter.submit(reporter.page.forms[-1], {})

    assert before == read_all(world.store)


def test_what_waits_goes_when_the_conversation_is_closed(world, sent):
    """Nothing of a visit stays behind it."""
    reporter, _ = sent
    upload(reporter, "a.jpg", photo(), MORE_FILES)
    reporter.get(TALK)

    reporter.submit(reporter.page.forms[-1], {})

    assert [] == rows_of(world, "draft_file")


def test_a_report_taken_back_takes_its_later_files_along(world, sent):
    """Those added, and those that wait."""
    reporter, _ = sent
    bring(reporter, ("a.jpg", photo()))
    upload(reporter, "b.txt", b"It waits.", MORE_FILES)
    reporter.get(f"{TALK}/withdraw")
    reporter.submit(reporter.page.form_with("sure"), {"sure": "yes"})

    for table in ("report", "message", "attachment", "draft_file"):
        assert [] == rows_of(world, table)


def test_later_files_go_when_the_time_of_the_report_is_over(world, sent):
    """With its row."""
    bring(sent[0], ("a.jpg", photo()))
    [report] = rows_of(world, "report")
    with world.store.write() as connection:
        assert 1 == purge_reports(connection, report["expiry"])

    assert [] == rows_of(world, "attachment")


def test_pressed_twice_adds_once(world, sent):
    """The second press finds nothing that waits, and shows that it was added."""
    reporter, _ = sent
    page = upload(reporter, "a.jpg", photo(), MORE_FILES)
    form = page.form_with("seen")
    pages = [reporter.submit(form, {}) for _ in range(2)]

    assert [(TALK, 200)] * 2 == [(page.address, page.status) for page in pages]
    assert 1 == len(rows_of(world, "message"))
    assert 1 == len({row["file"] for row in rows_of(world, "attachment")})


def test_what_was_not_seen_is_not_added(world, sent):
    """A file taken in another window is looked at first; nothing is lost."""
    reporter, _ = sent
    page = upload(reporter, "a.jpg", photo(), MORE_FILES)
    form = page.form_with("seen")
    upload(reporter, "b.txt", b"Another window.", MORE_FILES)

    page = reporter.submit(form, {})

    assert 400 == page.status
    assert "Please look again before you add them" in page.text
    assert "Another window." in page.text
    assert [] == rows_of(world, "attachment") + rows_of(world, "message")


def test_files_come_whole_or_not_at_all(world, sent, monkeypatch):
    """A database that fails in the middle keeps neither message nor chunk, and what waits waits."""
    reporter, _ = sent
    page = upload(reporter, "a.jpg", photo(), MORE_FILES)
    form = page.form_with("seen")
    before = read_all(world.store)

    def fail(*_arguments):
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr(waiting, "insert_chunks", fail)
        page = reporter.submit(form, {})

    assert 503 == page.status
    assert "They still wait here" in page.text
    assert before == read_all(world.store)
    assert ONE in reporter.submit(page.form_with("seen"), {}).text


def test_whoever_is_answered_at_the_same_moment_adds_all_the_same(world, sent, monkeypatch):
    """The first try finds the report changed; the second says it again, once."""
    reporter, _ = sent
    page = upload(reporter, "a.jpg", photo(), MORE_FILES)
    tries = []

    def race(*arguments):
        tries.append(arguments)
        if len(tries) == 1:
            raise Changed
        waiting.send_files(*arguments)

    monkeypatch.setattr(bringing, "send_files", race)

    assert ONE in reporter.submit(page.form_with("seen"), {}).text
    assert 2 == len(tries)
    assert 1 == len(rows_of(world, "message"))


def test_five_later_files_are_enough(world, sent):
    """Then the page has no field for more, says what to do, and takes none that is forced."""
    reporter, _ = sent
    for number in range(limits.FILES_ADDED):
        upload(reporter, "a.txt", b"text %d" % number, MORE_FILES)
    field = reporter.page.by_id("file")
    page = reporter.submit(reporter.page.form_with("seen"), {})
    full = reporter.get(MORE_FILES)
    body = body_of("a.txt", b"one more", token_of(reporter.get(TALK)))
    forced = reporter.request("POST", MORE_FILES, body, (("Content-Type", MULTIPART),))

    assert field is None
    assert "5 files were added to your report." in page.text
    assert full.by_id("file") is None
    assert "describe in a message" in full.text
    assert 400 == forced.status
    assert [] == rows_of(world, "draft_file")
    assert 5 == len({row["file"] for row in rows_of(world, "attachment")})


def test_two_browsers_cannot_add_more_than_one_may(world, sent):
    """The second is told, and keeps what waits."""
    reporter, words = sent
    other = world.reporter()
    other.return_with(words)
    page = upload(other, "a.txt", b"too late", MORE_FILES)
    form = page.form_with("seen")
    bring(reporter, *((f"{n}.txt", b"text %d" % n) for n in range(limits.FILES_ADDED)))

    page = other.submit(form, {})

    assert 429 == page.status
    assert "describe in a message" in page.text
    assert "too late" in page.text


@pytest.mark.parametrize(
    ("name", "data", "status", "said"),
    [
        ("a.docx", b"PK\x03\x04", 400, "You can take a screenshot"),
        ("", b"", 400, "Choose a file first"),
        ("a.jpg", b"%PDF-1.7 %%EOF", 400, "something else than it is"),
        ("a.mp4", bytes(limits.UPLOAD_BODY_BYTES), 413, "larger than 10 MB"),
    ],
)
def test_what_is_not_taken_is_told_and_nothing_is_lost(world, sent, name, data, status, said):
    """With the sentences of the form; what waited before still does."""
    reporter, _ = sent
    upload(reporter, "first.jpg", photo(), MORE_FILES)

    page = upload(reporter, name, data, MORE_FILES)

    assert (status, True) == (page.status, said in page.text)
    assert 1 == len(pictures_of(reporter.get(MORE_FILES)))
    assert [] == rows_of(world, "attachment")


def test_an_old_page_takes_adds_and_removes_nothing(world, sent):
    """With a token that does not count any more; it says so."""
    reporter, _ = sent
    page = upload(reporter, "a.jpg", photo(), MORE_FILES)
    body = body_of("b.jpg", photo(), "forged")
    taken = reporter.request("POST", MORE_FILES, body, (("Content-Type", MULTIPART),))
    added = reporter.submit(page.form_with("seen"), {"csrf_token": "forged"})
    removed = reporter.submit(reporter.get(MORE_FILES).form_with("number"), {"csrf_token": "x"})

    assert [400, 400, 200] == [taken.status, added.status, removed.status]
    assert "choose it once more" in taken.text
    assert 1 == len(pictures_of(removed))
    assert [] == rows_of(world, "attachment")


def test_a_file_can_be_removed_before_it_is_added(world, sent):
    """And is gone."""
    reporter, _ = sent
    page = upload(reporter, "a.jpg", photo(), MORE_FILES)

    page = reporter.submit(page.form_with("number"), {})

    assert [] == pictures_of(page)
    assert [] == rows_of(world, "draft_file")


def test_without_words_the_page_asks_for_them(world):
    """To look, to take and to add."""
    nobody = world.reporter()
    nobody.get("/en/return")
    token = token_of(nobody.page)
    body = body_of("a.txt", b"text", token)

    pages = [
        nobody.get(MORE_FILES),
        nobody.request("POST", MORE_FILES, body, (("Content-Type", MULTIPART),)),
        nobody.post(f"{MORE_FILES}/add", {"csrf_token": token, "seen": "x"}),
    ]

    assert {True} == {"/en/return" in page.links for page in pages}
    assert [] == rows_of(world, "draft_file")


def test_a_flood_of_later_files_is_slowed(world, sent):
    """By the bucket of the form."""
    reporter, _ = sent
    floods = world.intake.extensions["reporting.floods"]
    floods.patient = False
    floods._files = TokenBucket(0.001, 1, lambda: 0.0)
    upload(reporter, "a.txt", b"one", MORE_FILES)

    page = upload(reporter, "b.txt", b"two", MORE_FILES)

    assert 429 == page.status
    assert 1 == len(page.by_class("file"))


def test_a_file_that_was_put_in_place_of_a_signed_one_is_not_handed_out(world, sent):
    """Whoever has words and database can seal chunks; the signed digest does not fit them."""
    reporter, words = sent
    bring(reporter, ("a.txt", b"The true text."))
    _, key = found_by(world, words)
    [chunk] = rows_of(world, "attachment")
    place = place_of(key.secret, key.digest, FileId(chunk["file"]))
    assert b"The true text." == place.open(0, True, chunk["bytes"])
    with world.store.write() as connection:
        connection.execute(
            update(tables.attachment).values(bytes=place.seal(0, True, b"The fake text."))
        )

    reviewer = world.reviewer(READER)
    [address] = files_of(reviewer.open_case(reviewer.list_cases()[0]))
    file = reviewer.request("GET", address)

    assert file.status >= 400
    assert b"fake" not in file.body


def test_a_file_that_lost_a_chunk_is_not_handed_out(world, sent):
    """Half of one would be taken for all of it."""
    bring(sent[0], ("a.txt", b"word " * 60_000))
    with world.store.write() as connection:
        connection.execute(delete(tables.attachment).where(tables.attachment.c.chunk == 1))

    reviewer = world.reviewer(READER)
    [address] = files_of(reviewer.open_case(reviewer.list_cases()[0]))

    assert reviewer.request("GET", address).status >= 400


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"files": "x"},
        {"files": [1]},
        {"files": [{"id": "0123456789abcdef", "kind": "picture", "size": 5, "removed": []}]},
        {"files": [{"id": "x", "kind": "", "size": 5, "removed": [], "digest": "AAAA"}]},
    ],
)
def test_a_message_that_is_not_as_it_should_be_brings_nothing_and_is_shown(world, sent, data):
    """The page of the case and that of the reporter still open, and say that it came."""
    reporter, words = sent
    row, key = found_by(world, words)
    seed, day = read_receipt(words).keys().signing_seed, clock.day_of(world.clock())
    addition = add_from_reporter(key, row.status, Saying("", FILES, data), seed, day)
    with world.store.write() as connection:
        add_message(connection, row.report, row.revision, addition)

    reviewer = world.reviewer(READER)
    sheet = reviewer.open_case(reviewer.list_cases()[0])

    assert 200 == sheet.status
    assert "files, added to the report later" in sheet.text
    assert [] == files_of(sheet)
    assert 200 == reporter.get(TALK).status


def message_of(files, direction=FROM_REPORTER, kind=FILES):
    """Return a message that names files."""
    data = added_to_json((file, digest_of(b"x")) for file in files)
    return Message(ids.ReportId(1), 0, bytes(32), direction, kind, "", "reporter", 3, data=data)


def test_only_the_reporter_adds_files_and_each_number_counts_once():
    """A reviewer's message of that kind, and a number said again, add nothing."""
    file = File(FileId(ids.new_id()), codes.PLAIN, 1, ("time",))
    again = replace(file, size=2)

    said = [message_of([file]), message_of([again]), message_of([again], TO_REPORTER)]

    [added] = read_added(said)
    assert (file, digest_of(b"x"), 3) == (added.file, added.digest, added.day)
    assert () == read_added([message_of([file], TO_REPORTER), message_of([file], kind="message")])


def test_a_chunk_of_the_conversation_opens_under_no_other_key(world, sent):
    """Not under that of the report, another file or another report."""
    reporter, words = sent
    bring(reporter, ("a.txt", b"The text."))
    [chunk] = rows_of(world, "attachment")
    _, key = found_by(world, words)
    number = FileId(chunk["file"])

    for place in (
        place_of(bytes(32), key.digest, number),
        place_of(key.secret, bytes(32), number),
        place_of(key.secret, key.digest, FileId(ids.new_id())),
    ):
        with pytest.raises(CannotOpen):
            place.open(0, True, chunk["bytes"])
