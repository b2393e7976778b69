"""Every error has one plain page, and leaves nothing in the log but where it happened."""

import logging

import pytest
from flask import abort
from html5lib import HTMLParser

from reporting.errors import (
    BadSignature,
    Changed,
    NobodyLeft,
    RosterRefused,
    StoreUnavailable,
    TooMany,
)
from tests.web.sample import sample_app

CANARY = "canary-5f1d"


def app_raising(error):
    """Return a client of an application whose page fails with `error`."""
    app = sample_app()
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @app.route("/<lang>/fails", methods=["GET", "POST"])
    def fails(lang):
        secret = CANARY
        if isinstance(error, int):
            abort(error, secret)
        raise error

    return app.test_client()


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 415, 429, 500, 503, 418, 501])
def test_each_status_has_a_plain_page(status):
    """A heading, what happened, what to do, and how else to report."""
    answer = app_raising(status).get("/en/fails")

    tree = HTMLParser(namespaceHTMLElements=False, strict=True).parse(answer.data)
    [heading] = tree.findall(".//main/h1")
    assert status == answer.status_code
    assert heading.text == tree.find(".//title").text
    assert 4 == len(tree.findall(".//main/p"))
    assert "0151 496 0100" in tree.find(".//main/p/bdi").text
    assert CANARY not in answer.text


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (RosterRefused(), 503),
        (StoreUnavailable(), 503),
        (TooMany(), 429),
        (NobodyLeft(), 400),
        (Changed(), 400),
        (BadSignature(), 400),
    ],
)
def test_an_error_of_ours_shows_its_own_sentence(error, status):
    """The same sentence wherever it is raised."""
    answer = app_raising(error).get("/en/fails")

    assert status == answer.status_code
    assert error.sentence in answer.text


def told_by(record):
    """Return what a record tells of an error."""
    return record.raised


def test_a_mistake_of_ours_shows_and_logs_no_value(caplog):
    """The class and the line; not the message, not a local variable, not the cause's message."""
    caplog.set_level(logging.DEBUG)
    error = RuntimeError(f"the story was {CANARY}")
    error.__cause__ = ValueError(CANARY)

    answer = app_raising(error).post("/en/fails", data={"story": CANARY})

    assert 500 == answer.status_code
    assert CANARY not in answer.text
    assert CANARY not in caplog.text
    assert "Traceback" not in caplog.text
    assert ["unhandled", "unhandled"] == [record.msg for record in caplog.records]
    assert ["RuntimeError", "ValueError"] == [told_by(record).kind for record in caplog.records]


def test_a_store_that_fails_is_told_to_the_operator(caplog):
    """By place alone, because the message may name a row."""
    app_raising(StoreUnavailable()).get("/en/fails")

    (record,) = caplog.records
    assert ("refused", "StoreUnavailable") == (record.msg, told_by(record).kind)


def test_a_persons_own_mistake_is_logged_nowhere(caplog):
    """Who mistyped what, and when, is nobody's business."""
    client = app_raising(NobodyLeft())

    for path in ("/en/fails", "/en/nowhere", "/favicon.ico"):
        client.get(path)

    assert [] == caplog.records


def test_a_wrong_method_is_told_which_ones_there_are():
    """As HTTP asks for."""
    answer = sample_app().test_client().delete("/en/sample")

    assert 405 == answer.status_code
    assert {"GET", "HEAD", "POST", "OPTIONS"} == set(answer.allow)


@pytest.mark.parametrize("error", [429, 503, StoreUnavailable()])
def test_who_has_to_wait_is_told_how_long(error):
    """Programs and proxies read the header; people read the page."""
    answer = app_raising(error).get("/en/fails")

    assert "60" == answer.headers["Retry-After"]


def test_an_error_page_is_in_the_language_of_the_address():
    """Also where there is no such page, as long as the language is known."""
    answer = app_raising(500).get("/ar/fails")

    assert 'lang="ar" dir="rtl"' in answer.text


def test_a_redirect_stays_a_redirect():
    """Only errors get an error page."""
    answer = sample_app().test_client().get("/en//sample")

    assert 308 == answer.status_code
