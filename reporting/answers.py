"""Every question with a closed list: the field of a report it fills, and its words.

The form asks by it, and the check and the desk show answers by it. Safety, place and text are
asked and shown by themselves. docs/intake.md lists which screen asks what.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from reporting.circumstances import (
    ALSO_ABOUT,
    BASES,
    BOROUGHS_TOO,
    DISTRESS,
    HOW_IT_WORKS,
    HOW_OFTEN,
    IMPACT,
    KNOWS,
    MINORS,
    OTHERS_THERE,
    RACISM,
    READERS,
    SETTINGS,
    STEPPED_IN,
    SUPPORT_WANTED,
    WANTED,
    WHEN,
)
from reporting.report import Report
from reporting.vocabulary import (
    CONDUCT,
    CONSENTS,
    REPORTER_ROLES,
    SAFETY,
    STRUCK,
    SUBJECTS,
    Term,
    label_of,
)
from reporting.wishes import WISHES


class Question(NamedTuple):
    """One question: what it fills, how it is asked, how its answer is named, and its choices."""

    field: str
    asked: LazyString
    named: LazyString
    terms: tuple[Term, ...]
    hint: LazyString | str = ""


QUESTIONS = (
    Question("safety", _("Are you safe now?"), _("Safe now"), SAFETY),
    Question("reporter_role", _("I am…"), _("I am"), REPORTER_ROLES),
    Question("age", _("How old are you?"), _("Under 18?"), MINORS),
    Question("basis", _("Did it happen to you?"), _("This report"), BASES),
    Question("stepped_in", _("Did you step in?"), _("Stepped in"), STEPPED_IN),
    Question(
        "they_know",
        _("Does the person it happened to know that you are reporting?"),
        _("They know of this report"),
        KNOWS,
    ),
    Question("they_want", _("Do they want it reported?"), _("They want it reported"), WANTED),
    Question("conduct", _("Tick what happened"), _("What happened"), CONDUCT),
    Question(
        "racism",
        _("What kind of racism?"),
        _("Kind of racism"),
        RACISM,
        _(
            "Tick any. You do not have to be sure. Because of who you are, or who someone thought "
            "you were, or who you were with."
        ),
    ),
    Question("also_about", _("Was it also about…?"), _("Also about"), ALSO_ABOUT),
    Question("setting", _("Where was it?"), _("Where"), SETTINGS),
    Question("borough", _("In which borough?"), _("Borough"), BOROUGHS_TOO),
    Question("about", _("Who was it about?"), _("Who it was about"), SUBJECTS),
    Question("when", _("When was it?"), _("When"), WHEN),
    Question("how_often", _("How often?"), _("How often"), HOW_OFTEN),
    Question("others_there", _("Was anybody else there?"), _("Others there"), OTHERS_THERE),
    Question("impact", _("What did it do to you?"), _("What it did"), IMPACT),
    Question("distress", _("How distressed are you now?"), _("Distress now"), DISTRESS),
    Question("how_it_works", _("How does it work?"), _("How it works"), HOW_IT_WORKS),
    Question("wishes", _("What do you want to happen?"), _("Wishes"), WISHES),
    Question("consents", _("What may be shared?"), _("May be shared"), CONSENTS),
    Question("support_wanted", _("What support do you want?"), _("Support"), SUPPORT_WANTED),
    Question("struck", _("Who must not see this?"), _("Must not see it"), (*STRUCK, *READERS)),
)
BY_FIELD: Mapping[str, Question] = {each.field: each for each in QUESTIONS}


def said_to(report: Report, field: str) -> tuple[str, ...]:
    """Return in words what a report answers to the question of a field."""
    value = getattr(report, field)
    chosen: Collection[str] = (value,) if isinstance(value, str) else value
    return tuple(label_of(BY_FIELD[field].terms, code) for code in chosen if code)
