"""A copy of one case in the order in which somebody reads it who was not there."""

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from flask_babel import get_locale, gettext

from reporting import clock, ids
from reporting.casework.event import CaseEvent
from reporting.casework.kinds import EXPORTED
from reporting.desk.case.files import held_by
from reporting.desk.case.opened import OpenCase
from reporting.desk.case.outcome import outcome_panel
from reporting.desk.case.panel import Panel
from reporting.desk.case.sheet import Reader, Sheet, draw
from reporting.desk.case.tasks import history_panel
from reporting.desk.case.triage import triage_panel
from reporting.desk.case.work import notes_panel
from reporting.desk.exporting.files import Enclosed
from reporting.desk.exporting.forms import PAPER
from reporting.desk.referral.panel import referral_panel
from reporting.desk.session import signed_in
from reporting.ids import AccountId
from reporting.message import TO_REPORTER
from reporting.web.surface import current_services
from reporting.web.text import with_hidden_named


@dataclass(frozen=True)
class Mark:
    """Who made a copy, on which day, and for whom: it stands on every sheet."""

    maker: str
    day: str
    year: str
    to: str


@dataclass(frozen=True)
class Paper:
    """A copy: its mark, the report, and each part of the case that there is something in.

    `left_out` is how many photos and files the report has that do not go with the copy.
    """

    mark: Mark
    report: Sheet
    triage: Panel | None
    outcome: Panel | None
    asked: Panel | None
    notes: Panel | None
    history: Panel | None
    files: tuple[Enclosed, ...] = ()
    left_out: int = 0


def draw_paper(
    opened: OpenCase, to: str, *, notes: bool, files: tuple[Enclosed, ...] = ()
) -> Paper:
    """Return a copy made now, by the account of this request, for `to`; `files` go with it."""
    services = current_services()
    reader = Reader(AccountId(0), services.service, services.now(), _numbered(opened))
    return Paper(
        _mark(to, services.now().astimezone(services.service.timezone).date()),
        draw(opened.case, reader),
        triage_panel(opened, reader),
        outcome_panel(opened, reader),
        referral_panel(opened, reader),
        notes_panel(opened, reader) if notes else None,
        history_panel(opened, reader),
        files,
        len(held_by(opened)) - len(files),
    )


def copy_of_today(opened: OpenCase) -> CaseEvent | None:
    """Return the newest event by which the account of this request made a paper copy today."""
    day = clock.day_of(current_services().now())
    return next(
        (
            event
            for event in reversed(opened.case.chain.events)
            if event.kind == EXPORTED
            and event.actor == signed_in().account.id
            and event.hour // clock.HOURS_A_DAY == day
            and event.data.get("as") == PAPER
        ),
        None,
    )


def _mark(to: str, today: date) -> Mark:
    account, bodies = signed_in().account, current_services().service.bodies
    body = bodies.get(account.body or "")
    return Mark(
        f"{account.username}, {body.name}" if body else account.username,
        str(format_date(today, "d MMMM y", locale=get_locale())),
        str(today.year),
        with_hidden_named(to),
    )


def _numbered(opened: OpenCase) -> dict[AccountId, str]:
    """Return a name for each colleague: a hearing must be able to tell them apart."""
    case = opened.case
    signers = (m.signer for m in case.conversation.messages if m.direction == TO_REPORTER)
    said = (ids.from_hex(signer) for signer in signers)
    actors = [AccountId(number) for number in said if number is not None]
    actors += [event.actor for event in case.chain.events]
    return {
        account: str(gettext("Colleague %(number)s", number=number))
        for number, account in enumerate(dict.fromkeys(actors), 1)
    }
