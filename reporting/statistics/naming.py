"""What files of a release call things: the words of the pages, in the language of the request."""

from dataclasses import dataclass

from flask_babel import get_locale, gettext

from reporting.disclosure.period import Period
from reporting.disclosure.published import Kind
from reporting.disclosure.rates import Rate
from reporting.service import Organisation
from reporting.statistics.wording import (
    TABLES,
    name_code,
    name_facet,
    name_kind,
    name_period,
    say_number,
    say_rate,
)
from reporting.web.language import text_direction


@dataclass(frozen=True)
class Naming:
    """The words of one organisation (`reporting.export.words.Words`); `demo` says made up."""

    place: Organisation
    demo: bool

    @property
    def organisation(self) -> str:
        """Return what the organisation is called."""
        return self.place.name

    @property
    def language(self) -> str:
        """Return the language of the file."""
        return str(get_locale()).replace("_", "-")

    @property
    def right_to_left(self) -> bool:
        """Say whether its script runs from right to left."""
        return text_direction(str(get_locale())) == "rtl"

    @property
    def notice(self) -> str:
        """Return that a demo is made up; nothing elsewhere."""
        return str(gettext("This is a demo. Its figures are made up.")) if self.demo else ""

    def title(self, table: str) -> str:
        """Return what a table of the menu is called; one of a later version, its code."""
        about = TABLES.get(table)
        return str(about.title) if about else table

    def definition(self, table: str) -> str:
        """Return what is counted in it."""
        about = TABLES.get(table)
        return str(about.definition) if about else table

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
