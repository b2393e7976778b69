"""A report as a value: what is sealed of it, and what is read back."""

import pytest

from reporting.errors import CannotOpen
from reporting.report import report_from_json, report_to_json
from tests.support.cast import make_report


def test_a_report_comes_back_as_it_was():
    """Every answer is there again, in its type."""
    report = make_report(
        safety="in_danger_now", about=("director", "colleague"), impact=("angry",), named="Sam"
    )

    assert report == report_from_json(report_to_json(report))


def test_a_report_from_before_the_question_about_safety_opens():
    """Reports are kept for years: a question that came later counts as not answered."""
    value = report_to_json(make_report())
    del value["safety"]

    assert make_report(safety="") == report_from_json(value)


LATER = {"safety"}  # not asked when the oldest reports were sealed


@pytest.mark.parametrize("name", report_to_json(make_report()))
def test_a_missing_key_a_strange_one_or_another_type_does_not_open(name):
    """What does not fit was not sealed by us."""
    value = report_to_json(make_report())
    missing = {key: part for key, part in value.items() if key != name}
    strange = value | {f"{name}_": "x"}
    retyped = value | {name: 7}

    for wrong in (strange, retyped, [value], *([missing] if name not in LATER else [])):
        with pytest.raises(CannotOpen):
            report_from_json(wrong)
