"""Photos, pages and texts beside the answers: added one by one, seen as they will be sealed."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from reporting import clock, ids, limits
from reporting.ids import FileId
from reporting.intake.checking import gone
from reporting.intake.draft import Answers, Sent, load_draft
from reporting.intake.shelfpage import Refusal, send_preview, show_shelf, take_file
from reporting.intake.waiting import FOR_REPORT, Shelf, remove_file, shelf_of
from reporting.services import Services
from reporting.web.bodies import takes_file
from reporting.web.csrf import answers_kept
from reporting.web.surface import current_services
from reporting.web.visit import current_visit

blueprint = Blueprint("adding", __name__)

STALE = lazy_gettext(
    "This page was open too long, or came from another window, so the file was not added. Your "
    "answers and the files you added before are still here. Please choose it once more."
)


@blueprint.route("/<lang>/report/files", methods=["GET", "POST"])
@answers_kept
@takes_file
def files(lang: str) -> ResponseReturnValue:  # noqa: ARG001 - read by web.language
    """Show what waits, with a form for one file more; a POST adds it."""
    visit, services = current_visit(), current_services()
    if visit is None:
        return gone()
    content = load_draft(services.store, visit.secret, services.now()).content
    if isinstance(content, Sent):
        return redirect(url_for("receipts.receipt"), HTTPStatus.SEE_OTHER)
    if not isinstance(content, Answers):
        return gone()
    shelf = shelf_of(visit.secret, FOR_REPORT)
    if request.method == "GET":
        return _page(services, shelf)
    # A file goes on the day on which the answers it belongs to do.
    purge = content.until or clock.day_of(services.now()) + limits.DRAFT_PURGE_DAYS
    return _take(services, shelf, purge)


def _take(services: Services, shelf: Shelf, purge: int) -> ResponseReturnValue:
    if g.stale_form:
        return _page(services, shelf, Refusal(str(STALE)))
    refusal = take_file(services, shelf, purge, limits.FILES_A_REPORT)
    if refusal is not None:
        return _page(services, shelf, refusal)
    return redirect(url_for("adding.files", _anchor="added"), HTTPStatus.SEE_OTHER)


def _page(services: Services, shelf: Shelf, refusal: Refusal | None = None) -> tuple[str, int]:
    return show_shelf(
        services,
        shelf,
        "intake/files.html",
        limits.FILES_A_REPORT,
        refusal,
        back_url=url_for("checking.check"),
    )


@blueprint.post("/<lang>/report/files/remove")
@answers_kept
def remove(lang: str) -> ResponseReturnValue:  # noqa: ARG001 - read by web.language
    """Let one file go; with an old token too little is certain, so the page is shown again."""
    visit, services = current_visit(), current_services()
    number = ids.from_hex(request.form.get("number", ""))
    if visit is not None and number is not None and not g.stale_form:
        with services.store.write() as connection:
            remove_file(connection, shelf_of(visit.secret, FOR_REPORT), FileId(number))
    return redirect(url_for("adding.files"), HTTPStatus.SEE_OTHER)


@blueprint.get("/<lang>/report/files/<number>/<int:page>.jpg")
def preview(lang: str, number: str, page: int) -> Response:  # noqa: ARG001 - read by web.language
    """Show a small picture of a file to the browser that added it, and to no other."""
    visit = current_visit()
    if visit is None:
        abort(HTTPStatus.NOT_FOUND)
    return send_preview(shelf_of(visit.secret, FOR_REPORT), number, page)
