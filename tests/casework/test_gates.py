"""Gates: who signs, how many, and what must be there first; docs/referral.md says the same."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from reporting import clock
from reporting.casework import kinds
from reporting.casework.event import CaseEvent
from reporting.casework.gates import (
    ACCUSED,
    GATES,
    OWN_NAME,
    POLICE,
    SAFEGUARDING,
    SERIOUS_RISK,
    Lack,
    Situation,
    Standing,
    find_open,
    gate_openings,
    lack_of,
    standing_of,
)
from reporting.ids import AccountId, ReportId
from reporting.message import FROM_REPORTER, TO_REPORTER, WISHES, WORDING, WORDING_ANSWER, Message
from tests.casework.test_progress import CARD

PAGE = (Path(__file__).parents[2] / "docs" / "referral.md").read_text("utf-8")
LONDON = ZoneInfo("Europe/London")
A, B = AccountId(11), AccountId(12)
NIGHT = clock.hour_of(datetime(2026, 5, 4, 22, tzinfo=UTC))  # 23:00 in London
NOON = clock.hour_of(datetime(2026, 5, 4, 11, tzinfo=UTC))


def event(sequence, kind, actor, hour, **data):
    """Return an event of a case."""
    return CaseEvent(ReportId(5), sequence, b"", kind, actor, hour, 0, data)


def opened(gate, hour=NOON, actor=A):
    """Return the event that opens a gate."""
    return event(0, kinds.GATE_OPENED, actor, hour, gate=gate, reason="…", text="…")


def confirmed(actor=B, hour=NOON + 1, opening=0):
    """Return the event of a second signature."""
    return event(1, kinds.GATE_CONFIRMED, actor, hour, gate="", opening=opening)


def situation(events=(), messages=(), triage=CARD, hour=NOON):
    """Return how a case stands."""
    return Situation(events, messages, triage, clock.moment_of_hour(hour), LONDON, 72)


def test_the_table_is_the_page():
    """Each gate with its signatures and whether one is enough at night."""
    rows = re.findall(r"^\| `(\w+)` \| (\d) \| (yes|no) \|", PAGE, re.MULTILINE)

    assert rows == [
        (gate.code, str(gate.signatures), "yes" if gate.at_night else "no")
        for gate in GATES.values()
    ]


@pytest.mark.parametrize("gate", [SERIOUS_RISK, SAFEGUARDING, POLICE, ACCUSED])
def test_by_day_it_takes_two(gate):
    """One signature opens nothing, and the same one twice is one."""
    [opening] = gate_openings([opened(gate)])

    assert Standing.WAITING == standing_of(opening, NOON + 1, LONDON)
    assert find_open([opened(gate), confirmed(A)], gate, NOON + 1, LONDON) is None
    assert find_open([opened(gate), confirmed(B)], gate, NOON + 1, LONDON) is not None


def test_another_number_of_the_opener_opens_nothing():
    """Whoever got another account since is no second reader of their own opening."""
    again = replace(confirmed(B), first=A)

    [opening] = gate_openings([opened(POLICE), again])

    assert opening.second is None
    assert find_open([opened(POLICE), again], POLICE, NOON + 1, LONDON) is None


def test_at_night_one_may_act_for_serious_risk_alone():
    """Nobody is woken; the second signs within 24 hours."""
    events = [opened(SERIOUS_RISK, NIGHT)]

    assert Standing.ALONE == standing_of(gate_openings(events)[0], NIGHT + 23, LONDON)
    assert find_open(events, SERIOUS_RISK, NIGHT, LONDON) is not None
    assert find_open([opened(POLICE, NIGHT)], POLICE, NIGHT, LONDON) is None


def test_a_second_signature_that_does_not_come_closes_it():
    """Nothing more is done through it until somebody signs."""
    events = [opened(SERIOUS_RISK, NIGHT)]

    assert Standing.OVERDUE == standing_of(gate_openings(events)[0], NIGHT + 24, LONDON)
    assert find_open(events, SERIOUS_RISK, NIGHT + 24, LONDON) is None
    late = [*events, confirmed(B, NIGHT + 30)]
    assert find_open(late, SERIOUS_RISK, NIGHT + 30, LONDON) is not None


def test_night_is_told_by_the_clock_on_the_wall():
    """22:00 to 08:00 where the service is, whatever UTC says."""
    hours = [h for h in range(NOON, NOON + 24) if find_open_at(h)]
    local = [clock.moment_of_hour(hour).astimezone(LONDON).hour for hour in hours]

    assert [22, 23, 0, 1, 2, 3, 4, 5, 6, 7] == local


def find_open_at(hour):
    """Say whether serious risk is open at once in an hour."""
    return find_open([opened(SERIOUS_RISK, hour)], SERIOUS_RISK, hour, LONDON)


def test_one_is_enough_for_the_own_name():
    """The body acts for itself, with the reporter's consent."""
    assert find_open([opened(OWN_NAME)], OWN_NAME, NOON, LONDON) is not None


