"""Letting somebody in who is kept out, below any page."""

from dataclasses import replace

import pytest

from reporting import case as answers
from reporting import ids
from reporting.asked import NO, YES
from reporting.casework import kinds
from reporting.casework.granting import grant
from reporting.casework.overrides import Standing
from reporting.casework.overriding import (
    ask_act,
    end_act,
    note_refusal,
    overrides_of,
    sign_act,
)
from reporting.casework.record import Act, record
from reporting.casework.recusing import recuse
from reporting.conversation import Saying, add_from_reporter, key_from_report_key
from reporting.errors import Changed, NotAllowed
from reporting.message import OVERRIDE, OVERRIDE_ANSWER
from reporting.roster import Declaration
from reporting.store import reports
from tests.casework.test_granting import edit, opens
from tests.support.cast import COUNCIL, TODAY, demo_service
from tests.support.dump import read_all
from tests.support.opened import Desk, open_desk

FIRST, SECOND, OUT = "north-lead", "north-deputy", "north-second"
WORDS = "One of our reviewers knows the council well. May they read it?"


@pytest.fixture
def desk(tmp_path):
    """A report that was answered, with two leads, from which a reviewer was excluded."""
    desk = open_desk(tmp_path, Declaration(COUNCIL), leads=("deputy",))
    answers.acknowledge(desk.store, desk.read(), desk.report_key, desk.author(), "Thank you.")
    yield desk
    desk.store.engine.dispose()


def places(desk: Desk):
    """Return what routing goes by."""
    return demo_service(), desk.cast.rosters


def do(desk: Desk, name: str, act: Act) -> None:
    """Do something to the case."""
    record(desk.store, desk.read(), desk.report_key, desk.author(name=name), act)


def ask(desk: Desk, by: str = FIRST, who: str = OUT) -> str:
    """Ask the reporter; return the number of the question."""
    accounts = desk.cast.accounts
    act = ask_act(
        desk.read(), places(desk), accounts[by], accounts[who], "Nobody else knows.", WORDS
    )
    do(desk, by, act)
    return str(act.data["override"])


def say(desk: Desk, number: str, answer: str) -> None:
    """Answer as the reporter."""
    row = desk.row()
    key = key_from_report_key(desk.report_key, row.header)
    saying = Saying("", OVERRIDE_ANSWER, {"override": number, "answer": answer})
    seed = desk.sent.receipt.keys().signing_seed
    addition = add_from_reporter(key, row.status, saying, seed, TODAY)
    with desk.store.write() as connection:
        reports.add_message(connection, desk.number, row.revision, addition)


def sign(desk: Desk, by: str = SECOND) -> None:
    """Sign as the second lead."""
    author = desk.author(name=by)
    do(desk, by, sign_act(desk.read(), desk.report_key, author, places(desk), "They are in."))


def standing(desk: Desk) -> Standing:
    """Return how far the newest override is."""
    newest = overrides_of(desk.read(), desk.cast.rosters).newest
    assert newest is not None
    return newest.standing


def test_two_leads_and_the_reporter_let_somebody_in(desk):
    """All rows are new, nobody else's access is another, and the reporter is told."""
    before = {row["bytes"] for row in read_all(desk.store)["stanza"]}
    say(desk, ask(desk), YES)
    assert Standing.AGREED == standing(desk)

    sign(desk)

    names = (OUT, "north-reviewer", FIRST, SECOND, "north-recovery", "south-lead")
    assert [True] * 5 + [False] == [opens(desk, name) for name in names]
    assert not before & {row["bytes"] for row in read_all(desk.store)["stanza"]}
    case = desk.read()
    assert [kinds.OVERRIDE_ASKED, kinds.OVERRIDDEN] == [e.kind for e in case.chain.events]
    assert "They are in." == case.conversation.messages[-1].text
    assert "overridden" == case.triage.access[desk.cast.accounts[OUT]]
    assert Standing.SIGNED == standing(desk)
    assert () == case.progress.refused


def test_it_outlasts_later_rewriting_and_ends_when_they_give_it_up(desk):
    """The declaration that kept them out is still there."""
    say(desk, ask(desk), YES)
    sign(desk)

    recuse(
        desk.store, desk.read(), desk.report_key, desk.author(name="north-reviewer"), places(desk)
    )
    assert opens(desk, OUT)
    recuse(desk.store, desk.read(), desk.report_key, desk.author(name=OUT), places(desk))

    assert [False, True] == [opens(desk, name) for name in (OUT, FIRST)]


@pytest.mark.parametrize("answer", ["", NO, "maybe"])
def test_without_a_yes_nobody_is_let_in(desk, answer):
    """Silence, a no, and what is neither."""
    number = ask(desk)
    if answer:
        say(desk, number, answer)

    with pytest.raises(NotAllowed):
        sign(desk)

    assert not opens(desk, OUT)


@pytest.mark.parametrize("by", [FIRST, "north-reviewer"])
def test_the_second_signature_is_of_another_lead(desk, by):
    """Not of whoever asked, and not of a reviewer."""
    say(desk, ask(desk), YES)

    with pytest.raises(NotAllowed):
        sign(desk, by)

    assert not opens(desk, OUT)


def test_who_is_kept_out_has_no_part_in_it(desk):
    """A lead who gave the report up after they asked, and one who would be let in."""
    say(desk, ask(desk), YES)
    recuse(desk.store, desk.read(), desk.report_key, desk.author(name=FIRST), places(desk))

    with pytest.raises(NotAllowed):
        sign(desk)
    with pytest.raises(NotAllowed):
        ask(desk, by=FIRST)

    assert not opens(desk, OUT)


