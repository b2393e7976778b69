"""The parts of the page of a case below the conversation, in their order.

A panel is drawn by a function of its own noun: from the opened case and its reader to a dataclass
and the template that shows it, or None where there is nothing to show. The template is included by
`desk/case/page.html` and finds the dataclass as `panel`. To add one, add a line to `PANELS`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from reporting.desk.case.opened import OpenCase
from reporting.desk.case.sheet import Reader


@dataclass(frozen=True)
class Panel:
    """One part of the page: a template under `templates/` and the dataclass that it shows."""

    template: str
    content: object


Draw = Callable[[OpenCase, Reader], Panel | None]

PANELS: tuple[Draw, ...] = ()


def draw_panels(opened: OpenCase, reader: Reader) -> tuple[Panel, ...]:
    """Return what the page of a case shows besides the report and the conversation."""
    drawn = (draw(opened, reader) for draw in PANELS)
    return tuple(panel for panel in drawn if panel is not None)
