"""Reports put straight into a store, and who can open them, without a browser in between."""

from dataclasses import dataclass, replace
from pathlib import Path

from reporting.depositing import find_access
from reporting.envelope import Deposit, seal_report
from reporting.errors import CannotOpen
from reporting.identity import Identity
from reporting.ids import ReportId
from reporting.opening import open_stanza
from reporting.passwords import CHEAPEST, PassphraseStretcher
from reporting.people.account import unseal_account
from reporting.people.rewriting import level_rows
from reporting.receipt import Receipt, new_receipt
from reporting.report import Report
from reporting.roster import Rosters
from reporting.services import Services
from reporting.store.accounts import AccountRow, find_account
from reporting.store.reports import get_case, get_stanzas, insert_deposit
from tests.support.cast import make_report


def put_report(services: Services, *, urgent: bool = False, **changes: object) -> Deposit:
    """Seal a report under the rosters in force, and store it as intake does."""
    return _put(services, services.rosters.current(), make_report(**changes), urgent=urgent)


def put_earlier_report(
    services: Services, *later: str, receipt: Receipt | None = None, **changes: object
) -> Deposit:
    """Store a report as if some accounts had been listed after it came."""
    with services.store.read() as connection:
        found = [find_account(connection, username) for username in later]
    unknown, rosters = {row.id for row in found if row is not None}, services.rosters.current()
    earlier = {
        body: replace(roster, members=tuple(m for m in roster.members if m.account not in unknown))
        for body, roster in rosters.by_body.items()
    }
    deposit = _put(services, Rosters(earlier), make_report(**changes), receipt=receipt)
    level_rows(services.store, rosters)
    return deposit


def _put(
    services: Services,
    rosters: Rosters,
    report: Report,
    *,
    urgent: bool = False,
    receipt: Receipt | None = None,
) -> Deposit:
    keys = (receipt or new_receipt()).keys()
    access = find_access(services.service, rosters, report)
    target = services.service.promise_of(report.organisation).acknowledge_hours
    deposit = seal_report(
        report, access, rosters, keys, services.now(), target=target, urgent=urgent
    )
    with services.store.write() as connection:
        insert_deposit(connection, deposit)
    return deposit


@dataclass(frozen=True)
class Holder:
    """Somebody with an account and its passphrase."""

    row: AccountRow
    identity: Identity


def unlock(services: Services, username: str, passphrase: str) -> Holder:
    """Return an account with its identity; its passphrase was stretched cheaply."""
    with services.store.read() as connection:
        row = find_account(connection, username)
    assert row is not None
    stretcher = PassphraseStretcher(Path(services.instance.run), CHEAPEST)
    return Holder(row, unseal_account(stretcher, row, passphrase))


def has_row(services: Services, holder: Holder, number: ReportId) -> bool:
    """Say whether an account has a row in a report, decoy or not."""
    with services.store.read() as connection:
        return number in get_stanzas(connection, holder.row.id, [number])


def can_open(services: Services, holder: Holder, number: ReportId) -> bool:
    """Say whether an account can open a report as the store has it now."""
    with services.store.read() as connection:
        case = get_case(connection, number)
        rows = get_stanzas(connection, holder.row.id, [number])
    if case is None or number not in rows:
        return False
    try:
        open_stanza(holder.identity.unwrapper, holder.row.id, case.header, rows[number])
    except CannotOpen:
        return False
    return True
