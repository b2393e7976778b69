"""Attack 3: addresses and browsers end up in logs, tracebacks or the program's own hands.

What real processes leave behind is searched in tests/canaries.
"""

import json
import logging

import pytest

from reporting.store.engine import Store
from reporting.web.logs import FIELDS, install_logs
from tests.support.flood import Flood
from tests.support.markers import Markers

ADDRESS = "192.0.2.77"


@pytest.fixture
def seen(world):
    """What a view of intake could look at, request after request."""
    environs = []

    @world.intake.before_request
    def look():
        from flask import request

        environs.append({name: str(value) for name, value in request.environ.items()})

    return environs


def test_no_view_can_see_who_asks(world, seen):
    """Telling headers and the address are gone before any of our code runs."""
    markers = Markers()
    flood = Flood(world.reporter(), markers)
    telling = flood.send("GET", "/en/report/form", "", ("X-Forwarded-For", ADDRESS))

    assert 200 == telling.status
    # Caches compare this one header with a version of a style sheet; nothing else stays.
    values = {name: value for name, value in seen[0].items() if name != "HTTP_IF_NONE_MATCH"}
    assert [] == markers.found_in({name: value.encode() for name, value in values.items()})
    assert ADDRESS not in "".join(values.values())
    assert {"REMOTE_ADDR", "REMOTE_PORT", "HTTP_USER_AGENT"}.isdisjoint(values)


def test_no_error_writes_down_what_was_sent(world, capsys, monkeypatch):
    """Every status, and a mistake of ours with text in its message: the log names places only."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    markers = Markers()
    install_logs("intake", world.clock)
    try:
        for expected, page in Flood(world.reporter(), markers).errors("/en/report/form"):
            assert expected == page.status
        reporter = world.reporter()
        reporter.begin()
        secret = markers.new()

        def break_down(_store):
            raise RuntimeError(secret)

        monkeypatch.setattr(Store, "write", break_down)
        page = reporter.submit(
            reporter.next_form(),
            {"organisation": "council", "reporter_role": "resident", "story": markers.new()},
        )
    finally:
        root.handlers[:] = before
        root.setLevel(level)
        logging.captureWarnings(capture=False)

    written = capsys.readouterr().err
    assert 500 == page.status
    assert "RuntimeError" in written or "unhandled" in written or "reporting" in written
    assert [] == markers.found_in({"log": written.encode(), "page": page.body})
    for line in written.splitlines():
        assert json.loads(line).keys() <= set(FIELDS)
