"""“Who could this be?”: what in the story could tell who wrote it, and one step to change it."""

from dataclasses import dataclass, replace
from http import HTTPStatus

from flask import Blueprint, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from reporting import limits
from reporting.errors import Changed, ReportingError
from reporting.identifying import Mark, find_marks, put_instead
from reporting.intake.draft import keep_answers
from reporting.intake.marked import Piece, cut_at_marks
from reporting.report import Report
from reporting.web.csrf import answers_kept
from reporting.web.surface import current_services
from reporting.web.text import sealed_size
from reporting.web.visit import current_visit

blueprint = Blueprint("recognising", __name__)


@dataclass(frozen=True)
class Detail:
    """A detail of the story: its words, what it is, how to say it more safely, and its place.

    `instead` is what a button puts there, empty where only the writer can find other words.
    """

    words: str
    what: str
    safer: str
    instead: str
    place: str


@dataclass(frozen=True)
class Recognised:
    """The story in pieces with its marks, and the first of them to be looked at one by one."""

    pieces: tuple[Piece, ...]
    details: tuple[Detail, ...]
    more: bool


def recognise(report: Report) -> Recognised:
    """Return what could tell who wrote the story of a report."""
    marks = find_marks(report.story, report.language)
    shown = marks[: limits.DETAILS_SHOWN]
    details = tuple(_detail(report.story, mark) for mark in shown)
    return Recognised(cut_at_marks(report.story, marks), details, len(marks) > len(shown))


def _detail(story: str, mark: Mark) -> Detail:
    words = story[mark.start : mark.end]
    return Detail(words, mark.label, mark.safer, mark.instead, f"{mark.start}-{mark.end}")


@blueprint.post("/<lang>/report/safer")
@answers_kept
def safer(lang: str) -> ResponseReturnValue:  # noqa: ARG001 - read by web.language
    """Put safer words in one place of the story, and show the answers again.

    Where the story is another by now nothing is changed: the page shows what is true.
    """
    visit, services = current_visit(), current_services()
    if visit is not None and not g.stale_form:
        place = request.form.get("place", "")

        def change(report: Report | None) -> Report:
            changed = _changed(report, place) if report else None
            if changed is None:
                raise Changed
            return changed

        try:
            keep_answers(services.store, visit.secret, change, services.now())
        except Changed:
            pass
        except ReportingError:
            return redirect(url_for("writing.form"), HTTPStatus.SEE_OTHER)
    return redirect(url_for("checking.check", _anchor="who"), HTTPStatus.SEE_OTHER)


def _changed(report: Report, place: str) -> Report | None:
    """Return the report with safer words at a place, or None if nothing is marked there."""
    where, _, words = place.partition(" ")
    for mark in find_marks(report.story, report.language):
        found = report.story[mark.start : mark.end]
        if (where, words) == (f"{mark.start}-{mark.end}", found) and mark.instead:
            story = put_instead(report.story, mark)
            fits = (
                len(story) <= limits.STORY_CHARACTERS and sealed_size(story) <= limits.STORY_BYTES
            )
            return replace(report, story=story) if fits else None
    return None
