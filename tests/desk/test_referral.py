"""Readers of a case ask somebody outside it: what they see, what is refused, what comes back."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from types import SimpleNamespace
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from reporting import clock
from reporting.casework import kinds
from reporting.casework.record import Act
from reporting.desk.asked.forms import PARTS
from reporting.ids import AccountId
from reporting.roster import Rosters
from reporting.serves import Serves
from tests.desk.conftest import Place
from tests.desk.test_due import due_on
from tests.support.cast import make_report
from tests.support.journey import Reviewer
from tests.support.page import Page, fields_of, text_of
from tests.support.referred import (
    ASKED,
    AUDIT,
    CARD,
    CHIEF,
    DIRECTOR,
    SUMMARY,
    Referring,
    make_referring,
)

PLAN = "A manager will stand at the counter from Monday."


@pytest.fixture
def referring(place: Place) -> Referring:
    """A case that was acknowledged and triaged."""
    return make_referring(place.services, place.store, place.signed_in())


def address(referring: Referring, rest: str = "") -> str:
    """Return an address of the case."""
    return f"/cases/{referring.number}{rest}"


def answers(place: Place, referring: Referring, **changes: str) -> dict[str, str]:
    """Return what a reviewer fills in."""
    to = f"{referring.account_id(AUDIT):016x}"
    return {"to": to, "summary": SUMMARY, "asked": ASKED, "days": "10"} | changes


def press(visitor: Reviewer, form: Element, button: str, **values: str) -> Page:
    """Send a form with some fields filled in, by one of its buttons."""
    fields: dict[str, str | list[str]] = {**fields_of(form), **values, "press": button}
    return visitor.post(form.get("action", ""), fields)


def test_the_whole_way(place: Place, referring: Referring) -> None:
    """Written, looked at, put to the reporter, edited, sent, answered, read."""
    reviewer = place.reviewer()
    page = reviewer.get(address(referring, "/referral"))
    filled = answers(place, referring)

    looked = press(reviewer, page.form_with("summary"), "look", **filled)
    assert "Exactly what they would see" in looked.text
    assert "Do not try to find out" in looked.text
    waiting = press(reviewer, looked.form_with("summary"), "put", **filled)
    assert "The reporter has not answered yet" in waiting.text
    assert "Send it" not in waiting.text

    referring.reply("edited", "People were insulted somewhere.")
    edited = reviewer.get(address(referring, "/referral"))
    assert "The reporter has changed the summary" in edited.text
    assert "People were insulted somewhere." in edited.text
    sent = press(reviewer, edited.form_with("mark"), "send")
    assert "Asked of others" in sent.text

    owner = place.reviewer(AUDIT)
    [line] = [e for e in owner.get("/referrals").document.iter() if e.get("data-referral")]
    form = owner.get(f"/referrals/{line.get('data-referral')}").form_with("plan")
    owner.submit(form, {"plan": PLAN})
    assert PLAN in reviewer.get(address(referring)).text


def test_the_owner_sees_what_was_previewed(place: Place, referring: Referring) -> None:
    """The page before and the page after are drawn by the same thing."""
    reviewer = place.reviewer()
    page = reviewer.get(address(referring, "/referral"))
    looked = press(reviewer, page.form_with("summary"), "look", **answers(place, referring))
    preview = looked.by_id("preview")
    number = referring.send()

    shown = place.reviewer(AUDIT).get(f"/referrals/{number}")

    assert preview is not None
    for each in preview.iter("li"):
        assert "".join(each.itertext()).strip() in shown.text
    assert SUMMARY in "".join(preview.itertext())


def test_what_could_tell_who_wrote_is_shown(place: Place, referring: Referring) -> None:
    """Names, times, and the reporter's own words."""
    story = referring.desk().case.report.story
    reviewer = place.reviewer()
    page = reviewer.get(address(referring, "/referral"))

    text = f"{story} {story} On 3 May at 14:05 in the office."
    looked = press(
        reviewer, page.form_with("summary"), "look", **answers(place, referring, summary=text)
    )

    assert "This could tell who wrote" in looked.text
    assert "14:05" in "".join(
        "".join(e.itertext())
        for e in looked.document.iter("section")
        if e.get("aria-labelledby") == "hints-heading"
    )


