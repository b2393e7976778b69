"""Coming and going: who gets in, what a refusal says, and when a session ends."""

import pyotp
import pytest
from sqlalchemy import func, select

from reporting import limits
from reporting.errors import SignInRefused
from reporting.passwords import Stretched
from reporting.people.account import renew_account
from reporting.store.accounts import find_account, update_account
from reporting.store.tables import session as session_table
from reporting.web.sign_in import NO_PAGES, WAIT
from tests.desk.conftest import READER, Place
from tests.support.journey import Reviewer
from tests.support.page import fields_of

WRONG_CODE = "000000"


def attempt(place: Place, **changes: str) -> Reviewer:
    """Send the sign-in form with right answers but for some."""
    person = place.people[READER]
    visitor = place.visitor()
    visitor.get("/sign-in")
    answers = {"username": person.username, "passphrase": person.passphrase} | changes
    code = changes.get("code") or place.codes.next(person.totp_secret, place.moment.now)
    visitor.submit(visitor.page.form_with("passphrase"), answers | {"code": code})
    return visitor


def sessions_of(place: Place) -> int:
    """Return how many sessions the store holds."""
    with place.store.read() as connection:
        return connection.execute(select(func.count()).select_from(session_table)).scalar_one()


def test_the_right_three_lead_to_the_list(place: Place) -> None:
    """User name, passphrase and code together open the desk, with a cookie of its own."""
    reviewer = place.reviewer()

    assert "/cases" == reviewer.page.address
    assert {"desk", "desk-device"} == reviewer.cookies.keys()


@pytest.mark.parametrize(
    "changes",
    [
        {"username": "north-reviewer-9"},
        {"passphrase": "six words that are not theirs"},
        {"code": WRONG_CODE},
    ],
)
def test_each_wrong_part_gets_the_same_answer(place: Place, changes: dict[str, str]) -> None:
    """A refusal does not say which part was wrong, and gives no secret back."""
    visitor = attempt(place, **changes)

    assert 400 == visitor.page.status
    assert [SignInRefused.sentence] == visitor.page.errors
    fields = fields_of(visitor.page.form_with("passphrase"))
    assert [changes.get("username", READER)] == fields["username"]
    assert ([""], [""]) == (fields["passphrase"], fields["code"])
    assert 0 == sessions_of(place)


