"""A case as one request opened it; every page of a case begins here."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import NoReturn

from flask import abort, make_response, render_template, request

from reporting import ids
from reporting.case import Author, Case, read_case
from reporting.casework.overriding import note_refusal
from reporting.desk.access import find_report_key
from reporting.desk.attempts import note_attempt
from reporting.desk.case.sheet import Reader
from reporting.desk.session import signed_in
from reporting.desk.written import written
from reporting.errors import Changed, RosterRefused, StoreUnavailable
from reporting.ids import ReportId
from reporting.roster import Rosters
from reporting.web.surface import current_rosters, current_services


@dataclass(frozen=True)
class OpenCase:
    """A report as one request opened it: its key, and whether rosters are in force."""

    case: Case
    report_key: bytes = field(repr=False)
    in_force: bool

    @property
    def number(self) -> str:
        """The id in hex, as addresses have it."""
        return ids.to_hex(self.case.number)

    def as_read(self, revision: str) -> Case:
        """Return the case at the revision that a form carried: what counts is what was read."""
        known = revision.isascii() and revision.isdecimal()
        return replace(self.case, revision=int(revision) if known else -1)


def open_case(number: str) -> OpenCase:
    """Return an opened report, or answer 404.

    Malformed, unknown and excluded ids take the same way to the same answer.
    """
    services, session = current_services(), signed_in()
    known = ids.from_hex(number)
    report = ReportId(ids.new_id() if known is None else known)
    report_key = find_report_key(services.store, session.account.id, session.identity, report)
    if report_key is None:
        _gone()
    try:
        rosters, in_force = current_rosters(), True
    except RosterRefused:
        # Reading goes on without: what reporters wrote must not wait for a signature.
        rosters, in_force = Rosters({}), False
    case = read_case(services.store, report, report_key, rosters)
    if case is None:
        _gone()
    opened = OpenCase(case, report_key, in_force)
    _record_refusal(opened, rosters)
    return opened


def _record_refusal(opened: OpenCase, rosters: Rosters) -> None:
    """Write the event that the reporter refused to let somebody in: with the first page that opens.

    The reporter cannot: events are sealed under a key that their words do not open. Their message
    counts from the moment it is there, whether or not anybody has come by.
    """
    if not opened.in_force or opened.case.is_test:
        return
    with suppress(StoreUnavailable, Changed):
        store, author = current_services().store, author_of(opened)
        note_refusal(store, opened.case, opened.report_key, author, rosters)


def _gone() -> NoReturn:
    """Answer 404, and give back what was written: a report may go while somebody writes.

    Whether there ever was one makes no difference.
    """
    note_attempt(signed_in().account.id)
    kept = written() if request.method == "POST" else ""
    if not kept:
        abort(HTTPStatus.NOT_FOUND)
    page = render_template("desk/gone.html", kept=kept)
    abort(make_response(page, HTTPStatus.NOT_FOUND))


def reader() -> Reader:
    """Return for whom and when the page of this request is drawn."""
    services, session = current_services(), signed_in()
    return Reader(session.account.id, services.service, services.now())


def rosters_or_none() -> Rosters:
    """Return the rosters in force, or rosters without anybody where there are none."""
    try:
        return current_rosters()
    except RosterRefused:
        return Rosters({})


def author_of(opened: OpenCase) -> Author:
    """Return who acts in this request."""
    services, session = current_services(), signed_in()
    return Author(
        session.account.id,
        session.identity,
        services.now(),
        services.service.timezone,
        services.service.promise_of(opened.case.report.organisation),
    )
