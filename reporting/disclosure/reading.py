"""Reading a release file as anybody may have it: checked in full, and trusted in nothing."""

import itertools
import json
import re
from collections.abc import Sequence
from typing import Any

from reporting import canonical, limits, primitives
from reporting.disclosure.period import Period
from reporting.disclosure.published import Codes, PublishedTable, Release
from reporting.errors import ReleaseFileError
from reporting.quarter import quarter_from

_CODE = re.compile(r"[a-z0-9_]+")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_KINDS = ("quarter", "year", "three_years")
_KEYS = frozenset(
    {
        "v",
        "series",
        "sequence",
        "kind",
        "period",
        "previous",
        "key",
        "code",
        "classification",
        "facets",
        "populations",
        "tables",
        "rates",
        "service",
    }
)


def read_release(data: bytes) -> Release:
    """Return the release in a file, or raise ReleaseFileError with what is wrong and where."""
    tree = _tree(data)
    facets = {
        _code(name, "facets"): _codes(codes, f"facets.{name}")
        for name, codes in _object(tree["facets"], "facets").items()
    }
    populations = {
        _code(name, "populations"): _facets(listed, f"populations.{name}", facets)
        for name, listed in _object(tree["populations"], "populations").items()
    }
    classification = _object(tree["classification"], "classification", {"version", "areas"})
    release = Release(
        series=_code(tree["series"], "series"),
        sequence=_number(tree["sequence"], "sequence"),
        kind=_one_of(tree["kind"], _KINDS, "kind"),
        period=_period(tree["period"]),
        areas=tuple(_area(area) for area in _list(classification["areas"], "areas")),
        classification=_number(classification["version"], "classification.version"),
        facets=facets,
        populations=populations,
        tables=tuple(
            _table(table, f"tables[{at}]", facets, populations)
            for at, table in enumerate(_list(tree["tables"], "tables"))
        ),
    )
    codes = [table.code for table in release.tables]
    _require(len(codes) == len(set(codes)), "tables", "each table once")
    return release


def read_history(frozen: Sequence[bytes]) -> list[Release]:
    """Return releases of one series in their order; refuse gaps that the links do not bridge."""
    read = [(read_release(data), data) for data in frozen]
    read.sort(key=lambda each: each[0].sequence)
    _require(len({r.series for r, _ in read}) <= 1, "series", "one series for all files")
    sequences = [release.sequence for release, _ in read]
    _require(len(sequences) == len(set(sequences)), "sequence", "each release once")
    for (one, data), (other, after) in itertools.pairwise(read):
        if other.sequence == one.sequence + 1:
            link = json.loads(after)["previous"]
            fits = link == primitives.sha256(data).hex()
            place = f"previous of release {other.sequence}"
            _require(fits, place, "the SHA-256 of the release before; one of the two was altered")
    return [release for release, _ in read]


def _tree(data: bytes) -> dict[str, Any]:
    _require(len(data) <= limits.RELEASE_FILE_BYTES, "the file", "at most 4 MiB")
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError):
        raise _wrong("the file", "JSON in UTF-8") from None
    tree = _object(tree, "the file", _KEYS)
    _require(tree["v"] == 1, "v", "1")
    for name in ("previous", "key"):
        value = tree[name]
        fits = (name == "previous" and value is None) or _matches(_DIGEST, value)
        _require(fits, name, "64 hex digits")
    try:
        same = canonical.dumps(tree) == data
    except (ValueError, RecursionError):
        same = False
    _require(same, "the file", "canonical JSON (RFC 8785), as it was published")
    return tree


def _table(
    value: Any, place: str, facets: dict[str, Codes], populations: dict[str, Codes]
) -> PublishedTable:
    table = _object(value, place)
    needed = {"table", "population", "facets"}
    _require(needed <= table.keys(), place, "table, population and facets")
    code = _code(table["table"], place)
    population = _one_of(table["population"], tuple(populations), f"{place}.population")
    listed = _facets(table["facets"], f"{place}.facets", facets)
    _require(set(listed) <= set(populations[population]), place, "facets of its population")
    if "withheld" in table:
        _require(table.keys() == needed | {"withheld"}, place, "no cells beside withheld")
        return PublishedTable(code, population, listed, None)
    _require(table.keys() - needed <= {"cells", "not_broken_down"}, place, "cells")
    cells = {}
    for cell in _list(table.get("cells"), f"{place}.cells"):
        pair = _list(cell, f"{place}.cells")
        _require(len(pair) == 2, f"{place}.cells", "codes and a number")  # noqa: PLR2004
        codes = tuple(_list(pair[0], f"{place}.cells"))
        fitting = len(codes) == len(listed) and all(
            isinstance(one, str) and one in facets[facet]
            for one, facet in zip(codes, listed, strict=True)
        )
        _require(fitting and codes not in cells, f"{place}.cells", "listed codes, each cell once")
        number = _number(pair[1], f"{place}.cells")
        _require(number % limits.FIVES == 0, f"{place}.cells", "multiples of five")
        cells[codes] = number
    _require(bool(cells), f"{place}.cells", "at least one cell")
    return PublishedTable(code, population, listed, cells)


def _period(value: Any) -> Period:
    names = _list(value, "period")
    try:
        first, last = (quarter_from(str(name)) for name in names)
    except ValueError:
        raise _wrong("period", "two quarters, such as 2026q1 and 2026q4") from None
    _require(first <= last < first + limits.LONGEST_PERIOD, "period", "at most three years")
    return Period(first, last)


def _area(value: Any) -> tuple[str, int, str]:
    area = _object(value, "areas", {"code", "people", "of"})
    of = _one_of(area["of"], ("staff", "residents"), "areas.of")
    return _code(area["code"], "areas.code"), _number(area["people"], "areas.people"), of


def _facets(value: Any, place: str, facets: dict[str, Codes]) -> Codes:
    listed = tuple(_list(value, place))
    fits = all(isinstance(one, str) and one in facets for one in listed)
    _require(fits and len(listed) == len(set(listed)), place, "facets of the file, each once")
    return listed


def _codes(value: Any, place: str) -> Codes:
    codes = tuple(_code(one, place) for one in _list(value, place))
    _require(bool(codes) and len(codes) == len(set(codes)), place, "codes, each once")
    return codes


def _code(value: Any, place: str) -> str:
    fits = _matches(_CODE, value) and len(value) <= limits.RELEASE_CODE_CHARACTERS
    _require(fits, place, "a code of a-z, 0-9 and _")
    return str(value)


def _number(value: Any, place: str) -> int:
    fits = isinstance(value, int) and not isinstance(value, bool)
    _require(fits and 0 <= value <= limits.LARGEST_NUMBER, place, "a whole number")
    return int(value)


def _one_of(value: Any, allowed: Sequence[str], place: str) -> Any:
    _require(isinstance(value, str) and value in allowed, place, "one of " + ", ".join(allowed))
    return value


def _list(value: Any, place: str) -> list[Any]:
    _require(isinstance(value, list), place, "a list")
    return list(value)


def _object(value: Any, place: str, keys: Any = None) -> dict[str, Any]:
    _require(isinstance(value, dict), place, "an object")
    if keys is not None:
        _require(value.keys() == set(keys), place, "exactly " + ", ".join(sorted(keys)))
    return dict(value)


def _matches(pattern: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _require(fits: bool, place: str, wanted: str) -> None:
    if not fits:
        raise _wrong(place, wanted)


def _wrong(place: str, wanted: str) -> ReleaseFileError:
    return ReleaseFileError(f"not a release: {place} should be {wanted}")
