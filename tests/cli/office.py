"""The desk of a demo of one's own, with the commands run beside it."""

from functools import cached_property

from reporting import desk, ids
from reporting.passwords import CHEAPEST
from reporting.store.accounts import find_account
from reporting.store.rosterproposals import get_roster_proposal
from tests.support.journey import Codes, Reviewer, through_app
from tests.support.page import fields_of, text_of

LEADS = ("north-lead-1", "north-lead-2")
READER = "north-reviewer-1"


class Office:
    """A demo instance, its desk, and the commands run beside it."""

    def __init__(self, shell):
        self.shell = shell
        shell.environment["REPORTING_INSECURE_HTTP"] = "1"
        self.codes = Codes()

    @cached_property
    def services(self):
        """What the desk works with."""
        return self.shell.services

    @cached_property
    def app(self):
        """The desk."""
        return desk.create_app(self.services, profile=CHEAPEST)

    def person(self, username):
        """Return somebody of the demo who has signed in."""
        person = Reviewer(through_app(self.app), scheme="http", codes=self.codes)
        page = person.sign_in(self.shell.accounts[username])
        assert 200 == page.status, page.text
        return person

    def sign(self, *usernames):
        """Have leads press the button under the next list; return the last page."""
        for username in usernames:
            page = press(self.person(username), "/people/list", "sign")
        return page

    def stored(self):
        """Return the list that waits, or None."""
        with self.services.store.read() as connection:
            return get_roster_proposal(connection, "north")

    def row(self, username):
        """Return an account."""
        with self.services.store.read() as connection:
            return find_account(connection, username)

    def listed(self):
        """Return the members of the list in force, by account."""
        roster = self.shell.services.rosters.current().by_body["north"]
        return {member.account: member for member in roster.members}


def press(person, address, act, answers=None):
    """Send the form of a page that does `act`."""
    page = person.get(address)
    (form,) = (f for f in page.forms if fields_of(f).get("act") == [act])
    return person.submit(form, answers or {})


def calls_on(page):
    """Return what a page tells a lead of the list."""
    found = page.by_id("list-calls")
    return "" if found is None else text_of(found)


def mark_somebody(office, lead, username, act="mark"):
    """Have a lead mark somebody to be left out of the next list."""
    number = ids.to_hex(office.row(username).id)
    return press(lead, f"/people/{number}/remove", act)
