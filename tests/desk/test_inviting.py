"""A lead invites; whoever was invited makes their own account, which no list names yet."""

import pytest
from sqlalchemy import func, select

from reporting import limits, totp
from reporting.errors import InvitationRefused, NameTaken
from reporting.store.accounts import AccountRow, find_account
from reporting.store.tables import invitation as invitation_table
from reporting.web.sign_in import WAIT
from tests.desk.conftest import Place
from tests.support.journey import Reviewer
from tests.support.page import Page, fields_of, text_of

LEAD, NEW = "north-lead-1", "newcomer"


def words_in(page: Page, name: str) -> str:
    """Return the words of a list on a page."""
    found = page.by_id(name)
    assert found is not None, page.text
    return " ".join(text_of(found).split())


def invite(place: Place, /, by: str = LEAD, **answers: str) -> tuple[Reviewer, str]:
    """Have a lead invite somebody; return the lead's browser and the words."""
    lead = place.reviewer(by)
    lead.get("/people/invite")
    given = {"username": NEW, "role": "reviewer"} | answers
    page = lead.submit(lead.page.form_with("role"), given)
    assert 200 == page.status, page.errors
    return lead, words_in(page, "invitation")


def show(place: Place, words: str, username: str = NEW) -> Reviewer:
    """Have somebody send an invitation."""
    visitor = place.visitor()
    visitor.get("/join")
    visitor.submit(
        visitor.page.form_with("invitation"), {"username": username, "invitation": words}
    )
    return visitor


def secret_on(page: Page) -> str:
    """Return the code secret that a page shows."""
    return words_in(page, "key").replace(" ", "")


def prove(place: Place, visitor: Reviewer, code: str | None = None) -> Page:
    """Send the code that an app shows for the key on the page."""
    code = code or totp.code_at(secret_on(visitor.page), place.moment.now)
    return visitor.submit(visitor.page.form_with("code"), {"code": code})


def account_of(place: Place, username: str = NEW) -> AccountRow | None:
    """Return the account of a user name, or None."""
    with place.store.read() as connection:
        return find_account(connection, username)


def count(place: Place, table: object = invitation_table) -> int:
    """Return how many rows a table has."""
    with place.store.read() as connection:
        query = select(func.count()).select_from(table)  # type: ignore[arg-type]  # a table
        return int(connection.execute(query).scalar_one())


def test_who_was_invited_makes_an_account_and_signs_in(place: Place) -> None:
    """With the words and the key that they alone were shown, and with the role they were given."""
    _, words = invite(place)
    visitor = show(place, words)
    passphrase, secret = words_in(visitor.page, "passphrase"), secret_on(visitor.page)
    joined = prove(place, visitor)
    place.moment.pass_by(minutes=1)

    page = place.visitor().sign_in(
        {"username": NEW, "passphrase": passphrase, "totp_secret": secret}, place.moment
    )

    made = account_of(place)
    assert made is not None
    assert ("reviewer", "north", False) == (made.role, made.body, made.disabled)
    assert 200 == joined.status
    assert "/cases" == page.address
    assert 0 == count(place)


def test_until_a_list_names_them_nothing_is_sealed_to_them(place: Place) -> None:
    """They sign in, read so on every page, and find no report; a lead sees their fingerprint."""
    place.send()
    _, words = invite(place)
    visitor = show(place, words)
    given = {
        "username": NEW,
        "passphrase": words_in(visitor.page, "passphrase"),
        "totp_secret": secret_on(visitor.page),
    }
    fingerprint = words_in(prove(place, visitor), "fingerprint")
    [later] = place.send()
    place.moment.pass_by(minutes=1)
    newcomer = place.visitor()
    newcomer.sign_in(given, place.moment)

    found = newcomer.list_cases()

    assert [] == found
    assert newcomer.page.by_id("unlisted") is not None
    assert 404 == newcomer.open_case(later).status
    people = place.reviewer(LEAD).get("/people")
    assert fingerprint in people.text
    assert "Not in the signed list: nothing is sealed to this person." in people.text
    assert people.by_id("unlisted") is None


