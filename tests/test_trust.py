"""Which rosters are believed: attacks by whoever owns the database, or one of the leads."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting import canonical, limits, primitives
from reporting.errors import RosterRefused
from reporting.identity import new_identity
from reporting.trust import (
    sign_delegation,
    sign_roster,
    verify_previous,
    verify_roster,
    verify_signatures,
)
from tests.support.body import SignedBody, member
from tests.support.cast import TODAY

BODY = SignedBody()
GOOD = BODY.sign()


def refused(data, root=BODY.root, today=TODAY):
    """Say whether a roster file is refused."""
    try:
        verify_roster(data, root, today)
    except RosterRefused:
        return True
    return False


def edited(edit):
    """Return the good roster file with its JSON changed, signatures left as they were."""
    value = json.loads(GOOD)
    edit(value)
    return canonical.dumps(value)


def test_a_roster_signed_by_its_leads_is_believed():
    """The untouched file gives the roster that was signed, to the last key."""
    found = verify_roster(GOOD, BODY.root, TODAY)

    assert BODY.roster == found


def test_a_roster_without_signatures_is_refused():
    """The database alone cannot make a list."""
    data = BODY.sign(leads=0)

    assert refused(data)


def test_one_signature_where_two_are_needed_is_refused():
    """One lead alone cannot add anybody."""
    data = BODY.sign(leads=1)

    assert refused(data)


def test_one_lead_signing_under_two_names_is_refused():
    """A delegation that names one key twice would make one person into two."""
    account, lead = next(iter(BODY.leads.items()))
    twice = {account: lead.signing_public, member("lead").account: lead.signing_public}
    delegation = replace(BODY.delegation, leads=twice)
    signed = sign_delegation(delegation, BODY.root_seed)

    data = sign_roster(BODY.roster, signed, dict.fromkeys(twice, lead.signing_seed))

    assert refused(data)


def test_a_signature_of_somebody_else_does_not_count():
    """A stranger's signature under a lead's number is no signature."""
    stranger = new_identity()
    seeds = dict.fromkeys(BODY.leads, stranger.signing_seed)
    signed = sign_delegation(BODY.delegation, BODY.root_seed)

    assert refused(sign_roster(BODY.roster, signed, seeds))


def test_leads_whom_the_root_did_not_name_are_refused():
    """Whoever owns the database can sign with leads of their own; the root has to say so."""
    other = SignedBody()

    assert refused(other.sign())


@pytest.mark.parametrize(
    "edit",
    [
        lambda value: value["roster"]["members"].pop(),
        lambda value: value["roster"]["members"].append(value["roster"]["members"][0]),
        lambda value: value["roster"].update(until=TODAY + 34),
        lambda value: value["roster"].update(recovered=7),
        lambda value: value["roster"]["members"][0].update(active=False),
        lambda value: value["roster"]["members"][2].update(role="lead"),
        lambda value: value["roster"]["members"][2].update(follows="0123456789abcdef"),
        lambda value: value["roster"]["members"][2].update(
            declarations=[{"organisation": "council", "area": None, "role": None}]
        ),
        lambda value: value["roster"]["members"][2].update(
            wrap=value["roster"]["members"][3]["wrap"]
        ),
        lambda value: value["delegation"].update(threshold=1),
        lambda value: value["delegation"].update(number=2),
        lambda value: value["delegation"].pop("number"),
        lambda value: value["delegation"].update(demo=True),
        lambda value: value["roster"].update(note="outside what was signed"),
        lambda value: value["roster"]["members"][0].update(note="likewise"),
        lambda value: value["delegation"].update(note="likewise"),
        lambda value: value.update(note="likewise"),
        lambda value: value.update(signatures=[]),
        lambda value: value.update(signatures={"x": "y"}),
        lambda value: value.update(roster=None),
        lambda value: value.update(delegation=[]),
        lambda value: value["roster"].update(members=3),
    ],
)
def test_an_altered_roster_is_refused(edit):
    """Adding, removing or changing anything after signing makes the file worthless."""
    assert refused(edited(edit))


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_a_changed_byte_never_gives_another_roster(place, change):
    """Whatever byte is changed, the file is refused or still says exactly the same."""
    data = bytearray(GOOD)
    data[place] ^= change

    try:
        found = verify_roster(bytes(data), BODY.root, TODAY)
    except RosterRefused:
        return

    assert BODY.roster == found


@given(st.binary(max_size=200))
def test_any_other_bytes_are_refused(data):
    """Nothing that is not a roster file raises anything but the one refusal."""
    assert refused(data)


@pytest.mark.parametrize(
    ("today", "expected"),
    [(TODAY - 1, True), (TODAY, False), (TODAY + 35, False), (TODAY + 36, True)],
)
def test_a_roster_counts_on_the_days_it_names(today, expected):
    """Not before its first day, and not after its last."""
    assert expected == refused(GOOD, today=today)


def test_a_roster_that_would_last_too_long_is_refused():
    """Leads cannot sign themselves a list for ever."""
    data = BODY.with_roster(valid_until=TODAY + limits.ROSTER_DAYS + 1)

    assert refused(data)


def test_a_rolled_back_roster_is_refused():
    """An old list, genuine as it is, counts no more once a newer one was pinned."""
    root = replace(BODY.root, lowest_version=BODY.roster.version + 1)

    assert refused(GOOD, root)


def test_a_delegation_that_was_replaced_is_refused():
    """Whom the root named once and names no more signs nothing, whatever version they write."""
    root = replace(BODY.root, lowest_delegation=2)

    data = BODY.with_roster(version=1_000)

    assert not refused(data)
    assert refused(data, root)


@pytest.mark.parametrize("number", [2, 3])
def test_a_newer_delegation_is_believed(number):
    """The pinned number is the lowest, as is the pinned version."""
    data = BODY.sign(delegation=replace(BODY.delegation, number=number))

    assert not refused(data, replace(BODY.root, lowest_delegation=2))


def follows(data, root):
    """Say whether the next roster may be made from this one."""
    try:
        return verify_previous(data, root).version == BODY.roster.version
    except RosterRefused:
        return False


def test_the_next_roster_follows_the_newest_alone():
    """An expired one as well, but none from before the pinned version."""
    version = BODY.roster.version

    assert follows(GOOD, replace(BODY.root, lowest_version=version))
    assert not follows(GOOD, replace(BODY.root, lowest_version=version + 1))


def test_the_next_roster_follows_none_that_former_leads_signed():
    """But for the very list that was in force when they were replaced."""
    root = replace(BODY.root, lowest_delegation=2)

    assert not follows(GOOD, root)
    assert not follows(GOOD, replace(root, last_before=bytes(32)))
    assert follows(GOOD, replace(root, last_before=BODY.roster.digest))


def test_the_roster_of_another_body_is_refused():
    """Under the same keys, the other body's name is another list."""
    data = BODY.with_roster(body="south")

    assert refused(data)