def test_a_lead_who_is_none_any_more_cannot_sign(desk):
    """Nor one who was a lead of theirs when they asked."""
    say(desk, ask(desk), YES)
    edit(desk, FIRST, active=False)

    with pytest.raises(NotAllowed):
        sign(desk)


def test_a_no_after_a_yes_counts_until_it_is_done(desk):
    """And is an event as soon as anybody opens the case; another yes brings nothing back."""
    number = ask(desk)
    for answer in (YES, NO, YES):
        say(desk, number, answer)
    assert Standing.REFUSED == standing(desk)
    author = desk.author(name="north-reviewer")

    noted = [
        note_refusal(desk.store, desk.read(), desk.report_key, author, desk.cast.rosters)
        for _ in range(2)
    ]

    assert [True, False] == noted
    event = desk.read().chain.events[-1]
    assert (kinds.OVERRIDE_ENDED, NO) == (event.kind, event.data.get("answer"))
    assert Standing.REFUSED == standing(desk)
    with pytest.raises(NotAllowed):
        sign(desk)


def test_a_no_between_reading_and_signing_stops_it(desk):
    """What was read is what is signed: the reporter's message changes the report."""
    number = ask(desk)
    say(desk, number, YES)
    case, author = desk.read(), desk.author(name=SECOND)
    act = sign_act(case, desk.report_key, author, places(desk), "They are in.")
    say(desk, number, NO)

    with pytest.raises(Changed):
        record(desk.store, case, desk.report_key, author, act)

    assert not opens(desk, OUT)
    assert Standing.REFUSED == standing(desk)


def test_an_event_after_the_no_lets_nobody_in(desk):
    """Whoever holds the key and writes it past the desk: the reader hears the reporter first."""
    number = ask(desk)
    say(desk, number, YES)
    say(desk, number, NO)
    data = {"override": number, "account": ids.to_hex(desk.cast.accounts[OUT]), "reason": "…"}

    do(desk, SECOND, Act(kinds.OVERRIDDEN, data))

    overrides = overrides_of(desk.read(), desk.cast.rosters)
    assert frozenset() == overrides.let_in
    assert overrides.forged


def test_a_lead_may_end_it_and_a_newer_question_takes_its_place(desk):
    """What the reporter said to an older question lets nobody in."""
    first = ask(desk)
    say(desk, first, YES)
    second = ask(desk, by=SECOND)
    with pytest.raises(NotAllowed):
        sign(desk, FIRST)

    override = overrides_of(desk.read(), desk.cast.rosters).newest
    assert override is not None
    assert second == override.number
    do(desk, FIRST, end_act(override, "Somebody else can do it."))

    assert Standing.ENDED == standing(desk)


def test_an_event_that_was_signed_past_the_rule_is_told_as_forged(desk):
    """Whoever writes it into the database: a reader with the key and the database can."""
    number = ask(desk)
    account = ids.to_hex(desk.cast.accounts[OUT])
    data = {"override": number, "account": account, "reason": "So."}
    do(desk, SECOND, Act(kinds.OVERRIDDEN, data, Saying("They are in.")))

    overrides = overrides_of(desk.read(), desk.cast.rosters)

    assert 1 == len(overrides.forged)
    assert frozenset() == overrides.let_in


def test_what_the_reporter_was_not_shown_they_did_not_agree_to(desk):
    """A question that went out under another lead's name than its event is none."""
    account = ids.to_hex(desk.cast.accounts[OUT])
    data = {"override": "00000000000000aa", "account": account, "reason": "So."}
    do(desk, FIRST, Act(kinds.OVERRIDE_ASKED, data))
    shown = Saying("May we?", OVERRIDE, {"override": "00000000000000aa"})
    do(desk, SECOND, Act(kinds.NOTED, {"text": "So."}, shown))
    say(desk, "00000000000000aa", YES)

    with pytest.raises(NotAllowed):
        sign(desk, SECOND)


def test_who_was_let_in_lets_nobody_else_in(desk):
    """Neither by a grant nor as a lead."""
    edit(desk, OUT, role="lead")
    say(desk, ask(desk), YES)
    sign(desk)
    desk.cast.add("north", "later", "reviewer")
    later = desk.cast.accounts["north-later"]

    with pytest.raises(NotAllowed):
        grant(
            desk.store, desk.read(), desk.report_key, desk.author(name=OUT), places(desk), later,
            "So.",
        )  # fmt: skip
    with pytest.raises(NotAllowed):
        ask(desk, by=OUT, who="north-later")


def test_the_words_of_an_override_are_shown_in_no_log(desk):
    """A repr says nothing."""
    ask(desk)
    newest = overrides_of(desk.read(), desk.cast.rosters).newest

    assert "Override(…)" == repr(newest)
    assert newest is not None
    assert WORDS == newest.words


def test_nobody_signs_their_own_question_under_another_number(desk):
    """Neither when it is pressed, nor by an event that stands there already."""
    say(desk, ask(desk), YES)
    members = desk.cast.members["north"]
    at = next(n for n, m in enumerate(members) if m.account == desk.cast.accounts[SECOND])
    one = replace(members[at], follows=desk.cast.accounts[FIRST])
    two, members[at] = members[at], one

    with pytest.raises(NotAllowed):
        sign(desk)

    members[at] = two
    sign(desk)
    assert Standing.SIGNED == standing(desk)
    members[at] = one
    assert Standing.AGREED == standing(desk)
    assert overrides_of(desk.read(), desk.cast.rosters).forged
