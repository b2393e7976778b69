"""Files that do not arrive, find no room, or are not what they say: each is told, none is lost."""

import resource
import socket
from contextlib import contextmanager
from pathlib import Path

import pytest

from reporting import limits
from reporting.evidence import codes
from reporting.evidence.words import FILE_REFUSALS
from reporting.serving import refusals
from reporting.vocabulary import label_of
from tests.evidence.corpus import CANARY, document, photo
from tests.evidence.test_cleaning import REFUSED
from tests.support.dump import files_of
from tests.support.gunicorn import PATIENCE, Server, children_of, serve
from tests.support.hurried import ROOM, SECONDS
from tests.support.journey import Reporter, through_port
from tests.support.page import fields_of
from tests.support.running import Service, running, wait_until
from tests.support.uploading import FILES, MULTIPART, body_of, pictures_of, upload

LARGE = 5_000_000
STEP, PAUSE = 2_000, 0.15  # bytes at a time, and seconds between: faster than the least rate
LITTLE_ROOM = 4_000_000  # the database of a demo fits, and a large file does not
HURRIED = "tests.support.hurried:create_app()"
CHECK = "/en/report/check"
STORY = "It happened at the counter."


@contextmanager
def hurried(folder, **environment):
    """Give a reporter with answers and a file, at a server that does not wait; and that server."""
    service = Service(folder)
    service.command("init", "--demo")
    settings = service.environment | {"REPORTING_INSECURE_HTTP": "1"} | environment
    with serve(HURRIED, folder / "output", "--workers", "1", environment=settings) as server:
        wait_until(lambda: server.get("/healthz") == 200, "intake does not answer")
        reporter = Reporter(through_port(server.port))
        reporter.fill()
        assert 1 == len(pictures_of(upload(reporter, "first.jpg", photo())))
        yield reporter, server


def begin_upload(
    reporter: Reporter, port: int, data: bytes, size: int, address: str = FILES
) -> socket.socket:
    """Send the head of an upload of `size` bytes, and of its body `data`; return the connection."""
    connection = socket.create_connection(("127.0.0.1", port), PATIENCE)
    cookies = "; ".join(f"{name}={value}" for name, value in reporter.cookies.items())
    connection.sendall(
        f"POST {address} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\n"
        f"Sec-Fetch-Site: same-origin\r\nContent-Type: {MULTIPART}\r\n"
        f"Content-Length: {size}\r\n\r\n".encode()
        + data
    )
    return connection


def read_all(connection: socket.socket) -> bytes:
    """Return everything until the other end closes."""
    received = bytearray()
    while data := connection.recv(65_536):
        received += data
    return bytes(received)


def whole_body(reporter: Reporter, data: bytes, name: str = "second.jpg") -> bytes:
    """Return the body of an upload with a good token."""
    [token] = fields_of(reporter.get(FILES).form_with("csrf_token"))["csrf_token"]
    return body_of(name, data, token)


def assert_nothing_is_lost(reporter: Reporter, files: int = 1) -> None:
    """Fail unless the answers and the files of before are there, and can be sent."""
    assert files == len(pictures_of(reporter.get(FILES)))
    assert STORY in reporter.get(CHECK).text
    reporter.submit(reporter.next_form(), {})
    assert reporter.page.by_id("receipt") is not None


def uploads_open(server: Server) -> list[str]:
    """Return the files without a name that workers hold open in the instance folder."""
    links = [
        link
        for worker in children_of(server.process.pid)
        for link in Path(f"/proc/{worker}/fd").iterdir()
    ]
    names = [str(link.readlink()) for link in links if link.is_symlink()]
    return [name for name in names if "/instance/run/" in name and "(deleted)" in name]


def is_broken(connection: socket.socket) -> bool:
    """Say whether the other end has gone without an answer."""
    try:
        return connection.recv(1) == b""
    except ConnectionError:
        return True


@pytest.mark.slow
def test_a_file_that_stops_arriving_is_cut_and_one_that_is_slow_is_not(tmp_path):
    """With a sentence that says what is still there; who sends on and on has the time it takes."""
    with hurried(tmp_path) as (reporter, server):
        body = whole_body(reporter, b"It happened again. " * 2_000, "second.txt")
        with begin_upload(reporter, server.port, body[:200], len(body)) as stopped:
            cut = read_all(stopped)
        with begin_upload(reporter, server.port, b"", len(body)) as slow:
            for start in range(0, len(body), STEP):
                slow.settimeout(PAUSE)
                with pytest.raises(TimeoutError):
                    slow.recv(1)
                slow.settimeout(PATIENCE)
                slow.sendall(body[start : start + STEP])
            arrived = read_all(slow)
        held = uploads_open(server)

        assert b"HTTP/1.1 408 " in cut
        assert refusals.TOO_SLOW.encode() in cut
        assert b"HTTP/1.1 303 " in arrived
        assert [] == held
        assert len(body) / STEP * PAUSE > 2 * SECONDS
        assert_nothing_is_lost(reporter)


