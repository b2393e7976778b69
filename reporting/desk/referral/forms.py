"""The forms with which readers ask somebody outside a case."""

from flask_babel import lazy_gettext

from reporting import limits
from reporting.desk.fields import MessageText
from reporting.web.fields import Dropdown, Form, Hidden, RadioChoice, TextArea
from reporting.web.options import Choice

_ID_CHARACTERS = 20
DAYS = tuple(
    Choice(str(days), lazy_gettext("%(days)s working days", days=days))
    for days in limits.REFERRAL_WORKING_DAYS
)


class _CaseForm(Form):
    """`revision` is the state of the case when it was read."""

    revision = Hidden(characters=_ID_CHARACTERS)


class DraftForm(_CaseForm):
    """A summary for an owner."""

    to = RadioChoice(lazy_gettext("Whom you ask"), required=lazy_gettext("Choose whom you ask"))
    summary = TextArea(
        lazy_gettext("Summary"),
        description=lazy_gettext(
            "In your own words, never in the reporter's. Leave out whatever only a few people can "
            "know: exact days, places, and who was there."
        ),
        characters=limits.REFERRAL_SUMMARY_CHARACTERS,
        most_bytes=limits.REFERRAL_SUMMARY_BYTES,
        required=lazy_gettext("Write a summary"),
    )
    asked = TextArea(
        lazy_gettext("What you ask for"),
        characters=limits.REFERRAL_ASKED_CHARACTERS,
        required=lazy_gettext("Write what you ask for"),
    )
    days = RadioChoice(
        lazy_gettext("Within how long"),
        choices=DAYS,
        required=lazy_gettext("Choose within how long an answer is wanted"),
    )


class SendForm(_CaseForm):
    """Which draft is sent or withdrawn."""

    referral = Hidden(characters=_ID_CHARACTERS)
    mark = Hidden(characters=80)


class SpeakForm(_CaseForm):
    """A further word to who was asked; `seen` is how many there were."""

    message = MessageText(
        lazy_gettext("Write to them"),
        description=lazy_gettext("They see it as coming from the oversight body, without a name."),
        required=lazy_gettext("Write a message before you send it"),
    )
    seen = Hidden(characters=_ID_CHARACTERS)


FINGERPRINTS = lazy_gettext(
    "The body that lists them, and their fingerprint: the letters and digits by which they tell on "
    "the telephone that it is they."
)


class InterpreterForm(_CaseForm):
    """What is translated, and by whom."""

    what = Dropdown(
        lazy_gettext("What is to be translated"),
        required=lazy_gettext("Choose what is to be translated"),
    )
    to = RadioChoice(
        lazy_gettext("By whom"),
        description=FINGERPRINTS,
        required=lazy_gettext("Choose an interpreter"),
    )


class AdviserForm(_CaseForm):
    """A question of safeguarding, with only what is needed."""

    to = RadioChoice(
        lazy_gettext("Whom you ask"),
        description=FINGERPRINTS,
        required=lazy_gettext("Choose whom you ask"),
    )
    text = TextArea(
        lazy_gettext("What they need to know"),
        description=lazy_gettext("Only what the question needs. Leave out who told us."),
        characters=limits.REFERRAL_SUMMARY_CHARACTERS,
        most_bytes=limits.REFERRAL_SUMMARY_BYTES,
        required=lazy_gettext("Write what they need to know"),
    )
    asked = TextArea(
        lazy_gettext("Your question"),
        characters=limits.REFERRAL_ASKED_CHARACTERS,
        required=lazy_gettext("Write your question"),
    )
