"""A reporter at intake, and ways to look into what was stored."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from reporting import intake
from reporting.errors import StoreUnavailable
from reporting.store import tables
from tests.support.journey import Reporter
from tests.support.world import Maker, World


@pytest.fixture
def reporter(world: World) -> Reporter:
    """Somebody at a new browser."""
    return world.reporter()


@pytest.fixture
def count(world: World) -> Callable[[str], int]:
    """Call with the name of a table to get how many rows it has."""

    def count_rows(table: str) -> int:
        with world.store.read() as connection:
            query = select(func.count()).select_from(tables.metadata.tables[table])
            return connection.execute(query).scalar_one()

    return count_rows


@pytest.fixture
def strict(make_world: Maker) -> World:
    """A world in which floods are slowed, as in a real instance."""
    world = make_world()
    world.intake = intake.create_app(world.services("intake"), patient=False)
    return world


@pytest.fixture
def broken(world: World, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Call with "read" or "write" to take that from intake's database; call again to give back."""
    store = world.intake.extensions["reporting"].store

    def refuse() -> None:
        raise StoreUnavailable

    def take(*ways: str) -> None:
        monkeypatch.undo()
        for way in ways:
            monkeypatch.setattr(store, way, refuse)

    return take
