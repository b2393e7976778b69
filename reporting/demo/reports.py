"""Open reports for a demo: made up, marked, and sealed and stored as the form does it.

Some are new; the older ones are answered, so that the watch has nothing to tell of.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from reporting.case import Author, acknowledge, read_case
from reporting.demo.filling import Filling
from reporting.demo.people import Unlocked
from reporting.depositing import prepare
from reporting.dice import SEED_SIZE, Dice
from reporting.ids import ReportId
from reporting.opening import open_stanza
from reporting.receipt import Receipt, new_receipt
from reporting.report import Report
from reporting.service import Organisation
from reporting.services import Services
from reporting.store.reports import get_case, get_stanzas, insert_deposit
from reporting.stories import compose, load_stories

MARK = "Demo: this is made up. "
LANGUAGE = "en"
ANSWER = (
    "Demo: this answer is made up. We have read your report today. Tell us here if you or anybody "
    "else is in danger. By the end of next week we write to you here what we suggest. We can put "
    "you in touch with somebody to talk to now. We tell nobody of this without asking you."
)


class Filed(NamedTuple):
    """How many hours ago a report was sent, and after how many it was answered; 0 if it is new."""

    hours_ago: int
    answered: int = 0


FILED = (Filed(2), Filed(9), Filed(21), Filed(40, 6), Filed(75, 11), Filed(140, 20), Filed(200, 3))


def count_reports(filling: Filling) -> int:
    """Return how many reports are sent."""
    return len(FILED) * len(filling.services.service.organisations)


def file_reports(filling: Filling, advance: Callable[[int], object]) -> Receipt:
    """Send the reports of each organisation, and answer the older ones; return a receipt of one."""
    receipts = []
    for place in filling.services.service.organisations.values():
        for number, filed in enumerate(FILED):
            report = _compose(filling.seed, place, number)
            receipts.append(_file(filling, report, filling.reviewers[place.body], filed))
            advance(1)
    return receipts[-1]


def _compose(seed: bytes, place: Organisation, number: int) -> Report:
    dice, stories = Dice(seed, f"open/{place.code}/{number}"), load_stories()[LANGUAGE]
    name = dice.pick(sorted(stories.stories))
    drawn = bytes(dice.below(256) for _ in range(SEED_SIZE))
    report = compose(stories, name, place.code, drawn, [area.code for area in place.areas])
    # Nobody of the demo is left out, so that whoever looks sees every one of them.
    return replace(report, story=MARK + report.story, about=("colleague",), struck=())


def _file(filling: Filling, report: Report, reviewer: Unlocked, filed: Filed) -> Receipt:
    services, receipt = filling.services, new_receipt()
    rosters, sent = services.rosters.current(), services.now() - timedelta(hours=filed.hours_ago)
    deposit = prepare(services.service, rosters, report, receipt, sent).deposit
    with services.store.write() as connection:
        insert_deposit(connection, deposit)
    if filed.answered:
        answered = sent + timedelta(hours=filed.answered)
        promise = services.service.promise_of(report.organisation)
        author = Author(
            reviewer.row.id, reviewer.identity, answered, services.service.timezone, promise
        )
        _answer(services, deposit.report, author)
    return receipt


def _answer(services: Services, number: ReportId, author: Author) -> None:
    with services.store.read() as connection:
        row = get_case(connection, number)
        stanza = get_stanzas(connection, author.account, [number])[number]
    assert row is not None  # noqa: S101 - it was stored a moment ago
    key = open_stanza(author.identity.unwrapper, author.account, row.header, stanza)
    case = read_case(services.store, number, key, services.rosters.current())
    assert case is not None  # noqa: S101 - as above
    acknowledge(services.store, case, key, author, ANSWER)
