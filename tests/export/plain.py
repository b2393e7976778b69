"""Words for files under test: the codes themselves, so that what a test expects is easy to see."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PlainWords:
    """Calls everything by its code."""

    organisation: str = "Example Council"
    language: str = "en-GB"
    right_to_left: bool = False
    notice: str = ""

    def title(self, table):
        """Return "Table of" the code."""
        return f"Table of {table}"

    def definition(self, table):
        """Return a sentence with a character that XML must escape."""
        return f"What {table} counts & what not."

    def facet(self, facet):
        """Return the code."""
        return facet

    def label(self, facet, code):
        """Return the facet and the code."""
        return f"{facet} {code}"

    def number(self, number):
        """Return what pages print."""
        return f"at least {number}" if number else "fewer than 9"

    def rate(self, rate):
        """Return the word."""
        return rate.word

    def period(self, period):
        """Return its name."""
        return period.name

    def kind(self, kind):
        """Return the code."""
        return kind


def sheet_of(workbook, name):
    """Return the sheet of that name, or None."""
    return next((sheet for sheet in workbook.sheets if sheet.name == name), None)
