"""What is in the instance before a page is looked at: demo texts, short, long and Arabic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reporting import clock
from reporting.event import HANDOVER, MISSED
from reporting.ids import ReportId
from reporting.period import Period
from reporting.receipt import new_receipt
from reporting.servicefacts import DutyHours, PromiseFacts, Tally, sign_facts
from reporting.store.servicefacts import insert_facts
from reporting.store.watchtables import watch
from tests.browser.stage import Stage
from tests.browser.texts import ARABIC, LONG
from tests.support.events import record
from tests.support.journey import Reporter, Reviewer
from tests.support.measured import Measured, a_test
from tests.support.world import World

STORY = (
    "Demo text. On the number 10 bus, a man in uniform told me to sit at the back because of my "
    "headscarf. When I asked why, he laughed.\n\nTwo people saw it."
)
ANSWERS: Mapping[str, str | Sequence[str]] = {
    "safety": "worried_again",
    "organisation": "council",
    "reporter_role": "resident",
    "conduct": ("words_verbal_abuse_slur", "joke_banter", "worse_service_or_delay"),
    "story": STORY,
    "about": ("colleague", "more_senior_manager"),
    "struck": ("director", "hr_people_team"),
}
THANKS = (
    "Demo text. Thank you for telling us. I have read all of it, and I believe you. I will ask the "
    "council for the rota of that day, without saying that anybody complained.\n\nMay I ask which "
    "stop it was?"
)
ANSWER = "Demo text. It was the one by the library."
REPORTS = 28  # more than one page of a list


@dataclass(frozen=True)
class Data:
    """Who is signed in, which reports there are (ids in hex), and the words of two."""

    reviewer: Reviewer
    overdue: str
    waiting: str
    answered: str
    test: str
    words: str
    late_words: str
    unknown_words: str


def _newest(reviewer: Reviewer, before: set[str]) -> str:
    (found,) = set(reviewer.list_cases()) - before
    return found


def fill_stage(stage: Stage, *, plain: bool = False) -> Data:
    """Write reports and answer one of them; `plain` leaves out what only tries the pages."""
    world = stage.world
    late_words = _write(world.reporter(), story=LONG + "\n" + ARABIC)
    world.clock.advance(hours=30)
    reviewer = world.reviewer("north-reviewer-1")
    overdue = _newest(reviewer, set())
    record(world, ReportId(int(overdue, 16)), MISSED, HANDOVER)
    words = _write(world.reporter())
    answered = _newest(reviewer, {overdue})
    reviewer.acknowledge(answered, THANKS)
    reporter = world.reporter()
    reporter.return_with(words)
    reporter.answer(ANSWER if plain else f"{ARABIC}\n{LONG}")
    _write(world.reporter(), story=ARABIC, safety="safe" if plain else "in_danger_now")
    waiting = _newest(reviewer, {overdue, answered})
    test = "" if plain else _measure(world, reviewer, {overdue, answered, waiting})
    for _ in range(REPORTS - 4):
        _write(world.reporter(), story="Demo text.")
    _run_watch(world)
    unknown = " ".join(new_receipt().words)
    return Data(reviewer, overdue, waiting, answered, test, words, late_words, unknown)


def _measure(world: World, reviewer: Reviewer, before: set[str]) -> str:
    """File a test report and answer it; publish a good quarter, a bad one, and an altered one."""
    measured = Measured(world)
    measured.plan(a_test(minute=clock.minute_of(world.clock())))
    measured.turn()
    test = _newest(reviewer, before)
    reviewer.acknowledge(test, THANKS)
    measured.turn()
    good = Tally(filed=4, complete=True, target=4, founding=4, longest=24)
    bad = Tally(filed=3, complete=False, target=1, founding=1, longest=0)
    duty = (DutyHours("north", 2184, 2184), DutyHours("south", 1950, 2184))
    seed = measured.watch.signing_seed
    for number, tally, signing in ((3, good, seed), (4, bad, seed), (2, good, bytes(32))):
        facts = PromiseFacts(Period(2025, number), tally, duty)
        with world.store.write() as connection:
            insert_facts(connection, str(facts.period), sign_facts(facts, signing))
    return test


def _run_watch(world: World) -> None:
    """Let the watch have taken a turn now, so that no page complains of it."""
    minute = clock.minute_of(world.clock())
    with world.store.write() as connection:
        connection.execute(watch.insert(), {"id": 1, "beat": minute, "slot": 0, "bytes": b""})


def _write(reporter: Reporter, **changes: str) -> str:
    words = reporter.write_report({**ANSWERS, **changes})
    assert words, reporter.page.text
    return words
