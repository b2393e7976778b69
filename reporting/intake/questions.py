"""The forms with which a reporter answers what waits in the conversation."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from reporting import limits
from reporting.asked import EDITED, NO, YES
from reporting.circumstances import DISTRESS, SUPPORT_WANTED
from reporting.vocabulary import CONSENTS, Term
from reporting.web.fields import Form, RadioChoice, TextArea, Ticks, one_of, refuse
from reporting.wishes import WISHES

YES_NO = (Term(YES, _("Yes")), Term(NO, _("No")))
RATHER_NOT = "rather_not"
HELPED = (
    *YES_NO,
    Term("in_part", _("In part")),
    Term("none_came", _("I had none, or did not want any")),
)


class SummaryForm(Form):
    """Yes, other words, or no."""

    answer = RadioChoice(
        _("May it be shared?"),
        choices=(
            Term(YES, _("Yes, share these words")),
            Term(EDITED, _("Share other words: mine, below")),
            Term(NO, _("No, do not share anything")),
        ),
        required=_("Choose one of the three answers"),
    )
    words = TextArea(
        _("Your words, if you want others"),
        characters=limits.MESSAGE_CHARACTERS,
        most_bytes=limits.MESSAGE_BYTES,
        description=_("This is the summary. Change what you like; exactly this would be shared."),
    )

    def __init__(self, summary: str) -> None:
        """Show the summary to be changed."""
        super().__init__(data={"words": summary})
        self.summary = summary

    def check(self) -> None:
        """Ask for words where others are wanted."""
        if self.answer.data == EDITED and not self.words.data.strip():
            refuse(self.words, gettext("Write what may be shared, or choose another answer"))

    @property
    def edited(self) -> bool:
        """Whether other words are to be shared than those that were put to the reporter."""
        same = self.words.data.split() == self.summary.split()
        return bool(self.answer.data == EDITED) and not same


class WordingForm(Form):
    """How something may be said; empty leaves it to the reviewers."""

    words = TextArea(
        _("How may we say it?"),
        characters=limits.MESSAGE_CHARACTERS,
        most_bytes=limits.MESSAGE_BYTES,
        description=_("Leave it empty if you would rather leave it to us."),
    )


class LetInForm(Form):
    """Whether somebody who is kept out may be let in."""

    answer = RadioChoice(
        _("May they read your report?"),
        choices=(
            Term(YES, _("Yes, they may read my report")),
            Term(NO, _("No, keep them out")),
        ),
        required=_("Choose yes or no, or leave this page: then they stay out"),
    )


class AgainForm(Form):
    """Please look at it again, and why."""

    reason = TextArea(
        _("What should be looked at again?"),
        characters=limits.MESSAGE_CHARACTERS,
        most_bytes=limits.MESSAGE_BYTES,
        required=_("Write in a few words what should be looked at again"),
        description=_("For instance: what was not asked, not understood, or has happened since."),
    )


class SurveyForm(Form):
    """How the reporter was treated, each item apart from the result."""

    voice = RadioChoice(_("I could say what mattered to me"), choices=YES_NO)
    neutrality = RadioChoice(_("The people who dealt with it were impartial"), choices=YES_NO)
    respect = RadioChoice(_("I was treated with respect"), choices=YES_NO)
    reasons = RadioChoice(_("The reasons were explained to me"), choices=YES_NO)

    @property
    def fair(self) -> bool | None:
        """Whether most of what was answered is a yes; None where nothing was."""
        items = (self.voice, self.neutrality, self.respect, self.reasons)
        said = [field.data == YES for field in items if field.data]
        return 2 * sum(said) > len(said) if said else None


class WishesForm(Form):
    """What the reporter wishes now, what may be shared, and which support they want."""

    wishes = Ticks(_("What do you want to happen?"), choices=WISHES)
    consents = Ticks(
        _("What may be shared?"),
        choices=CONSENTS,
        description=_(
            "What you do not tick is not shared, unless a life, a child or an adult at risk is in "
            "serious danger. What went already cannot be called back."
        ),
    )
    support_wanted = Ticks(_("Do you want support?"), choices=SUPPORT_WANTED)

    def __init__(self, known: Mapping[str, Any]) -> None:
        """Show what was sent from here last."""
        super().__init__(data=dict(known))


class SupportForm(Form):
    """Whether the support that was offered helped, and how it is now."""

    helped = RadioChoice(
        _("Did the support help?"),
        choices=HELPED,
    )
    distress = RadioChoice(_("How distressed are you now?"), choices=DISTRESS)

    def check(self) -> None:
        """Send nothing where nothing is answered."""
        one_of((self.helped, self.distress), _("Answer one of the two questions"))


class CheckInForm(Form):
    """Whether anybody has treated the reporter worse since."""

    worse = RadioChoice(
        _("Have you been treated worse since?"),
        choices=(*YES_NO, Term(RATHER_NOT, _("I would rather not say"))),
        required=_("Choose an answer; “I would rather not say” is one"),
    )
    story = TextArea(
        _("What happened?"),
        characters=limits.CHECK_IN_CHARACTERS,
        most_bytes=limits.CHECK_IN_BYTES,
    )

    def __init__(self, *, may_tell: bool) -> None:
        """Leave out the text where nobody is there to read it."""
        super().__init__()
        self.may_tell = may_tell
        if not may_tell:
            del self.story

    @property
    def told(self) -> str:
        """What the reporter wrote."""
        return self.story.data if self.may_tell else ""

    def check(self) -> None:
        """Keep no text that nobody would get."""
        if self.told and self.worse.data != YES:
            refuse(
                self.worse,
                gettext("Choose “Yes” if your text is to be read, or take the text out"),
            )


class WithdrawForm(Form):
    """Please stop: erased before the first answer, a wish after it."""

    sure = RadioChoice(
        _("Do you want to take your report back?"),
        choices=(Term(YES, _("Yes, take it back")), Term(NO, _("No, leave it"))),
        required=_("Choose yes or no"),
    )
    reason = TextArea(
        _("Do you want to say why?"),
        characters=limits.MESSAGE_CHARACTERS,
        most_bytes=limits.MESSAGE_BYTES,
        description=_("You do not have to."),
    )

    def __init__(self, *, erases: bool, **kwargs: Any) -> None:
        """Ask no reason where it would be erased at once."""
        super().__init__(**kwargs)
        if erases:
            del self.reason
