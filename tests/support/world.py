"""A whole demo instance inside this process: folder, database, people, and its surfaces.

    def test_...(make_world):
        world = make_world()                       # on SQLite
        reporter = world.reporter()
        words = reporter.write_report()
        reviewer = world.reviewer("north-reviewer-1")

Two worlds of one kind are copies of one another: the same keys, people and clock.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from reporting import desk, intake, statistics
from reporting.instance import Instance, make_instance, open_instance
from reporting.passwords import CHEAPEST, PassphraseStretcher
from reporting.people.keeper import RosterKeeper
from reporting.service import Service
from reporting.services import DEFAULT_BINDS, Services, database_url
from reporting.setup import make_demo
from reporting.store.engine import Store, open_store
from reporting.store.migrate import upgrade
from tests.support.cast import NOW, demo_service
from tests.support.journey import Codes, Reporter, Reviewer, Transport, through_app
from tests.support.postgresql import Cluster

HOSTS = ("localhost", "127.0.0.1")
Accounts = Mapping[str, Mapping[str, Any]]

PLACES_OF_THE_ASKED = ("/referrals", "/translations", "/advice")


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    moment: datetime = NOW

    def __call__(self) -> datetime:
        """Return the moment it is set to."""
        return self.moment

    def steady(self) -> float:
        """Return the same moment in seconds, as a clock that only measures."""
        return self.moment.timestamp()

    def advance(self, **time: float) -> None:
        """Move on by hours, minutes or seconds."""
        self.moment += timedelta(**time)


@dataclass
class World:
    """One instance and what runs on it."""

    folder: Path
    url: str
    accounts: Accounts
    insecure_http: bool = True
    service: Service = field(default_factory=demo_service)
    quick: bool = True  # see `tests.support.page`; that all pages are right is one test's to say
    clock: Clock = field(default_factory=Clock)
    codes: Codes = field(default_factory=Codes)
    opened: list[Store] = field(default_factory=list, init=False)

    @cached_property
    def instance(self) -> Instance:
        """The instance folder."""
        return open_instance(self.folder)

    @cached_property
    def store(self) -> Store:
        """The database, for looking into it."""
        return self._open()

    def _open(self, surface: str | None = None) -> Store:
        store = open_store(self.url, self.folder, surface)
        self.opened.append(store)
        return store

    def services(self, surface: str) -> Services:
        """Return what a surface works with; each has connections of its own."""
        store = self._open(surface)
        rosters = RosterKeeper(store, self.instance, self.service.bodies, self.clock)
        return Services(
            self.service, store, self.instance, rosters, self.clock, self.insecure_http, HOSTS
        )

    @cached_property
    def intake(self) -> Flask:
        """The surface for reporters, with what slows a flood set aside."""
        return intake.create_app(self.services("intake"))

    @cached_property
    def desk(self) -> Flask:
        """The surface for reviewers, with a quick hash; its throttle goes by the world's clock."""
        # By the machine's clock, who signs in for many tests would be kept waiting on a quick one.
        return desk.create_app(
            self.services("desk"),
            profile=CHEAPEST,
            steady=self.clock.steady,
        )

    @cached_property
    def statistics(self) -> Flask:
        """The surface for the public, analysts and boards, as the desk is."""
        return statistics.create_app(
            self.services("statistics"), profile=CHEAPEST, steady=self.clock.steady
        )

    @property
    def _scheme(self) -> str:
        return "http" if self.insecure_http else "https"

    def reporter(self, send: Transport | None = None) -> Reporter:
        """Return a new reporter at a browser without cookies."""
        return Reporter(send or through_app(self.intake, quick=self.quick), scheme=self._scheme)

    def reviewer(self, username: str = "") -> Reviewer:
        """Return a new reviewer, signed in as `username` if one is named."""
        reviewer = Reviewer(
            through_app(self.desk, quick=self.quick), scheme=self._scheme, codes=self.codes
        )
        if username:
            # A code counts once, and here time stands still.
            self.clock.advance(seconds=60)
            page = reviewer.sign_in(self.accounts[username], self.clock)
            assert 200 == page.status, page.text
            assert page.address.partition("?")[0] in {"/cases", *PLACES_OF_THE_ASKED}
        return reviewer

    def reader(self, username: str = "") -> Reviewer:
        """Return somebody who looks at figures, signed in as `username` if one is named."""
        reader = Reviewer(
            through_app(self.statistics, quick=self.quick), scheme=self._scheme, codes=self.codes
        )
        if username:
            self.clock.advance(seconds=60)
            page = reader.sign_in(self.accounts[username], self.clock)
            assert 200 == page.status, page.text
        return reader

    def close(self) -> None:
        """Let go of every connection."""
        for store in self.opened:
            store.engine.dispose()


