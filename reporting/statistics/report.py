"""The report on a release, for boards and the public: one page made to be printed (docs/files.md).

Figures, method and assessment are there already. The lead writes the parts between them, and of
these challenges are mandatory: there is no report that tells of none.
"""

from http import HTTPStatus
from typing import NamedTuple

from flask import Flask, abort, render_template, url_for

from reporting.errors import ReportUnfinished
from reporting.statistics.figures import draw_tables, make_overview
from reporting.statistics.public import add_page, drawing_for, entry_of, find_release
from reporting.statistics.reach import may_write
from reporting.statistics.shelf import read_shelf
from reporting.statistics.told import tell
from reporting.statistics.words import MANDATORY, PARTS, Said, Words, read_words
from reporting.statistics.writing import PART_TITLES
from reporting.web.alone import with_style
from reporting.web.surface import current_services


class Part(NamedTuple):
    """A part that the lead writes: its kind, heading and text, if there is one."""

    kind: str
    title: str
    said: Said | None


def report(name: str, lang: str = "") -> tuple[str, HTTPStatus]:  # noqa: ARG001 - web.language
    """Show the report on a release; to the lead, also what is still to be written of it."""
    try:
        return render_report(name), HTTPStatus.OK
    except ReportUnfinished:
        if not may_write(MANDATORY):
            abort(HTTPStatus.NOT_FOUND)
    services = current_services()
    place, frozen = find_release(read_shelf(services), name)
    words = read_words(services, place.code).get(place.code, Words())
    page = render_template(
        "statistics/report_unfinished.html",
        place=place,
        entry=entry_of(frozen),
        parts=_parts(words, frozen.release.sequence),
        base=f"/figures/{place.code}/words/",
    )
    return page, HTTPStatus.OK


def render_report(name: str, *, alone: bool = False) -> str:
    """Return a report, or raise ReportUnfinished while challenges are not written.

    One that stands `alone` is a file without the bars of the site, whose style comes later.
    """
    services = current_services()
    shelf = read_shelf(services)
    place, frozen = find_release(shelf, name)
    words = read_words(services, place.code).get(place.code, Words())
    parts = _parts(words, frozen.release.sequence)
    if not any(part.said for part in parts if part.kind == MANDATORY):
        raise ReportUnfinished
    tables = draw_tables(frozen, drawing_for(place), every=False)
    return render_template(
        "statistics/report_file.html" if alone else "statistics/report.html",
        alone=alone,
        place=place,
        body=services.service.bodies[place.body].name,
        entry=entry_of(frozen),
        frozen=frozen,
        parts={part.kind: part for part in parts},
        tables=[table for table in tables if not table.withheld],
        withheld=[table for table in tables if table.withheld],
        told=tell(services.service, place, frozen),
        assessment=words.assessments.get(str(frozen.release.sequence)),
        each=make_overview(place, shelf.of(place.code), words, drawing_for(place)),
        edit=f"/figures/{place.code}/words/" if may_write(MANDATORY) else "",
        address=url_for("release", name=name),
    )


def report_file(app: Flask, name: str) -> str:
    """Return the report as a file of its own, style included; raise ReportUnfinished."""
    with app.test_request_context("/"):
        made = render_report(name, alone=True)
    return with_style(app, made, "statistics")


def _parts(words: Words, sequence: int) -> list[Part]:
    about = str(sequence)
    return [Part(k, str(PART_TITLES[k]), words.parts.get(k, {}).get(about)) for k in PARTS]


def install_report(app: Flask) -> None:
    """Add the report to `app`, in the first language of the service and in every other."""
    add_page(app, "/releases/<name>/report", "report", report)
