"""Help at once: the page between the questions and the check, for who says there is danger."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting.web.csrf import answers_kept

blueprint = Blueprint("helping", __name__)


@blueprint.route("/<lang>/report/help", methods=["GET", "POST"])
@answers_kept
def help_now(lang: str) -> ResponseReturnValue:  # noqa: ARG001 - read by web.language
    """Say whom to telephone; a POST goes on to the check.

    It reads and changes nothing, so it helps without a cookie too, and whatever a token says.
    """
    if request.method == "POST":
        return redirect(url_for("checking.check"), HTTPStatus.SEE_OTHER)
    return render_template("intake/help.html", back_url=url_for("writing.form"))
