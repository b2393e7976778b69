"""Help at once: the page that follows an answer which tells of danger."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.intake.guiding import go_on
from reporting.intake.screens import FIRST
from reporting.intake.supporting import everybody
from reporting.web.csrf import answers_kept

blueprint = Blueprint("helping", __name__)


@blueprint.route("/<lang>/report/help", methods=["GET", "POST"])
@answers_kept
def help_now(lang: str) -> ResponseReturnValue:  # noqa: ARG001 - read by web.language
    """Say whom to telephone; a POST goes on with the form, or to the check where it is filled in.

    It reads and changes nothing, so it helps without a cookie too, and whatever a token says.
    """
    if request.method == "POST":
        return redirect(go_on(), HTTPStatus.SEE_OTHER)
    return render_template(
        "intake/help.html",
        entries=everybody(),
        back_url=url_for("guiding.screen", screen=FIRST.name),
    )
