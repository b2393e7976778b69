"""The forms with which readers write to a reporter."""

from flask_babel import lazy_gettext

from reporting.desk.beginning import CLOSE, OPEN, Beginning
from reporting.desk.case.acting import ActForm
from reporting.desk.fields import MessageText
from reporting.web.fields import Dropdown, refuse
from reporting.web.options import Choice


class AcknowledgeForm(ActForm):
    """The first answer to a reporter.

    The message is there already, with gaps; what `beginning.py` refuses is not sent.
    """

    message = MessageText(
        lazy_gettext("Your message to the reporter"),
        description=lazy_gettext(
            "Only a person can write it. Put your own words in place of what stands in double "
            "square brackets, and change whatever does not fit. The reporter is not told your name."
        ),
        required=lazy_gettext("Write a message to acknowledge this report"),
    )

    def __init__(self, beginning: Beginning) -> None:
        """Show `beginning`, unless something was sent."""
        super().__init__(data={"message": beginning.text})
        self._beginning = beginning

    def check(self) -> None:
        """Refuse what a person has not finished writing."""
        refusal = self._beginning.refusal(self.message.data)
        if refusal:
            refuse(self.message, refusal)


UNFINISHED = lazy_gettext(
    "This is not finished: write your own words in place of what stands in double square brackets, "
    "and take the brackets away."
)
MESSAGE, PLAN, REASONS = "message", "plan", "reasons"
WHAT = (
    Choice(MESSAGE, lazy_gettext("A message")),
    Choice(PLAN, lazy_gettext("The plan: what will be done")),
    Choice(REASONS, lazy_gettext("Why there is no outcome yet")),
)


class ReplyForm(ActForm):
    """A further message to a reporter; `what` else it is may be left out."""

    message = MessageText(
        lazy_gettext("Your message to the reporter"),
        description=lazy_gettext("The reporter is not told your name."),
        required=lazy_gettext("Write a message before you send it"),
    )
    what = Dropdown(lazy_gettext("What is it?"), choices=WHAT)

    def check(self) -> None:
        """Refuse what a person has not finished writing."""
        if OPEN in self.message.data or CLOSE in self.message.data:
            refuse(self.message, UNFINISHED)
