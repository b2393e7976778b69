"""The weekly list of leads: who opened which case they may open themselves, and why.

It is made from the events of the cases in the lead's own index, so a case they cannot open leaves
nothing in it, and nothing of it is stored.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Flask, render_template, request
from flask_babel import gettext, lazy_gettext

from reporting import clock, ids, limits
from reporting.casework import kinds
from reporting.casework.chain import read_chain
from reporting.casework.openings import Opening, openings_between
from reporting.desk.attempts import Tried, attempts_between
from reporting.desk.duty.sheet import DAYS_A_WEEK, monday_of
from reporting.desk.entry import Turn
from reporting.desk.lines import reference_of
from reporting.desk.ready import get_ready
from reporting.desk.session import signed_in
from reporting.desk.table import Table
from reporting.desk.wording import utc_day_words
from reporting.envelope import header_digest
from reporting.ids import AccountId, ReportId
from reporting.roster import Rosters
from reporting.store.accounts import list_accounts
from reporting.store.caseevents import get_case_events_of, get_chain_rows
from reporting.store.engine import Store
from reporting.web.door import current_door
from reporting.web.surface import current_services
from reporting.web.text import with_hidden_named

_BATCH = limits.INDEX_CHUNK_ENTRIES
DONE = {
    kinds.OPENED: lazy_gettext("Opened it"),
    kinds.RECUSED: lazy_gettext("Gave it up"),
    kinds.GRANTED: lazy_gettext("Gave it to a colleague"),
    kinds.EXPORTED: lazy_gettext("Made a copy of it"),
    kinds.OVERRIDDEN: lazy_gettext("Let somebody in who was kept out"),
}
UNANSWERED = lazy_gettext("Opened it without answering the question")


@dataclass(frozen=True)
class Line:
    """One opening in words; `number` is the id of the case in hex."""

    day: str
    name: str
    number: str
    reference: str
    done: str
    reason: str


@dataclass(frozen=True)
class Week:
    """The list of one week; `further` goes on where a request could not read every case.

    `broken` has the cases whose history is not whole, as id in hex and reference. `tried` is of
    the lead's own body.
    """

    title: str
    lines: tuple[Line, ...]
    broken: tuple[tuple[str, str], ...]
    before: str
    after: str
    further: str
    tried: tuple[Tried, ...]


@dataclass(frozen=True)
class _Seen:
    """What one case has to say of a week, and whether its history is whole."""

    number: ReportId
    openings: tuple[Opening, ...]
    whole: bool


def show_openings() -> Any:
    """Show a week of openings, or how far the list is prepared."""
    table = get_ready()
    if not isinstance(table, Table):
        return table
    services = current_services()
    today = monday_of(clock.day_of(services.now()))
    monday = _monday(request.args.get("week", ""), today)
    after = ids.from_hex(request.args.get("after", ""))
    keys = _keys(table, after)
    rosters = services.rosters.current()
    seen, left = _look(services.store, keys, rosters, monday)
    return render_template("desk/openings.html", week=_draw(seen, left, rosters, monday, today))


def _keys(table: Table, after: int | None) -> dict[ReportId, bytes]:
    """Return the report keys of the cases after one, in the order of their ids."""
    entries = (table[at] for at, turn in enumerate(table.turn) if turn != Turn.DECOY)
    found = {entry.report: entry.report_key for entry in entries}
    later = (number for number in sorted(found) if after is None or number > after)
    return {number: found[number] for number in later}


def _look(
    store: Store, keys: Mapping[ReportId, bytes], rosters: Rosters, monday: int
) -> tuple[list[_Seen], ReportId | None]:
    """Read cases in batches as long as there is time; return the last one where some are left."""
    door, numbers = current_door(), list(keys)
    until, done = door.steady() + limits.REFRESH_SECONDS, 0
    seen: list[_Seen] = []
    while done < len(numbers) and (done == 0 or door.steady() < until):
        batch = numbers[done : done + _BATCH]
        seen += _read(store, {number: keys[number] for number in batch}, rosters, monday)
        done += len(batch)
    return seen, numbers[done - 1] if done < len(numbers) else None


def _read(
    store: Store, keys: Mapping[ReportId, bytes], rosters: Rosters, monday: int
) -> Iterator[_Seen]:
    with store.read() as connection:
        rows = get_chain_rows(connection, keys)
        events = get_case_events_of(connection, keys)
    for number, row in rows.items():
        chain = read_chain(
            keys[number],
            header_digest(row.header),
            number,
            row.head,
            events.get(number, ()),
            rosters,
        )
        found = openings_between(chain.events, monday, monday + DAYS_A_WEEK - 1)
        yield _Seen(number, found, not chain.problems)


def _draw(
    seen: list[_Seen], left: ReportId | None, rosters: Rosters, monday: int, today: int
) -> Week:
    services, names = current_services(), _names(rosters)
    now, zone = services.now(), services.service.timezone
    rows = [(each, case.number) for case in seen for each in case.openings]
    rows.sort(key=lambda row: (-row[0].day, names.get(row[0].account, ""), row[1]))
    name = _week_name(monday)
    return Week(
        title=gettext(
            "Week from %(first)s to %(last)s",
            first=utc_day_words(monday, now, zone),
            last=utc_day_words(monday + DAYS_A_WEEK - 1, now, zone),
        ),
        lines=tuple(
            Line(
                day=utc_day_words(each.day, now, zone),
                name=names.get(each.account, ""),
                number=ids.to_hex(number),
                reference=reference_of(number),
                done=_done(each),
                reason=with_hidden_named(each.reason),
            )
            for each, number in rows
        ),
        broken=tuple(
            (ids.to_hex(case.number), reference_of(case.number)) for case in seen if not case.whole
        ),
        before=_week_name(monday - DAYS_A_WEEK) if monday >= DAYS_A_WEEK else "",
        after=_week_name(monday + DAYS_A_WEEK) if monday < today else "",
        tried=attempts_between(str(signed_in().account.body), monday, monday + DAYS_A_WEEK - 1),
        further=f"week={name}&after={ids.to_hex(left)}" if left is not None else "",
    )


def _done(each: Opening) -> str:
    if each.kind == kinds.OPENED and not each.declared:
        return str(UNANSWERED)
    return str(DONE[each.kind])


def _names(rosters: Rosters) -> dict[AccountId, str]:
    """Return the user names of the lead's own body; of another body's people, only which it is."""
    own = signed_in().account.body
    service = current_services().service
    names = {
        member.account: str(gettext("Somebody of %(body)s", body=service.bodies[body].name))
        for body, roster in rosters.by_body.items()
        if body != own and body in service.bodies
        for member in roster.members
    }
    with current_services().store.read() as connection:
        names |= {row.id: row.username for row in list_accounts(connection, own)}
    return names


def _monday(week: str, today: int) -> int:
    """Return the Monday of an ISO week, such as `2026-W19`; of what is none, the present one."""
    try:
        monday = clock.day_of_date(date.fromisoformat(f"{week}-1"))
    except ValueError:
        return today
    if not 0 <= monday <= today or _week_name(monday) != week:
        return today
    return monday


def _week_name(monday: int) -> str:
    year, week, _ = clock.date_of_day(monday).isocalendar()
    return f"{year:04}-W{week:02}"


def install_openings(app: Flask) -> None:
    """Add the list to `app`."""
    app.add_url_rule("/openings", "openings", show_openings, methods=["GET"])
