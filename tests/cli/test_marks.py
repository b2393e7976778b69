"""A lead marks somebody to be left out of the next list, and nobody undoes it for themselves."""

import pytest

from reporting import ids
from reporting.people.rosterchange import REMOVE, mark_for_removal
from reporting.store.rosterproposals import put_roster_change
from tests.cli.office import LEADS, READER, Office, mark_somebody, press
from tests.support.deposits import can_open, has_row, put_report
from tests.support.dump import read_all
from tests.support.page import text_of


@pytest.fixture
def office(demo):
    """A demo of one's own, with its desk."""
    return Office(demo)


def test_who_is_marked_goes_with_the_next_list(office):
    """In words before; then without a row, signed out and off every list."""
    deposit = put_report(office.services)
    holder = office.shell.holder(READER)
    leaver, lead = office.person(READER), office.person(LEADS[0])

    marked = mark_somebody(office, lead, READER)
    assert "Left out of the next list" in marked.text
    mark_somebody(office, lead, READER, "unmark")
    assert "Nothing but the days" in lead.get("/people/list").text
    mark_somebody(office, lead, READER)
    assert "Goes. From then on they cannot sign in" in lead.get("/people/list").text
    press(lead, "/people/list", "sign")
    assert can_open(office.services, holder, deposit.report)
    office.sign(LEADS[1])
    office.shell.done("roster", "sign", "north")

    assert not office.listed()[holder.row.id].active
    assert not has_row(office.services, holder, deposit.report)
    assert office.row(READER).disabled
    assert "/sign-in" == leaver.get("/cases").address.partition("?")[0]


def test_who_is_marked_cannot_take_it_back(office):
    """Nor the list that leaves them out; the other leads can do both."""
    office.shell.done("account", "add", "north-lead-9", "--role", "lead", "--body", "north")
    number = ids.to_hex(office.row("north-lead-9").id)
    marked, lead = office.person("north-lead-9"), office.person(LEADS[0])
    before = marked.get(f"/people/{number}/remove").form_with("act")
    mark_somebody(office, lead, "north-lead-9")
    press(lead, "/people/list", "sign")
    form = marked.get("/people/list").form_with("act")

    page = marked.get(f"/people/{number}/remove")
    by_hand = marked.submit(before, {"act": "unmark"})
    list_back = marked.submit(form, {"act": "take-back"})

    assert "ask another lead of your body" in page.text
    assert not page.forms
    assert 409 == by_hand.status
    assert "You are marked to be left out" in by_hand.text
    assert 409 == list_back.status
    assert "another lead must take it back" in list_back.text
    assert office.stored() is not None
    press(lead, "/people/list", "take-back")
    mark_somebody(office, lead, "north-lead-9", "unmark")
    assert "Nothing but the days" in lead.get("/people/list").text


def admit_leads(office, *usernames):
    """Have leads on the list whom the root does not name."""
    for username in usernames:
        office.shell.done("account", "add", username, "--role", "lead", "--body", "north")


def marked_by(office, lead, username):
    """Return whom the page names as the lead who marked somebody, or nothing."""
    page = lead.get(f"/people/{ids.to_hex(office.row(username).id)}/remove")
    found = page.by_class("govuk-inset-text")
    return text_of(found[0]).removeprefix("Marked for removal by ") if found else ""


def test_who_is_marked_marks_nobody(office):
    """Above all not the lead who marked them, from whichever page they had open before."""
    admit_leads(office, "north-lead-8", "north-lead-9")
    marked, lead = office.person("north-lead-9"), office.person("north-lead-8")
    number = ids.to_hex(office.row("north-lead-8").id)
    before = marked.get(f"/people/{number}/remove").form_with("act")
    mark_somebody(office, lead, "north-lead-9")

    page = marked.get(f"/people/{number}/remove")
    by_hand = marked.submit(before, {"act": "mark"})

    assert "you mark nobody and take no mark back" in page.text
    assert not page.forms
    assert 409 == by_hand.status
    assert "Nothing was changed. Ask another lead" in by_hand.text
    assert "" == marked_by(office, lead, "north-lead-8")
    assert "north-lead-8" == marked_by(office, office.person(LEADS[0]), "north-lead-9")


