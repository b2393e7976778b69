"""Recovery: two shares of three open it, one opens nothing."""

import json
from itertools import combinations

import pytest

from reporting import canonical, limits
from reporting.errors import SettingError
from reporting.people.recovery import (
    join_shares,
    make_recovery,
    public_bytes,
    read_public,
    read_share,
)

MEMBER, FILES = make_recovery("north")
SHARES = [read_share(data) for data in FILES]


@pytest.mark.parametrize("pair", list(combinations(range(3), 2)))
def test_any_two_shares_give_the_identity(pair):
    """Whichever organisation cannot be reached, the other two can."""
    found = join_shares([SHARES[number] for number in reversed(pair)])

    assert ("north", MEMBER.account) == (found.body, found.account)
    assert MEMBER.wrap_public == found.identity.wrap_public
    assert MEMBER.signing_public == found.identity.signing_public


def test_all_three_shares_give_it_too():
    """One more than needed does no harm."""
    assert MEMBER.wrap_public == join_shares(SHARES).identity.wrap_public


@pytest.mark.parametrize("share", SHARES)
def test_one_share_gives_nothing(share):
    """Not even when it is brought twice."""
    for brought in ([share], [share, share]):
        with pytest.raises(SettingError):
            join_shares(brought)


def test_a_share_holds_no_secret_but_its_own():
    """The secrets of the other two are not in the file, in any of the usual spellings."""
    for number, data in enumerate(FILES):
        others = [share.secret for at, share in enumerate(SHARES) if at != number]

        for secret in others:
            for spelling in (
                secret,
                canonical.encode_bytes(secret).encode(),
                secret.hex().encode(),
            ):
                assert spelling not in data


def test_shares_of_two_sets_do_not_fit_together():
    """Neither of another body, nor of an older recovery of the same body."""
    for body in ("north", "south"):
        stranger = read_share(make_recovery(body)[1][1])

        with pytest.raises(SettingError):
            join_shares([SHARES[0], stranger])


@pytest.mark.parametrize(
    "change",
    [
        {"share": 3},
        {"account": "0000000000000001"},
        {"body": "south"},
        {"secret": canonical.encode_bytes(bytes(32))},
        {"boxes": {}},
    ],
)
def test_an_altered_share_opens_nothing(change):
    """Number, body, account and secret are all bound to what is sealed."""
    altered = [canonical.dumps(json.loads(data) | change) for data in FILES[:2]]

    with pytest.raises(SettingError):
        join_shares([read_share(data) for data in altered])


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"\xff", b"{}", canonical.dumps(json.loads(FILES[0]) | {"v": 2})],
    ids=("empty", "list", "no-text", "no-keys", "version"),
)
def test_a_file_that_is_no_share_is_told(data):
    """A wrong file gets a sentence."""
    with pytest.raises(SettingError, match="not a recovery share"):
        read_share(data)


def test_the_public_part_survives_being_written_and_read():
    """It holds what the roster lists and nothing secret."""
    body, member = read_public(public_bytes("north", MEMBER))

    assert ("north", MEMBER) == (body, member)


@pytest.mark.parametrize("data", [b"", b"{}", FILES[0]], ids=("empty", "no-keys", "share"))
def test_a_file_that_is_no_public_part_is_told(data):
    """A share given in its place is refused."""
    with pytest.raises(SettingError):
        read_public(data)


def test_there_are_as_many_shares_as_the_rule_says():
    """Three are made."""
    assert limits.RECOVERY_SHARES == len(FILES)
