"""The card of a case: what lists show of its work, sealed beside it (docs/case.md, "Card")."""

from dataclasses import dataclass, fields
from typing import Any

from reporting import canonical, clock, limits, primitives, sealing
from reporting.errors import CannotOpen


@dataclass(frozen=True)
class Card:
    """What a list needs of a case without opening its events.

    `due` is the hour by which the earliest thing of its work is due, the next word to the
    reporter apart, and `work` the code of that timer, empty if there is none; `asked` the one by
    which the first of those who were asked, and have not answered as far as a reader has seen, is
    to answer; `severity` is 1 to 4, 0 before triage;
    `owner` the post it was referred to; `proposer` the account (hex) whose proposal waits for a
    second signature; `area` the one that was triaged, before that the one the report names, empty
    if neither is known; `referrals` the numbers (hex) of its referrals; `links` those of linked
    cases.
    """

    due: int = clock.LAST_HOUR
    asked: int = clock.LAST_HOUR
    severity: int = 0
    owner: str = ""
    proposer: str = ""
    area: str = ""
    referrals: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    work: str = ""


_TEXTS, _LISTS = ("owner", "proposer", "area", "work"), ("referrals", "links")
_KEYS = frozenset({"v", *(field.name for field in fields(Card))})
_LATER = frozenset({"area", "asked", "work"})  # cards from before lists went by them have none


def seal_card(report_key: bytes, digest: bytes, card: Card) -> bytes:
    """Seal a card to the report whose header digest is `digest`."""
    plaintext = canonical.dumps(
        {
            "v": 1,
            "due": card.due,
            "asked": card.asked,
            "severity": card.severity,
            "owner": card.owner,
            "proposer": card.proposer,
            "area": card.area,
            "referrals": list(card.referrals[-limits.CARD_REFERRALS :]),
            "links": list(card.links[-limits.CARD_LINKS :]),
            "work": card.work,
        }
    )
    key = primitives.derive(report_key, "card")
    return sealing.seal(key, "card", digest, plaintext, limits.CARD_SIZE)


def open_card(report_key: bytes, digest: bytes, box: bytes) -> Card:
    """Open a card, or raise CannotOpen; nothing stands for an empty one in the oldest reports."""
    if not box:
        return Card()
    key = primitives.derive(report_key, "card")
    value = canonical.loads(sealing.unseal(key, "card", digest, box), _KEYS, _LATER)
    if not all(_fits(name, each) for name, each in value.items() if name != "v"):
        raise CannotOpen
    return Card(
        due=clock.plausible_hour(value["due"]),
        asked=clock.plausible_hour(value.get("asked", clock.LAST_HOUR)),
        severity=value["severity"],
        owner=value["owner"],
        proposer=value["proposer"],
        area=value.get("area", ""),
        referrals=tuple(value["referrals"]),
        links=tuple(value["links"]),
        work=value.get("work", ""),
    )


def _fits(name: str, value: Any) -> bool:
    if name in _LISTS:
        return isinstance(value, list) and all(isinstance(each, str) for each in value)
    return isinstance(value, str if name in _TEXTS else int)
