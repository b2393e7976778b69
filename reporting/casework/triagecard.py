"""The triage card: what a reviewer makes of a report before anything is done (docs/case.md)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from reporting.errors import CannotOpen


@dataclass(frozen=True)
class TriageCard:
    """Closed codes of `vocabulary` and of the service file, and one text for colleagues.

    `sort` says what the report is: a report, or one that is not counted. `danger` one of
    DANGERS, `severity` 1 to 4, `sources` how many people could be its source, `kind` the one kind
    of racism it is counted under, `reporter` the group of the reporter, `area` code or empty,
    `options` what can be done without knowing who wrote, `wishes` and `consents` what the reporter
    asked for and agreed to in the conversation, `plan` what keeps the reporter safe, `about` whom
    it is about, codes of SUBJECTS and FOUND.
    """

    sort: str
    danger: str
    severity: int
    sources: str
    power: bool
    contact: bool
    kind: str
    reporter: str
    area: str
    options: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    consents: tuple[str, ...] = ()
    plan: str = ""
    about: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "TriageCard(…)"


_LISTS = frozenset({"options", "wishes", "consents", "about"})
_TYPES: Mapping[str, type] = {"severity": int, "power": bool, "contact": bool}
_NAMES = frozenset(field.name for field in fields(TriageCard))
_LATER = frozenset({"about"})  # the oldest cards do not have it


def triage_card_to_json(card: TriageCard) -> dict[str, Any]:
    """Return the card as the data of an event."""
    return {name: list(v) if name in _LISTS else v for name, v in asdict(card).items()}


def triage_card_from_json(value: Mapping[str, Any]) -> TriageCard:
    """Return the card in the data of an event; raise CannotOpen if a key or type does not fit."""
    if not _NAMES - _LATER <= value.keys() <= _NAMES:
        raise CannotOpen
    return TriageCard(**{name: _part(name, part) for name, part in value.items()})


def _part(name: str, part: object) -> Any:
    if name in _LISTS:
        if not isinstance(part, list) or not all(isinstance(code, str) for code in part):
            raise CannotOpen
        return tuple(part)
    if type(part) is not _TYPES.get(name, str):
        raise CannotOpen
    return part
