"""What a file calls things. Whoever asks for one brings the words, in the reader's language."""

from typing import Protocol

from reporting.disclosure.period import Period
from reporting.disclosure.published import Kind
from reporting.disclosure.rates import Rate


class Words(Protocol):
    """Names and sentences of one organisation in one language.

    `language` is BCP 47; `notice` stands first on the cover, for instance of a demo, or is empty.
    """

    @property
    def organisation(self) -> str:
        """Return what the organisation is called."""

    @property
    def language(self) -> str:
        """Return the language of the file."""

    @property
    def right_to_left(self) -> bool:
        """Say whether its script runs from right to left."""

    @property
    def notice(self) -> str:
        """Return what must be read before anything else."""

    def title(self, table: str) -> str:
        """Return what a table of the menu is called."""

    def definition(self, table: str) -> str:
        """Return what is counted in it."""

    def facet(self, facet: str) -> str:
        """Return the heading of the column of a facet."""

    def label(self, facet: str, code: str) -> str:
        """Return what a code of a facet means."""

    def number(self, number: int) -> str:
        """Return a published number in words: "at least 15" or "fewer than 9"."""

    def rate(self, rate: Rate) -> str:
        """Return a rate in words."""

    def period(self, period: Period) -> str:
        """Return the months of a period."""

    def kind(self, kind: Kind) -> str:
        """Return what sort of release it is."""