def test_before_triage_nothing_is_asked(place: Place) -> None:
    """Whether silence may count is not known yet, and nor is who may be asked."""
    made = make_referring(place.services, place.store, place.signed_in(), card=None)
    reviewer = place.reviewer()

    page = reviewer.get(address(made, "/referral"))

    assert 409 == page.status
    assert "once the report is triaged" in page.text
    assert "Director of audit" not in page.text


@pytest.mark.parametrize("missing", ["to", "summary", "asked", "days"])
def test_what_is_missing_is_said(place: Place, referring: Referring, missing: str) -> None:
    """And what was written is kept."""
    reviewer = place.reviewer()
    page = reviewer.get(address(referring, "/referral"))
    filled = {k: v for k, v in answers(place, referring).items() if k != missing}

    refused = reviewer.submit(page.form_with("summary"), filled)

    assert 400 == refused.status
    if missing != "summary":
        assert SUMMARY in refused.text


def test_owners_whom_routing_refuses_are_not_offered(place: Place) -> None:
    """Struck out by the reporter: the page names nobody, and a forged choice is refused."""
    report = make_report(about=("internal_audit",))
    made = make_referring(place.services, place.store, place.signed_in(), report=report)
    reviewer = place.reviewer()

    page = reviewer.get(address(made, "/referral"))
    forged = reviewer.submit(page.form_with("summary"), answers(place, made))

    assert "Director of audit" not in page.text
    assert 400 == forged.status


def test_everybody_reads_the_same_post_and_area(place: Place, referring: Referring) -> None:
    """Who writes, the signed message to the reporter, who is asked, and the case afterwards."""
    words, reviewer = "Director of Adults and children", place.reviewer()
    page = reviewer.get(address(referring, "/referral"))
    filled = answers(place, referring, to=f"{referring.account_id(DIRECTOR):016x}")

    looked = press(reviewer, page.form_with("summary"), "look", **filled)
    press(reviewer, looked.form_with("summary"), "put", **filled)
    waiting = reviewer.get(address(referring, "/referral"))
    shown = referring.desk().case.conversation.messages[-1]
    referring.reply("yes")
    sent = press(reviewer, reviewer.get(address(referring, "/referral")).form_with("mark"), "send")
    owner = place.reviewer(DIRECTOR)
    [line] = [e for e in owner.get("/referrals").document.iter() if e.get("data-referral")]
    asked = owner.get(f"/referrals/{line.get('data-referral')}")

    assert ("director", "Adults and children") == (shown.data["post"], shown.data["area_name"])
    for read in (page, looked, waiting, sent, asked):
        assert words in read.text


MOVED = Serves("council", "director", "corporate")


@pytest.mark.parametrize("successor", [False, True])
@pytest.mark.parametrize("sent", [False, True])
def test_whoever_holds_the_post_since_is_somebody_else(
    place: Place, referring: Referring, *, successor: bool, sent: bool
) -> None:
    """The list changes after the yes: nothing goes, and of what went the case's page tells it."""
    other = referring.account_id(CHIEF) if successor else AccountId(0)
    if sent:
        referring.send(DIRECTOR)
    else:
        referring.put(DIRECTOR)
        referring.reply("yes")
    reviewer, moved = place.reviewer(), referring.account_id(DIRECTOR)
    page = reviewer.get(address(referring, "/referral"))
    known = place.services.rosters.current()
    held = next(m.serves for m in known.owners("council") if m.account == moved)
    now = {moved: MOVED, other: held}

    with reseated(place, known, now):
        if sent:
            assert "does not name whom this was sent to" in reviewer.get(address(referring)).text
            return
        refused = press(reviewer, page.form_with("mark"), "send")

    assert 409 == refused.status
    assert "holds another post by now" in refused.text
    for name in (DIRECTOR, CHIEF):
        assert "Nothing is asked of you" in place.reviewer(name).get("/referrals").text


