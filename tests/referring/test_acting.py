"""A summary goes to an owner when the reporter said yes, and what comes back is read by readers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from reporting import case as answers
from reporting import clock, ids
from reporting.case import Case
from reporting.casework import kinds
from reporting.casework.gates import SERIOUS_RISK
from reporting.casework.record import Act, record
from reporting.casework.referrals import STORY, Standing, standing_of
from reporting.casework.triagecard import triage_card_to_json
from reporting.conversation import Saying, add_from_reporter, key_from_receipt
from reporting.errors import Changed, NotAllowed
from reporting.message import SUMMARY, SUMMARY_ANSWER, SUMMARY_WITHDRAWN
from reporting.referring.acting import (
    Desk,
    Plan,
    Question,
    ask,
    put_to_reporter,
    send,
    speak,
    withdraw,
    withdraw_draft,
)
from reporting.referring.addressee import Addressee, addressee_to_json
from reporting.referring.answering import answer
from reporting.referring.deposit import purge_day
from reporting.referring.reading import find_asked, open_asked, read_exchange
from reporting.serves import ADVISER, INTERPRETER, OWNER
from reporting.store.referrals import find_answered, purge_referrals
from reporting.store.reports import add_message, find_by_locator
from tests.casework.test_progress import CARD
from tests.support.opened import NAME, open_desk

SECOND = "north-lead"
OTHERS = ("north-audit", "north-chief", "south-interpreter", "north-adviser")
SUMMARY_TEXT = "People were insulted at a counter."
EDIT = "People were insulted in an office."
MANY = replace(CARD, sources="over_50", consents=("share_summary",))


class Story:
    """One case with owners, an interpreter and an adviser around it."""

    def __init__(self, folder, card=MANY):
        """Acknowledge and triage it."""
        self.desk = open_desk(folder)
        cast = self.cast = self.desk.cast
        for name, role in zip(OTHERS, (OWNER, OWNER, INTERPRETER, ADVISER), strict=True):
            body, _, person = name.partition("-")
            cast.add(body, person, role)
        desk, self.hours = self.desk, 2.0
        answers.acknowledge(desk.store, desk.read(), desk.report_key, desk.author(1), "Thank you.")
        self.act(Act(kinds.TRIAGED, triage_card_to_json(card)))

    def act(self, act, name=NAME):
        """Do something to the case as it is now."""
        desk = self.desk
        author = desk.author(self.hours, name)
        record(desk.store, desk.read(), desk.report_key, author, act)

    def now(self, name=NAME):
        """Return what acts need, as the case is now."""
        desk = self.desk
        author = desk.author(self.hours, name)
        return Desk(desk.store, desk.read(), desk.report_key, author, self.cast.rosters)

    def account(self, name):
        """Return somebody's account."""
        return self.cast.accounts[name]

    def draft(self):
        """Put a summary for the Director of Audit to the reporter."""
        by = clock.day_of(self.now().author.now) + 14
        put_to_reporter(self.now(), Plan(self.addressee(), SUMMARY_TEXT, "What is done?", by))
        return self.drafted()

    def addressee(self, name="north-audit", **changes):
        """Return somebody as a summary for them has them."""
        return replace(Addressee(self.account(name), "director_audit"), **changes)

    def drafted(self):
        """Return the draft as it is now."""
        return self.now().referrals.draft

    def standing(self):
        """Return how the draft stands."""
        now = self.now()
        case = now.case
        situation = now.record.situation(
            case.chain.events, case.conversation.status.count, now.author.now
        )
        return standing_of(self.drafted(), situation)

    def say(self, kind, data, text=""):
        """Let the reporter answer, with nothing but the words."""
        receipt, store = self.desk.sent.receipt.keys(), self.desk.store
        with store.write() as connection:
            row = find_by_locator(connection, receipt.locator)
            assert row is not None
            key = key_from_receipt(receipt, row.header, row.wrapped)
            addition = add_from_reporter(
                key, row.status, Saying(text, kind, data), receipt.signing_seed, 20_580
            )
            add_message(connection, row.report, row.revision, addition)

    def reply(self, said, text=""):
        """Let the reporter answer the summary."""
        number = ids.to_hex(self.drafted().referral)
        self.say(SUMMARY_ANSWER, {"referral": number, "answer": said}, text)

    def send(self):
        """Send the draft."""
        send(self.now(), self.drafted(), [self.addressee()])

    def asked(self, name="north-audit", kind=OWNER):
        """Return what somebody finds on their page."""
        identity, store = self.cast.identities[name], self.desk.store
        return find_asked(store, self.account(name), identity, self.cast.rosters, kind)

    def answer(self, text="We will train the team.", name="north-audit", kind=OWNER):
        """Let who was asked answer."""
        [exchange] = self.asked(name, kind)
        now = self.now().author.now
        who, identity = self.account(name), self.cast.identities[name]
        answer(self.desk.store, exchange, who, identity, now, text, {"outcome": "Done."})

    def exchange(self):
        """Return what readers see of the newest referral."""
        sent = self.sent()[-1]
        rosters = self.cast.rosters
        return read_exchange(self.desk.store, sent.referral, sent.key, sent.to.account, rosters)

    def sent(self):
        """Return what was sent."""
        return self.now().referrals.sent

    def case(self) -> Case:
        """Return the case as it is now."""
        return self.desk.read()


