"""What a reporter tells us, as a value: no address, no agent, no time."""

from dataclasses import MISSING, dataclass, fields
from typing import Any

from reporting.errors import CannotOpen

ORGANISATION = "organisation"  # what is assumed


@dataclass(frozen=True)
class Report:
    """The answers of one report; codes are those of docs/vocabulary.md and the service file.

    A text or list is empty where nothing was answered. `named` is somebody who must not see it,
    as the reporter wrote the name; nothing but a reviewer's eye can act on that. `assumed` is
    ORGANISATION where the reporter chose none, so that it stands at the first there is.
    """

    language: str
    organisation: str
    reporter_role: str
    conduct: tuple[str, ...]
    story: str
    about: tuple[str, ...]
    struck: tuple[str, ...]
    safety: str = ""
    area: str = ""
    basis: str = ""
    age: str = ""
    stepped_in: str = ""
    they_know: str = ""
    they_want: str = ""
    racism: tuple[str, ...] = ()
    also_about: tuple[str, ...] = ()
    how_it_works: tuple[str, ...] = ()
    setting: str = ""
    borough: str = ""
    when: str = ""
    how_often: str = ""
    others_there: str = ""
    impact: tuple[str, ...] = ()
    distress: str = ""
    wishes: tuple[str, ...] = ()
    consents: tuple[str, ...] = ()
    support_wanted: tuple[str, ...] = ()
    named: str = ""
    assumed: str = ""

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "Report(…)"


def new_report(language: str, organisation: str, assumed: str = "") -> Report:
    """Return a report on which nothing is answered yet."""
    return Report(language, organisation, "", (), "", (), (), assumed=assumed)


_FIELDS = fields(Report)
_NAMES = frozenset(field.name for field in _FIELDS)
_LISTS = frozenset(field.name for field in _FIELDS if field.type == tuple[str, ...])
# Asked since the oldest reports were sealed: a key that is not there was not answered.
_LATER = frozenset(field.name for field in _FIELDS if field.default is not MISSING)


def report_to_json(report: Report) -> dict[str, Any]:
    """Return `report` as a JSON object; what came later is there only where it was answered."""
    return {
        name: list(value) if name in _LISTS else value
        for name, value in vars(report).items()
        if value or name not in _LATER
    }


def report_from_json(value: object) -> Report:
    """Return the report in a JSON object; raise CannotOpen if a key or type does not fit."""
    if not isinstance(value, dict) or value.keys() | _LATER != _NAMES:
        raise CannotOpen
    return Report(**{name: _part(name, part) for name, part in value.items()})


def _part(name: str, part: object) -> Any:
    if name not in _LISTS:
        if not isinstance(part, str):
            raise CannotOpen
        return part
    if not isinstance(part, list) or not all(isinstance(code, str) for code in part):
        raise CannotOpen
    return tuple(part)
