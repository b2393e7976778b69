"""The forms of the public surface: what boards and leads write, and the feedback box."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from reporting import limits
from reporting.web.fields import Form, Hidden, TextArea


class WordsForm(Form):
    """A text for the public page; `version` is how many there were when the page was opened."""

    text: TextArea
    version = Hidden(characters=limits.NUMBER_DIGITS)

    @property
    def done(self) -> str:
        """What an item says was done; nothing in every other text."""
        return ""


def _text(label: object, description: object, characters: int, required: object) -> TextArea:
    return TextArea(
        label,
        description=description,
        characters=characters,
        required=required,
    )


_PLAIN = lazy_gettext(
    "Plain text. Everybody can read it, and every version stays to be read. Name nobody, and "
    "describe no report."
)


class AssessmentForm(WordsForm):
    """How the board judges what a release shows."""

    text = _text(
        lazy_gettext("Assessment of the board"),
        _PLAIN,
        limits.ASSESSMENT_CHARACTERS,
        lazy_gettext("Write the assessment"),
    )


class QuestionForm(WordsForm):
    """What the board asks the lead in public."""

    text = _text(
        lazy_gettext("Question of the board"),
        _PLAIN,
        limits.QUESTION_CHARACTERS,
        lazy_gettext("Write the question"),
    )


class ReplyForm(WordsForm):
    """The answer to a question."""

    text = _text(
        lazy_gettext("Reply"),
        _PLAIN,
        limits.REPLY_CHARACTERS,
        lazy_gettext("Write the reply"),
    )


class ItemForm(WordsForm):
    """You said, we did."""

    text = _text(
        lazy_gettext("You said"),
        lazy_gettext("What many people had in common to say. Nothing that one person told."),
        limits.ITEM_CHARACTERS,
        lazy_gettext("Write what was said"),
    )
    did = _text(
        lazy_gettext("We did"),
        _PLAIN,
        limits.ITEM_CHARACTERS,
        lazy_gettext("Write what was done"),
    )

    @property
    def done(self) -> str:
        """What was done."""
        return self.did.data


class ChangeForm(WordsForm):
    """What will change, after the promise was broken twice running."""

    text = _text(
        lazy_gettext("What will change"),
        _PLAIN,
        limits.CHANGE_CHARACTERS,
        lazy_gettext("Write what will change"),
    )


class SummaryForm(WordsForm):
    """What the figures of a report show, in the words of the lead."""

    text = _text(
        lazy_gettext("What these figures show"),
        _PLAIN,
        limits.CHANGE_CHARACTERS,
        lazy_gettext("Write what these figures show"),
    )


class ChallengesForm(WordsForm):
    """What went wrong or was hard. Without it there is no report."""

    text = _text(
        lazy_gettext("Challenges"),
        lazy_gettext(
            "What went wrong, what was hard, and what is not known. There is no report without "
            "it. Plain text; everybody can read it, and every version stays to be read. Name "
            "nobody, and describe no report."
        ),
        limits.CHANGE_CHARACTERS,
        lazy_gettext("Write what the challenges are"),
    )


class NextForm(WordsForm):
    """What will be done before the next report."""

    text = _text(
        lazy_gettext("What comes next"),
        _PLAIN,
        limits.CHANGE_CHARACTERS,
        lazy_gettext("Write what comes next"),
    )


FORMS: Mapping[str, type[WordsForm]] = {
    "assessment": AssessmentForm,
    "question": QuestionForm,
    "reply": ReplyForm,
    "item": ItemForm,
    "change": ChangeForm,
    "summary": SummaryForm,
    "challenges": ChallengesForm,
    "next": NextForm,
}


class FeedbackForm(Form):
    """What anybody tells the boards."""

    text = _text(
        lazy_gettext("Your feedback"),
        lazy_gettext(
            "Do not report an incident here: nobody acts on it from this box. Do not write "
            "names, or anything that shows who you or others are. Nobody can reply."
        ),
        limits.FEEDBACK_CHARACTERS,
        lazy_gettext("Write your feedback before you send it"),
    )
