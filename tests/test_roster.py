"""The list of recipients as values: what it says of whom, and how it is written."""

from dataclasses import replace

import pytest

from reporting.errors import RosterRefused
from reporting.identity import new_identity
from reporting.ids import AccountId
from reporting.roster import (
    Declaration,
    Member,
    Rosters,
    roster_from_json,
    roster_to_json,
)
from reporting.serves import Serves
from tests.support.body import SignedBody
from tests.support.cast import make_cast

BODY = SignedBody()
ROSTER = BODY.roster


def test_a_roster_survives_being_written_and_read():
    """Every field comes back, declarations included."""
    declared = replace(
        BODY.members[2],
        declarations=(Declaration("council"), Declaration("council", "homes", "director")),
    )
    again = replace(BODY.members[1], follows=BODY.members[0].account)
    roster = replace(ROSTER, members=(BODY.members[0], again, declared), recovered=4)

    assert roster == roster_from_json(roster_to_json(roster))


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"version": "3"},
        {"members": [{}]},
        {"extra": 1},
        {"from": None},
        {"body": float("nan")},
        {"version": 10**30},
        {"body": "\ud800"},
    ],
)
def test_what_is_not_written_exactly_so_is_refused(change):
    """There is one way to write a roster: anything more would lie outside its digest."""
    with pytest.raises(RosterRefused):
        roster_from_json(roster_to_json(ROSTER) | change)


def test_a_role_nobody_knows_is_refused():
    """A recipient of an unknown kind must not slip in."""
    value = roster_to_json(ROSTER)
    value["members"][0]["role"] = "auditor"

    with pytest.raises(RosterRefused):
        roster_from_json(value)


@pytest.mark.parametrize(
    "change", [{"version": 4}, {"recovered": 1}, {"body": "south"}, {"members": ROSTER.members[1:]}]
)
def test_every_field_counts_in_the_digest(change):
    """Two lists that differ in anything have different digests."""
    assert ROSTER.digest != replace(ROSTER, **change).digest


def test_former_members_receive_nothing_and_keep_their_signatures():
    """Who has left is no recipient, but what they once signed can still be checked."""
    gone = replace(ROSTER.members[2], active=False)
    roster = replace(ROSTER, members=(*ROSTER.members[:2], gone, *ROSTER.members[3:]))

    assert gone not in roster.with_role({"reviewer"})
    assert gone.signing_public == Rosters({"north": roster}).signing_keys[gone.account]


def test_the_fingerprint_is_sixteen_hex_digits_in_fours():
    """Short enough to compare on a poster."""
    fingerprint = Rosters({"north": ROSTER}).fingerprint

    assert [4, 4, 4, 4] == [len(part) for part in fingerprint.split(" ")]
    assert Rosters({"north": ROSTER}).digest.hex()[:16] == fingerprint.replace(" ", "")


def test_the_fingerprint_of_a_member_covers_both_keys():
    """Exchanging either key shows."""
    first, second = ROSTER.members[:2]

    assert first.fingerprint != replace(first, wrap_public=second.wrap_public).fingerprint
    assert first.fingerprint != replace(first, signing_public=second.signing_public).fingerprint


def test_facts_are_sealed_to_the_one_release_job_that_the_lists_name():
    """None names it yet, one does, both name the same; two different ones are nobody."""
    cast = make_cast()
    job, stranger = (
        Member(AccountId(number), "statistics", who.wrap_public, who.signing_public)
        for number, who in ((8, new_identity()), (9, new_identity()))
    )
    found = [cast.rosters.statistics]

    cast.members["north"].append(job)
    found.append(cast.rosters.statistics)
    cast.members["south"].append(job)
    found.append(cast.rosters.statistics)
    assert {job.signing_public} == cast.rosters.statistics_keys
    cast.members["south"][-1] = stranger
    found.append(cast.rosters.statistics)

    assert [None, job, job, None] == found


OWNER = {"role": "owner", "serves": Serves("council", "director_audit")}