@pytest.fixture
def story(tmp_path):
    """A case about which more than fifty people could have written, and a summary was agreed."""
    return Story(tmp_path)


def test_the_reporter_is_shown_the_summary_and_can_wait_three_days(story):
    """It is a message of its own kind, with the hour until which nothing is sent."""
    draft = story.draft()

    message = story.case().conversation.messages[-1]
    assert (SUMMARY, SUMMARY_TEXT, draft.until) == (
        message.kind,
        message.text,
        message.data["until"],
    )
    assert draft.until - clock.hour_of(story.now().author.now) >= 72
    assert Standing.WAITING == story.standing()
    with pytest.raises(NotAllowed):
        story.send()


def test_a_yes_sends_it(story):
    """The owner reads it, the readers read the answer, and the list knows."""
    story.draft()
    story.reply("yes")

    story.send()

    [found] = story.asked()
    assert (SUMMARY_TEXT, "What is done?") == (found.request.text, found.request.asked)
    assert ("referred", "director_audit") == (story.case().progress.state, story.case().card.owner)
    assert not is_answered(story)
    story.answer()
    assert is_answered(story)
    assert ["We will train the team."] == [word.text for word in story.exchange().answers]
    assert story.drafted() is None
    assert story.sent()[0].allowed


def is_answered(story):
    """Say whether the list shows that somebody answered."""
    with story.desk.store.read() as connection:
        return bool(find_answered(connection, [sent.referral for sent in story.sent()]))


def test_an_edit_becomes_what_is_sent(story):
    """In the reporter's own words."""
    story.draft()
    story.reply("edited", EDIT)
    assert Standing.EDITED == story.standing()

    story.send()

    assert EDIT == story.asked()[0].request.text


def test_a_no_stops_it(story):
    """However long one waits."""
    story.draft()
    story.reply("no")
    story.hours += 500

    with pytest.raises(NotAllowed):
        story.send()

    assert () == story.asked()


def test_silence_is_a_yes_only_where_many_could_be_the_source(story, tmp_path):
    """And only after the hours, and where the reporter agreed to a summary before."""
    few, unasked = tmp_path / "few", tmp_path / "unasked"
    for folder in (few, unasked):
        folder.mkdir()
    others = (
        Story(few, replace(MANY, sources="from_4_to_10")),
        Story(unasked, replace(MANY, consents=())),
    )
    for one in (story, *others):
        one.draft()
        one.hours += 24 * 5

    assert Standing.SILENT == story.standing()
    story.send()
    for one in others:
        assert Standing.SILENT_FEW == one.standing()
        with pytest.raises(NotAllowed):
            one.send()


