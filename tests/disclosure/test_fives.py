"""Keyed fives: what is printed of a count, and what nobody can choose or find out about it."""

from collections import Counter

import pytest

from reporting.disclosure.fives import interval_of, offset_of, round_down
from reporting.disclosure.menu import TABLES, cell_name
from tests.disclosure.worlds import KEY

NAMES = [f"council|received|kind|code_{at}|2026q1-2026q4" for at in range(5000)]


@pytest.mark.parametrize("offset", range(5))
@pytest.mark.parametrize("count", range(40))
def test_a_count_lies_in_its_interval_and_a_number_is_never_above_it(count, offset):
    """Whatever the offset, the reader's interval holds, and no number stands for fewer than 5."""
    number = round_down(count, offset)

    least, most = interval_of(number)
    assert least <= count <= most
    assert 9 == most - least + 1
    assert 0 == number % 5
    assert number == 0 or count >= 5


def test_the_offset_is_that_of_the_document():
    """docs/release.md names two cells under the key of bytes 00 to 1f."""
    total = cell_name("council", TABLES["received"], (), "2026q1-2026q4")
    kind = cell_name("council", TABLES["kind"], ("anti_black",), "2026q1-2026q4")

    assert "council|received|||2026q1-2026q4" == total
    assert (4, 2) == (offset_of(KEY, total), offset_of(KEY, kind))


def test_offsets_are_spread_evenly():
    """Each of five is as likely as any other: of 5,000, each is met about 1,000 times."""
    met = Counter(offset_of(KEY, name) for name in NAMES)

    assert {0, 1, 2, 3, 4} == set(met)
    assert all(900 < times < 1100 for times in met.values())


def test_another_key_has_other_offsets():
    """Without the key nobody can tell an offset better than by one in five."""
    other = bytes(32)

    same = sum(offset_of(KEY, name) == offset_of(other, name) for name in NAMES)

    assert same == pytest.approx(len(NAMES) / 5, rel=0.1)


def test_the_offset_does_not_hang_on_the_count_or_the_table():
    """There is no way to hand a count in, and a cell has one name wherever it is named."""
    names = {
        cell_name("council", TABLES["kind"], ("several",), "2026q1-2026q4")
        for _ in ("quarterly", "annual")
    }

    assert 1 == len(names)
    assert 1 == len({offset_of(KEY, name) for name in names for _ in range(3)})


def test_fakes_are_betrayed_by_a_jump_once_in_five():
    """Whoever sends four fakes into an empty cell sees no number; one more shows in one of 5.

    Against plain bands the fifth fake always shows, so an empty cell is always told from one
    that held a report.
    """
    with_one = [round_down(1 + 4, offset_of(KEY, name)) for name in NAMES]
    with_none = [round_down(0 + 4, offset_of(KEY, name)) for name in NAMES]

    told = sum(a != b for a, b in zip(with_one, with_none, strict=True)) / len(NAMES)
    assert 0.2 == pytest.approx(told, abs=0.02)
    assert 5 == round_down(1 + 4, 0)
    assert 0 == round_down(0 + 4, 0)
