"""Every address of a surface, with something in the place of what varies."""

from collections.abc import Iterator
from typing import NamedTuple

from flask import Flask

SAMPLES = {
    "lang": "en",
    "number": "00000000000000ff",
    "filename": "icon.png",
    "week": "2026-05-04",
    "referral": "00000000000000ff",
    "gate": "safeguarding",
    "table": "1",
    "ending": "csv",
    "name": "council-1",
    "screen": "safety",
    "file": "00000000000000ff",
    "topic": "about",
    "page": "1",
}
VERBS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")


class Place(NamedTuple):
    """One address and the verbs it answers to."""

    address: str
    methods: frozenset[str]
    endpoint: str


def places_of(app: Flask, **values: str) -> Iterator[Place]:
    """Give every address of `app` once; `values` stand in for parts of addresses."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        known = SAMPLES | values
        filled = {name: known[name] for name in rule.arguments}
        # Of two rules of one page, the builder would take the same for both.
        address = "".join(
            filled[part] if is_dynamic else part for is_dynamic, part in rule._trace
        ).partition("|")[2]
        adapter.match(address, method=next(iter(rule.methods or {"GET"})))
        yield Place(address, frozenset(rule.methods or ()), rule.endpoint)