def test_serious_risk_is_the_only_way_round(story):
    """Two sign that it cannot wait."""
    story.draft()
    story.reply("no")
    story.act(Act(kinds.GATE_OPENED, {"gate": SERIOUS_RISK, "reason": "Arson.", "text": ""}))
    opening = story.case().chain.events[-1].sequence
    with pytest.raises(NotAllowed):
        story.send()
    story.act(Act(kinds.GATE_CONFIRMED, {"gate": SERIOUS_RISK, "opening": opening}), SECOND)

    story.send()

    assert [True] == [one.allowed for one in story.sent()]


def test_what_was_sent_against_the_rule_is_told(story):
    """A reader who writes the event by hand is found out by whoever reads."""
    draft = story.draft()
    data = {
        "referral": ids.to_hex(draft.referral), "key": "A" * 43 + "=",
        **addressee_to_json(draft.to), "summary": draft.words, "asked": draft.asked, "by": draft.by,
    }  # fmt: skip
    story.act(Act(kinds.REFERRED, data))

    assert [False] == [one.allowed for one in story.sent()]


@pytest.mark.parametrize(
    "other",
    [
        {"summary": "Somebody in payroll was insulted."},
        {"asked": ""},
        {"post": "director"},
        {"area": "corporate"},
        {"area_name": "Another part"},
    ],
)
def test_a_yes_counts_for_what_the_reporter_read_alone(story, other):
    """A reader who shows one summary and keeps another can send neither."""
    draft = story.draft()
    told = {"referral": ids.to_hex(draft.referral), "until": draft.until, **draft.to.named}
    kept = {"summary": draft.summary, "asked": draft.asked}
    data = {**told, "by": draft.by, **kept, **addressee_to_json(draft.to), **other}
    saying = Saying(draft.summary, SUMMARY, {**told, "asked": draft.asked})
    story.act(Act(kinds.REFERRAL_DRAFTED, data, saying))
    story.reply("yes")

    assert Standing.WAITING == story.standing()
    with pytest.raises(NotAllowed):
        story.send()


def test_whom_routing_does_not_allow_any_more_is_not_asked(story):
    """The rule is asked again when it is sent."""
    story.draft()
    story.reply("yes")

    with pytest.raises(NotAllowed):
        send(story.now(), story.drafted(), [story.addressee("north-chief")])


@pytest.mark.parametrize(
    "now",
    [
        {"account": 17},
        {"post": "director_people"},
        {"area": "corporate", "area_name": "Corporate services"},
    ],
)
def test_a_yes_is_for_the_one_who_held_the_post(story, now):
    """A successor, or the same person in another post or area, is asked about anew."""
    story.draft()
    story.reply("yes")

    with pytest.raises(NotAllowed):
        send(story.now(), story.drafted(), [story.addressee(**now)])

    assert () == story.asked()


def test_nobody_else_sees_that_somebody_was_asked(story):
    """The other owner, the interpreter and the adviser find nothing, whatever they ask for."""
    story.draft()
    story.reply("yes")
    story.send()
    number = story.sent()[0].referral

    for name in OTHERS[1:]:
        who, identity = story.account(name), story.cast.identities[name]
        opened = open_asked(story.desk.store, who, identity, story.cast.rosters, number)
        assert opened is None
        assert [()] * 3 == [story.asked(name, k) for k in (OWNER, INTERPRETER, ADVISER)]


def test_an_owner_cannot_learn_which_report_it_is(story):
    """Nothing they are given holds its number, its key, its hour or whoever wrote to them."""
    story.draft()
    story.reply("yes")
    story.send()

    [found] = story.asked()
    request = found.request
    given = repr((vars(request), found.words, found.number))
    case = story.case()
    for secret in (case.number, ids.to_hex(case.number), case.received, case.report.story):
        assert str(secret) not in given