def _fill(folder: Path, url: str) -> Accounts:
    """Make the people of the demo in an instance folder and an empty database."""
    instance = open_instance(folder)
    store = open_store(url, folder)
    upgrade(store)
    addresses = {surface: f"http://{bind}" for surface, bind in DEFAULT_BINDS.items()}
    stretcher = PassphraseStretcher(instance.run, CHEAPEST)
    made = make_demo(instance, demo_service(), store, stretcher, NOW, addresses)
    store.engine.dispose()
    return {account.username: asdict(account) for account in made}


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> World:
    """An instance on SQLite, to be copied."""
    folder = tmp_path_factory.mktemp("template") / "instance"
    make_instance(folder, demo=True)
    return World(folder, "", _fill(folder, database_url(folder, {})))


@pytest.fixture(scope="session")
def postgresql_template(
    tmp_path_factory: pytest.TempPathFactory, postgresql: Cluster
) -> tuple[World, Callable[[], str]]:
    """An instance on PostgreSQL, to be copied, and what copies its database."""
    folder = tmp_path_factory.mktemp("template") / "instance"
    make_instance(folder, demo=True)
    accounts: dict[str, Mapping[str, Any]] = {}

    def prepare(url: str) -> None:
        accounts.update(_fill(folder, url))

    world = World(folder, postgresql.new_database(prepare), accounts)
    return world, lambda: postgresql.new_database(prepare)


Maker = Callable[..., World]


class _Copies:
    """Makes worlds in a folder of one test, and closes them at its end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._worlds: list[World] = []

    def add(self, template: World, url: str | None, changes: Mapping[str, Any]) -> World:
        folder = self._folder / f"instance-{len(self._worlds) + 1}"
        shutil.copytree(template.folder, folder)
        world = replace(
            template,
            folder=folder,
            url=url or database_url(folder, {}),
            clock=Clock(),
            codes=Codes(),
            **changes,
        )
        self._worlds.append(world)
        return world

    def close(self) -> None:
        for world in self._worlds:
            world.close()


@pytest.fixture
def make_sqlite_world(tmp_path: Path, sqlite_template: World) -> Iterator[Maker]:
    """Call to get a new world on SQLite; arguments are fields of `World`."""
    copies = _Copies(tmp_path)
    yield lambda **changes: copies.add(sqlite_template, None, changes)
    copies.close()


@pytest.fixture
def make_postgresql_world(
    tmp_path: Path, postgresql: Cluster, postgresql_template: tuple[World, Callable[[], str]]
) -> Iterator[Maker]:
    """Call to get a new world on PostgreSQL; arguments are fields of `World`."""
    template, new_database = postgresql_template
    copies, urls = _Copies(tmp_path), list[str]()

    def make(**changes: Any) -> World:
        urls.append(new_database())
        return copies.add(template, urls[-1], changes)

    yield make
    copies.close()
    for url in urls:
        postgresql.drop_database(url)


@pytest.fixture
def make_world(request: pytest.FixtureRequest) -> Maker:
    """Call to get a new world on the store that `--database` names."""
    name = request.config.getoption("--database")
    maker: Maker = request.getfixturevalue(f"make_{name}_world")
    return maker


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def make_any_world(request: pytest.FixtureRequest) -> Maker:
    """Call to get a new world, on SQLite and, in a second run of the test, on PostgreSQL."""
    maker: Maker = request.getfixturevalue(f"make_{request.param}_world")
    return maker


@pytest.fixture
def world(make_world: Maker) -> World:
    """One world on the store that `--database` names."""
    return make_world()


@pytest.fixture(scope="module")
def shared_world(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """One world for all tests of a module, none of which changes what another looks at."""
    copies = _Copies(tmp_path_factory.mktemp("shared"))
    if request.config.getoption("--database") == "sqlite":
        yield copies.add(request.getfixturevalue("sqlite_template"), None, {})
        copies.close()
        return
    template, new_database = request.getfixturevalue("postgresql_template")
    url = new_database()
    yield copies.add(template, url, {})
    copies.close()
    request.getfixturevalue("postgresql").drop_database(url)
