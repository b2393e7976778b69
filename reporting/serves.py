"""What people in a roster are there for who read no report: owners, interpreters, advisers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# Listed so that words can be sealed to them and theirs be checked; no report is.
OWNER, INTERPRETER, ADVISER = "owner", "interpreter", "safeguarding"
HELPING_ROLES = frozenset({OWNER, INTERPRETER, ADVISER})


@dataclass(frozen=True)
class Serves:
    """What somebody who reads no report is there for.

    Of an owner: the organisation, the post there (posts.POSTS), and the area of it where the
    post is of one. Of an interpreter: tags of languages.
    """

    organisation: str | None = None
    post: str | None = None
    area: str | None = None
    languages: tuple[str, ...] = ()

    def fits(self, role: str) -> bool:
        """Say whether this is what somebody of that role can be there for."""
        named = (self.organisation is not None, self.post is not None, bool(self.languages))
        allowed = {OWNER: (True, True, False), INTERPRETER: (False, False, True)}
        right = named == allowed.get(role, (False, False, False))
        return right and (self.area is None or role == OWNER)

    def speaks(self, language: str) -> bool:
        """Say whether a language is one of theirs; whoever has `zh` has `zh-hans` too."""
        return any(language == tag or language.startswith(f"{tag}-") for tag in self.languages)


NOTHING = Serves()


def serves_to_json(serves: Serves) -> dict[str, Any]:
    """Return what somebody is there for as a JSON object."""
    return {
        "organisation": serves.organisation,
        "post": serves.post,
        "area": serves.area,
        "languages": list(serves.languages),
    }


def serves_from_json(value: Mapping[str, Any]) -> Serves:
    """Return what somebody is there for; TypeError or KeyError where it is written otherwise."""
    return Serves(**{**value, "languages": tuple(value["languages"])})
