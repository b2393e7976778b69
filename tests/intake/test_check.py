"""Sending: once, whole, or not at all; and never without the answers at hand."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import delete

from reporting import limits
from reporting.intake import checking
from reporting.store import tables
from reporting.web.limiter import TokenBucket
from tests.support.journey import ANSWERS, words_in
from tests.support.page import fields_of

OVERSIGHT = "oversight_provider_or_this_service"
CHECK, RECEIPT = "/en/report/check", "/en/report/receipt"


def send(reporter, **changes):
    """Send the report from the page that shows the answers."""
    return reporter.submit(reporter.next_form(), changes)


def test_the_answers_and_their_readers_are_shown(reporter):
    """In words, with a way to change each."""
    answers = dict(ANSWERS) | {"struck": ("line_manager",), "area": "council:corporate"}
    page = reporter.fill(answers)

    for said in (
        "Yes, but I worry it will happen again",
        "Demo City Council",
        "Corporate services",
        "A resident",
        "Jokes or “banter”",
        "It happened at the counter.",
        "A colleague",
        "My line manager",
        "Demo Oversight North can read your report.",
        "If nobody answers in time, Demo Oversight South can read it too. Until then it cannot.",
        "not be able to open this: anybody in Corporate services, your line manager, and anybody",
        "Nobody in Demo City Council can",
    ):
        assert said in page.text
    changed = {link for link in page.links if "?back=check#" in link}
    assert 8 == len(changed)
    for link in changed:
        assert reporter.get(link).by_id(link.partition("#")[2]) is not None


def test_striking_out_the_body_names_the_other_one(reporter):
    """It acts at once, and nobody stands by."""
    page = reporter.fill(dict(ANSWERS) | {"struck": (OVERSIGHT,)})

    assert (
        "Demo Oversight South can read your report. No other oversight body ever can." in page.text
    )


def test_the_number_of_the_readers_is_that_of_the_rosters(world, reporter):
    """Whoever has the poster can compare."""
    page = reporter.fill()

    assert world.services("intake").rosters.current().fingerprint in page.text


def test_without_answers_there_is_nothing_to_send(reporter, count):
    """Neither without a cookie nor with a fresh one."""
    assert 404 == reporter.get(CHECK).status
    reporter.get("/en/report/form")

    page = reporter.get(CHECK)

    assert 404 == page.status
    assert "/en/report/safety" in page.links
    assert 404 == reporter.post(CHECK, {}).status
    assert 0 == count("report")


def test_answers_of_yesterday_are_gone(world, reporter):
    """A day later the browser opens nothing any more."""
    reporter.fill()
    world.clock.advance(hours=24)

    assert 404 == reporter.get(CHECK).status


def test_a_second_send_finds_the_same_words(reporter, count):
    """The button was pressed twice: one report, one receipt."""
    reporter.fill()
    form = reporter.next_form()
    first = words_in(reporter.submit(form, {}).by_id("receipt"))

    second = reporter.submit(form, {})

    assert (200, RECEIPT) == (second.status, second.address)
    assert first == words_in(second.by_id("receipt"))
    assert 1 == count("report")


def test_two_sends_at_once_leave_one_report(make_any_world):
    """Both are led to the same words, on any database."""
    any_world = make_any_world()
    reporter = any_world.reporter()
    reporter.fill()
    windows = []
    for _ in range(4):
        window = any_world.reporter()
        window.cookies, window.page = dict(reporter.cookies), reporter.page
        windows.append(window)

    with ThreadPoolExecutor(len(windows)) as pool:
        pages = list(pool.map(send, windows))

    assert {RECEIPT} == {page.address for page in pages}
    assert 1 == len({words_in(page.by_id("receipt")) for page in pages})
    with any_world.store.read() as connection:
        assert 1 == len(connection.execute(tables.report.select()).all())


def test_what_was_not_seen_is_not_sent(world, reporter, count):
    """Another window changed the answers: they are shown again first."""
    reporter.fill()
    window = world.reporter()
    window.cookies = dict(reporter.cookies)
    window.get("/en/report/form")
    window.submit(window.next_form(), {"story": "Something else."})

    page = send(reporter)

    assert 409 == page.status
    assert 0 == count("report")
    assert "Something else." in reporter.get(CHECK).text
    assert RECEIPT == send(reporter).address


@pytest.mark.parametrize("token", ["", "forged"])
def test_a_bad_token_sends_nothing_and_loses_nothing(reporter, count, token):
    """The next press sends."""
    reporter.fill()

    page = send(reporter, csrf_token=token)

    assert 400 == page.status
    assert 0 == count("report")
    assert RECEIPT == send(reporter).address


def test_a_program_is_asked_to_press_again(strict):
    """Faster than a person: nothing is stored and nothing lost; two seconds later it goes."""
    reporter = strict.reporter()
    reporter.fill()

    early = send(reporter)
    strict.clock.advance(seconds=2)
    later = send(reporter)

    assert 429 == early.status
    assert "very quick" in early.text
    assert RECEIPT == later.address


def test_an_empty_bucket_keeps_the_answers(strict):
    """The page says to wait; the same button sends a moment later."""
    reporter, moment = strict.reporter(), [0.0]
    floods = strict.intake.extensions["reporting.floods"]
    floods._sends = TokenBucket(1, 1, lambda: moment[0])
    assert floods.take_send()
    reporter.fill()
    strict.clock.advance(minutes=3)

    early = send(reporter)
    moment[0] = 1.0
    later = send(reporter)

    assert 429 == early.status
    assert "Very many people are using this service just now" in early.text
    assert RECEIPT == later.address


def test_a_full_day_says_how_else_to_report(strict, monkeypatch):
    """The ceiling never loses a report silently."""
    strict.reporter().fill()
    first = strict.reporter()
    first.fill()
    strict.clock.advance(minutes=3)
    assert RECEIPT == send(first).address
    monkeypatch.setattr(limits, "DAILY_CEILING", 1)
    reporter = strict.reporter()
    reporter.fill()
    strict.clock.advance(minutes=3)

    page = send(reporter)

    assert 429 == page.status
    assert "Please report by telephone" in page.text
    assert "0151 496 0100" in page.text


def test_a_failure_in_the_middle_stores_nothing(reporter, count, monkeypatch):
    """The report does not fit on the disk: neither it nor its receipt is there."""
    reporter.fill()

    def fail(_connection, _deposit):
        raise OSError("disk full")

    monkeypatch.setattr(checking, "insert_deposit", fail)
    page = send(reporter)

    assert 503 == page.status
    assert "We could not store your report. Nothing was kept." in page.text
    assert "0151 496 0100" in page.text
    assert (0, 0) == (count("report"), count("stanza"))
    monkeypatch.undo()
    assert RECEIPT == send(reporter).address
    assert 1 == count("report")


@pytest.mark.parametrize("ways", [("write",), ("read", "write")])
def test_a_database_that_is_away_is_said_plainly(reporter, count, broken, ways):
    """The button on that page sends once the database is back."""
    reporter.fill()
    broken(*ways)

    page = send(reporter)

    assert 503 == page.status
    assert "We could not store your report. Nothing was kept." in page.text
    broken()
    assert 0 == count("report")
    assert RECEIPT == send(reporter).address


def test_no_roster_no_report(world, reporter, count):
    """It is refused between looking and sending: nothing is stored."""
    reporter.fill()
    with world.store.write() as connection:
        connection.execute(delete(tables.roster))

    page = send(reporter)

    assert 503 == page.status
    assert "we cannot be certain who would read them" in page.text
    assert 0 == count("report")


def test_the_hidden_field_is_not_a_way_to_write_into_the_page(reporter):
    """What is no digest of ours is not given back."""
    reporter.fill()

    page = send(reporter, seen='"><b id="planted">')

    assert 409 == page.status
    assert page.by_id("planted") is None
    reporter.get(CHECK)
    fields = fields_of(reporter.next_form())
    assert 16 == len(fields["seen"][0])
