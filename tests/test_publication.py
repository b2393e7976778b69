"""Releases are believed only as they were signed, by the release job and by a lead."""

from dataclasses import replace

import pytest

from reporting import canonical
from reporting.errors import BadSignature
from reporting.identity import new_identity
from reporting.ids import AccountId
from reporting.publication import agree, read_publication, read_shelf, sign_publication
from reporting.roster import Member
from reporting.store.releases import ReleaseRow
from tests.disclosure.worlds import prepare_all, random_tally
from tests.support.cast import make_cast

JOB = new_identity()
CAST = make_cast()
CAST.members["north"].append(
    Member(AccountId(7), "statistics", JOB.wrap_public, JOB.signing_public)
)
ROSTERS = CAST.rosters
MADE = [each.data for each in prepare_all(random_tally(1, 60, areas=3))]


def row(sequence, data=None, who="north-lead", job=JOB):
    """Return the row of a release as it is published."""
    data = data or MADE[sequence - 1]
    lead = CAST.identities[who]
    signatures = sign_publication(data, job, CAST.accounts[who], agree(data, lead))
    return ReleaseRow("council", sequence, data, signatures)


def edited(one, **changes):
    """Return a row whose signatures say something else."""
    value = canonical.loads(one.signatures, frozenset({"job", "lead", "agreed"}))
    return one._replace(signatures=canonical.dumps(value | changes))


def test_what_was_published_is_read_as_it_was():
    """Bytes, their meaning, and who agreed."""
    found = read_publication(row(1), ROSTERS)

    assert (MADE[0], CAST.accounts["north-lead"]) == (found.data, found.lead)
    assert ("council", 1) == (found.release.series, found.release.sequence)
    assert found.tree["service"]["tests_filed"] == 36


@pytest.mark.parametrize(
    "bad",
    [
        row(1)._replace(data=MADE[0].replace(b'"v":1', b'"v":2')),
        row(1)._replace(sequence=2),
        row(1)._replace(series="transport"),
        row(1)._replace(signatures=b"{}"),
        row(1)._replace(signatures=row(2).signatures),
        row(1, who="north-reviewer"),
        row(1, job=new_identity()),
        edited(row(1), lead="0" * 16),
        edited(row(1), lead=None),
        edited(row(1), agreed="!"),
        row(1, data=b"{}"),
    ],
)
def test_what_was_altered_moved_or_signed_by_somebody_else_is_refused(bad):
    """One error for all of it: a reviewer is no lead, and a lead alone publishes nothing."""
    with pytest.raises(BadSignature):
        read_publication(bad, ROSTERS)


def test_a_lead_who_is_gone_has_still_agreed():
    """Nothing that was published loses its signature as people come and go."""
    members = [
        replace(member, active=False) if member.role == "lead" else member
        for member in CAST.members["north"]
    ]
    cast = replace(CAST, members=CAST.members | {"north": members})

    assert MADE[0] == read_publication(row(1), cast.rosters).data


def test_a_shelf_shows_what_is_genuine_and_names_the_rest():
    """Pages have nothing of an altered release, and the others are still there."""
    rows = [row(number) for number in range(1, len(MADE) + 1)]
    whole = read_shelf(rows, ROSTERS)
    broken = read_shelf([rows[0], rows[1]._replace(signatures=b""), *rows[3:]], ROSTERS)

    assert ((), ()) == (whole.altered, whole.missing)
    assert MADE == [each.data for each in whole.releases]
    assert ((2,), (3,)) == (broken.altered, broken.missing)
    assert [1, *range(4, len(MADE) + 1)] == [each.release.sequence for each in broken.releases]


def test_a_release_that_follows_another_one_counts_as_altered():
    """Signed once and exchanged later for what was signed: the links tell."""
    other = [each.data for each in prepare_all(random_tally(2, 60, areas=3))]

    shelf = read_shelf([row(1, other[0]), row(2)], ROSTERS)

    assert ([1], (2,)) == ([each.release.sequence for each in shelf.releases], shelf.altered)
