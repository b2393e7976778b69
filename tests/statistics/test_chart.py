"""Where bars and their whiskers lie, from either side."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from reporting.statistics.chart import draw

NUMBERS = st.lists(st.integers(0, 200_000).map(lambda n: n * 5), min_size=1, max_size=40)
COLUMN, WIDTH_OF_A_DIGIT = 180, 7.4  # pixels, where the screen is 360 wide
CLOSE = 0.02  # per cent: positions are rounded


@given(NUMBERS, st.booleans())
def test_a_bar_reaches_to_its_number_and_its_whisker_eight_further(numbers, right_to_left):
    """Both on the scale that is printed over them, which holds every number."""
    chart = draw(numbers, right_to_left=right_to_left)
    most = chart.ticks[-1].number

    for number, bar in zip(numbers, chart.bars, strict=True):
        assert abs(bar.solid.width - 100 * number / most) < CLOSE
        assert abs(bar.whisker.width - 800 / most) < CLOSE
        for line in (bar.solid, bar.whisker):
            assert -CLOSE <= line.left <= line.right <= 100 + CLOSE


@given(NUMBERS)
def test_from_right_to_left_it_is_the_mirror_image(numbers):
    """The same lengths, from the other side, with the tip at the other end."""
    one, other = draw(numbers), draw(numbers, right_to_left=True)

    for left, right in zip(one.bars, other.bars, strict=True):
        assert abs(left.solid.left + right.solid.right - 100) < CLOSE
        assert abs(left.whisker.left + right.whisker.right - 100) < CLOSE
        assert abs(left.tip + right.tip - 100) < CLOSE
    for tick, mirrored in zip(one.ticks, other.ticks, strict=True):
        assert abs(tick.at + mirrored.at - 100) < CLOSE
        assert (tick.number, tick.anchor) == (mirrored.number, mirrored.anchor)


@given(NUMBERS)
def test_a_scale_is_short_and_round(numbers):
    """From 0 on, at most five marks, all alike."""
    marks = [tick.number for tick in draw(numbers).ticks]

    assert 0 == marks[0]
    assert 2 <= len(marks) <= 5
    assert {marks[1]} == {b - a for a, b in itertools.pairwise(marks)}
    assert 0 == marks[1] % 5


@given(NUMBERS)
def test_the_numbers_of_a_scale_stand_apart_on_a_phone(numbers):
    """Each as wide as it is printed, in the column that is left to them there."""
    ends = []
    for tick in draw(numbers).ticks:
        width = len(f"{tick.number:,}") * WIDTH_OF_A_DIGIT
        place = tick.at * COLUMN / 100
        left = place - width * {"start": 0, "middle": 0.5, "end": 1}[tick.anchor]
        ends.append((left, left + width))

    for (_, right), (left, _) in itertools.pairwise(ends):
        assert right < left, ends


def test_a_small_number_has_a_whisker_and_no_bar():
    """It may be none, so nothing solid is drawn."""
    [bar] = draw([0]).bars

    assert (0, 0) == (bar.solid.left, bar.solid.width)
    assert bar.whisker.width > 0
