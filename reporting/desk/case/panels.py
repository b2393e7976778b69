"""The parts of the page of a case below the conversation, in their order.

A panel is drawn by a function of its own noun: from the opened case and its reader to a dataclass
and the template that shows it, or None where there is nothing to show. The template is included by
`desk/case/page.html` and finds the dataclass as `panel`. To add one, add a line to `PANELS`.
"""

from collections.abc import Callable

from reporting.desk.case.files import files_panel
from reporting.desk.case.links import links_panel
from reporting.desk.case.opened import OpenCase
from reporting.desk.case.outcome import outcome_panel
from reporting.desk.case.overriding import override_panel
from reporting.desk.case.panel import Panel
from reporting.desk.case.second import proposal_panel
from reporting.desk.case.sheet import Reader
from reporting.desk.case.tasks import history_panel, tasks_panel
from reporting.desk.case.triage import triage_panel
from reporting.desk.case.work import notes_panel
from reporting.desk.case.worse import worse_panel
from reporting.desk.referral.panel import referral_panel

Draw = Callable[[OpenCase, Reader], Panel | None]

PANELS: tuple[Draw, ...] = (
    files_panel,
    proposal_panel,
    override_panel,
    tasks_panel,
    worse_panel,
    triage_panel,
    referral_panel,
    outcome_panel,
    notes_panel,
    links_panel,
    history_panel,
)


def draw_panels(opened: OpenCase, reader: Reader) -> tuple[Panel, ...]:
    """Return what the page of a case shows besides the report and the conversation."""
    drawn = (draw(opened, reader) for draw in PANELS)
    return tuple(panel for panel in drawn if panel is not None)
