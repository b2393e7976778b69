"""Eight people add five photos of 10 MB each at once: all arrive, and no worker grows."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.evidence.corpus import CANARY, large_photos
from tests.support.gunicorn import children_of
from tests.support.running import running
from tests.support.uploading import upload

CLIENTS, FILES_EACH = 8, 5
WORKER_BYTES = 200 * 10**6  # with the process that decodes for it


def memory_of(process):
    """Return the bytes that a process has for itself, its share of others included."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    found = re.search(r"^Pss: +(\d+) kB", text, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


class Scale:
    """Weighs the workers of intake again and again, each with what it has started."""

    def __init__(self, service):
        self.service, self.most, self.stop = service, 0, Event()
        self.thread = Thread(target=self.weigh)

    def weigh(self):
        """Keep the largest weight."""
        while not self.stop.wait(0.05):
            for worker in children_of(self.service.master("intake")):
                whole = sum(memory_of(each) for each in (worker, *children_of(worker)))
                self.most = max(self.most, whole)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        self.thread.join()


@pytest.mark.slow
def test_forty_photos_at_once(tmp_path):
    """Every one is sent and read at the desk; nothing of them lies on the disk in clear."""
    photos = large_photos(FILES_EACH)

    def report(service):
        reporter = service.reporter(quick=True)
        reporter.fill()
        for photo in photos:
            page = upload(reporter, "a.jpg", photo)
            assert 200 == page.status, page.text
        reporter.get("/en/report/check")
        reporter.submit(reporter.next_form(), {})
        return reporter.page.by_id("receipt") is not None

    with running(tmp_path) as service, Scale(service) as scale:
        with ThreadPoolExecutor(CLIENTS) as pool:
            sent = list(pool.map(report, [service] * CLIENTS))
        reviewer = service.reviewer("north-reviewer-1", quick=True)
        listed = [
            link
            for case in reviewer.list_cases()
            for link in reviewer.open_case(case).links
            if "/files/" in link
        ]
        file = reviewer.request("GET", listed[0])
        spooled = [path.name for path in (service.instance / "run").iterdir()]
        database = (service.instance / "reporting.sqlite").read_bytes()
        temporary = list(service.temporary.iterdir())

    assert [True] * CLIENTS == sent
    assert scale.most < WORKER_BYTES, scale.most
    assert (200, b"\xff\xd8\xff") == (file.status, file.body[:3])
    assert [] == [name for name in spooled if name.startswith("upload")]
    assert [] == temporary
    assert CANARY.encode() not in database
    assert len(set(listed)) == CLIENTS * FILES_EACH
