"""A log line has the allowed fields and can hold nothing a person wrote."""

import io
import json
import logging
import sys
import threading
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting import clock
from reporting.web.logs import FIELDS, JsonFormatter, install_logs, log_error
from tests.support.guarded import NOON, guarded_app

CANARY = "canary-77aa"


@pytest.fixture
def stream():
    """Where this process logs, with everything put back afterwards."""
    root = logging.getLogger()
    before = root.handlers[:], root.level, sys.excepthook, threading.excepthook
    stream = io.StringIO()
    install_logs("intake", lambda: NOON, stream)
    yield stream
    logging.captureWarnings(capture=False)
    root.handlers[:], sys.excepthook, threading.excepthook = before[0], before[2], before[3]
    root.setLevel(before[1])


def lines(stream):
    """Return the lines written so far, decoded."""
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_our_own_events_have_a_name_and_the_hour(stream):
    """The line says what happened and where in the code, at the hour."""
    logging.getLogger("reporting.watch").warning("notice.late")

    (line,) = lines(stream)

    assert "2026-03-02T12:00Z" == line["hour"]
    assert ("warning", "intake", "notice.late") == (line["level"], line["surface"], line["event"])
    assert line["where"].startswith("test_logs:")


@pytest.mark.parametrize("name", ["werkzeug", "sqlalchemy.engine", "reporting.store"])
def test_what_a_record_says_in_words_is_left_out(stream, name):
    """Messages, arguments and extras of anybody are dropped."""
    logging.getLogger(name).error("refused %s", CANARY, extra={"address": CANARY})
    logging.getLogger(name).error(f"refused {CANARY}")  # noqa: G004 - what others do

    assert [name, name] == [line["event"] for line in lines(stream)]
    assert CANARY not in stream.getvalue()


def test_an_error_is_told_by_class_and_place_with_its_causes(stream):
    """The operator learns where it hurts; what it said is in no field."""
    try:
        clock.coarse_due("x", CANARY, None)  # type: ignore[arg-type]  # it must fail
    except TypeError as error:
        raised = error
    raised.__cause__ = ValueError(CANARY)

    log_error("unhandled", raised)

    first, second = lines(stream)
    assert ("unhandled", "TypeError") == (first["event"], first["exception"])
    assert first["where"].startswith("reporting.clock:")
    assert ("unhandled", "ValueError") == (second["event"], second["exception"])
    assert CANARY not in stream.getvalue()


def test_an_exception_is_named_without_its_words(stream):
    """Its class and the line of code remain; what it said and the local values do not."""
    response = guarded_app().test_client().get(f"/broken?with={CANARY}")

    (line,) = lines(stream)

    assert 500 == response.status_code
    assert "RuntimeError" == line["exception"]
    assert CANARY not in stream.getvalue()


def test_where_names_our_own_code(stream):
    """An error deep in a library is told by the last line of ours that led there."""
    from reporting.web.scrub import Scrub

    def fail(environ, _start_response):
        return [environ["missing"]]

    try:
        Scrub(fail, insecure_http=True)({}, lambda *_: len)
    except KeyError:
        logging.getLogger("reporting").exception("broken")

    assert lines(stream)[0]["where"].startswith("reporting.web.scrub:")


def test_what_nobody_caught_goes_the_same_way(stream):
    """Neither the main thread nor another prints what an exception says."""

    def fail():
        raise ValueError(CANARY)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join(timeout=5)
    sys.excepthook(ValueError, ValueError(CANARY), None)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)

    assert [("uncaught", "ValueError")] * 2 == [
        (line["event"], line["exception"]) for line in lines(stream)
    ]
    assert CANARY not in stream.getvalue()


def test_warnings_are_lines_too(stream):
    """A warning's text may repeat a value."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.getLogger("py.warnings").warning(CANARY)

    assert "py.warnings" == lines(stream)[0]["event"]
    assert CANARY not in stream.getvalue()


@given(name=st.text(max_size=20), message=st.text(), level=st.integers(0, 60))
def test_every_line_is_json_with_allowed_fields_only(name, message, level):
    """Line breaks and quotes in a record cannot forge a second line or field."""
    record = logging.LogRecord(name, level, "x.py", 1, message, (), None)

    line = JsonFormatter("desk", lambda: NOON).format(record)

    assert set(json.loads(line)) <= set(FIELDS)
    assert "\n" not in line
