"""How a page does something to a case: one form, one transaction, and what is said if it fails."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from http import HTTPStatus
from typing import Any

from flask import Response, abort, make_response, redirect, render_template, url_for
from flask_babel import gettext

from reporting import clock
from reporting.casework import kinds
from reporting.casework.counting import Counting, count, counts_of, usual_counts
from reporting.casework.progress import needs_second
from reporting.casework.record import Act, record
from reporting.casework.timing import is_over
from reporting.desk.case.chronicle import lines_since, mark_of
from reporting.desk.case.opened import OpenCase, author_of, open_case, reader
from reporting.desk.wording import TOO_LONG
from reporting.errors import Changed, NotAllowed, RosterRefused, TooLong
from reporting.factrow import FactRow
from reporting.facts import Fact, make_rows
from reporting.retention import closed_until, open_until
from reporting.roster import Member
from reporting.store import Connection
from reporting.store.facts import insert_facts
from reporting.web.fields import Form, Hidden, validate
from reporting.web.surface import current_services

_REVISION_CHARACTERS, _SEEN_CHARACTERS = 20, 40


class ActForm(Form):
    """Something that is done to a case; both fields say which state of it somebody has read."""

    revision = Hidden(characters=_REVISION_CHARACTERS)
    seen = Hidden(characters=_SEEN_CHARACTERS)


@dataclass(frozen=True)
class ActPage:
    """The page of one act: its title, what stands above the form, and what the button says."""

    title: Any
    button: Any
    intro: tuple[Any, ...] = ()
    template: str = "desk/case/act.html"
    content: object = None


def open_to_act(number: str) -> OpenCase:
    """Open a case to do something to it; of a test of the promise there is nothing to do."""
    opened = open_case(number)
    if opened.case.is_test:
        abort(HTTPStatus.NOT_FOUND)
    return opened


def offer_act(
    opened: OpenCase, kind: str, form: ActForm, page: ActPage, make: Callable[[], Act]
) -> Any:
    """Show the form of an act of this kind; once it is filled in, do the act that `make` returns.

    `make` may raise NotAllowed.
    """
    if not form.is_submitted():
        return show_act(opened, kind, form, page)
    if not validate(form):
        return draw_act(opened, form, page, HTTPStatus.BAD_REQUEST)
    try:
        act = make()
    except NotAllowed as error:
        form.form_errors = [gettext(error.sentence)]
        return draw_act(opened, form, page, HTTPStatus.CONFLICT)
    return perform(opened, form, act, page)


def show_act(opened: OpenCase, kind: str, form: ActForm, page: ActPage) -> Response:
    """Return the page of an act that may be done where the case is, or say that it may not."""
    _mark(opened, form)
    if kinds.next_state(kind, opened.case.progress.state, "triaged") is None:
        form.form_errors = [gettext(NotAllowed().sentence)]
        return draw_act(opened, form, page, HTTPStatus.CONFLICT)
    return draw_act(opened, form, page)


def draw_act(
    opened: OpenCase,
    form: ActForm,
    page: ActPage,
    status: int = HTTPStatus.OK,
    changed: tuple[str, ...] = (),
) -> Response:
    """Return the page of an act; `changed` tells what others did since the form was read."""
    drawn = render_template(
        page.template,
        page=page,
        form=form,
        number=opened.number,
        changed=changed,
        back_url=url_for("case", number=opened.number),
    )
    return make_response(drawn, status)


def perform(opened: OpenCase, form: ActForm, act: Act, page: ActPage) -> Any:
    """Do something to a case, or propose it where a second signature is needed.

    Whoever comes second is told what changed meanwhile, keeps what they wrote, and may press again.
    """
    act = proposal_of(opened, act)
    try:
        check_in_force(opened)
        case = opened.as_read(form.revision.data)
        record(current_services().store, case, opened.report_key, author_of(opened), act)
    except TooLong:
        form.form_errors = [str(TOO_LONG)]
        return draw_act(opened, form, page, HTTPStatus.BAD_REQUEST)
    except (Changed, NotAllowed) as error:
        return _refused(open_case(opened.number), form, error, page)
    return redirect(url_for("case", number=opened.number, done=act.kind), HTTPStatus.SEE_OTHER)


def check_in_force(opened: OpenCase) -> None:
    """Return only if what was done to a case before can be checked, or raise NotAllowed."""
    if not opened.in_force:
        raise NotAllowed(
            "The signed list of colleagues is not in force, so nothing was changed. Tell your lead."
        )


def _refused(
    opened: OpenCase, form: ActForm, error: Changed | NotAllowed, page: ActPage
) -> Response:
    changed = lines_since(opened.case, form.seen.data, reader())
    _mark(opened, form)
    form.form_errors = [gettext(error.sentence)]
    return draw_act(opened, form, page, HTTPStatus.CONFLICT, changed)


def _mark(opened: OpenCase, form: ActForm) -> None:
    form.revision.data = str(opened.case.revision)
    form.seen.data = mark_of(opened.case)


def proposal_of(opened: OpenCase, act: Act) -> Act:
    """Return `act` as it is written: proposed if it needs a second signature, else with facts."""
    progress = opened.case.progress
    if needs_second(act.kind, act.data, progress.triage):
        return Act(kinds.PROPOSED, {"kind": act.kind, "data": dict(act.data)})
    kind, data = act.kind, act.data
    if kind == kinds.SECONDED and progress.proposal is not None:
        kind, data = progress.proposal.kind, progress.proposal.data
    expiry = act.expiry or expiry_of(opened, kind, data)
    return replace(counted(opened, act, kind, data), expiry=expiry)


def expiry_of(opened: OpenCase, kind: str, data: Mapping[str, Any]) -> int | None:
    """Return the day on which a case goes once something takes effect today; None leaves it."""
    case, author = opened.case, author_of(opened)
    ends = kind == kinds.CLOSED or (kind == kinds.TRIAGED and data.get("sort") in kinds.UNCOUNTED)
    if ends:
        return closed_until(clock.day_of(author.now), author.promise.retention_months)
    begins = kind == kinds.REOPENED or (kind == kinds.TRIAGED and is_over(case.progress))
    return open_until(case.received) if begins else None


def counting_of(opened: OpenCase) -> Counting | None:
    """Return how a case is counted; None where its organisation is in the service file no more."""
    services, case = current_services(), opened.case
    place = services.service.organisations.get(case.report.organisation)
    wait = case.conversation.status.acknowledged
    if place is None or wait is None:
        return None
    return Counting(place, services.service.timezone, services.now(), case.received, wait)


def counted(opened: OpenCase, act: Act, kind: str, data: Mapping[str, Any]) -> Act:
    """Return `act` with the facts of what takes effect by it, dummies among them.

    Where the rosters name no job to count for, nothing is written, and the event says that it is
    not counted: the next act on the case counts it (docs/case.md, "Counting").
    """
    before, usual = opened.case.progress, usual_counts(kind, data, opened.case.progress)
    counting, statistics = counting_of(opened), _statistics()
    facts: tuple[Fact, ...] = ()
    after = counts_of(before)
    if counting is not None and statistics is not None:
        try:
            facts, after = count(kind, data, before, counting)
        except ValueError:
            after = usual  # an area that the service file has no more: it is counted nowhere
    if after != usual:
        act = replace(act, data={**act.data, "counts": asdict(after)})
    if statistics is None or not (facts or kind in (kinds.TRIAGED, kinds.DECIDED)):
        return act
    author = author_of(opened)
    rows = make_rows(facts, statistics.wrap_public, author.account, author.identity.signer)
    return replace(act, also=partial(_write, act.also, rows))


def _statistics() -> Member | None:
    try:
        return current_services().rosters.current().statistics
    except RosterRefused:
        return None


def _write(
    also: Callable[[Connection], None] | None, rows: Sequence[FactRow], connection: Connection
) -> None:
    insert_facts(connection, rows)
    if also is not None:
        also(connection)
