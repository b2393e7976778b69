"""Making an instance: the folder, the pinned roots, and in a demo its people."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from reporting import clock, limits, primitives
from reporting.demo.file import DemoAccount, demo_account, read_demo, write_demo
from reporting.demo.rota import fill_rota
from reporting.errors import SettingError
from reporting.identity import Identity
from reporting.ids import AccountId
from reporting.instance import (
    Instance,
    is_instance,
    make_instance,
    open_instance,
    pin_root,
    read_root,
    root_bytes,
    write_file,
)
from reporting.people.account import Stretcher, new_account
from reporting.people.ceremony import (
    get_previous,
    keep_delegation,
    keep_recovery,
    load_delegation,
    make_delegation,
    propose_roster,
    sign_proposal,
    store_roster,
    unlock_leads,
    who_leads,
)
from reporting.people.recovery import make_recovery, read_public
from reporting.roster import STATISTICS, Declaration, Member
from reporting.serves import ADVISER, INTERPRETER, NOTHING, OWNER, Serves
from reporting.service import Service
from reporting.store.accounts import insert_account, list_accounts
from reporting.store.engine import Store

DEMO_LANGUAGES = ("ar", "pl", "so", "ur")


def prepare_folder(folder: Path, *, demo: bool) -> Instance:
    """Open the instance folder, or make it; a demo never becomes real, nor a real one a demo."""
    if not is_instance(folder):
        return make_instance(folder, demo=demo)
    instance = open_instance(folder)
    if instance.demo != demo:
        is_, other = ("a demo", "a real one") if instance.demo else ("a real one", "a demo")
        raise SettingError(
            f"the instance in {folder} is {is_} and cannot become {other}; "
            "name another folder in REPORTING_INSTANCE"
        )
    return instance


class Pinned(NamedTuple):
    """What a folder of keys held: the bodies of its roots, and each recovery by its body."""

    roots: list[str]
    recoveries: dict[str, Member]


def pin_keys(instance: Instance, service: Service, folder: Path) -> Pinned:
    """Pin every `*.root` of `folder` and take on every `*.recovery`; return what was there.

    A root that is pinned stays: another one for the same body is refused.
    """
    pinned = instance.load_roots()
    found = Pinned([], {})
    for path in sorted(folder.glob("*.root")):
        root = read_root(path)
        if root.demo != instance.demo:
            raise SettingError(f"{path.name} is a demo key; make one with: reporting roster root")
        if root.body not in service.bodies or path.stem != root.body:
            raise SettingError(f"{path.name} is not the root of a body of the service file")
        if root.body not in pinned:
            pin_root(instance, root.body, path.read_bytes())
        elif pinned[root.body].public != root.public:
            raise SettingError(f"another root is pinned for {root.body} already")
        found.roots.append(root.body)
    for path in sorted(folder.glob("*.recovery")):
        body, member = read_public(path.read_bytes())
        if body not in service.bodies:
            raise SettingError(f"{path.name} is not of a body of the service file")
        keep_recovery(instance, body, member)
        found.recoveries[body] = member
    return found


class Person(NamedTuple):
    """Somebody of the demo, before they have an account."""

    username: str
    role: str
    body: str | None = None
    organisation: str | None = None
    declarations: tuple[Declaration, ...] = ()
    serves: Serves = NOTHING


def demo_people(service: Service) -> Iterator[Person]:
    """Name the people of a demo: of each body, of each organisation, and the board.

    Each organisation has three owners: chief operating officer, director of audit, and the
    director of its first area.
    Two reviewers have a standing declaration: one to the first organisation as a whole, one to
    its line managers, whom a report may be about.
    """
    first = next(iter(service.organisations.values()))
    for body in service.bodies:
        for number in range(1, limits.ROSTER_THRESHOLD + 1):
            yield Person(f"{body}-lead-{number}", "lead", body)
        declares = body == first.body
        whole = (Declaration(first.code),) if declares else ()
        yield Person(f"{body}-reviewer-1", "reviewer", body)
        yield Person(f"{body}-reviewer-2", "reviewer", body, None, whole)
        if declares:
            part = (Declaration(first.code, None, "line_manager"),)
            yield Person(f"{body}-reviewer-3", "reviewer", body, None, part)
        yield Person(f"{body}-chair-1", "chair", body)
        languages = Serves(languages=DEMO_LANGUAGES)
        yield Person(f"{body}-interpreter-1", INTERPRETER, body, serves=languages)
        yield Person(f"{body}-safeguarding-1", ADVISER, body)
    for place in service.organisations.values():
        posts = (
            Serves(place.code, "chief_operating_officer"),
            Serves(place.code, "director_audit"),
            Serves(place.code, "director", place.areas[0].code),
        )
        for number, serves in enumerate(posts, 1):
            name = f"{place.code}-owner-{number}"
            yield Person(name, OWNER, place.body, place.code, serves=serves)
    yield Person("analyst-1", "analyst", None, first.code)
    yield Person("board-1", "board", first.body)


def make_demo(
    instance: Instance,
    service: Service,
    store: Store,
    stretcher: Stretcher,
    now: datetime,
    addresses: Mapping[str, str],
) -> tuple[DemoAccount, ...]:
    """Make the people, keys and rosters of a demo, and write down how they sign in.

    `addresses` are those of the surfaces, by name. Rows come about in one transaction.
    """
    today = clock.day_of(now)
    people: list[DemoAccount] = []
    leads: dict[str, dict[AccountId, Identity]] = {body: {} for body in service.bodies}
    with store.write() as connection:
        if list_accounts(connection):
            raise SettingError("the database belongs to another instance: it has accounts already")
        for person in demo_people(service):
            row, identity, credentials = new_account(
                stretcher,
                person.username,
                person.role,
                body=person.body,
                organisation=person.organisation,
                declarations=person.declarations,
                serves=person.serves,
            )
            insert_account(connection, row)
            people.append(demo_account(row, credentials))
            if row.role == "lead" and row.body is not None:
                leads[row.body][row.id] = identity
        for body, of_body in leads.items():
            _make_keys(instance, body, of_body)
            rows = list_accounts(connection, body)
            proposal = propose_roster(instance, body, rows, None, today)
            data = sign_proposal(instance, proposal, of_body, today)
            store_roster(connection, instance, proposal, data)
        fill_rota(connection, service, now)
        write_demo(instance, addresses, people)
    for body in service.bodies:
        instance.raise_version(body, 1)
    return tuple(people)


def _make_keys(instance: Instance, body: str, leads: Mapping[AccountId, Identity]) -> None:
    """Make root, delegation and recovery; private parts lie beside them in a demo alone."""
    seed = primitives.new_signing_seed()
    write_file(instance.keys / f"{body}.root.private", seed)
    pin_root(instance, body, root_bytes(body, primitives.signing_public(seed), demo=True))
    keys = {account: identity.signing_public for account, identity in leads.items()}
    keep_delegation(
        instance, body, make_delegation(instance, body, seed, keys, limits.ROSTER_THRESHOLD)
    )
    member, shares = make_recovery(body)
    keep_recovery(instance, body, member)
    for number, share in enumerate(shares, 1):
        write_file(instance.keys / f"{body}.{number}.share", share)


def renew_demo(
    instance: Instance, service: Service, store: Store, stretcher: Stretcher, now: datetime
) -> bool:
    """Sign and fill again what runs out, so that a demo left alone still takes reports.

    Returns whether anything was signed. Real rosters are signed by people.
    """
    today = clock.day_of(now)
    passphrases = {person.username: person.passphrase for person in read_demo(instance)[1]}
    renewed = False
    with store.write() as connection:
        fill_rota(connection, service, now)
    for body in service.bodies:
        with store.read() as connection:
            previous = get_previous(connection, instance, body)
            rows = list_accounts(connection, body)
        lasts = previous and previous.valid_until - today >= limits.ROSTER_WARNING_DAYS
        if previous and lasts and previous.with_role({STATISTICS}):
            continue
        delegation, _ = load_delegation(instance, body)
        leads = unlock_leads(
            who_leads(rows, delegation),
            delegation.threshold,
            stretcher,
            lambda row: passphrases[row.username],
        )
        proposal = propose_roster(instance, body, rows, previous, today)
        data = sign_proposal(instance, proposal, leads, today)
        with store.write() as connection:
            store_roster(connection, instance, proposal, data)
        instance.raise_version(body, proposal.roster.version)
        renewed = True
    return renewed
