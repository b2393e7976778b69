"""Fills and reads the store of a demo directly, with the functions the surfaces use themselves."""

import multiprocessing
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bench.demo import Demo, Person
from bench.reporter import ORGANISATION, STORY
from reporting import clock, limits
from reporting.case import Author, acknowledge, read_case, reply
from reporting.conversation import Saying, add_from_reporter, key_from_receipt
from reporting.envelope import Deposit, seal_report
from reporting.errors import CannotOpen
from reporting.ids import ReportId
from reporting.opening import open_stanza
from reporting.passwords import PassphraseStretcher
from reporting.people.account import unseal_account
from reporting.receipt import Receipt, new_receipt, read_receipt
from reporting.report import Report
from reporting.routing import Access, route
from reporting.services import Services, services_from_environment
from reporting.store.accounts import find_account
from reporting.store.reports import (
    add_message,
    count_all,
    find_by_locator,
    get_stanzas,
    insert_deposit,
)

PROCESSES = 2
BATCH = 50  # reports sealed by one task, and stored by one transaction
REPORT = Report(
    language="en",
    organisation=ORGANISATION,
    reporter_role="resident",
    conduct=("joke_banter",),
    story=STORY,
    about=("colleague",),
    struck=(),
)
TEXT = "Thank you for telling us. We have read it and will look into it this week."
_sealing: dict[str, Any] = {}  # of one process of the pool


@dataclass(frozen=True)
class Seeded:
    """A report put into the store: its id, and the receipt that opens it."""

    number: ReportId
    receipt: Receipt


def readers(demo: Demo) -> tuple[Person, ...]:
    """Return who can open what is seeded here: nobody else's list would be full."""
    services = demo.services("desk")
    access = _access(services)
    with services.store.read() as connection:
        accounts = {person: find_account(connection, person.username) for person in demo.people}
    return tuple(p for p, account in accounts.items() if account and account.id in access.open)


def _access(services: Services) -> Access:
    rosters = services.rosters.current()
    return route(services.service, rosters, REPORT.organisation, REPORT.about, REPORT.struck)


def _prepare(environment: Mapping[str, str]) -> None:
    services = services_from_environment("intake", dict(environment))
    _sealing.update(access=_access(services), rosters=services.rosters.current())


def _seal(count: int) -> list[tuple[Receipt, Deposit]]:
    receipts = [new_receipt() for _ in range(count)]
    now = clock.system_now()
    access, rosters = _sealing["access"], _sealing["rosters"]
    return [
        (r, seal_report(REPORT, access, rosters, r.keys(), now, target=limits.ACKNOWLEDGE_HOURS))
        for r in receipts
    ]


def seed(demo: Demo, count: int) -> list[Seeded]:
    """Seal and store `count` reports as intake would, on all processors."""
    services = demo.services("intake")
    parts = [min(BATCH, count - at) for at in range(0, count, BATCH)]
    seeded = []
    # Spawned, not forked: an engine must not cross a fork.
    pool = multiprocessing.get_context("spawn").Pool(PROCESSES, _prepare, (dict(demo.environment),))
    with pool:
        for sealed in pool.imap_unordered(_seal, parts):
            with services.store.write() as connection:
                for receipt, deposit in sealed:
                    insert_deposit(connection, deposit)
                    seeded.append(Seeded(deposit.report, receipt))
    return seeded


def count_reports(services: Services) -> int:
    """Return how many reports the store holds."""
    with services.store.read() as connection:
        return count_all(connection)


def count_opened(services: Services, receipts: list[str]) -> int:
    """Return how many receipts open the conversation of a stored report."""
    opened = 0
    with services.store.read() as connection:
        for words in receipts:
            keys = read_receipt(words).keys()
            row = find_by_locator(connection, keys.locator)
            try:
                opened += row is not None and bool(key_from_receipt(keys, row.header, row.wrapped))
            except CannotOpen:
                continue
    return opened


def converse(demo: Demo, person: Person, reports: list[Seeded]) -> None:
    """Have `person` acknowledge each report, the reporter answer, and `person` reply."""
    services = demo.services("desk")
    author = author_of(services, person)
    rosters = services.rosters.current()
    for one in reports:
        report_key = _report_key(services, author, one)
        for act in (acknowledge, reply):
            case = read_case(services.store, one.number, report_key, rosters)
            assert case is not None
            act(services.store, case, report_key, author, TEXT)
            if act is acknowledge:
                _answer(services, one.receipt)


def author_of(services: Services, person: Person) -> Author:
    """Return what `person` signs and opens with."""
    with services.store.read() as connection:
        account = find_account(connection, person.username)
    assert account is not None
    stretcher = PassphraseStretcher(services.instance.run)
    identity = unseal_account(stretcher, account, person.passphrase)
    service = services.service
    return Author(
        account.id,
        identity,
        services.now(),
        service.timezone,
        service.promise_of(REPORT.organisation),
    )


def _report_key(services: Services, author: Author, one: Seeded) -> bytes:
    with services.store.read() as connection:
        row = find_by_locator(connection, one.receipt.keys().locator)
        stanzas = get_stanzas(connection, author.account, [one.number])
    assert row is not None
    return open_stanza(author.identity.unwrapper, author.account, row.header, stanzas[one.number])


def _answer(services: Services, receipt: Receipt) -> None:
    keys, day = receipt.keys(), clock.day_of(services.now())
    with services.store.write() as connection:
        row = find_by_locator(connection, keys.locator)
        assert row is not None
        key = key_from_receipt(keys, row.header, row.wrapped)
        addition = add_from_reporter(key, row.status, Saying(TEXT), keys.signing_seed, day)
        add_message(connection, row.report, row.revision, addition)
