"""The receipt: shown to the same browser for a quarter of an hour, then never again."""

from http import HTTPStatus

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from reporting import limits
from reporting.intake.afterwards import begin, close
from reporting.intake.draft import Answers, Sent, load_draft
from reporting.intake.pages import say
from reporting.intake.wording import by_when, readers_of
from reporting.services import Services
from reporting.web.csrf import answers_kept
from reporting.web.promised import promised_by_one
from reporting.web.surface import current_services
from reporting.web.visit import current_visit

blueprint = Blueprint("receipts", __name__)


@blueprint.route("/<lang>/report/receipt", methods=["GET", "POST"])
@answers_kept
def receipt(lang: str) -> ResponseReturnValue:  # noqa: ARG001 - read by web.language
    """Show the words; a POST says that the reporter has them."""
    services, visit = current_services(), current_visit()
    if request.method == "POST":
        return _noted(services)
    if visit is None:
        return _gone()
    draft = load_draft(services.store, visit.secret, services.now())
    if isinstance(draft.content, Answers):
        return redirect(url_for("checking.check"), HTTPStatus.SEE_OTHER)
    return _page(services, draft.content) if isinstance(draft.content, Sent) else _gone()


def _page(services: Services, sent: Sent) -> str:
    service = services.service
    organisation = service.organisations[sent.organisation]
    return render_template(
        "intake/receipt.html",
        receipt=sent.receipt,
        minutes=limits.RECEIPT_AGAIN_MINUTES,
        by_when=by_when(sent.due, services.now(), service.timezone),
        promised=promised_by_one(organisation),
        readers=readers_of(service, sent, sent.body, sent.standby_body),
    )


def _noted(services: Services) -> ResponseReturnValue:
    """Forget the words here; what is asked next has a picture that makes the browser do so."""
    visit = current_visit()
    if visit is None:
        return close(services, None)
    if g.stale_form:
        # Nothing is lost by looking once more; forgetting could not be undone.
        return redirect(url_for("receipts.receipt"), HTTPStatus.SEE_OTHER)
    draft = load_draft(services.store, visit.secret, services.now())
    if isinstance(draft.content, Sent):
        return begin(services, visit, draft, draft.content.organisation)
    return close(services, visit)


def _gone() -> tuple[str, int]:
    return say(
        HTTPStatus.NOT_FOUND,
        gettext("The words are not shown any more"),
        [
            gettext(
                "For your safety they are shown for %(num)s minutes, in one browser alone. Then "
                "they are removed: when that browser looks again, or at the latest two nights "
                "later. If you noted them, come back with them at any time.",
                num=limits.RECEIPT_AGAIN_MINUTES,
            ),
            gettext("If you did not note them, you can send your report once more."),
        ],
        (url_for("returning.come_back"), gettext("Come back with your words")),
    )
