"""After an outcome: to watch for worse treatment, to close the case, and to open it again."""

from typing import Any

from flask_babel import gettext, lazy_gettext, ngettext

from reporting.casework import kinds
from reporting.casework.record import Act
from reporting.desk.case.acting import ActForm, ActPage, offer_act, open_to_act
from reporting.desk.case.opened import author_of
from reporting.desk.fields import Reason
from reporting.web.csrf import answers_kept


class ReopenForm(ActForm):
    """Why a case is opened again."""

    reason = Reason(
        lazy_gettext("Why?"),
        description=lazy_gettext("For colleagues."),
        required=lazy_gettext("Write why, in a sentence"),
    )


@answers_kept
def monitor(number: str) -> Any:
    """Go on to watch whether anybody treats the reporter worse."""
    page = ActPage(
        gettext("Watch for worse treatment"),
        gettext("Watch for it"),
        (
            gettext(
                "The case stays open until the reporter has been asked after three and after six "
                "months whether anybody has treated them worse."
            ),
        ),
    )
    opened = open_to_act(number)
    return offer_act(opened, kinds.MONITORED, ActForm(), page, lambda: Act(kinds.MONITORED))


@answers_kept
def close(number: str) -> Any:
    """Propose to close a case; a second reader signs."""
    opened = open_to_act(number)
    months = author_of(opened).promise.retention_months
    page = ActPage(
        gettext("Close this case"),
        gettext("Propose to close it"),
        (
            gettext("A colleague must read and sign it before it is closed."),
            ngettext(
                "The report is removed %(num)d month after that. Until then the reporter can come "
                "back and ask to look at it again.",
                "The report is removed %(num)d months after that. Until then the reporter can come "
                "back and ask to look at it again.",
                months,
            ),
            gettext(
                "If the questions about worse treatment are still to come, watch for it instead: "
                "nobody is reminded of them once the case is closed."
            ),
        ),
    )
    return offer_act(opened, kinds.CLOSED, ActForm(), page, lambda: Act(kinds.CLOSED))


@answers_kept
def reopen(number: str) -> Any:
    """Open a case again."""
    opened, form = open_to_act(number), ReopenForm()
    page = ActPage(
        gettext("Open this case again"),
        gettext("Open it again"),
        (gettext("An outcome is then due again, and the report is kept until it is closed."),),
    )
    return offer_act(
        opened,
        kinds.REOPENED,
        form,
        page,
        lambda: Act(kinds.REOPENED, {"reason": form.reason.data}),
    )
