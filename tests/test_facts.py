"""Facts: closed codes alone, sealed among dummies, signed where a reviewer speaks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from reporting import canonical, clock, facts, ids, limits, primitives, survey
from reporting.disclosure.classification import POPULATIONS
from reporting.errors import CannotOpen
from reporting.factrow import FactRow, open_row
from reporting.facts import Fact, Received
from reporting.identity import new_identity
from reporting.ids import AccountId
from reporting.vocabulary import REPORTER_ROLES, codes
from tests.support.cast import demo_service

STATISTICS, REVIEWER = new_identity(), new_identity()
ACCOUNT = AccountId(ids.new_id())
SERVICE = demo_service()
PLACE = SERVICE.organisations["council"]
ZONE = SERVICE.timezone
CANARY = "Mr Canary of Legal"


def received(area="corporate", kind="anti_black", reporter="staff", wait=12):
    """Return the fact of a report that was triaged."""
    return facts.received_fact(
        PLACE, "2026q3", area=area, kind=kind, reporter=reporter, wait=wait, late=False
    )


def opened(rows):
    """Return what the release job finds in rows, dummies left out."""
    found = [open_row(row, STATISTICS.unwrapper) for row in rows]
    return [each for each in found if each is not None]


def seal(*made):
    """Return the rows of one writing of a reviewer."""
    return facts.make_rows(made, STATISTICS.wrap_public, ACCOUNT, REVIEWER.signer)


def test_a_fact_lies_among_dummies_of_the_same_length() -> None:
    """64 rows whatever was written, and none of them tells which it is."""
    for made in ((), (received(),), (received(), received())):
        rows = seal(*made)

        assert limits.FACT_ROWS == len({row.id for row in rows})
        assert {limits.FACT_ROW_SIZE} == {len(row.bytes) for row in rows}
        assert len(made) == len(opened(rows))


def test_a_fact_does_not_always_lie_in_the_same_place() -> None:
    """Or its place among the rows of one writing would tell it."""
    places = {
        [open_row(row, STATISTICS.unwrapper) is None for row in seal(received())].index(False)
        for _ in range(8)
    }

    assert len(places) > 1


def test_what_is_opened_is_what_was_said_and_signed_by_who_said_it() -> None:
    """Codes in the order of the facets, and a signature over all of it."""
    [found] = opened(seal(received(wait=48)))

    assert ["corporate", "anti_black", "no", "staff"] == found["codes"]
    assert (48, False, ids.to_hex(ACCOUNT)) == (found["wait"], found["late"], found["signer"])
    signature = canonical.decode_bytes(found.pop("signature"))
    primitives.verify(REVIEWER.signing_public, "fact", canonical.dumps(found), signature)


def test_a_row_opens_under_its_own_number_and_for_the_release_job_alone() -> None:
    """Altered, moved, cut short or another's: one error for all."""
    row = seal(received())[0]

    for bad, secret in [
        (row, REVIEWER),
        (FactRow(row.id + 1, row.bytes), STATISTICS),
        (FactRow(row.id, row.bytes[:-1]), STATISTICS),
        (FactRow(row.id, b"\x02" + row.bytes[1:]), STATISTICS),
    ]:
        with pytest.raises(CannotOpen):
            open_row(bad, secret.unwrapper)


@pytest.mark.parametrize(
    "change",
    [
        {"area": CANARY},
        {"area": "stations"},  # of another organisation
        {"kind": CANARY},
        {"kind": "heritage"},  # one of the four, which are made of the nine
        {"reporter": CANARY},
        {"reporter": "resident"},
        {"wait": 13},
    ],
)
def test_nothing_a_person_typed_fits_into_a_fact(change) -> None:
    """Every code is in a list, or there is no fact."""
    with pytest.raises(ValueError, match=r"^no such [a-z]+( of hours)?$"):
        received(**change)


@pytest.mark.parametrize(
    "change",
    [
        {"quarter": CANARY},
        {"population": CANARY},
        {"codes": ("corporate",)},
        {"codes": None},
        {"was": (CANARY, "anti_black", "yes", "staff")},
    ],
)
def test_the_type_itself_holds_codes_alone(change) -> None:
    """Also where it is not made by the functions for it."""
    with pytest.raises(ValueError, match=r".") as caught:
        replace(received(), **change)

    assert CANARY not in str(caught.value) or change == {"quarter": CANARY}


