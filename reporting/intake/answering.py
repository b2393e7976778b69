"""How the reporter's page takes an answer: one form, one message, and what is said if it fails."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from reporting.errors import CannotOpen, Changed, RosterRefused, StoreUnavailable
from reporting.intake.pages import say
from reporting.web.errors import noted_status, why_not_stored
from reporting.web.fields import Form, validate

NOT_STORED = lazy_gettext(
    "We could not store your answer. Nothing was kept. Please try again in a few minutes."
)
ANSWERED = lazy_gettext(
    "You have given another answer to this already, and it may have been acted on. If you have "
    "changed your mind, write it as a message."
)


def back() -> ResponseReturnValue:
    """Go back to the conversation, which shows what was said."""
    return redirect(url_for("talking.conversation"), HTTPStatus.SEE_OTHER)


def nothing_waits(written: str = "") -> ResponseReturnValue:
    """Say that there is nothing here to answer, or not any more; what was written is shown."""
    said = [
        gettext(
            "It may have been answered or taken back, or its time is over. You can always write to "
            "us."
        )
    ]
    if written:
        said += [gettext("You wrote, and it is kept nowhere:"), written]
    return say(
        HTTPStatus.NOT_FOUND,
        gettext("Nothing waits for you here"),
        said,
        (url_for("talking.conversation"), gettext("Back to your messages")),
    )


def keep(form: Form, speak: Callable[[], None]) -> int | None:
    """Say something; return None, or the status where it was not kept and `form` says why."""
    try:
        speak()
    except (StoreUnavailable, RosterRefused) as error:
        form.form_errors = [why_not_stored(error, NOT_STORED)]
        return noted_status(error)
    except Changed as error:
        form.form_errors = [gettext(error.sentence)]
        return HTTPStatus.CONFLICT
    except CannotOpen as error:
        form.form_errors = [gettext(error.sentence)]
        return noted_status(error)
    return None


def ask(template: str, form: Form, speak: Callable[[], None], **shown: Any) -> ResponseReturnValue:
    """Show a form; once it is filled in and `speak` has said it, go back to the conversation."""
    status: int = HTTPStatus.OK
    if form.is_submitted():
        failed = keep(form, speak) if validate(form) else HTTPStatus.BAD_REQUEST
        if failed is None:
            return back()
        status = failed
    page = render_template(template, form=form, back_url=url_for("talking.conversation"), **shown)
    return page, status
