"""What is asked once a report was sent and its words are noted: about you, and how safe you felt.

Nothing of it leads back to the report. Its row is not touched and its words are not here: the
draft says what is asked next, so each is asked once, and goes when both were (docs/facts.md).
"""

from dataclasses import replace
from http import HTTPStatus

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from reporting import clock
from reporting.errors import Changed, RosterRefused, StoreUnavailable
from reporting.intake.afterforms import FORMS, AboutYouForm, FeltSafeForm
from reporting.intake.draft import After, Draft, forget_draft, load_draft, put_content
from reporting.intake.pages import say
from reporting.intake.supporting import everybody
from reporting.quarter import quarter_at
from reporting.services import Services
from reporting.store.facts import insert_facts
from reporting.survey import make_rows
from reporting.web.csrf import answers_kept
from reporting.web.errors import noted_status, why_not_stored
from reporting.web.fields import validate
from reporting.web.headers import forget_me
from reporting.web.surface import current_services
from reporting.web.visit import Visit, current_visit, end_visit

blueprint = Blueprint("afterwards", __name__)
ABOUT_YOU, FELT_SAFE, DONE = "about_you", "felt_safe", ""
NOT_STORED = lazy_gettext(
    "We could not keep your answers. Nothing was counted. Your report is safe. Please try again "
    "in a few minutes, or just close this page."
)
NEXT = {ABOUT_YOU: FELT_SAFE, FELT_SAFE: DONE}


@blueprint.route("/<lang>/report/about-you", methods=["GET", "POST"])
@answers_kept
def about_you(lang: str) -> ResponseReturnValue:  # noqa: ARG001 - read by web.language
    """Ask who answers; every question may be left out."""
    return _ask(ABOUT_YOU)


@blueprint.route("/<lang>/report/felt-safe", methods=["GET", "POST"])
@answers_kept
def felt_safe(lang: str) -> ResponseReturnValue:  # noqa: ARG001 - read by web.language
    """Ask how safe the reporter felt using the service."""
    return _ask(FELT_SAFE)


def begin(services: Services, visit: Visit, draft: Draft, organisation: str) -> ResponseReturnValue:
    """Forget the words of a report that was sent, and ask what comes after it."""
    after = After(organisation, clock.minute_of(services.now()), ABOUT_YOU)
    try:
        with services.store.write() as connection:
            put_content(connection, visit.secret, draft, after, services.now())
    except Changed:
        pass  # the same button pressed twice
    return _go(ABOUT_YOU)


def close(services: Services, visit: Visit | None) -> ResponseReturnValue:
    """Forget what this browser was in the middle of, here and there."""
    if visit is not None:
        forget_draft(services.store, visit.secret)
    end_visit()
    return forget_me(
        make_response(render_template("intake/closed.html", entries=everybody())),
        services.insecure_http,
    )


def _ask(step: str) -> ResponseReturnValue:
    services, visit = current_services(), current_visit()
    draft = Draft() if visit is None else load_draft(services.store, visit.secret, services.now())
    after = draft.content
    if visit is None or not isinstance(after, After) or after.step == DONE:
        return _over()
    if after.step != step:
        return _go(after.step)
    form = FORMS[step]()
    if request.method == "GET":
        return _page(step, form)
    if not validate(form):
        return _page(step, form, HTTPStatus.BAD_REQUEST)
    answers = {} if "skip" in request.form else form.answers
    try:
        _store(services, visit, draft, after, answers)
    except (StoreUnavailable, RosterRefused) as error:
        form.form_errors = [why_not_stored(error, NOT_STORED)]
        return _page(step, form, noted_status(error))
    except Changed:
        pass  # pressed twice: what was first is counted, once
    return close(services, visit) if NEXT[step] == DONE else _go(NEXT[step])


def _store(
    services: Services, visit: Visit, draft: Draft, after: After, answers: dict[str, bool | str]
) -> None:
    """Keep the answers as facts among dummies; none at all looks the same."""
    statistics = services.rosters.current().statistics
    place = services.service.organisations.get(after.organisation)
    if statistics is None or place is None:
        raise RosterRefused
    now = services.now()
    quarter = quarter_at(now, services.service.timezone)
    rows = make_rows(answers, place, quarter, statistics.wrap_public)
    with services.store.write() as connection:
        # First of all, so that of two sends at once the second stops before it stores anything.
        following = replace(after, step=NEXT[after.step])
        put_content(connection, visit.secret, draft, following, now)
        insert_facts(connection, rows)


def _over() -> tuple[str, int]:
    return say(
        HTTPStatus.NOT_FOUND,
        gettext("Nothing is asked here now"),
        [
            gettext(
                "You have answered or skipped it, or the time for it is over. Nothing is missing "
                "from your report."
            )
        ],
        (url_for("returning.come_back"), gettext("Come back with your words")),
    )


def _go(step: str) -> ResponseReturnValue:
    return redirect(url_for(f"afterwards.{step}"), HTTPStatus.SEE_OTHER)


def _page(
    step: str, form: AboutYouForm | FeltSafeForm, status: int = HTTPStatus.OK
) -> tuple[str, int]:
    return render_template(f"intake/{step}.html", form=form), status
