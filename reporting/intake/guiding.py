"""The guided form, one screen after the other; each keeps its answers before the next is shown."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from reporting.circumstances import UNKNOWN
from reporting.errors import AlreadySent, NobodyLeft, ReportingError
from reporting.intake.draft import Answers, Draft, Sent, keep_answers, load_draft
from reporting.intake.floods import current_floods
from reporting.intake.saving import save, saved_words
from reporting.intake.screenforms import FORMS, ScreenForm
from reporting.intake.screens import (
    BY_NAME,
    CHILD,
    EXTRA,
    FIRST,
    SCREENS,
    Screen,
    before,
    branches_of,
    lacking,
    next_after,
)
from reporting.intake.supporting import for_children
from reporting.intake.writing import begun_report, require_reader
from reporting.report import Report
from reporting.services import Services
from reporting.vocabulary import DANGER
from reporting.web.csrf import answers_kept
from reporting.web.errors import noted_status
from reporting.web.fields import refuse, validate
from reporting.web.surface import current_services
from reporting.web.visit import begin_visit, current_visit

blueprint = Blueprint("guiding", __name__)
NAMES = ",".join(screen.name for screen in SCREENS)
BACK, SAVE = "check", "save"
_ROUTED = frozenset({"struck", "organisation"})
EXPIRED = lazy_gettext(
    "What you answered before was removed: it is kept for a day, in this browser alone. What is "
    "on this page is still here."
)


@blueprint.route(
    f"/<lang>/report/<any({NAMES}):screen>", methods=["GET", "POST"], endpoint="screen"
)
@answers_kept
def one_screen(lang: str, screen: str) -> ResponseReturnValue:
    """Show one screen, or keep its answers and go on."""
    shown = BY_NAME[screen]
    return _take(shown, lang) if request.method == "POST" else _show(shown, lang)


def _show(shown: Screen, lang: str) -> ResponseReturnValue:
    services = current_services()
    # Asked for first, so that nobody writes for nothing; it raises where we cannot take reports.
    services.rosters.current()
    visit = begin_visit()
    draft = load_draft(services.store, visit.secret, services.now())
    if isinstance(draft.content, Sent):
        return redirect(url_for("receipts.receipt"), HTTPStatus.SEE_OTHER)
    report = _report_of(draft, services, lang)
    form = FORMS[shown.name](services.service, report)
    if "ask" in request.args:
        form.validate()
        form.check()
    return _page(shown, form, report, saved=saved_words(draft.content))


def _report_of(draft: Draft, services: Services, lang: str) -> Report:
    if isinstance(draft.content, Answers):
        return draft.content.report
    return begun_report(services, lang)


def _page(
    shown: Screen,
    form: ScreenForm,
    report: Report,
    status: int = HTTPStatus.OK,
    *,
    just_sent: bool = False,
    saved: str = "",
) -> tuple[str, int]:
    returns = _returns(shown)
    last = before(shown, report)
    page = render_template(
        "intake/screen.html",
        form=form,
        screen=shown,
        branches=branches_of(report),
        lead=shown.name == "behalf" and report.basis == UNKNOWN,
        entries=for_children() if shown.only == CHILD else (),
        just_sent=just_sent,
        saved=saved,
        danger=bool(form.errors) and shown is FIRST and form["safety"].data in DANGER,
        here=_address(shown, back=BACK) if returns else _address(shown),
        skip="" if shown.name in ("who", "what", "children") else _after(shown, report, returns),
        back_url=url_for("checking.check")
        if returns
        else (_address(last) if last else url_for("pages.start")),
    )
    return page, status


def _address(shown: Screen, **query: Any) -> str:
    return url_for("guiding.screen", screen=shown.name, **query)


def _after(shown: Screen, report: Report, returns: bool) -> str:
    """Return the address that follows a screen: back to the check where it was come from there."""
    following = None if returns and lacking(report) is None else next_after(shown, report)
    if following is not None:
        return _address(following)
    missing = lacking(report)
    return url_for("checking.check") if missing is None else _address(missing, ask="yes")


def _take(shown: Screen, lang: str) -> ResponseReturnValue:
    services = current_services()
    expired = current_visit() is None
    secret = begin_visit().secret
    report = _report_of(_load(services, secret), services, lang)
    form = FORMS[shown.name](services.service, report)
    saves = request.form.get("next") == SAVE
    if not validate(form) and not (saves and _is_unfinished(form)):
        if expired and shown is not FIRST:
            form.form_errors = [str(EXPIRED)]
        return _page(shown, form, report, HTTPStatus.BAD_REQUEST)
    try:
        kept = _keep(services, secret, form, lang)
    except ReportingError as error:  # nobody left, no roster, no database: all stays on the page
        if isinstance(error, NobodyLeft):
            refuse(form[shown.fields[0]], gettext(error.sentence))
        else:
            form.form_errors = [gettext(error.sentence)]
        just_sent = isinstance(error, AlreadySent)
        return _page(shown, form, report, _status_of(error), just_sent=just_sent)
    if saves:
        return save()
    if "safety" in shown.fields and kept.safety in DANGER:
        return redirect(url_for("helping.help_now"), HTTPStatus.SEE_OTHER)
    return redirect(_after(shown, kept, _returns(shown)), HTTPStatus.SEE_OTHER)


def _is_unfinished(form: ScreenForm) -> bool:
    """Say whether nothing is wrong with a form but that something is not answered yet."""
    return not form.form_errors and not any(form[name].data for name in form.errors)


def _keep(services: Services, secret: bytes, form: ScreenForm, lang: str) -> Report:
    def change(found: Report | None) -> Report:
        changed = form.to_report(found or begun_report(services, lang), lang)
        if _ROUTED & set(form.screen.fields):
            require_reader(services, changed)
        return changed

    return keep_answers(
        services.store, secret, change, services.now(), begin=current_floods().begin_draft
    )


def _status_of(error: ReportingError) -> int:
    if isinstance(error, NobodyLeft):
        return HTTPStatus.BAD_REQUEST
    return HTTPStatus.CONFLICT if isinstance(error, AlreadySent) else noted_status(error)


def _returns(shown: Screen) -> bool:
    """Say whether a screen leads back to the check, where it was come from there."""
    return request.args.get("back") == BACK or shown.kind == EXTRA


def _load(services: Services, secret: bytes) -> Draft:
    """Return the draft, or none where the database does not answer: the page is shown anyway."""
    try:
        return load_draft(services.store, secret, services.now())
    except ReportingError:
        return Draft()


@blueprint.get("/<lang>/report/on")
def on(lang: str) -> ResponseReturnValue:  # noqa: ARG001 - read by web.language
    """Go to where this browser goes on with its answers."""
    return redirect(go_on(), HTTPStatus.SEE_OTHER)


def go_on() -> str:
    """Return the address at which this browser goes on with its answers."""
    services, visit = current_services(), current_visit()
    draft = Draft() if visit is None else _load(services, visit.secret)
    if not isinstance(draft.content, Answers):
        return _address(FIRST)
    if lacking(draft.content.report) is None:
        return url_for("checking.check")
    return _after(FIRST, draft.content.report, returns=False)
