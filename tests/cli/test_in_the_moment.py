"""Somebody gets another identity in the very moment in which something is sealed to them.

It reaches the account that follows, or whoever sends it is told; it is never stored for nobody.
"""

from types import SimpleNamespace
from typing import Any

import pytest

from reporting import desk, ids, intake
from reporting.casework.granting import grant
from reporting.casework.referrals import MAY_BE_SENT, standing_of
from reporting.checkin import open_check_ins, seal_worse
from reporting.conversation import Saying
from reporting.depositing import prepare
from reporting.desk.referral.panel import UNLISTED
from reporting.errors import Changed, ListChanged
from reporting.ids import ReportId
from reporting.message import CHECK_IN, OUTCOME
from reporting.passwords import CHEAPEST
from reporting.people.account import SignedIn
from reporting.referring.acting import Question, ask, send
from reporting.referring.reading import find_asked
from reporting.serves import ADVISER, INTERPRETER
from reporting.store.checkins import list_check_ins
from tests.support.deposits import can_open
from tests.support.dump import read_all
from tests.support.journey import Codes, Reporter, Reviewer, through_app
from tests.support.page import fields_of, offered
from tests.support.referred import AUDIT, make_referring
from tests.support.said import tell

READER, LATER, LEAD = "north-reviewer-1", "north-reviewer-9", "north-lead-2"
SPEAKER, CAREFUL = "south-interpreter-1", "north-safeguarding-1"
MOMENT = "The signed list changed at this very moment, so nothing was kept or sent"


def referring_in(shell):
    """Return a case of the demo on which somebody is to be asked for something."""
    reader = shell.holder(READER)
    signed_in = SignedIn(reader.row, reader.identity)
    return make_referring(shell.services, shell.services.store, signed_in)


def found_by(shell, username, kind):
    """Return what somebody finds on their page, with the identity they have now."""
    holder, services = shell.holder(username), shell.services
    rosters = services.rosters.current()
    asked = find_asked(services.store, holder.row.id, holder.identity, rosters, kind)
    return [one.request.text for one in asked if one.request]


def rows_in(shell):
    """Return how many rows there are of what is asked, and of events."""
    every = read_all(shell.services.store)
    return [len(every[name]) for name in ("referral", "referral_stanza", "case_event")]


@pytest.mark.parametrize(
    ("username", "kind"),
    [(SPEAKER, INTERPRETER), (CAREFUL, ADVISER)],
    ids=["interpreter", "adviser"],
)
@pytest.mark.parametrize("command", [("roster", "rotate"), ("account", "reset")])
def test_who_is_asked_in_that_moment_is_asked_anew(demo, command, username, kind):
    """Nothing is stored under the list of before; asked again, the new account reads it."""
    referring = referring_in(demo)
    before = referring.desk()
    who = referring.account_id(username)
    question = Question(kind, who, "A sentence.", "What does it say?", 30_000, "ar", -1)
    rows = rows_in(demo)

    demo.done(*command, username)
    with pytest.raises(Changed):  # a reset writes the rows of the report anew as well
        ask(before, question, [who])

    assert rows == rows_in(demo)
    assert [] == found_by(demo, username, kind)
    if kind == INTERPRETER:
        referring.translate("A sentence.", username)
        assert ["A sentence."] == found_by(demo, username, kind)


def test_a_summary_sent_in_that_moment_waits_for_the_reporter_again(demo):
    """Another account holds the post now, so the reporter is asked about it, as ever."""
    referring = referring_in(demo)
    referring.put(AUDIT)
    referring.reply("yes")
    before = referring.desk()
    draft = before.referrals.draft
    rows = rows_in(demo)

    demo.done("roster", "rotate", AUDIT)
    with pytest.raises(ListChanged):
        send(before, draft, [draft.to])

    assert rows == rows_in(demo)
    after = referring.desk()
    assert draft == after.referrals.draft
    situation = after.record.situation(after.case.chain.events, 10, after.author.now)
    assert standing_of(draft, situation) in MAY_BE_SENT
    assert referring.addressee(AUDIT) != draft.to


def at_the_desk(shell, username):
    """Return somebody who has signed in at a desk of this demo."""
    shell.environment["REPORTING_INSECURE_HTTP"] = "1"
    app = desk.create_app(shell.services, profile=CHEAPEST)
    person = Reviewer(through_app(app), codes=Codes())
    assert 200 == person.sign_in(shell.accounts[username]).status
    return person


def test_whoever_asks_reads_why_and_keeps_what_they_wrote(demo, monkeypatch):
    """The page is that of the list in force by then, with the text still in it."""
    referring = referring_in(demo)
    reader = at_the_desk(demo, READER)
    address = f"/cases/{referring.number}/advice"
    rosters = demo.services.rosters.current()
    form = reader.get(address).form_with("text")
    who = ids.to_hex(referring.account_id(CAREFUL))
    seal = ask

    def in_that_moment(*arguments):
        if rosters.digest == demo.services.rosters.current().digest:
            demo.done("roster", "rotate", CAREFUL)
        return seal(*arguments)

    monkeypatch.setattr("reporting.desk.referral.asking.ask", in_that_moment)
    page = reader.submit(form, {"to": who, "text": "A sentence.", "asked": "What is to be done?"})

    assert 409 == page.status
    assert MOMENT in page.text
    again = page.form_with("text")
    assert ["A sentence."] == fields_of(again)["text"]
    assert who not in offered(again, "to")
    now = ids.to_hex(referring.account_id(CAREFUL))
    sent = reader.submit(again, {"to": now})
    assert 200 == sent.status
    assert ["A sentence."] == found_by(demo, CAREFUL, ADVISER)


