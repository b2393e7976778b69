"""The video in sign language over a real server: slow players, memory, and what is written down."""

import socket
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest

from reporting import limits
from reporting.services import DEMO_SERVICE_FILE
from tests.support.gunicorn import children_of, serve
from tests.support.running import Service, wait_until
from tests.support.videos import put_video

INTAKE = "reporting.intake:create_app()"
PLAYERS = 40  # five for each thread
SMALLEST_BUFFER = 4_096
ASK = "GET /video/signs.webm HTTP/1.1\r\nHost: localhost\r\nRange: bytes={}-\r\n\r\n"
PATIENCE = 5  # seconds: half of what somebody may take over an answer who holds a thread
MEBIBYTE = 1024 * 1024


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """An instance that no test of this file writes to."""
    made = Service(tmp_path_factory.mktemp("video"))
    made.command("init", "--demo")
    return made


@pytest.fixture
def settings(service, tmp_path):
    """The environment of an intake with a video that is as large as may be."""
    video = put_video(tmp_path / "bsl")
    with (video.folder / "signs.webm").open("r+b") as stream:
        stream.truncate(limits.VIDEO_BYTES)
    named = tmp_path / "service.toml"
    table = (
        f'\n[bsl_video]\nfolder = "{video.folder}"\nvideos = ["signs.webm"]\n'
        'captions = "signs.vtt"\nposter = "signs.jpg"\ntranscript = "signs.txt"\n'
    )
    named.write_text(DEMO_SERVICE_FILE.read_text("utf-8") + table, "utf-8")
    return service.environment | {
        "REPORTING_INSECURE_HTTP": "1",
        "REPORTING_SERVICE_FILE": str(named),
    }


def own_memory(process):
    """Return the bytes that a process alone holds."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return 1024 * sum(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty"))


def slow_player(server):
    """Return a connection that has asked for a part and reads nothing of it."""
    player = socket.socket()
    player.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALLEST_BUFFER)
    player.connect(("127.0.0.1", server.port))
    player.sendall(ASK.format(0).encode())
    return player


@pytest.mark.slow
def test_players_that_read_nothing_hold_no_thread_and_little_memory(settings, tmp_path):
    """Everybody else is answered meanwhile, and nothing of it stands in what the server writes."""
    with serve(INTAKE, tmp_path / "output", "--workers", "1", environment=settings) as server:
        wait_until(lambda: server.get("/healthz") == 200, "intake does not answer")
        (worker,) = children_of(server.process.pid)
        before = own_memory(worker)
        players = [slow_player(server) for _ in range(PLAYERS)]
        try:
            begun = time.monotonic()
            statuses = [server.get("/en/", timeout=PATIENCE) for _ in range(10)]
            waited = time.monotonic() - begun
            after = own_memory(worker)
        finally:
            for player in players:
                player.close()
        alive = children_of(server.process.pid)
        written = server.written()

    assert {200} == set(statuses)
    assert waited < PATIENCE
    assert [worker] == alive
    assert after - before < 16 * MEBIBYTE
    assert "video" not in written
    assert "signs" not in written


@pytest.mark.slow
def test_parts_come_over_one_connection(settings, tmp_path):
    """As a player asks: part after part, each with where the next begins."""
    with serve(INTAKE, tmp_path / "output", "--workers", "1", environment=settings) as server:
        wait_until(lambda: server.get("/healthz") == 200, "intake does not answer")
        connection = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        got = 0
        for _ in range(20):
            connection.request("GET", "/video/signs.webm", headers={"Range": f"bytes={got}-"})
            answer = connection.getresponse()
            part = answer.read()
            last = got + len(part) - 1
            assert 206 == answer.status
            assert f"bytes {got}-{last}/{limits.VIDEO_BYTES}" == answer.getheader("Content-Range")
            got += len(part)
        connection.close()

    assert 20 * limits.VIDEO_PART_BYTES == got


@pytest.mark.slow
def test_a_server_does_not_start_with_a_video_that_is_none(settings, tmp_path):
    """What is wrong stands in what it writes: the key, the value and what is allowed."""
    (tmp_path / "bsl" / "signs.vtt").write_text("no captions", "utf-8")

    with serve(INTAKE, tmp_path / "output", "--workers", "1", environment=settings) as server:
        server.process.wait(timeout=30)
        written = server.written()

    assert 0 != server.process.returncode
    assert "bsl_video.captions is 'signs.vtt'; allowed is WebVTT captions" in written
