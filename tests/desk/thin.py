"""Reports with one row and no payload: what an index reads, hundreds of them in a second."""

from collections.abc import Iterable
from datetime import datetime

from reporting import clock, ids, limits, primitives
from reporting.envelope import Deposit, Header, header_digest, seal_triage
from reporting.identity import Identity
from reporting.ids import AccountId, ReportId
from reporting.ladder import START, first_wake
from reporting.receipt import new_receipt
from reporting.routing import Access
from reporting.stanza import Slot, direct_row
from reporting.status import Status, seal_status
from reporting.store import reports
from reporting.store.engine import Store
from tests.support.cast import make_report

NOBODY: frozenset[AccountId] = frozenset()


def put_thin(
    store: Store, now: datetime, account: AccountId, identity: Identity, readable: Iterable[bool]
) -> list[ReportId]:
    """Store one report for each of `readable`: one that the account opens, or a decoy."""
    nobody = primitives.nobody_public()
    deposits = [
        _thin(now, account, identity.wrap_public if opens else nobody) for opens in readable
    ]
    with store.write() as connection:
        for deposit in deposits:
            reports.insert_deposit(connection, deposit)
    return [deposit.report for deposit in deposits]


def _thin(now: datetime, account: AccountId, public: bytes) -> Deposit:
    report_key, number = primitives.random_bytes(32), ReportId(ids.new_id())
    commitment = primitives.derive(report_key, "commit")
    header = Header(number, bytes(32), commitment).to_bytes()
    digest, received = header_digest(header), clock.hour_of(now)
    access = Access("north", "south", frozenset({account}), NOBODY, NOBODY)
    conversation_key = primitives.derive(report_key, "conversation")
    keys = new_receipt().keys()
    return Deposit(
        report=number,
        locator=keys.locator,
        received=received,
        due=clock.acknowledgement_due(received, limits.ACKNOWLEDGE_HOURS),
        expiry=99_999,
        rung=START,
        wake=first_wake(received, limits.ACKNOWLEDGE_HOURS),
        urgent=False,
        note=b"",
        chain=b"",
        card=b"",
        header=header,
        wrapped=b"",
        triage=seal_triage(make_report(), access, received, report_key, digest),
        status=seal_status(conversation_key, digest, Status(received, limits.ACKNOWLEDGE_HOURS)),
        payload=b"",
        stanzas={account: direct_row(Slot(digest, account), public, report_key)},
    )
