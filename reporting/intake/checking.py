"""The last look at the answers, and the one moment in which a report is sealed and stored."""

import re
from http import HTTPStatus

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from reporting import clock, ids, primitives
from reporting.depositing import Prepared, find_access, prepare
from reporting.errors import (
    Changed,
    ListChanged,
    NobodyLeft,
    ReportingError,
    StoreUnavailable,
    StoreUncertain,
    TooMany,
)
from reporting.intake.checkrows import rows_of
from reporting.intake.draft import Answers, Draft, Sent, load_draft, put_content
from reporting.intake.floods import EXTENSION, Floods
from reporting.intake.pages import say
from reporting.intake.recognising import recognise
from reporting.intake.roots import roots_of
from reporting.intake.saving import saved_words
from reporting.intake.screens import EXTRA, FIRST, SCREENS, lacking
from reporting.intake.waiting import (
    FOR_REPORT,
    WaitingFile,
    list_files,
    renumbered,
    send_files,
    shelf_of,
)
from reporting.intake.wording import day_in_words, readers_of
from reporting.receipt import Receipt, new_receipt
from reporting.report import Report
from reporting.roster import Rosters
from reporting.routing import Access
from reporting.services import Services
from reporting.store.reports import insert_deposit
from reporting.store.rosters import hold_rosters
from reporting.web.csrf import answers_kept
from reporting.web.errors import noted_status
from reporting.web.fields import STALE
from reporting.web.surface import current_services
from reporting.web.visit import Visit, current_visit

blueprint = Blueprint("checking", __name__)

TOO_FAST = lazy_gettext("That was very quick. Please press the button again to send your report.")
FULL = lazy_gettext(
    "More reports came today than we can take. Please report by telephone, or come back "
    "tomorrow: your answers stay here for a day."
)
UNSURE = lazy_gettext(
    "We cannot be sure that your report was stored. Please send it again: it is stored once, "
    "however often you press."
)
CHANGED = lazy_gettext(
    "Your answers, or the people who can read them, have changed since this page was shown. "
    "Please look again before you send."
)
_SEEN = re.compile(r"[0-9a-f]{16}")


@blueprint.route("/<lang>/report/check", methods=["GET", "POST"])
@answers_kept
def check(lang: str) -> ResponseReturnValue:  # noqa: ARG001 - read by web.language
    """Show the answers and who will read them; a POST sends them."""
    visit = current_visit()
    if visit is None:
        return gone()
    services = current_services()
    if request.method == "GET":
        return _show(services, visit)
    try:
        return _send(services, visit)
    except StoreUncertain as error:
        return _unsure(services, visit, error)
    except Changed:
        # Another window was first. The page shows what is true now: its receipt or its answers.
        return redirect(url_for("checking.check"), HTTPStatus.SEE_OTHER)
    except ReportingError as error:
        return _again(
            error.sentence, noted_status(error), may_send=not isinstance(error, NobodyLeft)
        )


def _show(services: Services, visit: Visit) -> ResponseReturnValue:
    draft = load_draft(services.store, visit.secret, services.now())
    if not isinstance(draft.content, Answers):
        return _nothing_to_send(draft)
    report, rosters = draft.content.report, services.rosters.current()
    missing = lacking(report)
    if missing is not None:
        address = url_for("guiding.screen", screen=missing.name, ask="yes")
        return redirect(address, HTTPStatus.SEE_OTHER)
    waiting = _waiting(services, visit)
    try:
        access = find_access(services.service, rosters, report)
    except NobodyLeft as error:
        return _again(error.sentence, HTTPStatus.BAD_REQUEST, may_send=False)
    return render_template(
        "intake/check.html",
        rows=rows_of(services.service, report),
        files=len(waiting),
        story=report.story,
        recognised=recognise(report),
        readers=readers_of(services.service, report, access.body, standby_of(access)),
        roots=roots_of(services),
        fingerprint=rosters.fingerprint,
        until=day_in_words(min(each.valid_until for each in rosters.by_body.values())),
        seen=_seen(draft, rosters, waiting),
        saved=saved_words(draft.content),
        more=[each for each in SCREENS if each.kind == EXTRA],
        back_url=url_for("guiding.screen", screen="readers"),
    )


def _waiting(services: Services, visit: Visit) -> tuple[WaitingFile, ...]:
    with services.store.read() as connection:
        return list_files(connection, shelf_of(visit.secret, FOR_REPORT))


def _seen(draft: Draft, rosters: Rosters, waiting: tuple[WaitingFile, ...]) -> str:
    """Return what names answers, files and readers: nobody sends what they did not see."""
    turn = draft.row.turn if draft.row else 0
    files = b"".join(ids.to_bytes(each.file.number) for each in waiting)
    return primitives.digest("check/seen", ids.to_bytes(turn), rosters.digest, files).hex()[:16]