def roster_with(**changes):
    """Return the roster with one member more, like the second but for some fields."""
    member = replace(BODY.members[1], **changes)
    return replace(ROSTER, members=(BODY.members[0], member, *ROSTER.members[2:]))


@pytest.mark.parametrize(
    "changes",
    [
        OWNER,
        {"role": "owner", "serves": Serves("council", "director", "corporate")},
        {"role": "interpreter", "serves": Serves(languages=("ur", "zh-hans"))},
        {"role": "safeguarding"},
    ],
)
def test_people_outside_the_readers_survive_being_written_and_read(changes):
    """With what they serve, which counts in the digest."""
    roster = roster_with(**changes)

    assert roster == roster_from_json(roster_to_json(roster))
    assert roster.digest != roster_with(role="safeguarding", active=False).digest


def test_a_list_from_before_there_were_any_is_written_as_it_was():
    """What was signed then still holds: nobody else has the key."""
    assert all("serves" not in member for member in roster_to_json(ROSTER)["members"])


@pytest.mark.parametrize(
    ("role", "serves"),
    [
        ("owner", Serves()),
        ("owner", Serves("council")),
        ("owner", Serves("council", "director", None, ("ur",))),
        ("interpreter", Serves()),
        ("interpreter", Serves(area="corporate", languages=("ur",))),
        ("reviewer", Serves("council", "director")),
        ("safeguarding", Serves(languages=("ur",))),
    ],
)
def test_nobody_serves_what_their_role_does_not(role, serves):
    """A reviewer with a post, or an owner without one, is refused."""
    with pytest.raises(RosterRefused):
        roster_from_json(roster_to_json(roster_with(role=role, serves=serves)))


@pytest.mark.parametrize("serves", [None, [], {}, {"organisation": "council"}, {"x": 1}])
def test_what_somebody_serves_is_written_in_one_way(serves):
    """Nothing may stand there that the leads did not sign."""
    value = roster_to_json(roster_with(**OWNER))
    value["members"][1]["serves"] = serves

    with pytest.raises(RosterRefused):
        roster_from_json(value)


def test_owners_are_found_by_organisation_and_interpreters_by_language():
    """Former ones no more; but what they signed can still be checked."""
    north = roster_with(**OWNER)
    speaks = {"role": "interpreter", "serves": Serves(languages=("zh", "ur"))}
    south = replace(roster_with(**speaks), body="south")
    rosters = Rosters({"north": north, "south": south})

    assert [north.members[1]] == list(rosters.owners("council"))
    assert () == rosters.owners("council", "south")
    assert () == rosters.owners("transport")
    assert [south.members[1]] == list(rosters.interpreters())
    assert south.members[1].serves.speaks("zh-hans")
    assert not south.members[1].serves.speaks("zhx")
    gone = Rosters({"north": roster_with(**OWNER, active=False)})
    assert () == gone.owners("council")
    assert {BODY.members[1].account: BODY.members[1].signing_public} == gone.helping_keys


def listed(**follows):
    """Return a list of some accounts, and whom each of them follows."""
    keys = new_identity()
    numbers = {"a": 1, "b": 2, "c": 3, "d": 4}
    members = tuple(
        Member(
            AccountId(number), "reviewer", keys.wrap_public, keys.signing_public,
            follows=AccountId(numbers[follows[name]]) if name in follows else None,
        )
        for name, number in numbers.items()
    )  # fmt: skip
    return Rosters({"north": replace(ROSTER, members=members)})


def test_one_person_is_one_under_every_number_they_had():
    """However often it changed, and whoever of the numbers is asked about."""
    persons = listed(b="a", c="b").persons

    assert {1: 1, 2: 1, 3: 1, 4: 4} == persons


def test_a_list_that_goes_in_a_circle_still_tells_one_person():
    """Nobody signs such a list; whoever does makes none of its accounts a second person."""
    persons = listed(a="c", b="a", c="b").persons

    assert 1 == len({persons[AccountId(number)] for number in (1, 2, 3)})
    assert 4 == persons[AccountId(4)]