@contextmanager
def reseated(place: Place, known: Rosters, now: dict[AccountId, Serves]) -> Iterator[None]:
    """Let the lists in force say that some owners hold other posts."""
    keeper = place.services.rosters
    by_body = {
        body: replace(
            roster,
            members=tuple(replace(m, serves=now.get(m.account, m.serves)) for m in roster.members),
        )
        for body, roster in known.by_body.items()
    }
    lists = SimpleNamespace(current=lambda: Rosters(by_body))
    object.__setattr__(place.services, "rosters", lists)
    yield
    object.__setattr__(place.services, "rosters", keeper)


@pytest.mark.parametrize(
    ("username", "told", "found"),
    [
        (AUDIT, {}, {"about": ("internal_audit",)}),
        (DIRECTOR, {"about": ("line_manager",)}, {"area": "adults_children"}),
        (DIRECTOR, {"about": ("line_manager",), "area": "adults_children"}, {"area": "corporate"}),
        (DIRECTOR, {"about": ("line_manager",), "area": "corporate"}, {"area": "not_known"}),
        (DIRECTOR, {"area": "adults_children", "about": ("stranger",)}, {"about": ("director",)}),
    ],
)
def test_what_triage_found_counts_with_what_was_told(
    place: Place, username: str, told: dict[str, Any], found: dict[str, Any]
) -> None:
    """Whom it is about is not offered, on the page or to a forged choice."""
    made = make_referring(
        place.services, place.store, place.signed_in(), replace(CARD, **found), make_report(**told)
    )
    reviewer = place.reviewer()
    page = reviewer.get(address(made, "/referral"))
    to = f"{made.account_id(username):016x}"

    forged = press(reviewer, page.form_with("summary"), "put", **answers(place, made, to=to))

    assert to not in page.body.decode()
    assert 400 == forged.status
    assert made.desk().referrals.draft is None


def test_a_draft_can_be_withdrawn(place: Place, referring: Referring) -> None:
    """Then another can be written."""
    referring.put()
    reviewer = place.reviewer()
    page = reviewer.get(address(referring, "/referral"))

    press(reviewer, page.form_with("mark"), "withdraw")

    assert "Whom you ask" in reviewer.get(address(referring, "/referral")).text


def test_nothing_is_sent_that_was_not_read(place: Place, referring: Referring) -> None:
    """The reporter changes the words while the reviewer looks at the page."""
    referring.put()
    referring.reply("yes")
    reviewer = place.reviewer()
    page = reviewer.get(address(referring, "/referral"))
    referring.reply("edited", "Something else.")

    refused = press(reviewer, page.form_with("mark"), "send")

    assert 409 == refused.status
    assert "Something else." in refused.text
    assert "Nothing is asked of you" in place.reviewer(AUDIT).get("/referrals").text


def test_sending_by_hand_what_may_not_be_sent(place: Place, referring: Referring) -> None:
    """The page has no button for it, and the function refuses as well."""
    referring.put()
    reviewer = place.reviewer()
    page = reviewer.get(address(referring, "/referral"))

    refused = press(reviewer, page.form_with("mark"), "send")

    assert 409 == refused.status
    assert "has not agreed" in refused.text


def test_a_word_back_and_a_withdrawal(place: Place, referring: Referring) -> None:
    """The owner reads the question, and later that it was taken back."""
    number = referring.send()
    reviewer, owner = place.reviewer(), place.reviewer(AUDIT)
    page = reviewer.get(address(referring, f"/referrals/{number}"))
    asked = press(reviewer, page.form_with("message"), "send", message="By when?")
    assert "By when?" in owner.get(f"/referrals/{number}").text

    gone = press(reviewer, asked.form_with("message"), "withdraw")

    assert "This was withdrawn" in gone.text
    assert SUMMARY not in owner.get(f"/referrals/{number}").text


