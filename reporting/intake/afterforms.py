"""The two forms after a report was sent: about you, and how safe you felt."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

from reporting.aboutyou import (
    AGES,
    ASIAN,
    BLACK,
    ETHNIC_GROUPS_IN_FIVE,
    GROUP_IN_FIVE,
    MIXED,
    OTHER,
    RELIGIONS,
    SEXES,
    WHITE,
)
from reporting.vocabulary import YES_NO, Term
from reporting.web.fields import Form, GroupedDropdown, RadioChoice

RATHER_NOT = Term("rather_not", _("I would rather not say"))
# One to five, as surveys ask elsewhere; four and five are counted as safe.
AGREEMENT = (
    Term("agree_strongly", _("I agree strongly")),
    Term("agree", _("I agree")),
    Term("neither", _("Neither")),
    Term("disagree", _("I disagree")),
    Term("disagree_strongly", _("I disagree strongly")),
)
_SAFE = frozenset({"agree_strongly", "agree"})


class AboutYouForm(Form):
    """Who answers, in groups that are published only where many are in them."""

    ethnic_group = GroupedDropdown(
        _("What is your ethnic group?"), nothing=_("I would rather not say")
    )
    religion = RadioChoice(_("What is your religion?"), choices=(*RELIGIONS, RATHER_NOT))
    disability = RadioChoice(
        _("Do you have a health condition that has lasted, or will last, a year or more?"),
        description=_("Of the body or the mind."),
        choices=(*YES_NO, RATHER_NOT),
    )
    sex = RadioChoice(_("What is your sex?"), choices=(*SEXES, RATHER_NOT))
    age = RadioChoice(_("How old are you?"), choices=(*AGES, RATHER_NOT))

    def __init__(self) -> None:
        """Offer the nineteen groups by the five they are counted in."""
        super().__init__()
        listed = zip(ETHNIC_GROUPS_IN_FIVE, (WHITE, MIXED, ASIAN, BLACK, OTHER), strict=True)
        self.ethnic_group.groups = [(str(five.label), terms) for five, terms in listed]

    @property
    def answers(self) -> dict[str, bool | str]:
        """What is counted: nothing of what was left out, and the ethnic group as one of five."""
        said: dict[str, bool | str] = {
            field.name: field.data
            for field in (self.religion, self.disability, self.sex, self.age)
            if field.data and field.data != RATHER_NOT.code
        }
        if self.ethnic_group.data:
            said[self.ethnic_group.name] = GROUP_IN_FIVE[self.ethnic_group.data]
        return said


class FeltSafeForm(Form):
    """One question about the service itself."""

    felt_safe = RadioChoice(_("“I felt safe using this service”"), choices=AGREEMENT)

    @property
    def answers(self) -> dict[str, bool | str]:
        """Whether they felt safe; nothing where it was left out."""
        return {"felt_safe": self.felt_safe.data in _SAFE} if self.felt_safe.data else {}


FORMS: Mapping[str, type[AboutYouForm | FeltSafeForm]] = {
    "about_you": AboutYouForm,
    "felt_safe": FeltSafeForm,
}
