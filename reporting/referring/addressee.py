"""Whom something is written for: one account, and the post and area that it holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reporting import ids
from reporting.errors import CannotOpen
from reporting.ids import AccountId
from reporting.posts import post_words


@dataclass(frozen=True)
class Addressee:
    """An account, and of an owner the code of the post, and code and name of the area if any.

    Two are one only if all of it is the same. What a reporter agrees to is the holder of a post in
    an area, by the name they read: whoever holds it later, or holds another one, is somebody else.
    """

    account: AccountId
    post: str = ""
    area: str = ""
    area_name: str = ""

    @property
    def words(self) -> str:
        """The post with its area, as reviewer, reporter and owner read it."""
        return post_words(self.post, self.area_name)

    @property
    def named(self) -> dict[str, str]:
        """What is told of it to people: everything but the account."""
        return {"post": self.post, "area": self.area, "area_name": self.area_name}


def addressee_to_json(addressee: Addressee) -> dict[str, str]:
    """Return an addressee as the data of an event."""
    return {"to": ids.to_hex(addressee.account), **addressee.named}


def addressee_from_json(data: Mapping[str, Any]) -> Addressee:
    """Return the addressee in the data of an event, or raise CannotOpen.

    The oldest events name no area.
    """
    account = ids.from_hex(str(data.get("to", "")))
    if account is None:
        raise CannotOpen
    post, area, name = (str(data.get(key, "")) for key in ("post", "area", "area_name"))
    return Addressee(AccountId(account), post, area, name)
