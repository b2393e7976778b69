"""Who is asked sees that one thing, answers it, and learns nothing else."""

import pytest

from reporting.errors import RosterRefused
from reporting.referring.acting import withdraw
from tests.desk.conftest import Place
from tests.support.referred import ASKED, AUDIT, CHIEF, SUMMARY, Referring, make_referring

PLAN = "A manager will stand at the counter from Monday."


@pytest.fixture
def referring(place: Place) -> Referring:
    """A case that was acknowledged and triaged."""
    return make_referring(place.services, place.store, place.signed_in())


def test_an_owner_reads_and_answers(place: Place, referring: Referring) -> None:
    """From the list to the page to the answer."""
    # Given
    number = referring.send()
    owner = place.reviewer(AUDIT)

    # When
    listed = owner.get("/referrals")
    page = owner.get(f"/referrals/{number}")

    # Then
    assert number in listed.body.decode()
    for words in (SUMMARY, ASKED, "Do not try to find out", "Demo Oversight North"):
        assert words in page.text
    answered = owner.submit(page.form_with("plan"), {"plan": PLAN})
    assert "Your answer was sent" in answered.text
    assert PLAN in answered.text


def test_nothing_says_which_report(place: Place, referring: Referring) -> None:
    """Neither its number, nor the words, nor the reviewer."""
    number = referring.send()
    owner = place.reviewer(AUDIT)

    html = owner.get("/referrals").body.decode() + owner.get(f"/referrals/{number}").body.decode()

    case = referring.desk().case
    for secret in (referring.number, referring.number[:8], case.report.story, "north-reviewer"):
        assert secret not in html


def test_whoever_is_not_asked_sees_what_they_saw_before(place: Place, referring: Referring) -> None:
    """The pages of the other owner are the same bytes with and without, ids unknown or not."""
    other = place.reviewer(CHIEF)
    before = other.get("/referrals").body.decode()
    unknown = other.get("/referrals/00000000000000ff")

    number = referring.send()

    assert before == other.get("/referrals").body.decode()
    hidden = other.get(f"/referrals/{number}")
    assert (404, unknown.body.decode()) == (hidden.status, hidden.body.decode())


@pytest.mark.parametrize(
    ("username", "path"),
    [
        (AUDIT, "/translations"), (AUDIT, "/advice"), (AUDIT, "/cases"), (AUDIT, "/duty"),
        ("south-interpreter-1", "/referrals"), ("north-safeguarding-1", "/cases"),
        ("north-reviewer-1", "/referrals"),
    ],
)  # fmt: skip
def test_each_has_their_own_pages(place: Place, username: str, path: str) -> None:
    """Everything else is not there."""
    assert 404 == place.reviewer(username).get(path).status


def test_what_is_of_another_kind_is_not_there(place: Place, referring: Referring) -> None:
    """A number of a translation opens no other page, even for whoever may read it."""
    number = referring.translate()

    visitor = place.reviewer("south-interpreter-1")

    assert 200 == visitor.get(f"/translations/{number}").status
    assert 404 == visitor.get(f"/referrals/{number}").status


def test_an_interpreter_translates(place: Place, referring: Referring) -> None:
    """One text, with its language, and nothing about whom it is."""
    number = referring.translate()
    visitor = place.reviewer("south-interpreter-1")

    page = visitor.get(f"/translations/{number}")
    done = visitor.submit(page.form_with("text"), {"text": "A short text"})

    assert "نص قصير" in page.text
    assert "Demo City Council" not in page.text
    assert "Your translation was sent" in done.text


def test_an_empty_answer_is_refused(place: Place, referring: Referring) -> None:
    """With a sentence that says what to do."""
    number = referring.send()
    owner = place.reviewer(AUDIT)

    page = owner.submit(owner.get(f"/referrals/{number}").form_with("plan"), {})

    assert 400 == page.status
    assert "Write at least one part of your answer" in page.text


def test_more_than_can_be_sealed_is_refused_and_kept(place: Place, referring: Referring) -> None:
    """Each part fits, all of them do not."""
    number = referring.send()
    owner = place.reviewer(AUDIT)
    parts = dict.fromkeys(("plan", "actions", "outcome", "evidence"), "语" * 1_900)

    page = owner.submit(owner.get(f"/referrals/{number}").form_with("plan"), parts)

    assert 400 == page.status
    assert "too long to be sealed" in page.text
    assert 4 == page.body.decode().count("语" * 1_900)


def test_two_answers_at_once(place: Place, referring: Referring) -> None:
    """The second is told, and what was written is kept."""
    number = referring.send()
    first, second = place.reviewer(AUDIT), place.reviewer(AUDIT)
    form, late = (one.get(f"/referrals/{number}").form_with("plan") for one in (first, second))
    first.submit(form, {"plan": PLAN})

    page = second.submit(late, {"plan": "Something else."})

    assert 409 == page.status
    assert "Something else." in page.text
    assert PLAN in page.text


def test_what_was_withdrawn_says_so(place: Place, referring: Referring) -> None:
    """Its words are gone."""
    number = referring.send()
    desk, exchange = referring.desk(), referring.exchange()
    withdraw(desk, exchange)
    owner = place.reviewer(AUDIT)

    page = owner.get(f"/referrals/{number}")

    assert SUMMARY not in page.text
    assert "has taken this back" in page.text
    assert "Withdrawn" in owner.get("/referrals").text


def test_without_rosters_nothing_is_believed(place: Place, referring: Referring) -> None:
    """Whoever asked cannot be checked, so nothing is shown, and a sentence says so."""
    referring.send()
    owner = place.reviewer(AUDIT)
    place.moment.pass_by(minutes=1)

    class Refusing:
        """Rosters that are not in force."""

        def current(self) -> object:
            """Refuse."""
            raise RosterRefused

    object.__setattr__(place.services, "rosters", Refusing())
    page = owner.get("/referrals")

    assert 503 == page.status
    assert "not in force" in page.text
