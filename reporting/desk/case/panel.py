"""One part of the page of a case (panels.py lists them)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Panel:
    """One part of the page: a template under `templates/` and the dataclass that it shows."""

    template: str
    content: object
