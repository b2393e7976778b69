"""What a file of a release calls things, in the language of the page it is asked from."""

from dataclasses import dataclass

from flask_babel import get_locale, gettext

from reporting.disclosure.period import Period
from reporting.disclosure.published import Kind
from reporting.disclosure.rates import Rate
from reporting.service import Organisation, Service
from reporting.statistics.wording import (
    TABLES,
    name_code,
    name_facet,
    name_kind,
    name_period,
    say_number,
    say_rate,
)
from reporting.web.language import language_of_page, text_direction


@dataclass(frozen=True)
class Spoken:
    """The words of one organisation, as `reporting.export` takes them; needs a request."""

    service: Service
    place: Organisation

    @property
    def organisation(self) -> str:
        """Return what the organisation is called."""
        return self.place.name

    @property
    def language(self) -> str:
        """Return the language of the page, as BCP 47."""
        return language_of_page(self.service).tag

    @property
    def right_to_left(self) -> bool:
        """Say whether its script runs from right to left."""
        return text_direction(str(get_locale())) == "rtl"

    @property
    def notice(self) -> str:
        """Return that a demo is one."""
        if not self.service.demo:
            return ""
        return str(gettext("This is a demonstration: every figure is made up."))

    def title(self, table: str) -> str:
        """Return what a table of the menu is called."""
        return str(TABLES[table].title) if table in TABLES else table

    def definition(self, table: str) -> str:
        """Return what is counted in it."""
        return str(TABLES[table].definition) if table in TABLES else ""

    def facet(self, facet: str) -> str:
        """Return the heading of the column of a facet."""
        return name_facet(facet)

    def label(self, facet: str, code: str) -> str:
        """Return what a code of a facet means."""
        return name_code(self.place, facet, code)

    def number(self, number: int) -> str:
        """Return a published number in words."""
        return say_number(number)

    def rate(self, rate: Rate) -> str:
        """Return a rate in words."""
        return say_rate(rate)

    def period(self, period: Period) -> str:
        """Return the months of a period."""
        return name_period(period)

    def kind(self, kind: Kind) -> str:
        """Return what sort of release it is."""
        return name_kind(kind)
