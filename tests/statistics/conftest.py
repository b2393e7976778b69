"""Releases on the shelf, and people who look at them."""

import pytest

from tests.support.shelf import make_series, put_releases

TWO_YEARS = ("kept", "over_48h", "within_48h", "kept")


@pytest.fixture
def filled(world):
    """A world with two years of releases of two organisations, one of which has few reports."""
    put_releases(world, make_series("council", promises=TWO_YEARS))
    put_releases(world, make_series("transport", 24, seed=3), "transport", "south-lead-1")
    return world
