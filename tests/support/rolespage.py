"""docs/roles.md, as the tables of the surfaces and their routes say."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from flask import Flask

from reporting.desk.roles import ALLOWED as DESK
from reporting.people.account import ROLES
from reporting.statistics.roles import ALLOWED as STATISTICS
from reporting.web.roles import EVERYBODY

PAGE = Path(__file__).parents[2] / "docs" / "roles.md"
ABOVE = """# Who may do what

Every page of every surface, and which account may ask for it. The tables are `reporting/desk/roles.py` and `reporting/statistics/roles.py`; a page without a line there is open to nobody.
This page is written from them by `WRITE_ROLES=1 .venv/bin/python -m pytest tests/test_rolespage.py`; without the variable that test fails when a page of a surface has no row here, or another one.

## How it is kept

- Before any page runs, `reporting/web/roles.py` looks its line up. Whoever has not signed in is led to the way in; an account of another role gets 404, as for an address that does not exist. There is no 403 that would say that something is there.
- A role opens a page and never a report. What an account sees there is what its own key opens (docs/routing.md): an excluded reviewer asks for the same pages and finds the same as if the report did not exist.
- *everybody*: with an account or without.
- A chair has no page: they are told of a missed promise by mail. Owners, interpreters and safeguarding advisers have those that name them below, and read there only what was sealed to them (docs/referral.md).

## Example

A lead asks for the absences of the body: 200. A reviewer who asks for the same address gets 404, and so does an owner.
"""  # noqa: E501 - a page, not code


def routes_of(app: Flask) -> dict[str, list[tuple[str, str]]]:
    """Return verb and address of each page of a surface, by endpoint."""
    found: dict[str, list[tuple[str, str]]] = {}
    for rule in app.url_map.iter_rules():
        verbs = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        found.setdefault(rule.endpoint, []).append((" ".join(verbs), str(rule)))
    return {endpoint: sorted(found[endpoint]) for endpoint in sorted(found)}


def write_page(desk: Flask, statistics: Flask, intake: Flask) -> str:
    """Return the page for these surfaces."""
    open_to_all = dict.fromkeys(routes_of(intake), EVERYBODY)
    sections = [
        _section("Desk", routes_of(desk), DESK),
        _section("Statistics", routes_of(statistics), STATISTICS),
        _section("Intake", routes_of(intake), open_to_all),
    ]
    return "\n".join([ABOVE, *sections])


def _section(
    name: str,
    routes: Mapping[str, list[tuple[str, str]]],
    allowed: Mapping[str, Iterable[str]],
) -> str:
    rows = sorted(
        f"| `{address}` | {verbs} | {_who(allowed.get(endpoint, ()))} |"
        for endpoint, places in routes.items()
        for verbs, address in places
    )
    return "\n".join([f"## {name}", "", "| page | verbs | who |", "|---|---|---|", *rows, ""])


def _who(roles: Iterable[str]) -> str:
    order = ("everybody", *ROLES)
    return ", ".join(sorted(roles, key=order.index)) or "nobody"
