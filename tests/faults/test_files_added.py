"""Files added to a report that was sent, when a process is killed: all or nothing, none in clear.

On both stores. A worker is killed while a file arrives, and before and after every single step of
the write that brings what waits.
"""

from contextlib import contextmanager
from http.client import HTTPException

import pytest

from reporting.services import database_url
from reporting.store.engine import open_store
from tests.evidence.corpus import CANARY, photo
from tests.faults.test_uploads_refused import begin_upload, is_broken
from tests.support.doomed import DOOM
from tests.support.dump import files_of, read_all
from tests.support.gunicorn import PATIENCE, serve
from tests.support.journey import Reporter, through_port
from tests.support.markers import Markers
from tests.support.page import fields_of
from tests.support.running import Service, running, wait_until
from tests.support.uploading import MORE_FILES, body_of, pictures_of, upload

TALK = "/en/conversation"
DOOMED = "tests.support.doomed:create_app()"
LARGE = 2_000_000
MOST_STEPS = 30
ONE, TWO = "1 file was added to your report.", "2 files were added to your report."


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def store(request):
    """Return the address of an empty database, and what reads its server's files."""
    if request.param == "sqlite":
        return "", dict
    cluster = request.getfixturevalue("own_postgresql")
    return cluster.new_database(), lambda: files_of(cluster.log.parent)


def come_back(port):
    """Send a report, come back in a new browser with its words; return that and the words."""
    words = Reporter(through_port(port)).write_report()
    reporter = Reporter(through_port(port))
    assert TALK == reporter.return_with(words).address
    return reporter, words


@contextmanager
def opened(service):
    """Give the database of a service, to look into."""
    store = open_store(database_url(service.instance, service.environment), service.instance)
    try:
        yield store
    finally:
        store.close()


def whole_body(reporter, data):
    """Return the body of an upload of a text with a good token."""
    [token] = fields_of(reporter.get(MORE_FILES).form_with("csrf_token"))["csrf_token"]
    return body_of(f"{CANARY}.txt", data, token)


def assert_nothing_in_clear(found, places):
    """Fail if anything that is looked for lies in a file, or a file is an upload's."""
    assert [] == found(places)
    assert [] == [name for name in places if "upload" in name]


@pytest.mark.slow
def test_killed_while_a_later_file_arrives(tmp_path, store):
    """Half of it is nowhere; the words still open, what waited waits, and all can be added."""
    url, server_files = store
    secret = CANARY.encode()

    def found(places):
        return [name for name, data in places.items() if secret in data]

    with running(tmp_path, url) as service:
        port = service.ports["intake"]
        reporter, words = come_back(port)
        upload(reporter, "first.jpg", photo(), MORE_FILES)
        body = whole_body(reporter, secret * (LARGE // len(secret)))
        with begin_upload(reporter, port, body[: LARGE // 2], len(body), MORE_FILES) as half:
            half.settimeout(0.5)
            with pytest.raises(TimeoutError):
                half.recv(1)  # it waits for more, so what was sent has been taken
            during = files_of(service.folder) | server_files()
            service.kill_workers("intake")
            half.settimeout(PATIENCE)
            assert is_broken(half)
        wait_until(lambda: service.answers("intake"), "new workers")
        after = files_of(service.folder) | server_files()
        page = reporter.get(MORE_FILES)
        waited = len(pictures_of(page))
        added = reporter.submit(page.form_with("seen"), {})
        read = Reporter(through_port(port)).return_with(words)

    for places in (during, after):
        assert_nothing_in_clear(found, places)
    assert 1 == waited
    assert ONE in added.text
    assert ONE in read.text


@pytest.mark.slow
def test_killed_at_any_step_of_adding(tmp_path, store):
    """Before each statement and the commit nothing has changed; after it, all of it is there once.

    Whoever presses again, each time, has added each file once.
    """
    url, server_files = store
    markers, doom = Markers(), tmp_path / "doom"
    service = Service(tmp_path, url)
    service.command("init", "--demo")
    settings = service.environment | {"REPORTING_INSECURE_HTTP": "1", DOOM: str(doom)}
    with (
        serve(DOOMED, tmp_path / "output", "--workers", "1", environment=settings) as server,
        opened(service) as database,
    ):
        wait_until(lambda: server.get("/healthz") == 200, "intake does not answer")
        reporter, words = come_back(server.port)
        for text in (f"{markers.new()} ".encode() * 7_000, markers.new().encode()):
            upload(reporter, f"{markers.new()}.txt", text, MORE_FILES)
        form, before = reporter.page.form_with("seen"), read_all(database)
        states = []
        for number in range(MOST_STEPS):
            doom.write_text(str(number))
            try:
                page = reporter.submit(form, {})
            except (OSError, HTTPException):
                states.append(read_all(database))
                continue
            doom.unlink()
            break
        read = Reporter(through_port(server.port)).return_with(words)
        after = read_all(database)
        places = files_of(tmp_path) | server_files()

    assert len(states) > 8
    assert [before] * (len(states) - 1) == states[:-1]  # killed before the commit: nothing
    assert after == states[-1]  # killed after it: everything, and the next press added no more
    assert {"message": 1, "draft_file": 0} == {t: len(after[t]) for t in ("message", "draft_file")}
    assert [1, 4] == sorted(
        sum(row["file"] == file for row in after["attachment"])
        for file in {row["file"] for row in after["attachment"]}
    )
    for each in (page, read):
        assert TWO in each.text
    assert_nothing_in_clear(markers.found_in, places)
