"""The page on which a lead looks at the next release: what would be shown, and what not and why."""

import pytest

from reporting.agreement import open_agreement
from reporting.errors import BadSignature, CannotOpen
from reporting.publication import NOTHING_DUE, Proposal, check_agreed
from reporting.statistics.wording import name_area
from tests.support.dump import read_all
from tests.support.page import fields_of
from tests.support.proposed import keep_proposal, open_kept
from tests.support.shelf import make_series

SERIES = make_series("council")
YEAR = SERIES[-1]
PLACE = "/figures/council/next"


@pytest.fixture
def propose(world):
    """Call to keep a proposal as the release job does, by default for the council."""

    def keep(*values, organisation="council", job=None):
        keep_proposal(world, Proposal(organisation, *values), job)

    return keep


def test_a_lead_sees_what_would_be_shown_and_why_the_rest_is_not(world, propose):
    """Two reasons here, where everybody else reads one; no more than that of who was found."""
    propose(YEAR, (("area_kind", "attack"), ("kind_outcome", "few")), "")

    page = world.reader("north-lead-1").get(PLACE)

    assert 200 == page.status
    assert "With this table, our own program could tell something of a few people." in page.text
    assert "Too few reports, by the total that is printed." in page.text
    assert "at least" in page.text
    assert "You sign exactly what you see here." in page.text


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (NOTHING_DUE, "No release is due. A period can be released 28 days after its end."),
        ("The attack did not finish.", "The release job says: The attack did not finish."),
    ],
)
def test_where_there_is_nothing_to_agree_to_the_page_says_why(world, propose, said, expected):
    """Nothing due, or something that may not be released."""
    propose(None, (), said)

    page = world.reader("north-lead-1").get(PLACE)

    assert expected in page.text
    assert page.main.find(".//form") is None


def test_before_the_first_night_the_page_says_so(world):
    """And shows no figure."""
    assert "has not looked" in world.reader("north-lead-1").get(PLACE).text


def test_what_the_release_job_did_not_sign_is_not_shown(world, propose):
    """Somebody else's words, or those about another organisation."""
    watch = world.instance.load_watch()
    for change in ({"job": watch}, {"organisation": "transport"}):
        propose(YEAR, (), "", **change)

        page = world.reader("north-lead-1").get(PLACE)

        assert "was not signed by the release job. Nothing is shown." in page.text
        assert "at least" not in page.text


@pytest.mark.parametrize("username", ["analyst-1", "board-1", "south-lead-1"])
def test_nobody_else_knows_of_it(world, propose, username):
    """Not the organisation, not the board, and no lead of the other body: 404."""
    propose(YEAR, (), "")

    assert 404 == world.reader(username).get(PLACE).status


def test_reports_whose_area_is_not_known_have_words(world):
    """Beside the areas of the service file there is one line for them."""
    place = world.service.organisations["council"]

    with world.statistics.test_request_context("/"):
        names = [name_area(place, code) for code in ("corporate", "not_known", "gone")]

    assert ["Corporate services", "Not known, or none of these", "gone"] == names


def test_the_database_tells_nothing_of_a_proposal(world, propose):
    """One length whatever is in it, and only the leads of the body that oversees it open it."""
    propose(YEAR, (), "")
    (full,) = read_all(world.store)["prepared"]
    propose(None, (), NOTHING_DUE)
    (empty,) = read_all(world.store)["prepared"]

    assert len(full["bytes"]) == len(empty["bytes"])
    assert YEAR[:60] not in full["bytes"]
    assert NOTHING_DUE.encode() in open_kept(world)
    for username in ("south-lead-1", "north-reviewer-1"):
        with pytest.raises(CannotOpen):
            open_kept(world, username=username)


def test_who_agrees_signs_what_they_saw_and_nothing_that_came_since(world, propose):
    """409 and the new one on the page; then once more, and the page says that it waits."""
    propose(YEAR, (), "")
    lead = world.reader("north-lead-1")
    form = lead.get(PLACE).form_with("seen")
    propose(SERIES[-2], (), "")

    stale = lead.submit(form, {})
    done = lead.submit(stale.form_with("seen"), {})

    assert 409 == stale.status
    assert "This has changed since you looked at it, and nothing was agreed to." in stale.errors[0]
    assert (200, PLACE) == (done.status, done.address)
    assert "A lead has agreed to this." in done.text
    ((row,),) = (read_all(world.store)["agreement"],)
    job = world.instance.load_statistics()
    agreed = open_agreement(row["bytes"], "council", job.unwrapper)
    rosters = world.services("statistics").rosters.current()
    (member,) = (m for m in rosters.by_body["north"].members if m.account == agreed.lead)
    check_agreed(SERIES[-2], member, agreed.agreed)
    with pytest.raises(BadSignature):
        check_agreed(YEAR, member, agreed.agreed)


@pytest.mark.parametrize("seen", ["", "0" * 64])
def test_nothing_is_agreed_to_where_nothing_is_ready(world, propose, seen):
    """Nor with a digest that somebody made up; a stale token is told in words."""
    propose(YEAR, (), "")
    lead = world.reader("north-lead-1")
    fields = fields_of(lead.get(PLACE).form_with("seen"))

    assert 409 == lead.post(PLACE, fields | {"seen": seen}).status
    assert 400 == lead.post(PLACE, fields | {"csrf_token": "stale"}).status
    propose(None, (), NOTHING_DUE)
    assert 409 == lead.post(PLACE, fields).status
    assert [] == read_all(world.store)["agreement"]
