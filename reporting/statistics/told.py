"""What a release says of the service itself: exact, because it is about nobody who reported."""

from typing import NamedTuple

from babel.lists import format_list
from flask_babel import format_decimal, get_locale, gettext, ngettext

from reporting.service import Organisation, Service
from reporting.statistics.shelf import Frozen
from reporting.vocabulary import PROMISE_LINES, label_of


class Fact(NamedTuple):
    """One line: what it is about, and what is so."""

    title: str
    value: str


def tell(service: Service, place: Organisation, frozen: Frozen) -> tuple[Fact, ...]:
    """Return the service facts of a release in words."""
    told = frozen.told
    facts = [
        (gettext("The promise"), _promise(told.promise)),
        (gettext("A first look within three days"), _waited(told.waited_over_three_days)),
        (gettext("Hours with somebody on duty"), _number(told.duty_hours)),
        (gettext("Test reports of the service"), _tests(told.tests_filed, told.tests_answered)),
        (gettext("Languages checked by a person"), _languages(service, told.languages_checked)),
        (gettext("Oversight body"), service.bodies[place.body].name),
    ]
    return tuple(Fact(str(title), str(value)) for title, value in facts if value)


def _promise(code: str | None) -> str:
    if code is None:
        return str(gettext("Not told: there were too few tests or reports."))
    return str(label_of(PROMISE_LINES, code))


def _waited(waited: bool | None) -> str:
    if waited is None:
        return ""
    if waited:
        return str(gettext("Some report waited longer."))
    return str(gettext("No report waited longer."))


def _number(number: int | None) -> str:
    return "" if number is None else format_decimal(number)


def _tests(filed: int | None, answered: int | None) -> str:
    if filed is None or answered is None:
        return ""
    if not filed:
        return str(gettext("None was filed."))
    return str(
        ngettext(
            "%(num)s was filed; answered within 24 hours: %(answered)s.",
            "%(num)s were filed; answered within 24 hours: %(answered)s.",
            filed,
            answered=answered,
        )
    )


def _languages(service: Service, tags: tuple[str, ...]) -> str:
    names = {language.tag: language.name for language in service.languages}
    return format_list([names.get(tag, tag) for tag in tags], locale=get_locale())
