"""`reporting release attack`: what an outsider's statistician is told of release files."""

import json

import pytest

from reporting import canonical
from tests.disclosure.worlds import prepare_all, random_tally


@pytest.fixture(scope="module")
def releases():
    """Return the bytes of one year of releases."""
    return [each.data for each in prepare_all(random_tally(2, 40))]


@pytest.fixture
def attack(make_shell, tmp_path):
    """Return a function that writes files and attacks them."""

    def run(*contents, options=()):
        paths = []
        for at, data in enumerate(contents):
            paths.append(tmp_path / f"{at}.json")
            paths[-1].write_bytes(data)
        return make_shell().run("release", "attack", *options, *map(str, paths))

    return run


def changed(data, **values):
    """Return a release with other values, canonical as before."""
    return canonical.dumps(json.loads(data) | values)


def test_a_whole_history_is_attacked_and_acquitted_in_plain_words(attack, releases):
    """All releases of a year, in any order of files, by somebody with nothing else."""
    result = attack(*reversed(releases))

    assert 0 == result.exit_code
    assert "No figure here, alone or with all earlier ones, shows that" in result.output
    assert "What this cannot show" in result.output
    assert "HiGHS" not in result.output


def test_releases_that_were_not_given_are_named(attack, releases):
    """What was looked at without them says nothing of all together."""
    whole, last = attack(*releases), attack(releases[-1])

    assert "Not among them" not in whole.output
    earlier = ", ".join(str(number) for number in range(1, len(releases)))
    assert f"Not among them: release {earlier}. With those" in last.output


def test_somebody_who_can_be_found_is_told_with_code_1(attack, releases):
    """Five outcomes below nine each, and forty together: every one of them is eight."""
    outcomes = json.loads(releases[0])["facets"]["outcome"]
    cells = [[[code], 0] for code in outcomes]
    decided = {"population": "decided", "facets": []}
    tables = [
        {**decided, "table": "decided", "cells": [[[], 40]]},
        {**decided, "table": "outcome", "facets": ["outcome"], "cells": cells},
    ]

    result = attack(changed(releases[0], tables=tables))

    assert 1 == result.exit_code
    assert "SOMEBODY CAN BE FOUND" in result.output
    assert "outcome upheld. This shows that the count is 8 and nothing else." in result.output


def test_time_that_ran_out_is_no_acquittal(attack, releases):
    """Code 1 and a sentence."""
    result = attack(*releases, options=("--seconds", "0.000001"))

    assert 1 == result.exit_code
    assert "did not finish" in result.output


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda data: b"{", "JSON in UTF-8"),
        (lambda data: b"[" * 100_000, "JSON in UTF-8"),
        (lambda data: b"\xff\xfe", "JSON in UTF-8"),
        (lambda data: b"[]", "an object"),
        (lambda data: b"{}", "exactly classification, code"),
        (lambda data: b" " * (4 * 1024 * 1024 + 1), "at most 4 MiB"),
        (lambda data: data + b" ", "canonical JSON"),
        (lambda data: changed(data, v=2), "v should be 1"),
        (lambda data: changed(data, kind="week"), "one of quarter, year, three_years"),
        (lambda data: changed(data, period=["2026q1"]), "two quarters"),
        (lambda data: changed(data, period=["2026q4", "2026q1"]), "at most three years"),
        (lambda data: changed(data, sequence=-1), "a whole number"),
        (lambda data: changed(data, sequence=1.5), "a whole number"),
        (lambda data: changed(data, key="no"), "64 hex digits"),
        (lambda data: changed(data, series="A<b>"), "a code of a-z"),
        (lambda data: changed(data, facets={"area": []}), "codes, each once"),
        (lambda data: changed(data, tables=[{}]), "table, population and facets"),
        (lambda data: changed(data, populations={"received": ["colour"]}), "facets of the file"),
    ],
)
def test_a_file_that_is_no_release_gets_a_sentence(attack, releases, spoil, said):
    """Code 1, one sentence with the place, no traceback, nothing of the file repeated."""
    result = attack(spoil(releases[0]))

    assert 1 == result.exit_code
    assert "Error: not a release: " in result.output
    assert said in result.output
    assert "<b>" not in result.output


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([[["area_0"], 7]], "multiples of five"),
        ([[["area_9"], 5]], "listed codes"),
        ([[["area_0"], 5], [["area_0"], 5]], "each cell once"),
        ([[[["area_0"]], 5]], "listed codes"),
        ([[["area_0"], True]], "a whole number"),
        ([], "at least one cell"),
        (None, "a list"),
    ],
)
def test_cells_are_checked(attack, releases, cells, said):
    """Each cell once, by listed codes, in multiples of five."""
    table = {"table": "area", "population": "received", "facets": ["area"], "cells": cells}

    result = attack(changed(releases[0], tables=[table]))

    assert 1 == result.exit_code
    assert said in result.output


def test_an_altered_release_breaks_the_link_of_the_next(attack, releases):
    """Whoever changes a number must change every release that came after."""
    result = attack(changed(releases[0], code="9.9"), *releases[1:])

    assert 1 == result.exit_code
    assert "previous of release 2" in result.output


def test_releases_of_two_series_are_not_mixed(attack, releases):
    """Figures of two organisations are about different people."""
    result = attack(changed(releases[0], series="transport"), *releases[1:])

    assert 1 == result.exit_code
    assert "one series" in result.output


def test_without_files_there_must_be_an_instance(make_shell):
    """What it has published is attacked then; elsewhere the sentence says what is missing."""
    result = make_shell().run("release", "attack")

    assert (1, True) == (result.exit_code, "there is no instance in" in result.output)

    assert 2 == make_shell().run("release", "attack", "nowhere.json").exit_code