@pytest.mark.parametrize(
    ("gate", "consent"), [(POLICE, "share_police"), (OWN_NAME, "share_summary")]
)
def test_consent_or_serious_risk(gate, consent):
    """Neither is opened without one of the two."""
    agreed = situation(triage=replace_consents(consent))
    overruled = situation([opened(SERIOUS_RISK), confirmed()], triage=replace_consents())

    assert Lack.CONSENT == lack_of(GATES[gate], situation(triage=replace_consents()))
    assert Lack.CONSENT == lack_of(GATES[gate], situation(triage=None))
    assert lack_of(GATES[gate], agreed) is None
    assert lack_of(GATES[gate], overruled) is None


def test_a_consent_that_the_reporter_took_back_counts_no_more():
    """At once, whatever the triage card still says; one they gave once more counts again."""
    card = replace_consents("share_summary")
    back, again = (
        replace(said(WISHES, FROM_REPORTER), data={"consents": consents})
        for consents in ([], ["share_summary"])
    )

    assert situation(triage=card).agreed("share_summary")
    assert not situation(messages=[back], triage=card).agreed("share_summary")
    assert situation(messages=[back, again], triage=card).agreed("share_summary")


def replace_consents(*consents):
    """Return a triage card with these consents."""
    return replace(CARD, consents=consents)


def said(kind, direction, day=NOON // 24):
    """Return a message about telling the accused."""
    return Message(ReportId(5), 1, b"", direction, kind, "…", "x", day, data={"gate": ACCUSED})


def test_the_reporter_is_asked_how_to_say_it_first():
    """An answer, or hours of silence as for a summary; of few people no silence counts."""
    many, few = replace(CARD, sources="over_50"), replace(CARD, sources="up_to_3")
    asked = said(WORDING, TO_REPORTER)
    answer = said(WORDING_ANSWER, FROM_REPORTER)
    gate, later = GATES[ACCUSED], NOON + 24 + 72

    assert Lack.WORDING == lack_of(gate, situation(triage=many))
    assert Lack.ANSWER == lack_of(gate, situation((), [asked], many))
    assert lack_of(gate, situation((), [asked], many, later)) is None
    assert Lack.ANSWER == lack_of(gate, situation((), [asked], few, later))
    assert lack_of(gate, situation((), [asked, answer], few)) is None


def test_nobody_of_the_desk_answers_in_the_place_of_the_reporter():
    """An answer that goes to the reporter is none of theirs, whoever wrote it into the database."""
    few = replace(CARD, sources="up_to_3")
    messages = [said(WORDING, TO_REPORTER), said(WORDING_ANSWER, TO_REPORTER)]

    assert Lack.ANSWER == lack_of(GATES[ACCUSED], situation((), messages, few))


def test_a_gate_that_is_not_written_as_these_are_opens_nothing():
    """Nobody takes the page of a case from its readers by signing nonsense."""
    steps: tuple[tuple[str, dict[str, object]], ...] = (
        (kinds.GATE_OPENED, {"gate": []}),
        (kinds.GATE_CONFIRMED, {"opening": []}),
    )
    odd = [
        CaseEvent(ReportId(5), at, b"", kind, AccountId(1), 493_150, 0, data)
        for at, (kind, data) in enumerate(steps)
    ]

    assert () == gate_openings(odd)