def test_no_lead_sees_the_passphrase_or_the_key(place: Place) -> None:
    """Nothing the lead is sent holds them, and no table does but sealed."""
    lead, words = invite(place)
    visitor = show(place, words)
    passphrase, secret = words_in(visitor.page, "passphrase"), secret_on(visitor.page)
    prove(place, visitor)
    for address in ("/people", "/people/invite"):
        lead.get(address)

    told = b"".join(page.body for page in lead.seen).decode()

    assert passphrase != words
    assert all(text not in told for text in (passphrase, secret, passphrase.split()[0] + " "))
    row = account_of(place)
    assert row is not None
    assert all(text.encode() not in row.sealed + row.verifier for text in (passphrase, secret))


def test_the_words_are_shown_once_and_kept_nowhere(place: Place) -> None:
    """The table has a digest; the page of invitations names who was invited, and until when."""
    lead, words = invite(place)

    again = lead.get("/people/invite")

    with place.store.read() as connection:
        row = dict(connection.execute(select(invitation_table)).mappings().one())
    # One word can be the name of a column.
    assert 1 >= sum(word in str(row) for word in set(words.split()) if len(word) > 4)
    assert words not in again.text
    assert f"{NEW}: Reviewer. Good until" in again.text


@pytest.mark.parametrize("cause", ["name", "words", "used", "old", "taken"])
def test_every_wrong_invitation_gets_one_answer(place: Place, cause: str) -> None:
    """Wrong name, wrong words, used, too old, or replaced by a later one."""
    _, words = invite(place)
    username = NEW
    if cause == "name":
        username = "somebody-else"
    elif cause == "words":
        words = "abacus " * 6
    elif cause == "used":
        prove(place, show(place, words))
    elif cause == "old":
        place.moment.pass_by(days=limits.INVITATION_DAYS + 1)
    else:
        invite(place)

    page = show(place, words, username).page

    assert 400 == page.status
    assert [InvitationRefused.sentence] == page.errors
    fields = fields_of(page.form_with("invitation"))
    assert ([username], [""]) == (fields["username"], fields["invitation"])


def test_on_its_last_day_an_invitation_still_counts(place: Place) -> None:
    """Seven days are seven days."""
    _, words = invite(place)
    place.moment.pass_by(days=limits.INVITATION_DAYS)

    assert words_in(show(place, words).page, "passphrase")


def test_a_wrong_code_keeps_the_same_words_and_makes_nothing(place: Place) -> None:
    """So that nobody must write them down again; the right code then makes the account."""
    _, words = invite(place)
    visitor = show(place, words)
    before = words_in(visitor.page, "passphrase")

    page = prove(place, visitor, "000000")

    assert 400 == page.status
    assert before == words_in(page, "passphrase")
    assert (None, 1) == (account_of(place), count(place))
    assert 200 == prove(place, visitor).status
    assert account_of(place) is not None


def test_two_who_have_the_same_words_make_one_account(place: Place) -> None:
    """Whoever is first; the other learns that the invitation was used."""
    _, words = invite(place)
    first, second = show(place, words), show(place, words)

    answers = [prove(place, visitor).status for visitor in (first, second)]

    assert [200, 400] == answers
    assert [InvitationRefused.sentence] == second.page.errors


def test_an_offer_nobody_made_is_refused(place: Place) -> None:
    """A passphrase of one's own choice cannot be sent in place of the one that was drawn."""
    _, words = invite(place)
    visitor = show(place, words)
    code = totp.code_at(secret_on(visitor.page), place.moment.now)

    page = visitor.submit(visitor.page.form_with("code"), {"code": code, "offer": "x" * 40})

    assert [InvitationRefused.sentence] == page.errors
    assert account_of(place) is None


def test_the_code_that_was_shown_counts_no_second_time(place: Place) -> None:
    """Somebody who saw it typed cannot sign in with it."""
    _, words = invite(place)
    visitor = show(place, words)
    passphrase, secret = words_in(visitor.page, "passphrase"), secret_on(visitor.page)
    prove(place, visitor)

    stranger = place.visitor()
    stranger.get("/sign-in")
    answers = {"username": NEW, "passphrase": passphrase}
    answers["code"] = totp.code_at(secret, place.moment.now)
    page = stranger.submit(stranger.page.form_with("passphrase"), answers)

    assert 400 == page.status