def test_an_unknown_name_costs_the_same_slow_hash(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever measures the time learns nothing about which user names exist."""
    stretched: list[bytes] = []
    door = place.app.extensions["reporting_door"]
    slow = door.stretcher.stretch

    def counted(passphrase: str, salt: bytes) -> Stretched:
        stretched.append(salt)
        stretched_to: Stretched = slow(passphrase, salt)
        return stretched_to

    monkeypatch.setattr(door.stretcher, "stretch", counted)

    attempt(place, username="nobody-at-all", code=WRONG_CODE)
    attempt(place, passphrase="wrong", code=WRONG_CODE)

    assert 2 == len(stretched)


def test_a_code_counts_once(place: Place) -> None:
    """A code seen over a shoulder is worth nothing."""
    code = pyotp.TOTP(place.people[READER].totp_secret).at(place.moment.now)

    first, second = attempt(place, code=code), attempt(place, code=code)

    assert "/cases" == first.page.address
    assert [SignInRefused.sentence] == second.page.errors


def test_missing_answers_are_named(place: Place) -> None:
    """Each empty field has its own sentence that leads to it."""
    visitor = place.visitor()
    visitor.get("/sign-in")

    visitor.submit(visitor.page.form_with("passphrase"), {})

    assert 3 == len(visitor.page.errors)
    assert {"#username", "#passphrase", "#code"} == {
        link for link in visitor.page.links if link.startswith("#")
    }


def test_browsers_are_told_what_each_field_is(place: Place) -> None:
    """Password managers and phones fill the fields in."""
    page = place.visitor().get("/sign-in")

    found = {e.get("name"): e.get("autocomplete") for e in page.main.iter("input")}

    assert "username" == found["username"]
    assert "current-password" == found["passphrase"]
    assert "one-time-code" == found["code"]


def test_a_role_without_pages_is_told_so_only_after_the_right_answers(place: Place) -> None:
    """An analyst gets no session here, and a guesser does not learn that the account exists."""
    analyst = place.people["analyst-1"]
    code = place.codes.next(analyst.totp_secret, place.moment.now)
    right = {"username": analyst.username, "passphrase": analyst.passphrase, "code": code}

    wrong = attempt(place, **right | {"passphrase": "wrong"})
    told = attempt(place, **right)

    assert [SignInRefused.sentence] == wrong.page.errors
    assert [str(NO_PAGES)] == told.page.errors
    assert 403 == told.page.status
    assert 0 == sessions_of(place)


def test_every_sign_in_has_a_new_session_and_ends_the_old_one(place: Place) -> None:
    """A session planted before sign-in, or left from before, opens nothing."""
    reviewer = place.visitor()
    reviewer.cookies["desk"] = planted = "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE="

    reviewer.sign_in(place.credentials(READER), place.moment)
    first = reviewer.cookies["desk"]
    place.moment.pass_by(minutes=1)
    other_tab = place.visitor()
    other_tab.get("/sign-in")
    other_tab.cookies["desk"] = first
    other_tab.submit(
        other_tab.page.form_with("passphrase"),
        {
            "username": READER,
            "passphrase": place.people[READER].passphrase,
            "code": place.codes.next(place.people[READER].totp_secret, place.moment.now),
        },
    )

    assert planted != first
    assert first != other_tab.cookies["desk"]
    assert "/sign-in" == reviewer.get("/cases").address.partition("?")[0]
    assert 1 == sessions_of(place)


def test_signing_out_ends_the_session_for_good(place: Place) -> None:
    """The cookie of a session that was signed out opens nothing, wherever it was copied to."""
    reviewer = place.reviewer()
    copied = reviewer.cookies["desk"]

    form = next(f for f in reviewer.page.document.iter("form") if f.get("action") == "/sign-out")
    reviewer.submit(form, {})
    answer = next(page for page in reviewer.seen if page.address == "/sign-out")
    reviewer.cookies["desk"] = copied

    assert '"cache", "storage"' == answer.header("Clear-Site-Data")
    assert "/sign-in" == reviewer.get("/cases").address.partition("?")[0]
    assert 0 == sessions_of(place)


def test_signing_out_needs_the_token_of_the_session(place: Place) -> None:
    """Another site cannot sign a reviewer out."""
    reviewer = place.reviewer()

    page = reviewer.post("/sign-out", {"csrf_token": "made up"})

    assert 400 == page.status
    assert 1 == sessions_of(place)


def test_a_session_ends_after_fifteen_idle_minutes(place: Place) -> None:
    """A desk left alone closes; its row is gone, so no clock brings it back."""
    reviewer = place.reviewer()
    place.moment.pass_by(minutes=limits.SESSION_IDLE_MINUTES)

    page = reviewer.get("/cases")

    assert "/sign-in" == page.address.partition("?")[0]
    assert "You have been signed out" in page.text
    assert 0 == sessions_of(place)


def test_a_session_that_is_used_goes_on_until_twelve_hours(place: Place) -> None:
    """Work is not interrupted every quarter of an hour, and ends with the day."""
    reviewer = place.reviewer()
    steps = 60 * limits.SESSION_HOURS // 12

    addresses = []
    for _ in range(steps):
        place.moment.pass_by(minutes=12)
        addresses.append(reviewer.get("/cases").address.partition("?")[0])

    assert ["/cases"] * (steps - 1) + ["/sign-in"] == addresses


@pytest.mark.parametrize("change", ["disabled", "reset"])
def test_an_account_that_is_taken_away_is_signed_out(place: Place, change: str) -> None:
    """Disabling or resetting an account takes effect at the next page."""
    reviewer, store = place.reviewer(), place.store
    with store.write() as connection:
        row = find_account(connection, READER)
        assert row is not None
        if change == "reset":
            row, _, _ = renew_account(place.stretcher, row)
        else:
            row = type(row)(**row.__dict__ | {"disabled": True})
        update_account(connection, row)

    page = reviewer.get("/cases")

    assert "/sign-in" == page.address.partition("?")[0]
    assert 0 == sessions_of(place)


def test_a_disabled_account_cannot_sign_in(place: Place) -> None:
    """The sentence is the same as for any other refusal."""
    with place.store.write() as connection:
        row = find_account(connection, READER)
        assert row is not None
        update_account(connection, type(row)(**row.__dict__ | {"disabled": True}))

    visitor = attempt(place)

    assert [SignInRefused.sentence] == visitor.page.errors


def test_a_flood_is_slowed_before_the_slow_hash(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the burst nothing is hashed any more, and the page says to wait."""
    for _ in range(limits.SIGN_IN_BURST):
        attempt(place, passphrase="wrong", code=WRONG_CODE)
    door = place.app.extensions["reporting_door"]
    monkeypatch.setattr(door.stretcher, "stretch", lambda *_: pytest.fail("was hashed"))

    visitor = attempt(place, passphrase="wrong", code=WRONG_CODE)

    assert 429 == visitor.page.status
    assert [str(WAIT)] == visitor.page.errors
    assert "60" == visitor.page.header("Retry-After")


def test_a_flood_does_not_lock_a_colleague_out(place: Place) -> None:
    """A browser that signed in before has a bucket of its own, also after signing out."""
    reviewer = place.reviewer()
    form = next(f for f in reviewer.page.document.iter("form") if f.get("action") == "/sign-out")
    reviewer.submit(form, {})
    for _ in range(limits.SIGN_IN_BURST + 1):
        attempt(place, passphrase="wrong", code=WRONG_CODE)

    page = reviewer.sign_in(place.credentials(READER), place.moment)

    assert "/cases" == page.address


def test_a_shared_browser_is_known_for_each_of_its_people(place: Place) -> None:
    """The second to sign in does not take the first one's place."""
    browser = place.reviewer()
    browser.cookies.pop("desk")
    browser.sign_in(place.credentials("north-lead-1"), place.moment)
    browser.cookies.pop("desk")
    for _ in range(limits.SIGN_IN_BURST + 1):
        attempt(place, passphrase="wrong", code=WRONG_CODE)

    page = browser.sign_in(place.credentials(READER), place.moment)

    assert "/cases" == page.address


def test_a_form_from_another_browser_is_refused_with_the_name_kept(place: Place) -> None:
    """A token that belongs to another browser is stale; nothing is tried with it."""
    one, other = place.visitor(), place.visitor()
    one.get("/sign-in")
    other.get("/sign-in")
    other.cookies = {}

    page = other.submit(
        one.page.form_with("passphrase"),
        {"username": READER, "passphrase": "any", "code": WRONG_CODE},
    )

    assert 400 == page.status
    assert page.errors[0].startswith("This page was open too long")
    assert [READER] == fields_of(page.form_with("passphrase"))["username"]


def test_the_first_address_leads_on(place: Place) -> None:
    """`/` goes to sign-in, or to the list for who is signed in."""
    assert "/sign-in" == place.visitor().get("/").address
    assert "/cases" == place.reviewer().get("/").address
