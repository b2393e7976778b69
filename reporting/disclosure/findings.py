"""What an attack found, in words for everybody."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["exact", "narrow", "present", "insider", "small", "outside"]

_SAID = {
    "exact": "shows that the count is {least} and nothing else",
    "narrow": "shows that the count is one of {least} to {most}, fewer than five possibilities",
    "present": "shows that somebody, at least {least}, is there, where fewer than five are",
    "insider": "shows somebody who knows {records} of the reports whether there are others",
    "small": "prints a number over fewer than five reports",
    "outside": "prints a number that the true count does not fit",
}


@dataclass(frozen=True)
class Finding:
    """A set of reports that the figures give away."""

    kind: Kind
    about: str
    population: str
    least: int
    most: int
    records: int = 0

    @property
    def sentence(self) -> str:
        """Say what somebody learns, about whom."""
        said = _SAID[self.kind].format(least=self.least, most=self.most, records=self.records)
        return f"{self.about}. This {said}."


@dataclass(frozen=True)
class Verdict:
    """What an attack came to.

    `present` lists what is shown to exist where a reader cannot tell whether it is many. The
    service tells, because it has the truth at hand, and refuses where it is not.
    """

    findings: tuple[Finding, ...]
    present: tuple[Finding, ...]
    sets: int
    worlds: int

    @property
    def holds(self) -> bool:
        """Say whether nothing was found."""
        return not self.findings
