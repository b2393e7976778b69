"""What an organisation promises: the founding periods, and what the service file may change."""

import re
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.errors import ServiceFileError
from reporting.promise import RANGES, Promise, promise_from
from reporting.servicefile.toml import Table

DOCUMENT = (Path(__file__).parent.parent / "docs" / "service-file.md").read_text("utf-8")
DEFAULTS = {each.name: each.default for each in fields(Promise)}


def read(values: Mapping[str, object]) -> Promise:
    """Return the promise in the table `values`."""
    return promise_from(Table(dict(values), "organisations[1].promise", RANGES))


def test_without_a_table_everything_is_as_the_service_was_founded() -> None:
    """24 hours, and the periods of the workflow."""
    promise = promise_from(None)

    assert Promise() == promise == read({})
    assert promise.is_founding
    assert (24, 3, 10, 28, 3) == (
        promise.acknowledge_hours,
        promise.triage_days,
        promise.plan_working_days,
        promise.update_days,
        promise.outcome_months,
    )


def test_what_the_table_says_counts_and_the_rest_stays_founding() -> None:
    """An organisation changes one period without writing down all the others."""
    promise = read({"acknowledge_hours": 36})

    assert Promise(acknowledge_hours=36) == promise
    assert not promise.is_founding


def test_the_document_states_founding_value_and_range_of_every_period() -> None:
    """Who writes a service file reads what the program accepts."""
    rows = re.findall(r"^\| `(\w+)` \| (\d+) to (\d+) \| (\d+) \|", DOCUMENT, flags=re.MULTILINE)

    assert list(DEFAULTS) == list(RANGES)
    assert [(key, *RANGES[key], DEFAULTS[key]) for key in RANGES] == [
        (key, *map(int, numbers)) for key, *numbers in rows
    ]


@pytest.mark.parametrize("key", RANGES)
def test_both_ends_of_every_range_are_accepted_and_what_lies_beyond_is_refused(key: str) -> None:
    """A service file with 240 hours for 24 never starts."""
    least, most = RANGES[key]
    alone = {key: least} if key != "second_check_in_months" else {"check_in_months": 1, key: least}
    widest = {key: most} if key != "check_in_months" else {key: most, "second_check_in_months": 12}

    assert least == getattr(read(alone), key)
    assert most == getattr(read(widest), key)
    for beyond in (least - 1, most + 1, most * 10):
        with pytest.raises(ServiceFileError) as raised:
            read({key: beyond})
        assert (
            f"service file: organisations[1].promise.{key} is {beyond}; "
            f"allowed is a whole number from {least} to {most}"
        ) == raised.value.sentence


@given(st.dictionaries(st.sampled_from(list(RANGES)), st.integers(-10, 400), max_size=len(RANGES)))
def test_whatever_is_read_lies_in_its_range(values: dict[str, object]) -> None:
    """No combination of keys gets past the ranges or puts the second check-in before the first."""
    try:
        promise = read(values)
    except ServiceFileError:
        return

    assert all(low <= getattr(promise, key) <= high for key, (low, high) in RANGES.items())
    assert promise.check_in_months < promise.second_check_in_months
