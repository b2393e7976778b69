"""The forms of the desk."""

from flask_babel import lazy_gettext

from reporting import limits
from reporting.desk.beginning import CLOSE, OPEN, Beginning
from reporting.notices.address import is_address
from reporting.web.fields import Dropdown, Form, Hidden, TextArea, TextLine, refuse
from reporting.web.options import Choice

_ID_CHARACTERS, _SEEN_CHARACTERS = 20, 40


class AddressForm(Form):
    """Where somebody wants notices sent."""

    address = TextLine(
        lazy_gettext("Your mail address"),
        description=lazy_gettext(
            "Best one that your oversight body gave you. It is sealed to the program that sends "
            "notices."
        ),
        characters=limits.ADDRESS_CHARACTERS,
        required=lazy_gettext("Enter your mail address"),
    )

    def check(self) -> None:
        """Take only what mail can be sent to as it stands."""
        if not is_address(self.address.data):
            refuse(
                self.address,
                lazy_gettext("Enter a plain mail address, such as name@example.org"),
            )


class AcknowledgeForm(Form):
    """The first answer to a reporter; `revision` is the state of the report when it was read.

    The message is there already, with gaps; what `beginning.py` refuses is not sent.
    """

    message = TextArea(
        lazy_gettext("Your message to the reporter"),
        description=lazy_gettext(
            "Only a person can write it. Put your own words in place of what stands in double "
            "square brackets, and change whatever does not fit. The reporter is not told your name."
        ),
        characters=limits.MESSAGE_CHARACTERS,
        most_bytes=limits.MESSAGE_BYTES,
        required=lazy_gettext("Write a message to acknowledge this report"),
    )
    revision = Hidden(characters=_ID_CHARACTERS)
    seen = Hidden(characters=_SEEN_CHARACTERS)

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


class ReplyForm(Form):
    """A further message to a reporter; `what` else it is may be left out."""

    message = TextArea(
        lazy_gettext("Your message to the reporter"),
        description=lazy_gettext("The reporter is not told your name."),
        characters=limits.MESSAGE_CHARACTERS,
        most_bytes=limits.MESSAGE_BYTES,
        required=lazy_gettext("Write a message before you send it"),
    )
    what = Dropdown(lazy_gettext("What is it?"), choices=WHAT)
    revision = Hidden(characters=_ID_CHARACTERS)
    seen = Hidden(characters=_SEEN_CHARACTERS)

    def check(self) -> None:
        """Refuse what a person has not finished writing."""
        if OPEN in self.message.data or CLOSE in self.message.data:
            refuse(self.message, UNFINISHED)
