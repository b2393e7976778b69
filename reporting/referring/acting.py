"""What readers of a case do with referrals; each is an event of the case (docs/referral.md)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from reporting import canonical, clock, ids, primitives
from reporting.case import Author, Case
from reporting.casework import kinds
from reporting.casework.card import Card
from reporting.casework.record import Act, record
from reporting.casework.referrals import (
    MAY_BE_SENT,
    Draft,
    Record,
    Referrals,
    Sent,
    may_advise,
    read_referrals,
    standing_of,
)
from reporting.casework.timing import asked_timers, first_due, happened_of
from reporting.conversation import Saying
from reporting.days import bank_holidays
from reporting.deadline import Calendar, summary_until
from reporting.errors import Changed, NotAllowed
from reporting.ids import AccountId, ReferralId
from reporting.message import SUMMARY, SUMMARY_WITHDRAWN
from reporting.referring.addressee import Addressee, addressee_to_json
from reporting.referring.deposit import ReferralDeposit, new_number, seal_referral
from reporting.referring.people import everybody
from reporting.referring.reading import Exchange
from reporting.referring.request import Request, seal_request
from reporting.referring.request import withdraw as withdrawn
from reporting.referring.word import TO_ASKED, Word, add_word
from reporting.roster import Rosters
from reporting.serves import ADVISER, INTERPRETER, OWNER
from reporting.store import Connection
from reporting.store.engine import Store
from reporting.store.referrals import (
    add_referral_word,
    insert_referral,
    replace_request,
)
from reporting.store.rosters import hold_rosters
from reporting.vocabulary import SHARE_SUMMARY


@dataclass(frozen=True)
class Desk:
    """What every one of these acts needs: where, on which case, by whom, and who there is."""

    store: Store
    case: Case
    report_key: bytes
    author: Author
    rosters: Rosters

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "Desk(…)"

    @property
    def record(self) -> Record:
        """What the referrals of the case are read from."""
        return Record(
            self.case.conversation.status,
            self.case.chain.events,
            self.case.conversation.messages,
            self.author.zone,
            self.author.promise.summary_hours,
        )

    @property
    def referrals(self) -> Referrals:
        """The referrals of the case."""
        return read_referrals(self.record)

    @property
    def day(self) -> int:
        """The UTC day it is."""
        return clock.day_of(self.author.now)


@dataclass(frozen=True)
class Plan:
    """What a reviewer wants to ask an owner: whom, what, and by which UTC day."""

    to: Addressee
    summary: str
    asked: str
    by: int

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "Plan(…)"


@dataclass(frozen=True)
class Question:
    """What an interpreter or adviser is asked.

    `message` is the sequence of what is translated, `referrals.STORY` for the report's own text;
    `part` which passage of it, from 0.
    """

    kind: str
    to: AccountId
    text: str
    asked: str
    by: int
    language: str
    message: int
    part: int = 0

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "Question(…)"


def put_to_reporter(desk: Desk, plan: Plan) -> ReferralId:
    """Show a summary to the reporter; from here on it waits for them. Return its number."""
    number = new_number()
    until = summary_until(desk.author.promise, desk.day, desk.author.zone)
    data = {
        "referral": ids.to_hex(number),
        **addressee_to_json(plan.to),
        "summary": plan.summary,
        "asked": plan.asked,
        "by": plan.by,
        "until": until,
    }
    # All that the reporter's page says of it, so that it says what is true of this summary.
    told = {name: data[name] for name in ("referral", "until", "asked")}
    silence = {"silence": _silence_is_yes(desk)}
    saying = Saying(plan.summary, SUMMARY, told | plan.to.named | silence)
    _record(desk, Act(kinds.REFERRAL_DRAFTED, data, saying))
    return number


def _silence_is_yes(desk: Desk) -> bool:
    record = desk.record
    said = desk.case.conversation.status.count
    situation = record.situation(record.events, said, desk.author.now)
    return not situation.few and situation.agreed(SHARE_SUMMARY)


def send(desk: Desk, draft: Draft, offered: Sequence[Addressee]) -> None:
    """Send a draft to the owner, in the words the reporter left it in.

    `offered` are the owners whom routing allows now, as the signed rosters have them. Raises
    NotAllowed if the one the reporter read of is none of them any more, or while the reporter has
    not agreed and must still be waited for, and ListChanged if another list is in force by then.
    """
    situation = desk.record.situation(
        desk.case.chain.events, desk.case.conversation.status.count, desk.author.now
    )
    if standing_of(draft, situation) not in MAY_BE_SENT:
        raise NotAllowed("The reporter has not agreed to this summary, so it cannot be sent.")
    if draft.to not in offered:
        raise NotAllowed(
            "The one the reporter read of may not be asked any more, or holds another post by now. "
            "Withdraw the summary, and put another one to the reporter."
        )
    key = primitives.random_bytes(primitives.KEY_SIZE)
    to = draft.to
    request = _request(desk, draft.referral, OWNER, to, draft.words, draft.asked, draft.by)
    data = {
        "referral": ids.to_hex(draft.referral),
        "key": canonical.encode_bytes(key),
        **addressee_to_json(to),
        "summary": draft.words,
        "asked": draft.asked,
        "by": draft.by,
    }
    _record(desk, _with(desk, Act(kinds.REFERRED, data), _seal(desk, key, request), request))


def ask(desk: Desk, question: Question, offered: Sequence[AccountId]) -> ReferralId:
    """Ask an interpreter or adviser of `offered`, or raise NotAllowed; ListChanged as `send`."""
    if question.kind not in (INTERPRETER, ADVISER) or question.to not in offered:
        raise NotAllowed("This person may not be asked. Choose somebody else.")
    situation = desk.record.situation(
        desk.case.chain.events, desk.case.conversation.status.count, desk.author.now
    )
    if question.kind == ADVISER and not may_advise(situation):
        raise NotAllowed("Without the reporter's consent this needs the gate of safeguarding.")
    number, key = new_number(), primitives.random_bytes(primitives.KEY_SIZE)
    to = Addressee(question.to)
    request = _request(desk, number, question.kind, to, question.text, question.asked, question.by)
    request = replace(request, language=question.language)
    data = {
        "referral": ids.to_hex(number),
        "key": canonical.encode_bytes(key),
        "kind": question.kind,
        "to": ids.to_hex(question.to),
        "text": question.text,
        "asked": question.asked,
        "by": question.by,
        "message": question.message,
        "part": question.part,
    }
    _record(desk, _with(desk, Act(kinds.ASKED, data), _seal(desk, key, request), request))
    return number


def withdraw_draft(desk: Desk, number: ReferralId) -> None:
    """Take back a summary that was put to the reporter, who is told; it waits for them no more."""
    data = {"referral": ids.to_hex(number)}
    _record(desk, Act(kinds.REFERRAL_WITHDRAWN, data, Saying("", SUMMARY_WITHDRAWN, data)))


def withdraw(desk: Desk, exchange: Exchange) -> None:
    """Take back what was sent: it loses every word, and whoever was asked is told."""
    number = exchange.number
    act = Act(kinds.REFERRAL_WITHDRAWN, {"referral": ids.to_hex(number)})
    if exchange.request is None:
        return _record(desk, act)
    request = withdrawn(exchange.request, desk.author.account, desk.day)
    box = seal_request(exchange.key, request, desk.author.identity.signer)
    also = partial(replace_request, number=number, status=exchange.status, box=box)
    return _record(desk, replace(act, also=also))


def speak(desk: Desk, exchange: Exchange, text: str) -> None:
    """Write to the person who was asked; raise Changed if they have written meanwhile.

    It is no event of the case: the word itself is signed, and stays with the referral.
    """
    if exchange.request is None or exchange.request.withdrawn:
        raise Changed("This was withdrawn. Your message was not sent.")
    word = Word(
        exchange.number, 0, b"", TO_ASKED, text, desk.author.account, desk.day
    )  # its place comes from the status
    new = add_word(exchange.key, exchange.status, word, desk.author.identity.signer)
    with desk.store.write() as connection:
        add_referral_word(connection, exchange.number, exchange.status, new, answered=False)


def sent_by(referrals: Referrals, number: ReferralId) -> Sent | None:
    """Return what was sent under a number, or None."""
    return next((each for each in referrals.sent if each.referral == number), None)


def _record(desk: Desk, act: Act) -> None:
    record(desk.store, desk.case, desk.report_key, desk.author, act)


def _request(
    desk: Desk, number: ReferralId, kind: str, to: Addressee, text: str, asked: str, by: int
) -> Request:
    return Request(
        referral=number,
        kind=kind,
        to=to.account,
        organisation=desk.case.report.organisation,
        office=desk.case.triage.body,
        author=desk.author.account,
        day=desk.day,
        text=text,
        asked=asked,
        by=by,
        post=to.post,
        area=to.area,
        area_name=to.area_name,
    )


def _seal(desk: Desk, key: bytes, request: Request) -> ReferralDeposit:
    people = everybody(desk.rosters)
    # Its last day, as the case has it now; `record` changes it with the case.
    return seal_referral(key, request, people, desk.author.identity.signer, desk.case.last_day + 1)


def _asked_until(desk: Desk, request: Request) -> int:
    """Return the hour by which the first thing is due if nobody answers."""
    case, author = desk.case, desk.author
    happened = happened_of(case.conversation.status, case.received, case.progress)
    calendar = Calendar(author.zone, bank_holidays())
    return first_due(asked_timers(calendar, author.promise, happened, request, author.now))


def _with(desk: Desk, act: Act, deposit: ReferralDeposit, request: Request) -> Act:
    """Return the act with what the store and the card keep of it."""
    until = _asked_until(desk, request)

    def card(before: Card) -> Card:
        referrals = (*before.referrals, ids.to_hex(deposit.number))
        after = replace(before, referrals=referrals, asked=min(before.asked, until))
        return replace(after, owner=request.post) if request.post else after

    def also(connection: Connection) -> None:
        # Its rows are for the accounts of this list: under another one nobody might open them.
        hold_rosters(connection, desk.rosters.versions)
        insert_referral(connection, deposit)

    return replace(act, card=card, also=also)
