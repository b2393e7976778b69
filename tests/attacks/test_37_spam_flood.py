"""Attack 37: thousands of made-up reports bury the real ones, fill the disk, or spoil the figures.

What a flood does to real processes is tested in tests/faults/test_flood.py.
"""

import re
from http import HTTPStatus
from urllib.parse import urlencode

import pytest

from reporting import intake, limits
from reporting.intake.floods import EXTENSION
from reporting.web.csrf import make_token
from reporting.web.limiter import one_each
from reporting.web.visit import new_visit, seal_visit
from tests.desk.casework import CARD, fill
from tests.support.deposits import put_report
from tests.support.dump import count_rows
from tests.support.figures import Figures
from tests.support.journey import ANSWERS, words_in
from tests.support.journey import FORM as KIND
from tests.support.page import fields_of

POSTS, MINUTE = 10_000, 60.0
WHOLE_EVERY = 5  # this many posts come with all answers at once; others by a screen, which is quick
STAFF = 500
FORM, CHECK, RECEIPT = "/en/report/form", "/en/report/check", "/en/report/receipt"
SCREEN = "/en/report/safety"
TELEPHONE = "0151 496 0100"
SEEN = re.compile(rb'name="seen" value="([^"]*)"')


@pytest.fixture
def strict(make_world):
    """A world in which floods are slowed, by the clock that the test moves."""
    world = make_world()
    world.intake = intake.create_app(
        world.services("intake"), patient=False, steady=world.clock.steady, toll=one_each
    )
    return world


class Flooder:
    """A program with a browser's manners: a good cookie and token for each report it makes up."""

    def __init__(self, world):
        self.world, self.client = world, world.intake.test_client(use_cookies=False)
        self.posted = 0

    def post(self):
        """Make one report up, and send it where all of it was kept; return the status of each."""
        visit = new_visit(self.world.clock())
        cookie = {"Cookie": f"intake={seal_visit(self.world.instance.session_key, visit)}"}
        with self.world.intake.app_context():
            token = make_token(visit.secret)
        self.posted += 1
        if self.posted % WHOLE_EVERY:
            answer = {"safety": ANSWERS["safety"], "csrf_token": token}
            return (self.send(SCREEN, answer, cookie),)
        kept = self.send(FORM, {**ANSWERS, "story": "junk " * 300, "csrf_token": token}, cookie)
        if kept != HTTPStatus.SEE_OTHER:
            return (kept,)
        self.world.clock.advance(seconds=limits.LEAST_SECONDS_TO_SEND)
        seen = SEEN.search(self.client.get(CHECK, headers=cookie).data)
        assert seen is not None
        sent = self.send(CHECK, {"csrf_token": token, "seen": seen[1].decode()}, cookie)
        self.world.clock.advance(seconds=-limits.LEAST_SECONDS_TO_SEND)
        return (kept, sent)

    def send(self, address, values, cookie):
        """Send a form; return the status."""
        headers = {"Content-Type": KIND} | cookie
        return self.client.post(
            address, data=urlencode(values, doseq=True), headers=headers
        ).status_code


def report(world):
    """Report as a person does, in no hurry; return the words."""
    reporter = world.reporter()
    reporter.fill()
    world.clock.advance(minutes=3)
    reporter.submit(reporter.next_form(), {})
    receipt = reporter.page.by_id("receipt")
    assert receipt is not None
    return words_in(receipt)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_ten_thousand_posts_in_a_minute_fill_nothing_and_a_person_gets_through(strict):
    """Rows stay bounded; meanwhile a person is told at once how else to report, and then sends.

    By both doors at once, the form on one page and a screen of the guided one.
    """
    flooder, reporter = Flooder(strict), strict.reporter()
    begun = strict.reporter()
    begun.fill()
    reporter.begin()
    form = reporter.next_form()
    answered, told = [], None

    for at in range(POSTS):
        answered.append(flooder.post())
        strict.clock.advance(seconds=MINUTE / POSTS)
        if at == POSTS // 2:
            told = reporter.submit(form, ANSWERS)
    rows = count_rows(strict.store)
    strict.clock.advance(seconds=limits.LEAST_SECONDS_TO_SEND)
    sent = [report(strict), begun.submit(begun.next_form(), {}).address]

    most = limits.BUCKET_BURST + limits.BUCKET_RATE * MINUTE + 1
    assert POSTS == len(answered)
    assert HTTPStatus.TOO_MANY_REQUESTS in {each[0] for each in answered}
    assert HTTPStatus.SEE_OTHER in {each[-1] for each in answered if len(each) > 1}
    assert HTTPStatus.SEE_OTHER in {each[0] for each in answered if len(each) == 1}
    assert most >= rows["draft"]
    assert most >= rows["report"]
    assert told is not None
    assert HTTPStatus.TOO_MANY_REQUESTS == told.status
    assert "report by telephone" in " ".join(told.errors)
    assert TELEPHONE in told.body.decode()
    assert [ANSWERS["story"]] == fields_of(told.form_with("story"))["story"]
    assert sent[0]
    assert RECEIPT == sent[1]


