"""A body as small as one may be, one lead and one reviewer, of whom the reviewer is conflicted.

The alternate takes what nobody of it is left for, and intake says so.
"""

import pytest

from reporting import desk, intake
from reporting.errors import NobodyLeft
from reporting.passwords import CHEAPEST
from tests.support.journey import ANSWERS, Codes, Reporter, Reviewer, through_app, words_in

LEAD, ONLY, TAKER = "north-lead-1", "north-reviewer-1", "south-reviewer-1"
OTHERS = ("north-lead-2", "north-reviewer-2", "north-reviewer-3")
TAKEN = "Nobody of Demo Oversight North will be able to open this: Demo Oversight South takes it."
NO_OTHER = "No other oversight body ever can."
NORTH_READS = "Demo Oversight North can read your report."
SOUTH_READS = "Demo Oversight South can read your report."
SOUTH_STANDS_BY = "If nobody answers in time, Demo Oversight South can read it too."


class Place:
    """A demo in which a lead and a reviewer of the northern body are left, and its surfaces."""

    def __init__(self, shell):
        self.shell, self.codes = shell, Codes()
        shell.environment["REPORTING_INSECURE_HTTP"] = "1"
        root = f"--root-private={shell.folder / 'keys' / 'north.root.private'}"
        shell.done("roster", "delegate", "north", root, "--lead", LEAD, "--threshold", "1")
        shell.done("roster", "sign", "north")
        for name in OTHERS:
            shell.done("roster", "revoke", name)
        services = shell.services
        self.intake = intake.create_app(services)
        self.desk = desk.create_app(services, profile=CHEAPEST)

    def reporter(self):
        """Return somebody at the form."""
        reporter = Reporter(through_app(self.intake))
        reporter.guided = True  # the one page does not ask whether to shut out a role of the body
        return reporter

    def send(self, **changes):
        """Send a report; return its check page, its receipt, and who sent it."""
        reporter = self.reporter()
        check = reporter.fill(dict(ANSWERS) | changes)
        while reporter.page.by_id("receipt") is None:
            assert 200 == reporter.page.status, reporter.page.text
            if reporter.page.address.endswith("/check"):
                check = reporter.page
            reporter.submit(reporter.next_form(), {})
        return check.text, reporter.page.text, reporter

    def reader(self, username):
        """Return somebody who has signed in."""
        reader = Reviewer(through_app(self.desk), codes=self.codes)
        page = reader.sign_in(self.shell.accounts[username])
        assert 200 == page.status, page.text
        return reader

    def counts(self):
        """Return how many reports the list of the lead, the reviewer and the alternate shows."""
        return [len(self.reader(name).list_cases()) for name in (LEAD, ONLY, TAKER)]


@pytest.fixture
def place(demo):
    """South has all of its people."""
    made = Place(demo)
    demo.done("account", "declare", ONLY, "--declare", "council")
    return made


def test_a_lead_is_left_and_reads_it(place):
    """The reviewer gets nothing, and intake says that the usual body reads."""
    check, receipt, _ = place.send()

    for text in (check, receipt):
        assert NORTH_READS in text
        assert SOUTH_STANDS_BY in text
        assert TAKEN not in text
    assert [1, 0, 0] == place.counts()


@pytest.mark.parametrize("why", ["the reporter shut out the leads", "the lead is conflicted too"])
def test_where_only_the_conflicted_reviewer_is_left_the_alternate_takes_it(place, why):
    """Check page, receipt, lists, the case, and its answer: all from the alternate."""
    changes = {"struck": ["body_leads"]} if "shut out" in why else {}
    if not changes:
        place.shell.done("account", "declare", LEAD, "--declare", "council")

    check, receipt, _ = place.send(**changes)

    for text in (check, receipt):
        assert SOUTH_READS in text
        assert TAKEN in text
        assert NO_OTHER in text
        assert NORTH_READS not in text
    assert [0, 0, 1] == place.counts()
    taker = place.reader(TAKER)
    [case] = taker.list_cases()
    assert "It happened at the counter." in taker.open_case(case).text
    taker.acknowledge(case, "Thank you. We are the other body, and have read it.")
    assert {404} == {place.reader(one).get(f"/cases/{case}").status for one in (LEAD, ONLY)}


def test_what_the_reviewer_is_not_conflicted_on_stays_with_them(place):
    """A connection to one part closes no report about another, though the leads are shut out."""
    place.shell.done("account", "declare", ONLY, "--declare", "council:corporate")

    _, receipt, _ = place.send(struck=["body_leads"], area="council:adults_children")

    assert NORTH_READS in receipt
    assert SOUTH_STANDS_BY in receipt
    assert "The leads of Demo Oversight North will not be able to open this." in receipt
    assert [0, 1, 0] == place.counts()


def test_where_the_last_one_gives_it_up_the_alternate_takes_it(place):
    """The page says so to them, and the reporter reads the alternate's answer."""
    _, receipt, reporter = place.send()
    words = words_in(reporter.page.by_id("receipt"))
    lead = place.reader(LEAD)
    [case] = lead.list_cases()

    lead.get(f"/cases/{case}/opening")
    said = lead.submit(lead.page.form_with("known"), {"known": "yes"})

    assert SOUTH_STANDS_BY in receipt
    assert "the other oversight body acts on it now" in said.text
    assert [0, 0, 1] == place.counts()
    place.reader(TAKER).acknowledge(case, "Thank you. We have taken it over.")
    again = place.reporter()
    again.return_with(words)
    assert any("We have taken it over." in text for text in again.messages())


def test_where_the_alternate_has_nobody_either_the_form_says_so(place):
    """Nothing is stored, and no button sends it."""
    for name in ("south-lead-1", "south-lead-2", TAKER, "south-reviewer-2", "south-reviewer-3"):
        if name in place.shell.accounts:
            place.shell.done("account", "declare", name, "--declare", "council")
    reporter = place.reporter()

    reporter.fill(dict(ANSWERS) | {"struck": ["body_leads"]})

    assert NobodyLeft().sentence in reporter.page.text
    assert 400 == reporter.page.status
    assert [0, 0, 0] == place.counts()
