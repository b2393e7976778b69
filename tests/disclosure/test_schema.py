"""docs/release.schema.json tells outsiders what a release is, and tells it as the program does."""

import json
from pathlib import Path
from typing import Any

import pytest

from reporting import canonical
from reporting.disclosure.reading import read_release
from reporting.errors import ReleaseFileError
from tests.disclosure.worlds import prepare_all, random_tally
from tests.support.schema import find_misfits

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "release.schema.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def releases():
    """Every release of two years, with tables shown and withheld, and rates."""
    return [each.data for each in prepare_all(random_tally(3, 70, areas=3, years=2), years=2)]


def test_every_release_fits(releases):
    """Quarters and years, tables shown and withheld, rates in words and in per cent."""
    trees = [json.loads(data) for data in releases]

    assert [] == [misfit for tree in trees for misfit in find_misfits(tree, SCHEMA)]
    assert {"quarter", "year"} == {tree["kind"] for tree in trees}
    assert any(tree["rates"] for tree in trees)
    assert {True, False} == {"cells" in table for tree in trees for table in tree["tables"]}


def changes(tree):
    """Return releases of which one thing is wrong."""
    table = tree["tables"][0]
    made: tuple[dict[str, Any], ...] = (
        {"v": 2},
        {"series": "Mr Canary"},
        {"sequence": "1"},
        {"kind": "month"},
        {"period": ["2026q1"]},
        {"period": ["2026q5", "2026q4"]},
        {"previous": "abc"},
        {"key": None},
        {"more": 1},
        {"facets": {"area": []}},
        {"tables": [{**table, "cells": [[[], 7]]}]},
        {"tables": [{**table, "cells": [[[], -5]]}]},
        {"tables": [{**table, "cells": []}]},
        {"tables": [{**table, "cells": [[[]]]}]},
        {"tables": [{**table, "withheld": "too few reports for this table"}]},
        {"tables": [{key: table[key] for key in ("table", "population", "facets")}]},
        {"classification": {"version": 1}},
    )
    return [tree | change for change in made]


def test_what_the_program_refuses_does_not_fit_and_the_other_way_round(releases):
    """One description for those who read it and those who run it."""
    for wrong in changes(json.loads(releases[0])):
        assert find_misfits(wrong, SCHEMA), wrong
        with pytest.raises(ReleaseFileError):
            read_release(canonical.dumps(wrong))


def test_the_schema_names_every_key_the_program_writes(releases):
    """Nothing is optional but what a table has instead of another."""
    tree = json.loads(releases[0])

    assert set(tree) == set(SCHEMA["required"]) == set(SCHEMA["properties"])
    assert set(tree["service"]) == set(SCHEMA["properties"]["service"]["required"])