def test_words_go_back_and_forth(story):
    """The readers may ask further; then the list waits for the owner again."""
    story.draft()
    story.reply("yes")
    story.send()
    story.answer()

    speak(story.now(), story.exchange(), "By when?")

    assert ["We will train the team.", "By when?"] == [w.text for w in story.asked()[0].words]
    assert not is_answered(story)


def test_withdrawn_is_without_words(story):
    """Whoever was asked sees that, and can answer no more."""
    story.draft()
    story.reply("yes")
    story.send()

    withdraw(story.now(), story.exchange())

    [found] = story.asked()
    assert (True, "") == (found.request.withdrawn, found.request.text)
    assert story.sent()[0].withdrawn
    with pytest.raises(Changed):
        story.answer()


def test_a_draft_can_be_withdrawn(story):
    """Then nothing is left to send, and it is no answer to what the reporter asked."""
    draft = story.draft()
    before = story.case()
    story.say("message", {}, "May I ask something?")
    waited = story.desk.row()
    withdraw_draft(story.now(), draft.referral)

    after, row = story.case(), story.desk.row()
    assert story.drafted() is None
    assert before.conversation.messages[-1].kind == SUMMARY
    assert SUMMARY_WITHDRAWN == after.conversation.messages[-1].kind
    assert "reviewer" == after.conversation.status.awaiting
    assert (waited.due, waited.wake, waited.rung) == (row.due, row.wake, row.rung)


def test_an_interpreter_sees_one_message_and_writes_it_back(story):
    """Without waiting for the reporter: it leaves the oversight body in no way."""
    who = story.account("south-interpreter")
    by = clock.day_of(story.now().author.now) + 3
    question = Question(INTERPRETER, who, "نص", "", by, "ar", STORY)
    ask(story.now(), question, [who])

    story.answer("Text", "south-interpreter", INTERPRETER)

    [sent] = story.sent()
    assert (INTERPRETER, STORY, True) == (sent.kind, sent.message, sent.allowed)
    assert "triaged" == story.case().progress.state
    assert ["Text"] == [word.text for word in story.exchange().answers]


def test_an_adviser_is_asked_with_consent_or_through_the_gate(tmp_path):
    """Safeguarding is a gate of its own."""
    story = Story(tmp_path, replace(MANY, consents=()))
    who = story.account("north-adviser")
    question = Question(ADVISER, who, "A child is hit.", "", 20_600, "en", STORY)
    with pytest.raises(NotAllowed):
        ask(story.now(), question, [who])
    story.act(Act(kinds.GATE_OPENED, {"gate": "safeguarding", "reason": "A child.", "text": ""}))
    opening = story.case().chain.events[-1].sequence
    story.act(Act(kinds.GATE_CONFIRMED, {"gate": "safeguarding", "opening": opening}), SECOND)

    ask(story.now(), question, [who])

    assert 1 == len(story.asked("north-adviser", ADVISER))


def test_two_readers_at_once_send_one(story):
    """The second is told that something changed, and no second row is left behind."""
    story.draft()
    story.reply("yes")
    second, draft = story.now(SECOND), story.drafted()
    story.send()

    with pytest.raises(Changed):
        send(second, draft, [draft.to])

    assert 1 == len(story.asked())


def test_hours_are_never_fewer_than_promised(story):
    """Put to them in the last minute of a day, it still waits three whole days."""
    story.hours = 10.9  # five minutes to midnight, UTC

    draft = story.draft()

    waits = clock.moment_of_hour(draft.until) - story.now().author.now
    assert waits >= timedelta(hours=72)


def test_it_goes_with_its_case(story):
    """When another day is set for the case, another is set for what was asked."""
    story.draft()
    story.reply("yes")
    story.send()

    story.act(Act(kinds.NOTED, {"text": "…"}, expiry=20_700))

    with story.desk.store.write() as connection:
        assert 0 == purge_referrals(connection, 20_700)
        assert 1 == purge_referrals(connection, purge_day(20_700))
