"""Leads sign the next list at the desk, and a command puts it in force."""

import json

import pytest

from reporting import canonical, ids
from reporting.passwords import CHEAPEST, PassphraseStretcher
from reporting.people.account import new_account
from reporting.people.rosterchange import DECLARE, ask_to_declare
from reporting.roster import Declaration, fingerprint_of_keys
from reporting.store.accounts import insert_account
from reporting.store.rosterproposals import (
    insert_roster_proposal,
    put_roster_change,
    replace_roster_proposal,
)
from tests.cli.office import LEADS, READER, Office, calls_on, mark_somebody, press
from tests.desk.casework import fill
from tests.support.deposits import can_open, put_report
from tests.support.dump import read_all
from tests.support.page import fields_of, text_of

TOUCHING = {"place": "council:corporate", "role": "", "reason": "My sister heads the office."}


@pytest.fixture
def office(demo):
    """A demo of one's own, with its desk."""
    return Office(demo)


def test_two_leads_sign_at_the_desk_and_a_command_puts_it_in_force(office):
    """Who is new stands there with the fingerprint to compare; nobody is in force before."""
    stretcher = PassphraseStretcher(office.services.instance.run, CHEAPEST)
    row, _, _ = new_account(stretcher, "newcomer", "reviewer", body="north")
    with office.services.store.write() as connection:
        insert_account(connection, row)
    first = office.person(LEADS[0])
    page = first.get("/people/list")
    fingerprint = text_of(page.by_id("list-fingerprint"))

    assert "newcomer" in page.text
    assert "Comes, as: Reviewer" in page.text
    assert fingerprint_of_keys(row.wrap_public, row.signing_public) in page.text
    signed = press(first, "/people/list", "sign")
    assert "1 more lead must sign." in signed.text
    assert "The next list of north" not in office.shell.run("check").output
    second = office.person(LEADS[1])
    assert "waits for your signature" in calls_on(second.get("/cases"))
    assert fingerprint == text_of(second.get("/people/list").by_id("list-fingerprint"))
    complete = press(second, "/people/list", "sign")
    assert "reporting roster sign north" in complete.text
    assert "The next list of north is signed: reporting roster sign north." in (
        office.shell.run("check").output
    )
    assert row.id not in office.listed()

    said = office.shell.done("roster", "sign", "north")

    assert "Signed at the desk by north-lead-1, north-lead-2." in said
    assert row.id in office.listed()
    assert office.stored() is None
    assert "Nothing but the days" in first.get("/people/list").text


def test_the_command_asks_those_who_are_missing(office):
    """One signature of the desk and one passphrase are two leads."""
    office.sign(LEADS[0])

    said = office.shell.done("roster", "sign", "north")

    assert "Signed at the desk by north-lead-1." in said
    assert 2 == office.services.rosters.current().by_body["north"].version


def test_a_list_made_from_another_than_the_one_in_force_is_refused(office):
    """At the desk and by the command, in a sentence; `--anew` leaves it aside."""
    office.sign(*LEADS)
    old = office.stored()
    office.shell.done("account", "declare", READER, "--declare", "council:corporate")
    assert office.stored() is None
    with office.services.store.write() as connection:
        insert_roster_proposal(connection, "north", old)
    lead = office.person("south-lead-1")

    refused = office.shell.run("roster", "sign", "north")

    sentence = "was made from another list than the one in force"
    assert (1, True) == (refused.exit_code, sentence in refused.output)
    assert sentence not in calls_on(lead.get("/cases"))  # of another body
    office.shell.done("roster", "sign", "north", "--anew")
    assert office.stored() is None


def test_what_the_owner_of_the_database_adds_is_not_signed(office):
    """A signature covers the whole list: a person more, and it counts no more."""
    office.sign(LEADS[0])
    old = office.stored()
    value = json.loads(old)
    stranger = {**value["roster"]["members"][0], "account": "0" * 15 + "1"}
    stranger |= {"wrap": canonical.encode_bytes(bytes(1216))}
    value["roster"]["members"].append(stranger)
    with office.services.store.write() as connection:
        replace_roster_proposal(connection, "north", old, canonical.dumps(value))

    page = office.person(LEADS[1]).get("/people/list")

    assert "2 more leads must sign." in page.text
    assert "No account" in page.text
    assert "Comes, as:" in page.text


