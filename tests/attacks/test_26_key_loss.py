"""Attack 26: keys are lost, or a reviewer with them."""

from dataclasses import replace
from itertools import combinations

import pytest

from reporting import limits, primitives
from reporting.errors import CannotOpen, RosterRefused, SettingError
from reporting.opening import open_payload, open_stanza
from reporting.people.recovery import join_shares, make_recovery, read_share
from reporting.trust import Delegation, Root, sign_delegation, sign_roster, verify_roster
from tests.support.cast import NORTH, TODAY, make_cast, send

OPENING = ("north-lead", "north-reviewer", "north-second", "north-recovery")


def opens(sent, name):
    """Say whether one of the cast opens a report."""
    account, identity = sent.cast.accounts[name], sent.cast.identities[name]
    try:
        report_key = open_stanza(
            identity.unwrapper, account, sent.deposit.header, sent.deposit.stanzas[account]
        )
    except CannotOpen:
        return False
    return sent.report == open_payload(report_key, sent.deposit.header, sent.deposit.payload).report


@pytest.mark.parametrize("lost", OPENING)
def test_any_one_identity_may_be_lost(lost):
    """Whoever is gone, everybody else of the body still opens every report."""
    sent = send(make_cast())

    assert [] == [name for name in OPENING if name != lost and not opens(sent, name)]


@pytest.mark.parametrize("left", list(combinations(range(3), 2)))
def test_any_two_shares_recover_and_one_does_not(left):
    """The offline identity comes back from two of three files, whichever is lost."""
    cast = make_cast()
    member, files = make_recovery(NORTH)
    shares = [read_share(data) for data in files]

    recovered = join_shares([shares[number] for number in left])
    cast.members[NORTH][-1] = member
    cast.accounts["recovered"] = recovered.account
    cast.identities["recovered"] = recovered.identity

    assert opens(send(cast), "recovered")
    with pytest.raises(SettingError):
        join_shares([shares[left[0]]])


def signed(roster):
    """Sign a roster as its one lead, under a root of its own."""
    root_seed, lead_seed = primitives.new_signing_seed(), primitives.new_signing_seed()
    lead = roster.members[0].account
    delegation = Delegation(
        roster.body, 1, 1, {lead: primitives.signing_public(lead_seed)}, demo=False
    )
    root = Root(roster.body, primitives.signing_public(root_seed), 1, demo=False)
    return sign_roster(roster, sign_delegation(delegation, root_seed), {lead: lead_seed}), root


def test_a_list_so_short_that_one_loss_would_lose_reports_is_refused():
    """Fewer than three recipients, or none offline: intake does not seal to it."""
    roster = make_cast().rosters.by_body[NORTH]
    members = {member.role: member for member in roster.members}
    offline = [members["recovery"], members["watch"]]
    data, root = signed(roster)
    assert roster == verify_roster(data, root, TODAY)

    for few in ([members["lead"], *offline], [members["lead"], members["reviewer"], offline[1]]):
        assert len(few) <= limits.LEAST_RECIPIENTS
        data, root = signed(replace(roster, members=tuple(few)))

        with pytest.raises(RosterRefused):
            verify_roster(data, root, TODAY)
