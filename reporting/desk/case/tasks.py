"""What can be done to a case where it is, as links; and its history."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext

from reporting.casework import kinds
from reporting.casework.openings import has_declared
from reporting.casework.timing import is_over
from reporting.desk.case.after import is_time
from reporting.desk.case.chronicle import event_lines
from reporting.desk.case.linking import openable
from reporting.desk.case.opened import OpenCase
from reporting.desk.case.overriding import is_lead
from reporting.desk.case.panel import Panel
from reporting.desk.case.sheet import Reader
from reporting.desk.case.watching import history_lines
from reporting.vocabulary import STATES, label_of


@dataclass(frozen=True)
class Task:
    """Something that can be done: the address of its page, and what the link says."""

    path: str
    words: str


@dataclass(frozen=True)
class TasksPanel:
    """How far a case is, and what can be done to it."""

    number: str
    state: str
    tasks: tuple[Task, ...]
    waiting: bool


def tasks_panel(opened: OpenCase, reader: Reader) -> Panel | None:
    """Return what can be done; before the first answer nothing comes before that."""
    if opened.case.is_test:
        return None
    state = opened.case.progress.state
    tasks = (*_tasks(opened), *_giving_up(opened, reader))
    waiting = not opened.case.acknowledged
    content = TasksPanel(opened.number, label_of(STATES, state), tasks, waiting)
    return Panel("desk/case/tasks.html", content)


def _tasks(opened: OpenCase) -> Iterator[Task]:
    progress = opened.case.progress
    rows = (
        (kinds.TRIAGED, "triage", _triage_words(opened), True),
        (
            kinds.MOVED,
            "move",
            gettext("Say where it stands: waiting, in action, support only"),
            not is_over(progress),
        ),
        (kinds.DECIDED, "outcome", _outcome_words(opened), not is_over(progress)),
        (
            kinds.SURVEY_SENT,
            "survey",
            gettext("Ask the reporter whether it was fair"),
            progress.survey_sent is None,
        ),
        (
            kinds.CHECK_IN_SENT,
            "check-in",
            gettext("Ask the reporter about worse treatment"),
            progress.state in kinds.AFTER and is_time(opened),
        ),
        (
            kinds.MONITORED,
            "monitor",
            gettext("Watch for worse treatment"),
            progress.state != "monitoring",
        ),
        (kinds.CLOSED, "close", gettext("Close it"), progress.proposal is None),
        (kinds.REOPENED, "reopen", gettext("Open it again"), True),
        (kinds.EXPORTED, "export", gettext("Make a copy for somebody outside"), True),
        (kinds.LINKED, "links", gettext("Link it to another report"), True),
        (kinds.GRANTED, "grant", gettext("Give it to a colleague as well"), True),
        (
            kinds.OVERRIDE_ASKED,
            "override",
            gettext("Let in somebody who is kept out"),
            is_lead(),
        ),
    )
    for kind, path, words, sensible in rows:
        if sensible and kinds.next_state(kind, progress.state, "triaged") is not None:
            yield Task(path, str(words))


def _giving_up(opened: OpenCase, reader: Reader) -> Iterator[Task]:
    """Offer whoever said that they know nobody in it to say otherwise."""
    if opened.in_force and has_declared(opened.case.chain.events, reader.account):
        yield Task("opening?again=yes", gettext("Give it up: you know somebody in it after all"))


def _triage_words(opened: OpenCase) -> str:
    if opened.case.progress.triage is None:
        return str(gettext("Triage it: what it is, how severe, and what keeps the reporter safe"))
    return str(gettext("Change the triage card"))


def _outcome_words(opened: OpenCase) -> str:
    if opened.case.progress.outcome is None:
        return str(gettext("Decide the outcome"))
    return str(gettext("Change the outcome"))


@dataclass(frozen=True)
class HistoryPanel:
    """What was done to a case, in sentences; what the watch did stands first."""

    watch: tuple[str, ...]
    events: tuple[str, ...]


def history_panel(opened: OpenCase, reader: Reader) -> Panel | None:
    """Return the history of a case that has one."""
    case = opened.case
    events = event_lines(case, reader, openable(case.chain.events))
    watch = history_lines(case, reader.service, reader.now)
    if not events and not watch:
        return None
    return Panel("desk/case/history.html", HistoryPanel(watch, events))