def test_a_lead_who_read_another_list_signs_nothing(office):
    """What is signed is what was shown; a form that is sent late is refused."""
    first, second = office.person(LEADS[0]), office.person(LEADS[1])
    page = second.get("/people/list")
    (form,) = (f for f in page.forms if fields_of(f).get("act") == ["sign"])
    mark_somebody(office, first, READER)
    press(first, "/people/list", "sign")

    late = second.submit(form, {})

    assert 409 == late.status
    assert "Something changed since this page was shown" in late.text
    assert "1 more lead must sign." in late.text
    press(second, "/people/list", "take-back")
    assert office.stored() is None


def test_a_declaration_waits_for_signatures_and_then_counts(office):
    """Its reason is sealed to the leads; until it is signed the question before a report counts."""
    deposit = put_report(office.services, area="corporate")
    case, reader = ids.to_hex(deposit.report), office.person(READER)

    page = press(reader, "/my-connections", "add", TOUCHING)

    assert "Demo City Council, Corporate services" in page.text
    assert "Waiting for signature" in page.text
    assert "My sister" not in repr(read_all(office.services.store))
    opening = fill(reader, case, "opening", {"known": "no", "reason": "On duty."})
    assert 400 == opening.status
    assert "You have declared a connection that this report touches" in opening.text
    lead = office.person(LEADS[0])
    shown = lead.get("/people/list").text
    assert "Declares a connection to: Demo City Council, Corporate services" in shown
    assert "They asked for this themselves on " in shown
    assert "My sister heads the office." in shown
    press(lead, "/people/list", "sign")
    office.sign(LEADS[1])
    office.shell.done("roster", "sign", "north")

    assert "Waiting for signature" not in reader.get("/my-connections").text
    assert (Declaration("council", "corporate"),) == office.row(READER).declarations
    later = put_report(office.services, area="corporate")
    assert not can_open(office.services, office.shell.holder(READER), later.report)


def test_a_declaration_taken_back_counts_until_it_is_signed(office):
    """And a wish that somebody else wrote into the database is nobody's."""
    reader = office.person("north-reviewer-2")  # has declared the whole council
    page = press(reader, "/my-connections", "drop")

    assert "Taken back, waiting for signature" in page.text
    later = put_report(office.services)
    assert not can_open(office.services, office.shell.holder("north-reviewer-2"), later.report)
    assert "Declares no longer a connection to: Demo City Council" in (
        office.person(LEADS[0]).get("/people/list").text
    )
    page = press(reader, "/my-connections", "withdraw")
    assert "waiting for signature" not in page.text
    assert "Nothing but the days" in office.person(LEADS[1]).get("/people/list").text


def test_a_wish_that_was_put_back_says_of_which_day_it_is(office):
    """Whoever owns the database can keep one, but not sign it for another day."""
    row, holder = office.row("north-reviewer-2"), office.shell.holder("north-reviewer-2")
    member, february = office.listed()[row.id], 20_500
    kept = ask_to_declare(member, holder.identity, (), "", (), february)
    other = kept.replace(b'"day":20500', b'"day":20784')
    lead = office.person(LEADS[0])

    shown = []
    for wish in (kept, other):
        with office.services.store.write() as connection:
            put_roster_change(connection, row.id, DECLARE, wish)
        shown.append(lead.get("/people/list").text)

    assert "They asked for this themselves on 16 February" in shown[0]
    assert "Nothing but the days" in shown[1]


@pytest.mark.parametrize("command", [("roster", "rotate"), ("account", "reset")])
def test_a_wish_comes_into_the_list_that_names_another_identity(office, command):
    """It would be lost with the identity of before, and with it what it excludes them from."""
    press(office.person(READER), "/my-connections", "add", TOUCHING)

    told = office.shell.done(*command, READER)
    silent = office.shell.done(*command, "north-reviewer-3")

    assert f"What {READER} has asked to declare besides comes into this list" in told
    assert "asked to declare" not in silent
    row = office.row(READER)
    [declared] = row.declarations
    assert "corporate" in str(declared)
    assert row.declarations == office.listed()[row.id].declarations
    assert "Nothing but the days" in office.person(LEADS[0]).get("/people/list").text
