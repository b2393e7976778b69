"""The people of a body, and one's own connections, as the signed list has them."""

from dataclasses import replace

import pytest

from reporting import limits
from reporting.identity import new_identity
from reporting.ids import AccountId
from reporting.people.account import new_account
from reporting.roster import Declaration, Rosters
from reporting.store.accounts import (
    AccountRow,
    delete_account,
    find_account,
    insert_account,
    update_account,
)
from tests.desk.conftest import Place

LEAD, REVIEWER = "north-lead-1", "north-reviewer-1"


def row_of(place: Place, username: str) -> AccountRow:
    """Return the account of a user name."""
    with place.store.read() as connection:
        row = find_account(connection, username)
    assert row is not None
    return row


def test_a_lead_sees_everybody_of_the_body_with_fingerprints(place: Place) -> None:
    """And what they serve and have declared, in words; nobody of another body."""
    page = place.reviewer(LEAD).get("/people")

    roster = place.services.rosters.current().by_body["north"]
    for member in roster.members:
        if member.role not in {"recovery", "watch", "statistics"}:
            assert member.fingerprint in page.text
    assert "Owner: Director of Adults and children, Demo City Council" in page.text
    assert "Interpreter: Arabic, Polish, Somali, Urdu" in page.text
    assert "Demo City Council, reports about “My line manager”" in page.text
    assert "south-lead-1" not in page.text
    assert "Not in the signed list" not in page.text


def test_a_list_that_runs_out_is_told(place: Place) -> None:
    """To leads, on every page, as many days before as check complains."""
    place.moment.pass_by(days=limits.ROSTER_DAYS - limits.ROSTER_WARNING_DAYS)
    before = place.reviewer(LEAD).get("/cases")
    place.moment.pass_by(days=1)

    page, others = place.reviewer(LEAD).get("/cases"), place.reviewer(REVIEWER).get("/cases")

    left = limits.ROSTER_WARNING_DAYS - 1
    sentence = f"The list of your body runs out in {left} days."
    assert [False, True, False] == [
        sentence in "".join(one.document.itertext()) for one in (before, page, others)
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"disabled": True}, "Cannot sign in, and is still in the signed list."),
        ({"signing_public": bytes(32)}, "The account has other keys or another role"),
        ({"role": "lead"}, "The account has other keys or another role"),
        ({"declarations": (Declaration("transport"),)}, "The account says other things"),
    ],
)
def test_an_account_that_differs_from_the_list_is_told(
    place: Place, changes: dict[str, object], sentence: str
) -> None:
    """Whoever owns the database can change the row, and not the list."""
    changed = replace(row_of(place, REVIEWER), **changes)  # type: ignore[arg-type]  # some fields
    with place.store.write() as connection:
        update_account(connection, changed)

    page = place.reviewer(LEAD).get("/people")

    assert sentence in page.text


def test_an_account_nobody_signed_and_one_that_was_taken_away_are_told(place: Place) -> None:
    """A stranger in the table gets nothing; who is missing stands in the list all the same."""
    row = row_of(place, REVIEWER)
    with place.store.write() as connection:
        delete_account(connection, row.id)
        insert_account(connection, replace(row, id=AccountId(row.id ^ 1), username="stranger"))

    page = place.reviewer(LEAD).get("/people")

    assert "Not in the signed list: nothing is sealed to this person." in page.text
    assert "The list names this person, and there is no account." in page.text


def test_everybody_reads_their_own_connections(place: Place) -> None:
    """As the leads signed them, and what to do when they change."""
    none = place.reviewer(REVIEWER).get("/my-connections")
    whole = place.reviewer("north-reviewer-2").get("/my-connections")
    part = place.reviewer("north-reviewer-3").get("/my-connections")

    assert "you have declared no connection" in none.text
    assert "You get no key to reports that it touches" not in none.text
    assert "see no sign of them. Demo City Council Take back" in whole.text
    assert "Demo City Council, reports about “My line manager”" in part.text


def test_only_leads_see_the_people(place: Place) -> None:
    """A reviewer gets what is not there, and no link to it."""
    reviewer, lead = place.reviewer(REVIEWER), place.reviewer(LEAD)

    assert 404 == reviewer.get("/people").status
    assert "/people" not in reviewer.get("/my-connections").links
    assert "/people" in lead.get("/my-connections").links


def test_who_is_not_in_the_list_is_told_so(place: Place) -> None:
    """Nothing is sealed to them; a lead can mend it."""
    row, _, credentials = new_account(place.stretcher, "newcomer", "reviewer", body="north")
    with place.store.write() as connection:
        insert_account(connection, row)
    visitor = place.visitor()
    visitor.sign_in(dict(credentials.__dict__), place.moment)

    page = visitor.get("/my-connections")

    assert "You are not in the signed list of your body" in page.text


def test_without_a_list_in_force_the_pages_say_so(place: Place) -> None:
    """In the sentence that everybody reads then."""
    place.moment.pass_by(days=limits.ROSTER_DAYS + 1)
    lead = place.reviewer(LEAD)

    assert [503, 503] == [lead.get(page).status for page in ("/people", "/my-connections")]


def test_who_has_other_keys_than_the_list_is_told_whatever_there_is_to_read(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one sentence, the same with a report that excludes them as without it."""
    excluded, colleague = place.reviewer("north-reviewer-2"), place.reviewer(REVIEWER)
    rosters = place.services.rosters.current()
    north, other = rosters.by_body["north"], new_identity()
    changed = tuple(
        replace(m, wrap_public=other.wrap_public, signing_public=other.signing_public)
        if m.account == row_of(place, "north-reviewer-2").id
        else m
        for m in north.members
    )
    changed_rosters = Rosters({**rosters.by_body, "north": replace(north, members=changed)})
    monkeypatch.setattr(type(place.services.rosters), "current", lambda _: changed_rosters)

    without = excluded.get("/cases")
    place.send()
    with_report = excluded.get("/cases")

    said = without.by_id("unlisted")
    assert said is not None
    assert "names other keys for you" in "".join(said.itertext())
    assert without.body == with_report.body
    assert colleague.get("/cases").by_id("unlisted") is None