@pytest.mark.parametrize("command", [("roster", "rotate"), ("account", "reset")])
def test_a_translation_that_nobody_can_read_is_told(demo, command):
    """After a reset the rows of before open to nobody: the page of the case says so."""
    referring = referring_in(demo)
    referring.translate()

    demo.done(*command, SPEAKER)

    page = at_the_desk(demo, READER).get(f"/cases/{referring.number}")
    assert (command == ("account", "reset")) == (str(UNLISTED) in page.text)


def admit_later(shell):
    """Have somebody listed who has a decoy alone in the reports that are there."""
    for path in (shell.folder / "keys").glob("*.share"):
        path.rename(shell.folder / path.name)
    shell.done("account", "add", LATER, "--role", "reviewer", "--body", "north")


def test_a_report_given_in_that_moment_is_given_to_the_account_of_now(demo):
    """Given under the list of before it is given to nobody; given again, it opens."""
    referring = referring_in(demo)
    admit_later(demo)
    desk_of_before, services = referring.desk(), demo.services
    places = (services.service, desk_of_before.rosters)
    who = referring.account_id(LATER)

    demo.done("account", "reset", LATER)
    case, report_key = desk_of_before.case, desk_of_before.report_key
    author, store = desk_of_before.author, services.store
    rows = rows_in(demo)
    with pytest.raises(ListChanged):
        grant(store, case, report_key, author, places, who, "I am away.")

    assert rows == rows_in(demo)
    anew, now = referring.desk(), referring.account_id(LATER)
    places = (services.service, anew.rosters)
    grant(store, anew.case, report_key, author, places, now, "I am away.")
    assert can_open(services, demo.holder(LATER), referring.report)


def test_a_report_sent_in_that_moment_is_sealed_to_the_account_of_now(demo, monkeypatch):
    """Whoever sends it is asked to look again, nothing is stored, and their answers are there."""
    demo.environment["REPORTING_INSECURE_HTTP"] = "1"
    reporter = Reporter(through_app(intake.create_app(demo.services)))
    rosters, seal = demo.services.rosters.current(), prepare

    def in_that_moment(*arguments, **options):
        prepared = seal(*arguments, **options)
        if rosters.digest == demo.services.rosters.current().digest:
            demo.done("roster", "rotate", READER)
        return prepared

    monkeypatch.setattr("reporting.intake.checking.prepare", in_that_moment)
    reporter.fill()
    page = reporter.submit(reporter.next_form(), {})

    assert 409 == page.status
    assert "the people who can read them, have changed" in page.text
    assert [] == read_all(demo.services.store)["report"]
    reporter.get("/en/report/check")
    sent = reporter.submit(reporter.next_form(), {})
    assert sent.by_id("receipt") is not None
    [stored] = read_all(demo.services.store)["report"]
    assert can_open(demo.services, demo.holder(READER), ReportId(stored["id"]))


def ask_about_worse_treatment(shell):
    """Ask a reporter whether anybody treated them worse, to be told to a lead; return the words."""
    shell.environment["REPORTING_INSECURE_HTTP"] = "1"
    referring = referring_in(shell)
    services, words = shell.services, " ".join(referring.receipt.words)
    house: Any = SimpleNamespace(
        store=services.store,
        instance=services.instance,
        accounts=shell.accounts,
        clock=services.now,
    )
    about = {"organisation": "council", "number": 1}
    lead = ids.to_hex(referring.account_id(LEAD))
    tell(house, words, Saying("We changed the rule.", OUTCOME), "outcome_decided")
    tell(house, words, Saying("And since?", CHECK_IN, {**about, "lead": lead}))
    return words


def answer_worse(shell, words):
    """Answer as the reporter that somebody was treated worse."""
    reporter = Reporter(through_app(intake.create_app(shell.services)))
    reporter.return_with(words)
    page = reporter.get("/en/conversation/check-in")
    return reporter.submit(page.form_with("story"), {"worse": "yes", "story": "Off the rota."})


def told_to(shell, username):
    """Return what somebody reads of worse treatment, with the identity they have now."""
    with shell.services.store.read() as connection:
        rows = list_check_ins(connection)
    told = open_check_ins(rows, shell.holder(username).identity.unwrapper)
    return [one.text for one in told]


def test_a_lead_with_another_identity_is_told_of_worse_treatment(demo):
    """The question names them by the number they had when it was sent."""
    words = ask_about_worse_treatment(demo)

    demo.done("roster", "rotate", LEAD)
    answer_worse(demo, words)

    assert ["Off the rota."] == told_to(demo, LEAD)


@pytest.mark.parametrize("command", [("roster", "rotate"), ("account", "reset")])
def test_an_answer_in_that_moment_is_sealed_to_the_lead_of_now(demo, monkeypatch, command):
    """Nobody can ask the reporter again: their page says that it was kept."""
    words = ask_about_worse_treatment(demo)
    if command == ("account", "reset"):
        for path in (demo.folder / "keys").glob("*.share"):  # without them nothing is wrapped again
            path.rename(demo.folder / path.name)
    digest, changed = demo.services.rosters.current().digest, []

    def in_that_moment(*arguments):
        row = seal_worse(*arguments)
        if digest == demo.services.rosters.current().digest:
            changed.append(demo.done(*command, LEAD))
        return row

    monkeypatch.setattr("reporting.intake.surveying.seal_worse", in_that_moment)
    page = answer_worse(demo, words)

    assert (200, 1) == (page.status, len(changed))
    assert ["Off the rota."] == told_to(demo, LEAD)
