"""What a reporter tells us, as a value: no address, no agent, no time."""

from dataclasses import asdict, dataclass, fields
from typing import Any

from reporting.errors import CannotOpen


@dataclass(frozen=True)
class Report:
    """The answers of one report; codes are those of `vocabulary` and the service file.

    `safety` is empty where the question was not answered, `area` where no part of the organisation
    was chosen.
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

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "Report(…)"


_NAMES = frozenset(field.name for field in fields(Report))
_LATER = frozenset({"safety", "area"})  # not asked when the oldest reports were sealed
_LISTS = frozenset({"conduct", "about", "struck"})


def report_to_json(report: Report) -> dict[str, Any]:
    """Return `report` as a JSON object."""
    return {name: list(v) if name in _LISTS else v for name, v in asdict(report).items()}


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
