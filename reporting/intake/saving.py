"""“Save and come back”: the eight words early, under which the answers are sealed from then on."""

from dataclasses import replace
from http import HTTPStatus

from babel.dates import format_date
from flask import Blueprint, g, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext

from reporting import clock
from reporting.errors import ReportingError
from reporting.intake.draft import Answers, Draft, load_draft, save_answers
from reporting.intake.pages import say
from reporting.intake.supporting import everybody
from reporting.intake.wording import WEEKDAY
from reporting.services import Services
from reporting.web.csrf import answers_kept
from reporting.web.errors import noted_status
from reporting.web.headers import forget_me
from reporting.web.surface import current_services
from reporting.web.visit import current_visit, end_visit, keep_visit

blueprint = Blueprint("saving", __name__)


def saved_words(content: object) -> str:
    """Return how pages of saved answers begin; an empty text where nothing was saved."""
    if not isinstance(content, Answers) or not content.until:
        return ""
    day = format_date(clock.date_of_day(content.until), WEEKDAY, locale=get_locale())
    return str(gettext("NOT sent; deleted on %(day)s", day=day))


def save() -> ResponseReturnValue:
    """Save what this browser has answered, and show the words."""
    services, visit = current_services(), current_visit()
    if visit is not None and not g.stale_form:
        try:
            receipt = save_answers(services.store, visit.secret, services.now())
        except ReportingError as error:
            back = (url_for("checking.check"), gettext("Look at your answers"))
            return say(noted_status(error), gettext("Not saved"), [gettext(error.sentence)], back)
        if receipt is not None:
            keep_visit(replace(visit, secret=receipt.draft_secret()))
    return redirect(url_for("saving.saved"), HTTPStatus.SEE_OTHER)


@blueprint.post("/<lang>/report/save")
@answers_kept
def save_now(lang: str) -> ResponseReturnValue:  # noqa: ARG001 - read by web.language
    """Save from a page that has no answers of its own."""
    return save()


@blueprint.route("/<lang>/report/saved", methods=["GET"])
def saved(lang: str) -> ResponseReturnValue:  # noqa: ARG001 - read by web.language
    """Show the words under which the answers are saved, in the browser that has them open."""
    services, visit = current_services(), current_visit()
    draft = _load(services) if visit else Draft()
    if not isinstance(draft.content, Answers) or draft.content.receipt is None:
        return redirect(url_for("checking.check"), HTTPStatus.SEE_OTHER)
    return render_template(
        "intake/saved.html", saved=saved_words(draft.content), receipt=draft.content.receipt
    )


def _load(services: Services) -> Draft:
    visit = current_visit()
    return load_draft(services.store, visit.secret, services.now()) if visit else Draft()


@blueprint.post("/<lang>/report/put-away")
@answers_kept
def put_away(lang: str) -> ResponseReturnValue:  # noqa: ARG001 - read by web.language
    """Make this browser forget saved answers and their words; the words still find them."""
    end_visit()
    answer = make_response(render_template("intake/closed.html", entries=everybody()))
    return forget_me(answer, current_services().insecure_http)
