"""Who is in the signed list of a body: the page of leads, and what the list says of oneself."""

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, abort, render_template
from flask_babel import gettext, lazy_gettext

from reporting import clock, limits
from reporting.desk.lines import organisation_name
from reporting.desk.wording import language_words, utc_day_words
from reporting.errors import RosterRefused, StoreUnavailable
from reporting.posts import post_words
from reporting.roster import PERSON_ROLES, Declaration, Member, Roster
from reporting.serves import Serves
from reporting.service import Service
from reporting.services import Services
from reporting.store.accounts import AccountRow, list_accounts
from reporting.vocabulary import SUBJECTS, label_of
from reporting.web.sessions import current_session
from reporting.web.surface import current_services

ROLE_NAMES = {
    "lead": lazy_gettext("Lead"),
    "reviewer": lazy_gettext("Reviewer"),
    "chair": lazy_gettext("Chair of the board"),
    "owner": lazy_gettext("Owner"),
    "interpreter": lazy_gettext("Interpreter"),
    "safeguarding": lazy_gettext("Safeguarding adviser"),
}


@dataclass(frozen=True)
class Person:
    """One person of a body; `trouble` says how account and signed list differ, if they do."""

    name: str
    role: str
    serves: str
    fingerprint: str
    declares: tuple[str, ...]
    trouble: str


@dataclass(frozen=True)
class Listed:
    """The signed list of a body: its version, until when it is in force, and who is in it.

    `ending` is how many days are left where that is few, else None.
    """

    body: str
    version: int
    until: str
    ending: int | None
    people: tuple[Person, ...]


@dataclass(frozen=True)
class Mine:
    """What the signed list says of whoever asks."""

    listed: bool
    declares: tuple[str, ...]


def _account() -> AccountRow:
    session = current_session()
    if session is None or session.account.body is None:
        abort(HTTPStatus.NOT_FOUND)
    return session.account


def _roster(services: Services, account: AccountRow) -> Roster:
    return services.rosters.current().by_body[str(account.body)]


def show_people() -> str:
    """Show leads whom their list names, with what they compare before they sign the next."""
    services, account = current_services(), _account()
    roster = _roster(services, account)
    with services.store.read() as connection:
        rows = list_accounts(connection, roster.body)
    now = services.now()
    left = roster.valid_until - clock.day_of(now)
    listed = Listed(
        body=roster.body,
        version=roster.version,
        until=utc_day_words(roster.valid_until, now, services.service.timezone),
        ending=left if left < limits.ROSTER_WARNING_DAYS else None,
        people=tuple(_people(services.service, roster, rows)),
    )
    return render_template("desk/people.html", listed=listed)


def _people(service: Service, roster: Roster, rows: Iterable[AccountRow]) -> Iterable[Person]:
    members = {member.account: member for member in roster.members if member.active}
    for row in rows:
        if row.role not in PERSON_ROLES:
            continue
        member = members.pop(row.id, None)
        if member is not None or not row.disabled:
            yield _person(service, row.username, member or _unlisted(row), _trouble(row, member))
    for member in members.values():
        if member.role in PERSON_ROLES:
            gone = gettext("The list names this person, and there is no account.")
            yield _person(service, gettext("No account"), member, gone)


def _unlisted(row: AccountRow) -> Member:
    return Member(
        row.id,
        row.role,
        row.wrap_public,
        row.signing_public,
        declarations=row.declarations,
        serves=row.serves,
    )


def _trouble(row: AccountRow, member: Member | None) -> str:
    if member is None:
        return str(gettext("Not in the signed list: nothing is sealed to this person."))
    if row.disabled:
        return str(gettext("Cannot sign in, and is still in the signed list."))
    if _unlisted(row).fingerprint != member.fingerprint or row.role != member.role:
        return str(gettext("The account has other keys or another role than the signed list."))
    if (row.declarations, row.serves) != (member.declarations, member.serves):
        return str(gettext("The account says other things than the signed list; the list counts."))
    return ""


def _person(service: Service, name: str, member: Member, trouble: str) -> Person:
    return Person(
        name=name,
        role=str(ROLE_NAMES[member.role]),
        serves=served_words(service, member.serves),
        fingerprint=member.fingerprint,
        declares=declared_words(service, member.declarations),
        trouble=trouble,
    )


def served_words(service: Service, serves: Serves) -> str:
    """Say what an owner or interpreter is there for; of everybody else nothing."""
    if serves.languages:
        return ", ".join(language_words(tag) for tag in serves.languages)
    if serves.organisation is None:
        return ""
    area = service.area_name(serves.organisation, serves.area or "")
    post = post_words(str(serves.post), area)
    return f"{post}, {organisation_name(service, serves.organisation)}"


def declared_words(service: Service, declarations: Iterable[Declaration]) -> tuple[str, ...]:
    """Return declared connections, one sentence each."""
    return tuple(_connection(service, one) for one in declarations)


def _connection(service: Service, declared: Declaration) -> str:
    place = organisation_name(service, declared.organisation)
    if declared.area:
        place = f"{place}, {service.area_name(declared.organisation, declared.area)}"
    if declared.role is None:
        return place
    role = label_of(SUBJECTS, declared.role)
    return str(gettext("%(place)s, reports about “%(role)s”", place=place, role=role))


def show_connections() -> str:
    """Show what whoever asks has declared, as the signed list has it."""
    services, account = current_services(), _account()
    members = _roster(services, account).members
    mine = next((m for m in members if m.account == account.id and m.active), None)
    return render_template(
        "desk/connections.html",
        mine=Mine(
            mine is not None, declared_words(services.service, mine.declarations if mine else ())
        ),
        leads=account.role == "lead",
    )


def is_unlisted() -> bool:
    """Say whether whoever asks is in no list yet, or no more: nothing is sealed to them then."""
    session = current_session()
    if session is None or session.account.body is None:
        return False
    try:
        roster = _roster(current_services(), session.account)
    except (RosterRefused, StoreUnavailable):
        return False  # the page says so itself
    return all(m.account != session.account.id or not m.active for m in roster.members)


def install_people(app: Flask) -> None:
    """Add the pages to `app`, and let each ask whether its reader is in the list."""
    app.jinja_env.globals.update(is_unlisted=is_unlisted)
    app.add_url_rule("/people", "people", show_people, methods=["GET"])
    app.add_url_rule("/my-connections", "my_connections", show_connections, methods=["GET"])