def test_a_translation_stands_beside_the_original(place: Place) -> None:
    """Marked as one."""
    story = "قيل لي ارجع إلى بلدك."
    report = make_report(language="ar", story=story)
    made = make_referring(place.services, place.store, place.signed_in(), report=report)
    reviewer = place.reviewer()
    page = reviewer.get(address(made, "/translation"))
    to = f"ar.{made.account_id('north-interpreter-1'):016x}"
    reviewer.submit(page.form_with("what"), {"what": "-1.0", "to": to})
    interpreter = place.reviewer("north-interpreter-1")
    [line] = [e for e in interpreter.get("/translations").document.iter() if e.get("data-referral")]
    form = interpreter.get(f"/translations/{line.get('data-referral')}").form_with("text")
    interpreter.submit(form, {"text": "I was told to go back to my country."})

    shown = reviewer.get(address(made)).text

    assert "Translation, by an interpreter" in shown
    assert "I was told to go back to my country." in shown


def test_people_may_have_written_in_any_language(place: Place, referring: Referring) -> None:
    """On a form in English too: every language that somebody speaks is offered, and no other."""
    page = place.reviewer().get(address(referring, "/translation"))

    offered = {
        (each.get("value") or "").partition(".")[0]
        for each in page.document.iter()
        if each.get("name") == "to"
    }
    assert {"ar", "pl", "so", "ur"} == offered


def test_an_adviser_needs_consent_or_the_gate(place: Place) -> None:
    """Otherwise the page offers nothing to send."""
    card = replace(CARD, consents=())
    made = make_referring(place.services, place.store, place.signed_in(), card)
    reviewer = place.reviewer()

    assert "gate of safeguarding" in reviewer.get(address(made, "/advice")).text


def test_an_adviser_is_asked(place: Place, referring: Referring) -> None:
    """With what was written, and nothing else."""
    reviewer = place.reviewer()
    page = reviewer.get(address(referring, "/advice"))
    to = f"{referring.account_id('north-safeguarding-1'):016x}"
    reviewer.submit(
        page.form_with("asked"), {"to": to, "text": "A child is hit.", "asked": "Whom do we tell?"}
    )

    listed = place.reviewer("north-safeguarding-1").get("/advice")

    assert "New" in listed.text
    assert referring.number not in listed.body.decode()


def test_an_owner_who_is_late_climbs_a_ladder(place: Place, referring: Referring) -> None:
    """Five, ten, fifteen and twenty working days; nobody gets a mail."""
    referring.send()
    found = []
    for _ in range(6):
        asked = place.reviewer().get(address(referring)).by_id("asked")
        assert asked is not None
        found.append(text_of(asked))
        place.moment.pass_by(days=7)

    steps = ("the owner's director", "chief operating officer", "chief executive", "stalled")
    reached = [
        [
            step
            for step in steps
            if f"tell {step}" in t
            or f"tell the {step}" in t
            or (step == "stalled" and "has stalled" in t)
        ]
        for t in found
    ]
    assert [] == reached[0]
    assert ["the owner's director"] == reached[2]
    assert ["stalled"] == reached[5]


