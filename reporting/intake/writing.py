"""The one page of questions: answers are kept sealed until they are sent."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from reporting.depositing import find_access
from reporting.errors import AlreadySent, NobodyLeft, ReportingError
from reporting.intake.draft import Answers, Sent, keep_answers, load_draft
from reporting.intake.floods import current_floods
from reporting.intake.forms import ReportForm
from reporting.report import ORGANISATION, Report, new_report
from reporting.services import Services
from reporting.vocabulary import DANGER
from reporting.web.csrf import answers_kept
from reporting.web.errors import noted_status
from reporting.web.fields import refuse, validate
from reporting.web.surface import current_services
from reporting.web.visit import begin_visit

blueprint = Blueprint("writing", __name__)


@blueprint.route("/<lang>/report/form", methods=["GET", "POST"])
@answers_kept
def form(lang: str) -> ResponseReturnValue:
    """Show the questions, or keep the answers and go on to the check."""
    return _take(lang) if request.method == "POST" else _show()


def _show() -> ResponseReturnValue:
    services = current_services()
    # Asked for first, so that nobody writes for nothing; it raises where we cannot take reports.
    services.rosters.current()
    visit = begin_visit()
    draft = load_draft(services.store, visit.secret, services.now())
    if isinstance(draft.content, Sent):
        return redirect(url_for("receipts.receipt"), HTTPStatus.SEE_OTHER)
    report = draft.content.report if isinstance(draft.content, Answers) else None
    return _page(ReportForm(services.service, report))


def _page(
    report_form: ReportForm, status: int = HTTPStatus.OK, *, just_sent: bool = False
) -> tuple[str, int]:
    page = render_template(
        "intake/form.html",
        form=report_form,
        just_sent=just_sent,
        # Who is in danger must not have to mend a form before they read whom to telephone.
        danger=bool(report_form.errors) and report_form.safety.data in DANGER,
        back_url=url_for("pages.start"),
    )
    return page, status


def _take(language: str) -> ResponseReturnValue:
    services, secret = current_services(), begin_visit().secret
    report_form = ReportForm(services.service)
    if not validate(report_form):
        return _page(report_form, HTTPStatus.BAD_REQUEST)

    def change(before: Report | None) -> Report:
        report = report_form.to_report(language, before or begun_report(services, language))
        require_reader(services, report)
        return report

    try:
        report = keep_answers(
            services.store, secret, change, services.now(), begin=current_floods().begin_draft
        )
    except NobodyLeft as error:
        refuse(report_form.struck, gettext(error.sentence))
        return _page(report_form, HTTPStatus.BAD_REQUEST)
    except AlreadySent as error:
        report_form.form_errors = [gettext(error.sentence)]
        return _page(report_form, HTTPStatus.CONFLICT, just_sent=True)
    except ReportingError as error:  # no roster, or no database: the answers stay on the page
        report_form.form_errors = [gettext(error.sentence)]
        return _page(report_form, noted_status(error))
    next_page = "helping.help_now" if report.safety in DANGER else "checking.check"
    return redirect(url_for(next_page), HTTPStatus.SEE_OTHER)


def begun_report(services: Services, language: str) -> Report:
    """Return a report without answers.

    It is about the first organisation until one is chosen. That is assumed, and shown as such,
    unless there is no other.
    """
    first, *others = services.service.organisations
    return new_report(language, first, ORGANISATION if others else "")


def require_reader(services: Services, report: Report) -> None:
    """Raise NobodyLeft while the choices can still be changed."""
    find_access(services.service, services.rosters.current(), report)
