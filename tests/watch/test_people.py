"""Whoever a report is closed to is reached at no rung, whatever was declared and struck out."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from reporting import clock, ladder
from reporting.errors import NobodyLeft
from reporting.ids import AccountId, ReportId
from reporting.ladder import Rung
from reporting.note import note_of
from reporting.roster import Declaration, Member
from reporting.routing import route
from reporting.store.watched import WatchedRow
from reporting.vocabulary import STRUCK, SUBJECTS, codes
from reporting.watch.decisions import decide
from reporting.watch.people import People
from tests.support.cast import NOW, Cast, demo_service, make_cast

SERVICE = demo_service()
PLACES = sorted(SERVICE.organisations)
RECEIVED = clock.hour_of(NOW)
MEMBERS = [
    f"{body}-{name}" for body in ("north", "south") for name in ("lead", "reviewer", "second")
]
CHAIRS = ["north-chair", "south-chair"]

declarations = st.builds(
    Declaration,
    st.sampled_from(PLACES),
    st.none(),
    st.none() | st.sampled_from(codes(SUBJECTS)),
)
declared = st.dictionaries(st.sampled_from(MEMBERS + CHAIRS), declarations, max_size=6)
answers = st.tuples(
    st.sampled_from(PLACES),
    st.lists(st.sampled_from(codes(SUBJECTS)), max_size=3, unique=True),
    st.lists(st.sampled_from(codes(STRUCK)), max_size=3, unique=True),
)


def cast_with(who: dict[str, Declaration]) -> Cast:
    """Return the people of two bodies and their chairs, some with a declaration."""
    cast = make_cast()
    for body in ("north", "south"):
        cast.add(body, "chair", "chair")
        cast.members[body] = [
            _with(member, who.get(name))
            for member in cast.members[body]
            for name in [_name(cast, member.account)]
        ]
    return cast


def _name(cast: Cast, account: AccountId) -> str:
    return next(name for name, number in cast.accounts.items() if number == account)


def _with(member: Member, declaration: Declaration | None) -> Member:
    return member if declaration is None else replace(member, declarations=(declaration,))


def row_of(rung: int, *, urgent: bool = False) -> WatchedRow:
    """Return the row of a report of which so many steps are done."""
    return WatchedRow(ReportId(7), rung, 0, urgent, RECEIVED, RECEIVED + 24, b"", b"")


@settings(max_examples=80)
@given(declared, answers, st.integers(1, 72), st.integers(0, 800), st.booleans(), st.booleans())
def test_nobody_who_is_excluded_is_ever_told(
    who: dict[str, Declaration],
    answer: tuple[str, list[str], list[str]],
    target: int,
    quarters: int,
    urgent: bool,
    in_force: bool,
) -> None:
    """At any moment, at any rung, in danger or not, with a roster in force or without."""
    cast = cast_with(who)
    organisation, about, struck = answer
    try:
        access = route(SERVICE, cast.rosters, organisation, about, struck)
    except NobodyLeft:
        return
    note = note_of(access, cast.rosters, organisation, RECEIVED, target)
    people = People(cast.rosters if in_force else None)
    quarter = clock.quarter_of_hour(RECEIVED) + quarters
    closed = frozenset(cast.accounts.values()) - access.open - access.standby - access.chairs
    late = row_of(ladder.AFTER | ladder.LATE_TARGET | ladder.LATE_FOUNDING)

    found = [
        decide(row, note, people, quarter, handed=handed)
        for row in (
            row_of(ladder.START, urgent=urgent),
            row_of(ladder.START + 3),
            late,
            row_of(ladder.AFTER),
        )
        for handed in (False, True)
    ]

    for each in found:
        assert not each.tell & (closed | access.never | access.barred)
    assert not found[0].tell - access.open - access.standby - access.chairs
    if target * 2 * 4 > quarters:
        assert not found[0].tell & access.standby  # they cannot open it yet


def test_whoever_left_or_declared_the_whole_since_is_told_no_more() -> None:
    """The signed roster of the day narrows what the note says."""
    cast = make_cast()
    access = route(SERVICE, cast.rosters, PLACES[0], ("colleague",), ())
    note = note_of(access, cast.rosters, PLACES[0], RECEIVED, 24)
    gone, declaring = cast.accounts["north-lead"], cast.accounts["north-second"]
    cast.members["north"] = [
        replace(
            member,
            active=member.account != gone,
            declarations=(Declaration(PLACES[0]),) if member.account == declaring else (),
        )
        for member in cast.members["north"]
    ]

    told = People(cast.rosters).readers(note, handed_over=False)

    assert {cast.accounts["north-reviewer"]} == told


def test_a_step_that_only_records_tells_nobody() -> None:
    """The founding 24 hours under another target: a figure, and no alarm."""
    cast = make_cast()
    access = route(SERVICE, cast.rosters, PLACES[0], ("colleague",), ())
    note = note_of(access, cast.rosters, PLACES[0], RECEIVED, 72)
    quarter = clock.quarter_of_hour(RECEIVED + 24)

    found = decide(row_of(ladder.START), note, People(cast.rosters), quarter, handed=False)

    assert (Rung.FOUNDING.value,) == found.missed
    assert frozenset() == found.tell