def _send(services: Services, visit: Visit) -> ResponseReturnValue:
    draft = load_draft(services.store, visit.secret, services.now())
    if not isinstance(draft.content, Answers) or lacking(draft.content.report):
        return _nothing_to_send(draft)
    if g.stale_form:
        return _again(str(STALE), HTTPStatus.BAD_REQUEST)
    rosters = services.rosters.current()
    waiting = _waiting(services, visit)
    if request.form.get("seen") != _seen(draft, rosters, waiting):
        return _again(str(CHANGED), HTTPStatus.CONFLICT, may_send=False)
    _slow_floods(visit, draft.content)
    try:
        _store(services, visit, draft, draft.content, rosters, waiting)
    except ListChanged:
        return _again(str(CHANGED), HTTPStatus.CONFLICT, may_send=False)
    return redirect(url_for("receipts.receipt"), HTTPStatus.SEE_OTHER)


def _slow_floods(visit: Visit, answers: Answers) -> None:
    """Raise TooMany with what to do; the answers stay in the draft."""
    floods: Floods = current_app.extensions[EXTENSION]
    if floods.too_fast(visit.began, answers.began):
        raise TooMany(str(TOO_FAST))
    if not floods.take_send():
        raise TooMany
    if floods.day_is_full():
        raise TooMany(str(FULL))


def _store(
    services: Services,
    visit: Visit,
    draft: Draft,
    answers: Answers,
    rosters: Rosters,
    waiting: tuple[WaitingFile, ...],
) -> None:
    """Seal and store the report with its files and its receipt: all of it, or an error.

    Words under which it was saved become its receipt.
    """
    report, saved, files = answers.report, answers.receipt, renumbered(waiting)
    now, receipt = services.now(), saved or new_receipt()
    prepared = prepare(services.service, rosters, report, receipt, now, files=tuple(files.values()))
    sent = _sent(receipt, prepared, report, clock.minute_of(now))
    with services.store.write() as connection:
        # First of all, so that of two sends at once the second stops before it stores anything.
        put_content(connection, visit.secret, draft, sent, now)
        hold_rosters(connection, rosters.versions)  # nobody's row is for an account of before
        insert_deposit(connection, prepared.deposit)
        if files:
            shelf = shelf_of(visit.secret, FOR_REPORT)
            send_files(connection, shelf, files, prepared.deposit.report, prepared.places)


def _sent(receipt: Receipt, prepared: Prepared, report: Report, minute: int) -> Sent:
    access = prepared.access
    return Sent(
        receipt,
        minute,
        prepared.deposit.due,
        report.organisation,
        access.body,
        standby_of(access),
        report.area,
        report.struck,
        report.named,
    )


def standby_of(access: Access) -> str | None:
    """Return which body stands by, or None where no other can ever open the report."""
    return access.standby_body if access.standby else None


def _nothing_to_send(draft: Draft) -> ResponseReturnValue:
    if isinstance(draft.content, Sent):
        return redirect(url_for("receipts.receipt"), HTTPStatus.SEE_OTHER)
    return gone()


def gone() -> tuple[str, int]:
    """Say that there are no answers here."""
    return say(
        HTTPStatus.NOT_FOUND,
        gettext("There is nothing here to send"),
        [
            gettext(
                "Answers are kept for a day in the browser they were written in, and then "
                "removed. If you have eight words, your report was stored."
            )
        ],
        (url_for("guiding.screen", screen=FIRST.name), gettext("Go to the questions")),
    )


def _unsure(services: Services, visit: Visit, error: StoreUncertain) -> ResponseReturnValue:
    """Go on to the receipt if it is there after all; else say that it may be, and to send again.

    Report and receipt are one transaction, so whoever finds the receipt has the report stored.
    That it is not found yet proves nothing: a server may still be at work on the commit.
    """
    status = noted_status(error)
    if _found_sent(services, visit):
        return redirect(url_for("receipts.receipt"), HTTPStatus.SEE_OTHER)
    return _again(str(UNSURE), status, unsure=True)


def _found_sent(services: Services, visit: Visit) -> bool:
    try:
        draft = load_draft(services.store, visit.secret, services.now())
    except StoreUnavailable:
        return False
    return isinstance(draft.content, Sent)


def _again(
    sentence: str, status: int, *, may_send: bool = True, unsure: bool = False
) -> tuple[str, int]:
    """Say why nothing was sent; the button sends again without going through the answers."""
    seen = request.form.get("seen", "")
    page = render_template(
        "intake/again.html",
        sentence=gettext(sentence),
        seen=seen if _SEEN.fullmatch(seen) else "",
        may_send=may_send,
        unsure=unsure,
    )
    return page, status
