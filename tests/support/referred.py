"""A case of the demo on which somebody was asked for something, below the pages of the desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reporting import case as answers
from reporting import clock, ids
from reporting.case import Author, read_case
from reporting.casework import kinds
from reporting.casework.record import Act, record
from reporting.casework.triagecard import TriageCard, triage_card_to_json
from reporting.conversation import Saying, add_from_reporter, key_from_receipt
from reporting.depositing import prepare
from reporting.desk.access import find_report_key
from reporting.ids import AccountId, ReportId
from reporting.message import SUMMARY_ANSWER
from reporting.people.account import SignedIn
from reporting.receipt import Receipt, new_receipt
from reporting.referring.acting import (
    Desk,
    Plan,
    Question,
    ask,
    put_to_reporter,
    send,
)
from reporting.referring.addressee import Addressee
from reporting.referring.reading import Exchange, read_exchange
from reporting.report import Report
from reporting.serves import ADVISER, INTERPRETER
from reporting.services import Services
from reporting.store import reports
from reporting.store.accounts import find_account
from reporting.store.engine import Store
from tests.support.cast import make_report

CARD = TriageCard(
    sort="report",
    danger="no_danger",
    severity=2,
    sources="over_50",
    power=False,
    contact=False,
    kind="anti_black",
    reporter="public",
    area="corporate",
    consents=("share_summary",),
    plan="Nothing.",
)
SUMMARY = "Several people were insulted at a counter in the spring."
ASKED = "Please look at how the counter is run, and tell us what will change."
CHIEF, AUDIT, DIRECTOR = "council-owner-1", "council-owner-2", "council-owner-3"


@dataclass
class Referring:
    """A case of the demo, acknowledged and triaged, and a reader who acts on it.

    `store` may do more than the desk may.
    """

    services: Services
    store: Store
    report: ReportId
    receipt: Receipt
    reader: SignedIn
    report_key: bytes

    @property
    def number(self) -> str:
        """The report's id in hex."""
        return ids.to_hex(self.report)

    def desk(self) -> Desk:
        """Return what acts need, with the case as it is now."""
        rosters = self.services.rosters.current()
        case = read_case(self.store, self.report, self.report_key, rosters)
        assert case is not None
        zone, now = self.services.service.timezone, self.services.now()
        promise = self.services.service.promise_of(case.report.organisation)
        author = Author(self.reader.account.id, self.reader.identity, now, zone, promise)
        return Desk(self.store, case, self.report_key, author, rosters)

    def act(self, act: Act) -> None:
        """Do something to the case as it is now."""
        desk = self.desk()
        record(desk.store, desk.case, desk.report_key, desk.author, act)

    def say(self, kind: str, data: Mapping[str, Any], text: str = "") -> None:
        """Let the reporter answer, with nothing but the words."""
        keys = self.receipt.keys()
        with self.store.write() as connection:
            row = reports.find_by_locator(connection, keys.locator)
            assert row is not None
            key = key_from_receipt(keys, row.header, row.wrapped)
            day = clock.day_of(self.services.now())
            saying = Saying(text, kind, data)
            addition = add_from_reporter(key, row.status, saying, keys.signing_seed, day)
            reports.add_message(connection, self.report, row.revision, addition)

    def account_id(self, username: str) -> AccountId:
        """Return the id of an account."""
        with self.store.read() as connection:
            found = find_account(connection, username)
        assert found is not None
        return found.id

    def put(self, username: str = AUDIT) -> str:
        """Put a summary for an owner to the reporter; return its number in hex."""
        desk = self.desk()
        to, by = self.addressee(username), clock.day_of(desk.author.now) + 14
        return ids.to_hex(put_to_reporter(desk, Plan(to, SUMMARY, ASKED, by)))

    def addressee(self, username: str) -> Addressee:
        """Return an owner as the signed lists have them."""
        who, rosters = self.account_id(username), self.services.rosters.current()
        [serves] = [m.serves for m in rosters.owners("council") if m.account == who]
        area = serves.area or ""
        name = self.services.service.area_name("council", area)
        return Addressee(who, str(serves.post), area, name)

    def reply(self, said: str, text: str = "") -> None:
        """Let the reporter answer the summary."""
        desk = self.desk()
        draft = desk.referrals.draft
        assert draft is not None
        data = {"referral": ids.to_hex(draft.referral), "answer": said}
        self.say(SUMMARY_ANSWER, data, text)

    def send(self, username: str = AUDIT) -> str:
        """Put a summary to the reporter, who agrees, and send it; return its number in hex."""
        self.put(username)
        self.reply("yes")
        desk = self.desk()
        draft = desk.referrals.draft
        assert draft is not None
        send(desk, draft, [draft.to])
        return ids.to_hex(draft.referral)

    def translate(self, text: str = "نص قصير", username: str = "south-interpreter-1") -> str:
        """Ask an interpreter to translate the story; return the number in hex."""
        desk = self.desk()
        who = self.account_id(username)
        by = clock.day_of(desk.author.now) + 3
        question = Question(INTERPRETER, who, text, "", by, "ar", -1)
        return ids.to_hex(ask(desk, question, [who]))

    def advise(self, username: str) -> str:
        """Ask a safeguarding adviser; return the number in hex."""
        desk = self.desk()
        who, by = self.account_id(username), clock.day_of(desk.author.now) + 1
        text, asked = "A child was hit in a school.", "Whom do we tell, and how soon?"
        question = Question(ADVISER, who, text, asked, by, "en", -1)
        return ids.to_hex(ask(desk, question, [who]))

    def exchange(self) -> Exchange:
        """Return what readers see of the newest referral."""
        desk = self.desk()
        sent = desk.referrals.sent[-1]
        found = read_exchange(desk.store, sent.referral, sent.key, sent.to.account, desk.rosters)
        assert found is not None
        return found


def make_referring(
    services: Services,
    store: Store,
    reader: SignedIn,
    card: TriageCard | None = CARD,
    report: Report | None = None,
) -> Referring:
    """Send a report, acknowledge it and triage it; without a card it stays untriaged."""
    rosters, receipt = services.rosters.current(), new_receipt()
    report = report or make_report()
    deposit = prepare(services.service, rosters, report, receipt, services.now()).deposit
    with store.write() as connection:
        reports.insert_deposit(connection, deposit)
    return take_up(services, store, reader, deposit.report, receipt, card)


def take_up(
    services: Services,
    store: Store,
    reader: SignedIn,
    number: ReportId,
    receipt: Receipt,
    card: TriageCard | None = CARD,
) -> Referring:
    """Acknowledge a report that is there, and triage it; without a card it stays untriaged."""
    key = find_report_key(store, reader.account.id, reader.identity, number)
    assert key is not None
    made = Referring(services, store, number, receipt, reader, key)
    desk = made.desk()
    answers.acknowledge(desk.store, desk.case, key, desk.author, "Thank you for telling us.")
    if card is not None:
        made.act(Act(kinds.TRIAGED, triage_card_to_json(card)))
    return made
