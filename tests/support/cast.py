"""The people of the tests: two bodies, their leads and reviewers, and what they hold."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from reporting import clock, ids, limits, primitives
from reporting.depositing import find_access
from reporting.envelope import Deposit, seal_report
from reporting.identity import Identity, new_identity
from reporting.ids import AccountId
from reporting.promise import Promise
from reporting.receipt import Receipt, new_receipt
from reporting.report import Report
from reporting.roster import Declaration, Member, Roster, Rosters
from reporting.routing import Access
from reporting.serves import NOTHING, Serves
from reporting.service import Service, load_service
from reporting.services import DEMO_SERVICE_FILE

NOW = datetime(2026, 5, 4, 13, 3, 9, tzinfo=UTC)
TODAY = clock.day_of(NOW)
COUNCIL, NORTH, SOUTH = "council", "north", "south"


def demo_service() -> Service:
    """Return the service file of the demo."""
    return load_service(DEMO_SERVICE_FILE)


def promising(**hours: int) -> Service:
    """Return the demo's service file in which organisations promise an answer in other hours."""
    service = demo_service()
    changed = {
        code: replace(place, promise=Promise(acknowledge_hours=hours.get(code, 24)))
        for code, place in service.organisations.items()
    }
    return replace(service, organisations=changed)


@dataclass
class Cast:
    """Rosters of two bodies with the identities behind them, by a name such as `north-lead`."""

    watch: Identity = field(default_factory=new_identity)
    identities: dict[str, Identity] = field(default_factory=dict)
    accounts: dict[str, AccountId] = field(default_factory=dict)
    members: dict[str, list[Member]] = field(default_factory=dict)

    def add(
        self,
        body: str,
        name: str,
        role: str,
        *declarations: Declaration,
        serves: Serves = NOTHING,
    ) -> None:
        """Add a member with a new identity."""
        identity, account = new_identity(), AccountId(ids.new_id())
        self.identities[f"{body}-{name}"], self.accounts[f"{body}-{name}"] = identity, account
        member = Member(
            account,
            role,
            identity.wrap_public,
            identity.signing_public,
            declarations=declarations,
            serves=serves,
        )
        self.members.setdefault(body, []).append(member)

    @property
    def rosters(self) -> Rosters:
        """The rosters of both bodies; signatures are the business of other tests."""
        watch = Member(
            AccountId(1), "watch", self.watch.wrap_public, self.watch.signing_public, True
        )
        return Rosters(
            {
                body: Roster(body, 1, TODAY, TODAY + 35, (*members, watch))
                for body, members in self.members.items()
            }
        )


def make_cast(*conflicts: Declaration) -> Cast:
    """Two bodies with lead, reviewer, second reviewer and recovery each.

    North's second reviewer has the `conflicts` as standing declarations.
    """
    cast = Cast()
    for body in (NORTH, SOUTH):
        cast.add(body, "lead", "lead")
        cast.add(body, "reviewer", "reviewer")
        cast.add(body, "second", "reviewer", *(conflicts if body == NORTH else ()))
        cast.add(body, "recovery", "recovery")
    return cast


def make_report(**changes: object) -> Report:
    """Return a plausible report on the demo council."""
    answers: dict[str, object] = {
        "language": "en",
        "organisation": COUNCIL,
        "reporter_role": "resident",
        "conduct": ("joke_banter",),
        "story": "At the counter, in front of others.",
        "about": ("colleague",),
        "struck": (),
        "safety": "safe",
    }
    return Report(**(answers | changes))  # type: ignore[arg-type]  # tests name the fields


@dataclass(frozen=True)
class Sent:
    """A sealed report with everything that went into it."""

    cast: Cast
    report: Report
    access: Access
    receipt: Receipt
    deposit: Deposit


def send(
    cast: Cast,
    report: Report | None = None,
    receipt: Receipt | None = None,
    target: int = limits.ACKNOWLEDGE_HOURS,
) -> Sent:
    """Route and seal a report as intake does."""
    report = report or make_report()
    receipt = receipt or new_receipt()
    access = find_access(demo_service(), cast.rosters, report)
    return Sent(
        cast,
        report,
        access,
        receipt,
        seal_report(report, access, cast.rosters, receipt.keys(), NOW, target=target),
    )


def noise(size: int) -> bytes:
    """Return random bytes."""
    return primitives.random_bytes(size)