def test_guessing_is_slowed_and_signing_in_goes_on(place: Place) -> None:
    """A flood under one name ends in a wait, and takes no attempt from who signs in under it."""
    for _ in range(int(limits.SIGN_IN_BURST) + 1):
        page = show(place, "wrong", LEAD).page

    assert 429 == page.status
    assert [str(WAIT)] == page.errors
    assert "60" == page.header("Retry-After")
    assert "/people" == place.reviewer(LEAD).get("/people").address


@pytest.mark.parametrize("name", ["south-reviewer-1", LEAD])
def test_a_name_that_is_taken_is_told(place: Place, name: str) -> None:
    """Accounts of every body count, because a user name is one person's."""
    lead = place.reviewer(LEAD)
    lead.get("/people/invite")

    page = lead.submit(lead.page.form_with("role"), {"username": name, "role": "reviewer"})

    assert 400 == page.status
    assert [NameTaken.sentence] == page.errors
    assert [name] == fields_of(page.form_with("role"))["username"]


def test_a_name_that_another_body_invites_is_taken(place: Place) -> None:
    """And its invitation stays as it is."""
    _, words = invite(place, "south-lead-1")
    lead = place.reviewer(LEAD)
    lead.get("/people/invite")

    page = lead.submit(lead.page.form_with("role"), {"username": NEW, "role": "reviewer"})

    assert [NameTaken.sentence] == page.errors
    assert words_in(show(place, words).page, "passphrase")


@pytest.mark.parametrize(
    ("answers", "faults"),
    [
        ({"username": "No Name"}, 1),
        ({"role": ""}, 1),
        ({"role": "owner"}, 2),
        ({"role": "owner", "post": "director", "place": "council"}, 1),
        ({"role": "interpreter"}, 1),
        ({"role": "interpreter", "languages": "Somali!"}, 1),
        ({"languages": "so"}, 1),
        ({"post": "director", "place": "council"}, 2),
    ],
)
def test_what_does_not_fit_a_role_is_told(
    place: Place, answers: dict[str, str], faults: int
) -> None:
    """Each in a sentence at its field; nobody is invited."""
    lead = place.reviewer(LEAD)
    lead.get("/people/invite")

    page = lead.submit(lead.page.form_with("role"), {"username": NEW, "role": "reviewer"} | answers)

    assert 400 == page.status
    assert faults == len(page.errors)
    assert 0 == count(place)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (
            {"role": "owner", "post": "director", "place": "council:adults_children"},
            ("owner", "council", ("council", "director", "adults_children", ())),
        ),
        (
            {"role": "interpreter", "languages": "so, ar so"},
            ("interpreter", None, (None, None, None, ("so", "ar"))),
        ),
        ({"role": "safeguarding"}, ("safeguarding", None, (None, None, None, ()))),
    ],
)
def test_whoever_helps_gets_what_they_serve(
    place: Place, answers: dict[str, str], expected: tuple[object, ...]
) -> None:
    """The account has it as the lead said, for the list to name."""
    _, words = invite(place, **answers)

    prove(place, show(place, words))

    made = account_of(place)
    assert made is not None
    serves = made.serves
    told = (serves.organisation, serves.post, serves.area, serves.languages)
    assert expected == (made.role, made.organisation, told)


def test_only_leads_invite(place: Place) -> None:
    """A reviewer finds no such page; whoever has signed in makes no second account."""
    reviewer = place.reviewer()

    assert 404 == reviewer.get("/people/invite").status
    assert "/cases" == reviewer.get("/join").address


def test_missing_answers_are_named(place: Place) -> None:
    """Each empty field has its own sentence."""
    visitor = place.visitor()
    visitor.get("/join")

    visitor.submit(visitor.page.form_with("invitation"), {})

    assert 2 == len(visitor.page.errors)