@pytest.mark.slow
def test_a_full_disk_is_told_once_the_file_has_been_read(tmp_path):
    """The write itself fails; the browser hears a sentence and no broken connection."""
    with hurried(tmp_path, **{ROOM: str(LITTLE_ROOM)}) as (reporter, server):
        body = whole_body(reporter, bytes(LARGE))
        with begin_upload(reporter, server.port, body, len(body)) as connection:
            told = read_all(connection)
        held = uploads_open(server)

        assert b"HTTP/1.1 503 " in told
        assert b"We cannot take files at the moment" in told
        assert b"Your answers and the files you added before are still here" in told
        assert [] == held
        assert_nothing_is_lost(reporter)


def test_a_database_without_room_keeps_what_was_there(world):
    """The disk is full when the cleaned file is stored: told on the page, and nothing lost."""
    reporter = world.reporter()
    reporter.fill()
    upload(reporter, "first.jpg", photo())
    largest = max(len(data) for data in files_of(world.folder).values())
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest + limits.FILE_CHUNK // 2, before[1]))
        page = upload(reporter, "second.txt", b"word " * 200_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert 503 == page.status
    assert str(label_of(FILE_REFUSALS, codes.NOT_NOW)) in page.text
    assert_nothing_is_lost(reporter)


@pytest.mark.slow
def test_people_who_give_up_leave_room_for_others(tmp_path):
    """More broken uploads than may be on their way at once: the next one is taken all the same."""
    with hurried(tmp_path) as (reporter, server):
        body = whole_body(reporter, photo())
        for _ in range(2 * limits.UPLOADS_AT_ONCE + 5):
            begin_upload(reporter, server.port, body[:100], len(body)).close()
        wait_until(lambda: not uploads_open(server), "files of those who left")

        assert 2 == len(pictures_of(upload(reporter, "second.pdf", document())))


@pytest.mark.slow
def test_more_files_at_once_than_there_is_room_for_are_told_so(tmp_path):
    """Each that is too many hears a sentence at its end, and those on their way arrive."""
    with hurried(tmp_path) as (reporter, server):
        body = whole_body(reporter, photo())
        waiting = [
            begin_upload(reporter, server.port, body[:100], len(body))
            for _ in range(limits.UPLOADS_AT_ONCE)
        ]
        try:
            with begin_upload(reporter, server.port, body, len(body)) as connection:
                told = read_all(connection)
            waiting[0].sendall(body[100:])
            arrived = read_all(waiting[0])
        finally:
            for each in waiting:
                each.close()

        assert b"HTTP/1.1 503 " in told
        assert b"We cannot take files at the moment" in told
        assert b"HTTP/1.1 303 " in arrived


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_leaves_nothing_and_loses_nothing(tmp_path):
    """With SIGKILL, half a photo in: no file and no word of it on any disk, and all can be sent."""
    secret = CANARY.encode()
    with running(tmp_path) as service:
        reporter = service.reporter()
        reporter.fill()
        upload(reporter, "first.jpg", photo())
        body = whole_body(reporter, secret * (LARGE // len(secret)))
        with begin_upload(reporter, service.ports["intake"], body[: LARGE // 2], len(body)) as half:
            half.settimeout(0.5)
            with pytest.raises(TimeoutError):
                half.recv(1)  # it waits for more, so what was sent has been taken
            during = files_of(service.folder)
            service.kill_workers("intake")
            half.settimeout(PATIENCE)
            assert is_broken(half)
        wait_until(lambda: service.answers("intake"), "new workers")
        after = files_of(service.folder)

        for places in (during, after):
            assert [] == [name for name, data in places.items() if secret in data]
            assert [] == [name for name in places if "upload" in name]
        assert_nothing_is_lost(reporter)


@pytest.fixture(scope="module")
def often_refused(shared_world):
    """Somebody with answers and a photo; after every file that is not taken, these can be sent."""
    reporter = shared_world.reporter()
    reporter.fill()
    upload(reporter, "first.jpg", photo())
    yield reporter
    assert_nothing_is_lost(reporter)


@pytest.mark.parametrize("what", REFUSED)
def test_every_file_that_is_not_taken_is_told_why_and_what_to_do(often_refused, what):
    """Bombs, two kinds in one, halves and false names, on the page that still has everything."""
    name, make, code = REFUSED[what]
    reporter = often_refused

    page = upload(reporter, name, make())

    assert page.status in {400, 413}
    assert str(label_of(FILE_REFUSALS, code)) in page.text
    assert CANARY not in page.body.decode()
    assert 1 == len(pictures_of(reporter.get(FILES)))
    assert STORY in reporter.get(CHECK).text