def test_what_others_were_asked_stands_among_what_is_due(
    place: Place, referring: Referring
) -> None:
    """Who it is, and what is late since when; once answered, each part of it in its place."""
    referring.send()
    referring.translate()
    referring.advise("north-safeguarding-1")
    who, step = "Director of audit", "Director of audit: without an answer, tell their director"

    due = due_on(place.reviewer().get(address(referring)))
    place.moment.pass_by(days=9)
    late = due_on(place.reviewer().get(address(referring)))

    assert "By 5 May" == due["Advice of a safeguarding adviser"]
    assert "By 7 May" == due["Translation, by an interpreter"]
    assert ("By 18 May", "By 11 May") == (due[f"Answer of {who}"], due[step])
    assert "Overdue since 5 May" == late["Advice of a safeguarding adviser"]
    assert "Overdue since 7 May" == late["Translation, by an interpreter"]
    assert "Overdue since 11 May" == late[step]
    assert f"{who}: without an answer, tell the chief operating officer" in late
    assert f"{who}: without an answer, tell the chief executive" not in late
    owner = place.reviewer(AUDIT)
    [line] = [e for e in owner.get("/referrals").document.iter() if e.get("data-referral")]
    form = owner.get(f"/referrals/{line.get('data-referral')}").form_with("plan")
    owner.submit(form, dict.fromkeys(PARTS, "") | {name: f"Our {name}." for name in PARTS})
    answered = place.reviewer().get(address(referring))
    assert not [name for name in due_on(answered) if who in name]
    for name in PARTS:
        assert f"Our {name}." in answered.text


@pytest.mark.parametrize(
    "rest", ["/referral", "/translation", "/advice", "/referrals/00000000000000ff"]
)
def test_an_excluded_reviewer_finds_no_page(place: Place, referring: Referring, rest: str) -> None:
    """The same answer as for a number that nobody has."""
    visitor = place.reviewer("north-reviewer-2")

    hidden, unknown = visitor.get(address(referring, rest)), visitor.get(f"/cases/{'0' * 16}{rest}")

    assert (404, 404) == (hidden.status, unknown.status)
    assert hidden.body == unknown.body


def listed(reviewer: Reviewer) -> list[str]:
    """Return the cases in the order of the list."""
    page = reviewer.get("/cases?state=all")
    return re.findall(r'data-case="([0-9a-f]{16})"', page.body.decode())


def test_who_was_asked_and_is_due_first_stands_first(place: Place, referring: Referring) -> None:
    """Before the answer by its day, and behind the other case once a reader has seen the answer."""
    other = make_referring(place.services, place.store, place.signed_in())
    reviewer = place.reviewer()
    before = listed(reviewer)
    behind, ahead = (referring, other) if before[-1] == referring.number else (other, referring)
    behind.translate()

    waiting = listed(reviewer)
    place.moment.pass_by(days=4)
    reviewer = place.reviewer()
    late = reviewer.get("/cases?due=overdue")
    interpreter = place.reviewer("south-interpreter-1")
    [link] = [a for a in interpreter.get("/translations").links if a.startswith("/translations/")]
    interpreter.get(link)
    interpreter.submit(interpreter.page.form_with("text"), {"text": "A short text."})
    answered = listed(reviewer)
    reviewer.get(f"/cases/{behind.number}")
    seen = listed(reviewer)

    assert [ahead.number, behind.number] == before
    assert [behind.number, ahead.number] == waiting == answered
    assert "1 report is overdue." in late.text
    assert before == seen
    assert "0 reports are overdue." in reviewer.get("/cases").text


def test_an_owner_without_an_answer_brings_the_case_forward(
    place: Place, referring: Referring
) -> None:
    """By the day they were given or the first step of the ladder; later acts leave it there."""
    referring.send(AUDIT)
    card = referring.desk().case.card

    assert card.asked < card.due
    referring.act(Act(kinds.NOTED, {"text": "Nothing new."}))
    assert card.asked == referring.desk().case.card.asked


def test_what_is_withdrawn_is_waited_for_no_more(place: Place, referring: Referring) -> None:
    """The case stands again where its own work is due."""
    number = referring.translate()
    reviewer = place.reviewer()
    page = reviewer.get(address(referring, f"/referrals/{number}"))

    press(reviewer, page.form_with("message"), "withdraw")
    reviewer.get(address(referring))

    assert clock.LAST_HOUR == referring.desk().case.card.asked