def test_every_population_of_a_case_is_made_by_a_function() -> None:
    """And those of reporters by the survey."""
    right = Received("corporate", "several", "yes", "public")
    decided = facts.decided_fact(
        PLACE,
        "2026q4",
        area="corporate",
        kind="unsure",
        outcome="upheld",
        action=True,
        within_3_months=False,
    )
    made = [
        received(),
        decided,
        facts.decision_changed_fact(PLACE, "2026q4"),
        *facts.correction_facts(PLACE, "2026q4", received(), right),
    ]

    assert ("corporate", "unsure", "upheld", "yes", "no") == decided.codes
    assert set(POPULATIONS) == {fact.population for fact in made} | set(survey.SURVEYS)


def test_a_correction_takes_back_and_adds_in_one() -> None:
    """In the quarter the report came, or takes back alone where nothing should be counted."""
    right = Received("corporate", "several", "yes", "public")

    counted, moved = facts.correction_facts(PLACE, "2027q1", received(), right)
    _, removed = facts.correction_facts(PLACE, "2027q1", received(), None)

    assert Fact("facts_corrected", PLACE, "2027q1", ()) == counted
    assert ("2026q3", received().codes, tuple(right)) == (moved.quarter, moved.was, moved.codes)
    assert (received().codes, None) == (removed.was, removed.codes)


def test_answers_of_a_reporter_are_facts_of_their_own_without_a_signature() -> None:
    """Nothing joins two of them, and nothing says whose they are."""
    answers = {"felt_safe": True, "treated_worse": False}

    rows = survey.make_rows(answers, PLACE, "2026q3", STATISTICS.wrap_public)

    found = opened(rows)
    assert limits.FACT_ROWS == len(rows)
    assert {("felt_safe", "yes"), ("treated_worse", "no")} == {
        (each["population"], *each["codes"]) for each in found
    }
    assert {(None, None)} == {(each["signer"], each["signature"]) for each in found}
    assert len({each["id"] for each in found}) == len(found)


def test_who_skips_every_question_writes_dummies() -> None:
    """So skipping looks like answering; an unknown question is no question."""
    assert [] == opened(survey.make_rows({}, PLACE, "2026q3", STATISTICS.wrap_public))
    with pytest.raises(ValueError, match="no such question"):
        survey.make_rows({"about_you": True}, PLACE, "2026q3", STATISTICS.wrap_public)


def test_every_row_is_full_size_with_the_longest_codes() -> None:
    """No code of a service file makes a fact that does not fit."""
    longest = replace(PLACE, code="o" * 32, areas=(replace(PLACE.areas[0], code="a" * 32),))
    counted = Received("a" * 32, "anti_roma_traveller", "yes", "public")
    fact = Fact("received", longest, "2026q3", tuple(counted), was=tuple(counted), wait=48)

    assert limits.FACT_ROWS == len(seal(fact))


def test_a_role_is_of_one_group() -> None:
    """Who did not say is nobody's group."""
    groups = {role: facts.group_of(role) for role in codes(REPORTER_ROLES)}
    assert ("staff", "public", None) == (groups["staff"], groups["tenant"], groups["prefer_not"])


def test_a_quarter_is_that_of_the_local_calendar() -> None:
    """Half past eleven in the evening of 30 June UTC is July in London."""
    moment = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

    assert "2026q2" == facts.quarter_of_hour(clock.hour_of(moment), ZONE)
    assert "2026q1" == facts.quarter_of_hour(clock.hour_of(moment - timedelta(hours=1)), ZONE)


def test_late_and_in_time_are_counted_from_the_hour_received() -> None:
    """Three days to triage, three months to a decision."""
    moment = datetime(2026, 11, 30, 12, tzinfo=UTC)
    received_hour = clock.hour_of(moment)

    assert not facts.is_late(received_hour, moment + timedelta(days=3, minutes=-1))
    assert facts.is_late(received_hour, moment + timedelta(days=3))
    assert facts.is_within_3_months(received_hour, datetime(2027, 2, 28, 12, tzinfo=UTC), ZONE)
    assert not facts.is_within_3_months(received_hour, datetime(2027, 3, 1, 12, tzinfo=UTC), ZONE)