def test_the_delegation_of_another_body_is_refused():
    """What a root says of one body says nothing of another."""
    data = BODY.sign(delegation=replace(BODY.delegation, body="south"))

    assert refused(data)


def test_an_account_listed_twice_is_refused():
    """One recipient must not count as two."""
    data = BODY.with_roster(members=(*BODY.members, BODY.members[2]))

    assert refused(data)


def test_a_key_listed_twice_is_refused():
    """Nor must one key under two numbers."""
    twin = replace(BODY.members[2], account=member("reviewer").account)

    data = BODY.with_roster(members=(*BODY.members, twin))

    assert refused(data)


@pytest.mark.parametrize("role", ["recovery", "watch"])
def test_a_roster_without_recovery_or_watch_is_refused(role):
    """Both are needed before a report may be sealed."""
    data = BODY.with_roster(members=tuple(m for m in BODY.members if m.role != role))

    assert refused(data)


def test_a_roster_may_name_one_release_job_or_none():
    """Lists from before there was one stay good; two would be two readers of all facts."""
    one, other = member("statistics"), member("statistics")

    assert not refused(GOOD)
    assert not refused(BODY.with_roster(members=(*BODY.members, one)))
    assert refused(BODY.with_roster(members=(*BODY.members, one, other)))


def test_a_roster_that_one_loss_would_empty_is_refused():
    """Fewer than three recipients are too few; a disabled one does not count."""
    few = (replace(BODY.members[0], active=False), *BODY.members[1:2], *BODY.members[3:])

    assert refused(BODY.with_roster(members=few))


@pytest.mark.parametrize(("signed", "pinned"), [(True, False), (False, True)])
def test_demo_and_real_keys_do_not_mix(signed, pinned):
    """The demo's root cannot vouch for a real list, nor the other way round."""
    data = BODY.sign(delegation=replace(BODY.delegation, demo=signed))

    assert refused(data, replace(BODY.root, demo=pinned))


def test_a_threshold_of_nobody_is_refused():
    """Even the root cannot say that no lead needs to sign."""
    data = BODY.sign(delegation=replace(BODY.delegation, threshold=0), leads=0)

    assert refused(data)


def test_an_expired_roster_still_shows_who_was_on_it():
    """The next roster is made from the last one, however old, if its leads signed it."""
    roster, delegation = verify_signatures(GOOD, BODY.root)

    assert BODY.roster == roster
    assert BODY.delegation == delegation


def test_a_signature_for_one_use_is_none_for_another():
    """A lead's signature on something else cannot be passed off as one on a roster."""
    account, lead = next(iter(BODY.leads.items()))
    forged = primitives.sign(lead.signing_seed, "message", BODY.roster.digest)

    def edit(value):
        value["signatures"][f"{account:016x}"] = canonical.encode_bytes(forged)

    assert refused(edited(edit))
