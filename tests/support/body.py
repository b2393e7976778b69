"""One oversight body with its root, leads and members, to sign rosters and forge them."""

from dataclasses import dataclass, field, replace
from typing import Any

from reporting import ids, primitives
from reporting.identity import Identity, new_identity
from reporting.ids import AccountId
from reporting.roster import Member, Roster
from reporting.trust import Delegation, Root, sign_delegation, sign_roster
from tests.support.cast import TODAY


def member(role: str, identity: Identity | None = None) -> Member:
    """Return a new member of that role."""
    who = identity or new_identity()
    return Member(AccountId(ids.new_id()), role, who.wrap_public, who.signing_public)


@dataclass
class SignedBody:
    """A body whose two leads must both sign."""

    code: str = "north"
    demo: bool = False
    root_seed: bytes = field(default_factory=primitives.new_signing_seed)
    leads: dict[AccountId, Identity] = field(default_factory=dict)
    members: list[Member] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Make two leads, a reviewer, the recovery and the watch."""
        for _ in range(2):
            identity = new_identity()
            lead = member("lead", identity)
            self.leads[lead.account] = identity
            self.members.append(lead)
        self.members += [member("reviewer"), member("recovery"), member("watch")]

    @property
    def root(self) -> Root:
        """What an instance has pinned."""
        return Root(self.code, primitives.signing_public(self.root_seed), 1, self.demo)

    @property
    def roster(self) -> Roster:
        """A roster that nothing is wrong with."""
        return Roster(self.code, 3, TODAY, TODAY + 35, tuple(self.members))

    @property
    def delegation(self) -> Delegation:
        """What the root says of the leads."""
        keys = {account: lead.signing_public for account, lead in self.leads.items()}
        return Delegation(self.code, 1, 2, keys, self.demo)

    def sign(
        self,
        roster: Roster | None = None,
        delegation: Delegation | None = None,
        signed: dict[str, Any] | None = None,
        leads: int = 2,
    ) -> bytes:
        """Return a roster file; what is not given is as it should be."""
        seeds = {account: lead.signing_seed for account, lead in list(self.leads.items())[:leads]}
        words = signed or sign_delegation(delegation or self.delegation, self.root_seed)
        return sign_roster(roster or self.roster, words, seeds)

    def with_roster(self, **changes: Any) -> bytes:
        """Return a roster file that is signed as it should be, with some fields changed."""
        return self.sign(replace(self.roster, **changes))
