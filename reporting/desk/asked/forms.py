"""The forms of who is asked: an owner's answer in parts, and one text of anybody else."""

from flask_babel import lazy_gettext

from reporting import limits
from reporting.desk.wording import TOO_LONG
from reporting.serves import INTERPRETER, OWNER
from reporting.web.fields import Form, Hidden, TextArea, one_of, refuse

_SEEN_CHARACTERS = 8
PARTS = ("plan", "actions", "outcome", "evidence", "questions")


class _AskedForm(Form):
    """`seen` is how many words there were when the page was read."""

    seen = Hidden(characters=_SEEN_CHARACTERS)


class OwnerForm(_AskedForm):
    """The answer of an owner: any part of it, and more later."""

    plan = TextArea(
        lazy_gettext("What you plan"),
        description=lazy_gettext("Who will do what, and by when."),
        characters=limits.REFERRAL_PART_CHARACTERS,
    )
    actions = TextArea(lazy_gettext("What was done"), characters=limits.REFERRAL_PART_CHARACTERS)
    outcome = TextArea(
        lazy_gettext("What came of it"),
        description=lazy_gettext(
            "Of measures against a member of staff say only that action was taken under your "
            "procedures."
        ),
        characters=limits.REFERRAL_PART_CHARACTERS,
    )
    evidence = TextArea(
        lazy_gettext("What shows that something has changed"),
        description=lazy_gettext("For instance a rule before and after, or what is counted now."),
        characters=limits.REFERRAL_PART_CHARACTERS,
    )
    questions = TextArea(
        lazy_gettext("What you would like to ask us"),
        description=lazy_gettext("Never who wrote to us: we cannot tell you."),
        characters=limits.REFERRAL_PART_CHARACTERS,
    )

    def check(self) -> None:
        """Take an answer that says something and that can be sealed."""
        fields = [getattr(self, name) for name in PARTS]
        one_of(fields, lazy_gettext("Write at least one part of your answer"))
        if sum(len(field.data.encode()) for field in fields) > limits.REFERRAL_ANSWER_BYTES:
            refuse(fields[0], TOO_LONG)

    def answer(self) -> tuple[str, dict[str, str]]:
        """Return no text, and the parts that were written."""
        return "", {name: text for name in PARTS if (text := getattr(self, name).data)}


class TranslationForm(_AskedForm):
    """A translation."""

    text = TextArea(
        lazy_gettext("Your translation"),
        characters=limits.REFERRAL_ANSWER_CHARACTERS,
        most_bytes=limits.REFERRAL_ANSWER_BYTES,
        required=lazy_gettext("Write the translation before you send it"),
    )

    def answer(self) -> tuple[str, dict[str, str]]:
        """Return the text."""
        return self.text.data, {}


class AdviceForm(_AskedForm):
    """The advice of somebody who knows about safeguarding."""

    text = TextArea(
        lazy_gettext("Your advice"),
        description=lazy_gettext("What should be done, by whom, how soon, and what must not."),
        characters=limits.REFERRAL_ANSWER_CHARACTERS,
        most_bytes=limits.REFERRAL_ANSWER_BYTES,
        required=lazy_gettext("Write your advice before you send it"),
    )

    def answer(self) -> tuple[str, dict[str, str]]:
        """Return the text."""
        return self.text.data, {}


AskedForm = OwnerForm | TranslationForm | AdviceForm


def form_for(kind: str) -> AskedForm:
    """Return the form with which somebody of a kind answers."""
    if kind == OWNER:
        return OwnerForm()
    return TranslationForm() if kind == INTERPRETER else AdviceForm()
