"""Who is in the signed list of a body, for its leads."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from flask import Flask, render_template
from flask_babel import gettext, lazy_gettext

from reporting import ids
from reporting.desk.roster.words import ROLE_NAMES, declared_words, served_words
from reporting.desk.session import own_account
from reporting.desk.wording import utc_day_words
from reporting.errors import RosterRefused, StoreUnavailable
from reporting.ids import AccountId
from reporting.people.nextroster import as_member, find_leaving
from reporting.roster import PERSON_ROLES, Member, Roster
from reporting.service import Service
from reporting.store.accounts import AccountRow, list_accounts
from reporting.web.sessions import current_session
from reporting.web.surface import current_rosters, current_services

_UNLISTED = lazy_gettext(
    "No signed list names this account, so nothing is sealed to you. It begins when the leads of "
    "your body have compared your fingerprint and signed the next list."
)
_OTHER_KEYS = lazy_gettext(
    "The signed list names other keys for you than those that your passphrase opens. What is "
    "sealed to those you cannot read, and nothing else is sealed to you. Tell a lead by telephone."
)


@dataclass(frozen=True)
class Person:
    """One person of a body; `trouble` says how account and signed list differ, if they do.

    `number` is empty where there is no account to remove, `leaves` says whether a lead has marked
    them to be left out of the next list.
    """

    number: str
    name: str
    role: str
    serves: str
    fingerprint: str
    declares: tuple[str, ...]
    trouble: str
    leaves: bool = False


@dataclass(frozen=True)
class Listed:
    """The signed list of a body: its version, until when it is in force, and who is in it."""

    body: str
    version: int
    until: str
    people: tuple[Person, ...]


def account_in(text: str) -> AccountId | None:
    """Return the account that an address names, or None."""
    number = ids.from_hex(text)
    return None if number is None else AccountId(number)


def _roster(account: AccountRow) -> Roster:
    return current_rosters().by_body[str(account.body)]


def show_people() -> str:
    """Show leads whom their list names, with what they compare before they sign the next."""
    services, account = current_services(), own_account()
    roster = _roster(account)
    with services.store.read() as connection:
        rows = list_accounts(connection, roster.body)
        leaving = find_leaving(connection, services.instance, roster)
    people = _people(services.service, roster, rows)
    listed = Listed(
        body=roster.body,
        version=roster.version,
        until=utc_day_words(roster.valid_until, services.now(), services.service.timezone),
        people=tuple(replace(one, leaves=account_in(one.number) in leaving) for one in people),
    )
    return render_template("desk/roster/people.html", listed=listed)


def _people(service: Service, roster: Roster, rows: Iterable[AccountRow]) -> Iterable[Person]:
    members = {member.account: member for member in roster.members if member.active}
    for row in rows:
        if row.role not in PERSON_ROLES:
            continue
        member = members.pop(row.id, None)
        if member is not None or not row.disabled:
            person = _person(service, row.username, member or as_member(row), _trouble(row, member))
            yield person if row.disabled else replace(person, number=ids.to_hex(row.id))
    for member in members.values():
        if member.role in PERSON_ROLES:
            gone = gettext("The list names this person, and there is no account.")
            yield _person(service, gettext("No account"), member, gone)


def _trouble(row: AccountRow, member: Member | None) -> str:
    if member is None:
        return str(gettext("Not in the signed list: nothing is sealed to this person."))
    if row.disabled:
        return str(gettext("Cannot sign in, and is still in the signed list."))
    if as_member(row).fingerprint != member.fingerprint or row.role != member.role:
        return str(gettext("The account has other keys or another role than the signed list."))
    if (row.declarations, row.serves) != (member.declarations, member.serves):
        return str(gettext("The account says other things than the signed list; the list counts."))
    return ""


def _person(service: Service, name: str, member: Member, trouble: str) -> Person:
    return Person(
        number="",
        name=name,
        role=str(ROLE_NAMES[member.role]),
        serves=served_words(service, member.serves),
        fingerprint=member.fingerprint,
        declares=declared_words(service, member.declarations),
        trouble=trouble,
    )


def list_trouble() -> str:
    """Return why nothing is sealed to whoever asks, as far as the signed list tells; or nothing.

    It goes by the list and the own keys alone, and by no report: so it says the same to who is
    excluded from one and to who is not. That one row opens to nobody is told to nobody, because
    whoever holds a damaged row and whoever holds a decoy would then read different pages.
    """
    session = current_session()
    if session is None or session.account.body is None:
        return ""
    try:
        roster = _roster(session.account)
    except (RosterRefused, StoreUnavailable):
        return ""  # the page says so itself
    listed = next((m for m in roster.members if m.account == session.account.id and m.active), None)
    if listed is None:
        return str(_UNLISTED)
    # An identity is drawn whole, so one of its keys tells; the other takes longer to derive.
    same = session.identity.signing_public == listed.signing_public
    return "" if same else str(_OTHER_KEYS)


def install_people(app: Flask) -> None:
    """Add the page to `app`, and let each ask whether its reader is in the list."""
    app.jinja_env.globals.update(list_trouble=list_trouble)
    app.add_url_rule("/people", "people", show_people, methods=["GET"])