def test_two_who_are_marked_do_not_free_each_other(office):
    """Nor does one of them put their own name under a mark, to go with it."""
    admit_leads(office, "north-lead-8", "north-lead-9")
    eighth, ninth, lead = map(office.person, ("north-lead-8", "north-lead-9", LEADS[0]))
    mark_somebody(office, lead, "north-lead-8")
    form = ninth.get(f"/people/{ids.to_hex(office.row('north-lead-8').id)}/remove").form_with("act")
    mark_somebody(office, lead, "north-lead-9")

    pages = [ninth.submit(form, {"act": act}) for act in ("unmark", "mark")]

    assert [409, 409] == [page.status for page in pages]
    for username in ("north-lead-8", "north-lead-9"):
        assert LEADS[0] == marked_by(office, lead, username)
    assert not eighth.get(f"/people/{ids.to_hex(office.row('north-lead-9').id)}/remove").forms


def test_a_mark_stays_in_the_name_of_whoever_made_it_first(office):
    """A second lead who presses a page from before changes nothing; any of them takes it back."""
    first, second = map(office.person, LEADS)
    number = ids.to_hex(office.row(READER).id)
    form = second.get(f"/people/{number}/remove").form_with("act")
    mark_somebody(office, first, READER)

    second.submit(form, {})

    assert LEADS[0] == marked_by(office, second, READER)
    mark_somebody(office, second, READER, "unmark")
    assert "" == marked_by(office, first, READER)


def test_a_mark_that_no_lead_made_is_none(office):
    """Whoever owns the database can write the row, and not sign it; a lead goes by the root."""
    row, reader = office.row(READER), office.shell.holder("north-reviewer-3")
    forged = mark_for_removal(row.id, office.row(LEADS[0]).id, reader.identity)
    with office.services.store.write() as connection:
        put_roster_change(connection, row.id, REMOVE, forged)
    lead = office.person(LEADS[0])

    page = lead.get(f"/people/{ids.to_hex(office.row(LEADS[1]).id)}/remove")

    assert "Nothing but the days" in lead.get("/people/list").text
    assert "reporting roster revoke north-lead-2" in page.text
    assert not page.forms
    for number in ("0" * 16, "nobody", ids.to_hex(office.row("south-lead-1").id)):
        assert 404 == lead.get(f"/people/{number}/remove").status


@pytest.mark.parametrize("command", [("roster", "rotate"), ("account", "reset")])
def test_a_mark_goes_with_the_person(office, command):
    """Whoever is marked has another number by then, and is left out all the same."""
    lead, before = office.person(LEADS[0]), office.row(READER)
    mark_somebody(office, lead, READER)

    office.shell.done(*command, READER)

    after = office.row(READER)
    assert before.id != after.id
    assert office.listed()[after.id].active
    assert "Left out of the next list" in lead.get("/people").text
    assert "Goes. From then on they cannot sign in" in lead.get("/people/list").text
    office.sign(*LEADS)
    office.shell.done("roster", "sign", "north")
    assert not office.listed()[after.id].active
    assert office.row(READER).disabled
    assert [] == read_all(office.services.store)["roster_change"]


def test_a_mark_that_was_taken_back_does_not_come_with_another_number(office):
    """And one that was made before is not one on somebody else."""
    lead = office.person(LEADS[0])
    mark_somebody(office, lead, READER)
    mark_somebody(office, lead, READER, "unmark")

    office.shell.done("roster", "rotate", READER)

    assert "Left out of the next list" not in lead.get("/people").text


@pytest.mark.parametrize("command", [("roster", "rotate"), ("account", "reset")])
def test_a_mark_stays_with_the_lead_who_made_it(office, command):
    """They have another number by then; the page still names them, and the mark counts."""
    admit_leads(office, "north-lead-9")
    mark_somebody(office, office.person("north-lead-9"), READER)

    office.shell.done(*command, "north-lead-9")

    assert "north-lead-9" == marked_by(office, office.person(LEADS[0]), READER)


def test_a_mark_on_somebody_else_is_none_under_this_number(office):
    """Whoever owns the database can move the row of a mark, and not whom it is on."""
    lead = office.shell.holder(LEADS[0])
    mark = mark_for_removal(office.row(READER).id, lead.row.id, lead.identity)
    with office.services.store.write() as connection:
        put_roster_change(connection, office.row("north-reviewer-3").id, REMOVE, mark)

    assert "Left out of the next list" not in office.person(LEADS[0]).get("/people").text