@pytest.mark.slow
def test_five_hundred_staff_behind_one_address_are_not_locked_out(strict):
    """They all report within a minute, from the one address their employer shows to the world."""
    words = []
    for _ in range(STAFF):
        reporter = strict.reporter()
        reporter.fill()
        strict.clock.advance(seconds=limits.LEAST_SECONDS_TO_SEND)
        reporter.submit(reporter.next_form(), {})
        words.append(reporter.page.by_id("receipt") is not None)
        strict.clock.advance(seconds=MINUTE / STAFF - limits.LEAST_SECONDS_TO_SEND)

    assert [True] * STAFF == words
    assert STAFF == count_rows(strict.store)["report"]


def test_an_address_is_never_asked_for(strict):
    """What slows is keyed to nobody: a bucket that is empty is empty for all, and fills again."""
    floods = strict.intake.extensions[EXTENSION]
    while floods.take_send():
        pass

    empty = floods.take_send()
    strict.clock.advance(seconds=1)
    passed = sum(floods.take_send() for _ in range(STAFF))

    assert not empty
    assert limits.BUCKET_RATE == pytest.approx(passed, abs=1)


def test_a_full_day_ends_in_a_telephone_number_and_never_in_silence(strict, monkeypatch):
    """Answers stay, the page says what to do, and who reported before is heard all the same."""
    words = report(strict)
    reporter = strict.reporter()
    reporter.fill()
    monkeypatch.setattr(limits, "DAILY_CEILING", 1)
    strict.clock.advance(minutes=3)

    page = reporter.submit(reporter.next_form(), {})
    returned = strict.reporter()
    returned.return_with(words)
    answered = returned.answer("I can still write to you.")
    strict.clock.advance(hours=25)
    reporter.fill()
    strict.clock.advance(minutes=3)
    next_day = reporter.submit(reporter.next_form(), {})

    assert HTTPStatus.TOO_MANY_REQUESTS == page.status
    assert "Please report by telephone" in page.text
    assert TELEPHONE in page.text
    assert "I can still write to you." in answered.text
    assert RECEIPT == next_day.address


@pytest.mark.parametrize("guided", [False, True])
def test_no_room_for_answers_is_told_on_the_page_that_still_has_them(strict, monkeypatch, guided):
    """Whoever began before goes on; whoever begins now is told to telephone, and loses nothing."""
    begun, late = strict.reporter(), strict.reporter()
    begun.fill()
    late.guided = guided
    late.begin()
    monkeypatch.setattr(limits, "DRAFTS_WAITING", 1)
    strict.clock.advance(minutes=3)

    page = late.submit(late.next_form(), {"safety": "worried_again"} if guided else ANSWERS)
    sent = begun.submit(begun.next_form(), {})
    monkeypatch.undo()
    strict.clock.advance(minutes=1)
    again = late.submit(late.next_form(), {})

    assert HTTPStatus.TOO_MANY_REQUESTS == page.status
    assert "report by telephone" in " ".join(page.errors)
    assert TELEPHONE in page.body.decode()
    assert ["worried_again"] == fields_of(page.form_with("safety"))["safety"]
    assert RECEIPT == sent.address
    assert HTTPStatus.OK == again.status


def test_the_words_of_one_report_do_not_open_the_way_for_a_flood_of_messages(world):
    """After many that nobody has answered, the page says to telephone; an answer opens it again."""
    words = world.reporter().write_report()
    reporter = world.reporter()
    reporter.return_with(words)
    for at in range(limits.UNANSWERED_MESSAGES):
        assert HTTPStatus.OK == reporter.answer(f"Message {at}").status

    page = reporter.answer("One more")
    rows = count_rows(world.store)["message"]
    reviewer = world.reviewer("north-reviewer-1")
    reviewer.acknowledge(reviewer.list_cases()[0], "Thank you. We have read all of it.")
    reporter.return_with(words)
    after = reporter.answer("One more")

    assert HTTPStatus.TOO_MANY_REQUESTS == page.status
    assert "please telephone" in " ".join(page.errors)
    assert limits.UNANSWERED_MESSAGES == rows
    assert ["One more"] == fields_of(page.form_with("message"))["message"]
    assert HTTPStatus.OK == after.status


def release_of(world, junk):
    """Return the bytes of a release of thirty reports, with `junk` reports that came as well."""
    figures = Figures(world)
    for _ in range(junk):
        put_report(world.services("intake"), story="Buy now.")
    if junk:
        first, second = world.reviewer("north-reviewer-1"), world.reviewer("north-lead-1")
        case = first.list_cases()[0]
        first.acknowledge(case, "Thank you. We have read it.")
        fill(first, case, "triage", {**CARD, "sort": "spam"})
        page = fill(second, case, "second", {"answer": "sign"})
        assert "You have signed it" in page.text
    figures.at(2026, 5, 20)
    figures.fill(30)
    figures.at(2026, 7, 30)
    figures.figures_of("2026-04")
    figures.night()
    return figures.publish().data


def test_spam_never_reaches_a_release(make_world):
    """Neither what nobody has looked at nor what two have called spam changes a single byte."""
    quiet, flooded = release_of(make_world(), 0), release_of(make_world(), 20)

    assert quiet == flooded
