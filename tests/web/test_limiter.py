"""Buckets slow a flood and never a rush."""

from hypothesis import given
from hypothesis import strategies as st

from reporting.web.limiter import Buckets, TokenBucket, uneven


class Seconds:
    """A steady clock that moves when told."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        """Return the seconds it is set to."""
        return self.now


def test_a_burst_passes_and_then_the_rate():
    """As many as the burst pass at once; then one for each unit of the rate."""
    clock = Seconds()
    bucket = TokenBucket(rate=2, burst=3, now=clock)

    at_once = [bucket.take() for _ in range(4)]
    clock.now += 0.5
    later = [bucket.take(), bucket.take()]

    assert [True, True, True, False] == at_once
    assert [True, False] == later


@given(waits=st.lists(st.floats(min_value=0, max_value=5), max_size=60))
def test_never_more_than_burst_and_rate_together(waits):
    """Over any stretch of time at most burst + rate x seconds pass."""
    clock = Seconds()
    bucket = TokenBucket(rate=1.5, burst=4, now=clock)
    passed = 0

    for wait in waits:
        clock.now += wait
        passed += bucket.take()

    assert passed <= 4 + 1.5 * (clock.now - 1000.0) + 1e-6


def test_a_refused_take_costs_nothing():
    """Whoever asks for too much does not push the moment away."""
    clock = Seconds()
    bucket = TokenBucket(rate=1, burst=2, now=clock)
    assert not bucket.take(3)

    assert bucket.take(2)


def test_each_key_has_its_own():
    """One name that is tried too often does not shut out another."""
    buckets = Buckets(rate=1, burst=1, now=Seconds())

    assert [True, False, True] == [buckets.take("a"), buckets.take("a"), buckets.take("b")]


def test_many_keys_do_not_fill_the_memory():
    """Their number is bounded, and beyond it new keys still pass at the rate."""
    clock = Seconds()
    buckets = Buckets(rate=1, burst=1, now=clock, most=10)

    passed = sum(buckets.take(f"key {number}") for number in range(1000))

    assert 10 == len(buckets)
    assert 11 == passed


def test_many_keys_do_not_wash_an_emptied_bucket_away():
    """Trying a thousand names does not give new attempts at one."""
    buckets = Buckets(rate=1, burst=1, now=Seconds(), most=10)
    buckets.take("target")

    for number in range(1000):
        buckets.take(f"key {number}")

    assert not buckets.take("target")


def test_full_buckets_are_forgotten_first():
    """Once refilled they hold no information and make room."""
    clock = Seconds()
    buckets = Buckets(rate=1, burst=1, now=clock, most=10)
    for number in range(10):
        buckets.take(f"key {number}")

    clock.now += 5

    assert [True, True] == [buckets.take("new"), buckets.take("newer")]
    assert 2 == len(buckets)


def test_a_price_stands_until_it_is_paid():
    """Otherwise whoever asks often enough would wait for a cheap one."""
    clock, prices = Seconds(), iter([2.0, 1.5, 0.25, 1.0])
    bucket = TokenBucket(rate=1, burst=2, now=clock, toll=lambda: next(prices))

    taken = []
    for _ in range(4):
        taken.append([bucket.take() for _ in range(5)].count(True))
        clock.now += 0.5

    # Two at once; then one and a half, and a quarter, each as soon as there is so much.
    assert [1, 0, 0, 1] == taken


def gaps_of(others, toll):
    """Return how long a stranger waits for each token who asks each millisecond.

    In the seconds of `others` somebody else comes first and takes one.
    """
    clock = Seconds()
    bucket = TokenBucket(rate=30, burst=200, now=clock, toll=toll)
    while bucket.take():
        pass
    gaps, last, waiting = [], clock.now, list(others)
    for _ in range(60_000):
        clock.now += 0.001
        due = bool(waiting) and clock.now - 1000.0 >= waiting[0]
        if bucket.take():
            if due:
                waiting.pop(0)
            else:
                gaps.append(clock.now - last)
                last = clock.now
    return gaps


def test_who_asks_without_a_pause_does_not_see_that_somebody_else_took_one():
    """At even prices the one long gap tells; at ours there are many such by chance."""
    even = gaps_of([30.0], lambda: 1.0)
    uneven_without, uneven_with = gaps_of([], uneven), gaps_of([30.0], uneven)
    told = max(even)

    assert 1 == sum(gap > told * 0.9 for gap in even)
    assert sum(gap > told * 0.9 for gap in uneven_without) > 50
    assert sum(gap > told * 0.9 for gap in uneven_with) > 50
    assert 1300 < len(uneven_without) < 2300  # thirty a second on the average, as before
