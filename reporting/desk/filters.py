"""The filters of the list of reports: from an address to what is wanted, and back to an address."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from flask_babel import lazy_gettext

from reporting.desk.entry import STATE_CODES, Second, Turn, area_of, owner_of, place_of
from reporting.desk.queue import DueIn, Wanted, from_mark
from reporting.posts import POSTS
from reporting.service import Service
from reporting.vocabulary import AREA_NOT_KNOWN, SEVERITIES, STATES
from reporting.web.options import Choice, Option, Term, options_of

# What waits for somebody comes before how far a case is: most people look for that.
WAITS = (
    Choice("waiting", lazy_gettext("Waiting for acknowledgement")),
    Choice("answered", lazy_gettext("The reporter has answered")),
    Choice("second", lazy_gettext("Waiting for your second signature")),
)
DUE = (
    Choice(DueIn.OVERDUE.value, lazy_gettext("Overdue")),
    Choice(DueIn.DAY.value, lazy_gettext("Within 24 hours")),
    Choice(DueIn.WEEK.value, lazy_gettext("Within seven days")),
)
_UNTRIAGED = Choice("0", lazy_gettext("Not known yet"))
# An area is known from the first answer on: before that nobody has opened what names it.
_AREA_NOT_KNOWN = Choice(AREA_NOT_KNOWN.code, lazy_gettext("Not known, or not answered yet"))
_TURNS = {"waiting": Turn.ACKNOWLEDGEMENT, "answered": Turn.REVIEWER}
_SECOND = "second"
ALL = "all"


@dataclass(frozen=True)
class Select:
    """One filter as the page draws it."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Filters:
    """What was asked for, by the name of each filter; what nobody offered is left out."""

    service: Service
    values: Mapping[str, str]

    @cached_property
    def state(self) -> str:
        """The chosen state, `all` for every one."""
        return self.values.get("state", ALL)

    @property
    def narrowed(self) -> bool:
        """Whether anything but what waits is filtered."""
        return any(name != "state" or self.state in STATE_CODES for name in self.values)

    def wanted(self, after: str) -> Wanted:
        """Return what to choose from a table; `after` is the mark of the page before."""
        values, state = self.values, self.state
        return Wanted(
            turn=_TURNS.get(state),
            second=Second.OURS if state == _SECOND else None,
            state=STATE_CODES.index(state) if state in STATE_CODES else None,
            severity=int(values["severity"]) if "severity" in values else None,
            due=DueIn(values["due"]) if "due" in values else None,
            owner=owner_of(values["owner"]) if "owner" in values else None,
            place=place_of(values["organisation"]) if "organisation" in values else None,
            area=area_of(values["area"]) if "area" in values else None,
            after=from_mark(after),
        )

    def address(self, path: str, mark: str | None = None) -> str:
        """Return the address of this list, from `mark` on."""
        return f"{path}?{urlencode({**self.values, 'state': self.state, **_after(mark)})}"

    def state_address(self, path: str, state: str) -> str:
        """Return the address of the list of another state, the other filters as they are."""
        return f"{path}?{urlencode({**self.values, 'state': state})}"

    def selects(self) -> Iterator[Select]:
        """Give the filters with their choices, in the order of the page."""
        for name, (label, every, terms) in _offered(self.service, self.values).items():
            chosen = self.values.get(name, "")
            first = Option(ALL if name == "state" else "", str(every))
            yield Select(name, str(label), (first, *options_of(terms, (chosen,))))


def read_filters(service: Service, asked: Mapping[str, str]) -> Filters:
    """Return the filters that an address asks for; anything made up asks for nothing."""
    values = {}
    for name, (_, _, terms) in _offered(service, asked).items():
        value = asked.get(name, "")
        if any(term.code == value for term in terms):
            values[name] = value
    return Filters(service, values)


_Offer = tuple[object, object, Sequence[Term]]


def _offered(service: Service, asked: Mapping[str, str]) -> dict[str, _Offer]:
    """Return of each filter its label, what stands for every one, and its choices.

    Areas are those of the organisation that is asked for: there is no filter for them before.
    """
    organisations = tuple(service.organisations.values())
    place = service.organisations.get(asked.get("organisation", ""))
    areas = tuple(Choice(each.code, each.name) for each in place.areas) if place else ()
    offered: dict[str, _Offer] = {
        "state": (lazy_gettext("State"), lazy_gettext("All"), (*WAITS, *STATES)),
        "due": (lazy_gettext("Due"), lazy_gettext("Any time"), DUE),
        "severity": (lazy_gettext("Severity"), lazy_gettext("Any"), (*SEVERITIES, _UNTRIAGED)),
        "owner": (lazy_gettext("Referred to"), lazy_gettext("Anybody or nobody"), POSTS),
        "organisation": (
            lazy_gettext("Organisation"),
            lazy_gettext("All organisations"),
            tuple(Choice(each.code, each.name) for each in organisations),
        ),
    }
    if areas:
        every = lazy_gettext("All areas")
        offered["area"] = (lazy_gettext("Area"), every, (*areas, _AREA_NOT_KNOWN))
    return offered


def _after(mark: str | None) -> dict[str, str]:
    return {"after": mark} if mark else {}
