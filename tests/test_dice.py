"""Draws that can be made again, and that nobody else can tell."""

import pytest

from reporting.dice import SEED_SIZE, Dice, new_seed

SEED = bytes(range(SEED_SIZE))


def test_a_seed_always_gives_the_same_draws():
    """Whoever starts again writes what they were about to write."""
    first, again = (
        [dice.below(1000) for _ in range(50)] for dice in (Dice(SEED, "a"), Dice(SEED, "a"))
    )

    assert first == again


@pytest.mark.parametrize("other", [Dice(SEED, "b"), Dice(bytes(SEED_SIZE), "a")])
def test_another_seed_or_use_gives_others(other):
    """What a text shows of its draws tells nothing of those for anything else."""
    dice = Dice(SEED, "a")

    assert [dice.below(1000) for _ in range(50)] != [other.below(1000) for _ in range(50)]


def test_every_number_is_about_as_likely():
    """Of 6,000 throws of a die each face gets about a thousand."""
    dice = Dice(SEED, "a")
    faces = [0] * 6

    for _ in range(6000):
        faces[dice.below(6)] += 1

    assert all(850 <= count <= 1150 for count in faces)


def test_shuffling_loses_nothing():
    """All of them come, in another order sooner or later."""
    dice = Dice(SEED, "a")

    orders = {tuple(dice.shuffled("abc")) for _ in range(100)}

    assert 6 == len(orders)
    assert {"abc"} == {"".join(sorted(order)) for order in orders}


def test_some_may_be_all_or_none():
    """Any number comes, none twice."""
    dice = Dice(SEED, "a")

    chosen = [dice.some("abc") for _ in range(200)]

    assert {0, 1, 2, 3} == {len(each) for each in chosen}
    assert all(len(each) == len(set(each)) for each in chosen)


def test_new_seeds_differ():
    """They come from the system's generator, and no log shows one."""
    seeds = {new_seed() for _ in range(50)}

    assert 50 == len(seeds)
    assert "Dice(…)" == repr(Dice(SEED, "a"))
