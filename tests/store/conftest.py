"""The same tests on both databases."""

import pytest

from tests.support.world import World


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def world(request) -> World:
    """A demo instance on SQLite, then on PostgreSQL."""
    maker = "make_world" if request.param == "sqlite" else "make_postgresql_world"
    made: World = request.getfixturevalue(maker)()
    return made
