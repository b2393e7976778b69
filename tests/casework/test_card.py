"""The card of a case: one size, whatever is on it."""

from dataclasses import replace

from reporting import canonical, clock, limits, primitives, sealing
from reporting.casework.card import Card, open_card, seal_card
from reporting.casework.timing import WORK
from reporting.posts import POSTS
from reporting.vocabulary import codes

KEY, DIGEST = bytes(32), bytes(range(32))
LONGEST = Card(
    due=clock.LAST_HOUR,
    asked=clock.LAST_HOUR - 1,
    severity=4,
    owner=max(codes(POSTS), key=len),
    proposer="f" * 16,
    area="a" * 32,
    referrals=tuple(["f" * 16] * limits.CARD_REFERRALS),
    links=tuple(["f" * 16] * limits.CARD_LINKS),
    work=max(WORK, key=len),
)


def test_the_longest_card_fits_and_comes_back() -> None:
    """With a code of an area as long as a service file may have it."""
    box = seal_card(KEY, DIGEST, LONGEST)

    assert limits.CARD_SIZE + sealing.OVERHEAD == len(box)
    assert LONGEST == open_card(KEY, DIGEST, box)


def test_a_card_from_before_areas_were_kept_opens() -> None:
    """It names none."""
    old = {
        "v": 1, "due": 7, "severity": 2, "owner": "", "proposer": "", "referrals": [], "links": [],
    }  # fmt: skip
    key = primitives.derive(KEY, "card")
    box = sealing.seal(key, "card", DIGEST, canonical.dumps(old), limits.CARD_SIZE)

    assert replace(Card(), due=7, severity=2) == open_card(KEY, DIGEST, box)
