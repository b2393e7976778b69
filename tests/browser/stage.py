"""All surfaces of one demo instance on this machine, some of them in trouble, for a browser.

    stage.go(visitor, "intake", "/en/report/form")
    stage.press(visitor, "#continue button")
    stage.shown                       # what was answered last: surface, endpoint, status, HTML

Besides `intake`, `desk` and `statistics` there are surfaces on the same data and cookies that
something is wrong with, so that every page of an error can be looked at.
"""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property
from itertools import count
from pathlib import Path
from threading import Thread
from typing import NoReturn
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response, request
from werkzeug.serving import WSGIRequestHandler, make_server

from reporting import desk, intake, statistics
from reporting.errors import StoreUnavailable
from reporting.intake.floods import EXTENSION
from reporting.passwords import CHEAPEST
from reporting.roster import Declaration, Rosters
from reporting.service import Language
from reporting.services import Services, database_url
from reporting.store.engine import Store
from reporting.web.limiter import TokenBucket
from tests.browser.figures import fill_figures, make_figures
from tests.support.browser import Visitor
from tests.support.journey import Codes, Person, Reviewer
from tests.support.videos import put_video
from tests.support.world import Clock, World

LANGUAGES = (Language("en", "English", "en_GB"), Language("ar", "العربية", "ar"))


@dataclass(frozen=True)
class Shown:
    """One HTML answer of a surface; `endpoint` is empty where no address fits."""

    surface: str
    endpoint: str
    status: int
    html: bytes


class SilentHandler(WSGIRequestHandler):
    """Logs nothing: the surfaces take away the address it would log."""

    def log(self, *_arguments: object) -> None:
        """Say nothing."""


class FullStore(Store):
    """A store whose disk is full: it reads, and writes nothing."""

    def write(self) -> NoReturn:
        """Refuse."""
        raise StoreUnavailable


class NobodyKeeper:
    """Rosters in which everybody has declared a connection to the council."""

    def __init__(self, services: Services) -> None:
        """Keep where the true ones come from."""
        self._rosters = services.rosters

    def current(self) -> Rosters:
        """Return them."""
        connected = (Declaration("council"),)
        return Rosters(
            {
                body: replace(
                    roster,
                    members=tuple(replace(m, declarations=connected) for m in roster.members),
                )
                for body, roster in self._rosters.current().by_body.items()
            }
        )


def _elsewhere() -> Flask:
    """Return another site: a dull page, which the exit link leads to, and one with an evil form."""
    app = Flask("elsewhere", static_folder=None)
    app.add_url_rule("/", "weather", lambda: "<!DOCTYPE html><title>Weather</title>It rains.")

    @app.get("/trap")
    def trap() -> str:
        return (
            f"<form method=post action='{request.args['to']}'><button>Win a prize</button></form>"
        )

    return app


def _with_video(services: Services, world: World) -> Services:
    video = put_video(world.folder.with_name("bsl"))
    return replace(services, service=replace(services.service, bsl_video=video))


def _crowded(services: Services) -> Flask:
    app = intake.create_app(services, patient=False)
    app.extensions[EXTENSION]._begun = TokenBucket(0, 0, lambda: 0.0)
    return app


def _intakes(world: World, leave_url: str) -> Mapping[str, Flask]:
    plain = world.services("intake")
    plain = replace(plain, service=replace(plain.service, leave_url=leave_url))
    later = world.services("intake")
    in_arabic = replace(plain, service=replace(plain.service, languages=LANGUAGES))
    # Only the rosters see another day: the visit itself goes on.
    later.rosters._now = lambda: world.clock() + timedelta(days=40)
    full = replace(plain, store=FullStore(plain.store.engine, None))
    return {
        "intake": intake.create_app(plain),
        "arabic intake": intake.create_app(in_arabic),
        "intake without rosters": intake.create_app(later),
        "intake with a full disk": intake.create_app(full),
        "intake without readers": intake.create_app(replace(plain, rosters=NobodyKeeper(plain))),  # type: ignore[arg-type]  # it gives what a keeper gives
        "intake with a video": intake.create_app(_with_video(plain, world)),
        "impatient intake": intake.create_app(plain, patient=False),
        "crowded intake": _crowded(plain),
        "crowded arabic intake": _crowded(in_arabic),
    }


def _statistics(world: World) -> Mapping[str, Flask]:
    plain, later = world.services("statistics"), world.services("statistics")
    later.rosters._now = lambda: world.clock() + timedelta(days=40)
    full = replace(plain, store=FullStore(plain.store.engine, None))
    return {
        "statistics": statistics.create_app(plain, profile=CHEAPEST),
        "statistics without rosters": statistics.create_app(later, profile=CHEAPEST),
        "statistics with a full disk": statistics.create_app(full, profile=CHEAPEST),
    }


def _desks(world: World) -> Mapping[str, Flask]:
    plain = world.services("desk")
    full = replace(plain, store=FullStore(plain.store.engine, None))
    hours = count(step=3600)
    return {
        "desk": desk.create_app(plain, profile=CHEAPEST),
        "desk with a full disk": desk.create_app(full, profile=CHEAPEST),
        "slow desk": desk.create_app(plain, profile=CHEAPEST, steady=lambda: next(hours)),
    }


@dataclass
class Stage:
    """The surfaces, their addresses, and what they answered.

    `figures` is the world of the surfaces on which something has been released.
    """

    world: World
    figures: World
    apps: Mapping[str, Flask]
    addresses: dict[str, str] = field(default_factory=dict)
    answers: list[Shown] = field(default_factory=list)

    @cached_property
    def readers(self) -> dict[str, Reviewer]:
        """Who has signed in to look at figures; the first to ask fills their world."""
        return fill_figures(self.figures)

    @property
    def shown(self) -> Shown:
        """The page that was answered last."""
        return self.answers[-1]

    def go(self, visitor: Visitor, surface: str, path: str = "/") -> None:
        """Open an address of a surface."""
        visitor.page.goto(self.addresses[surface] + path)

    def press(self, visitor: Visitor, selector: str) -> None:
        """Press what leads to another page, and wait for that page."""
        with visitor.page.expect_navigation():
            visitor.page.click(selector)

    def lend(self, visitor: Visitor, person: Person) -> None:
        """Give the browser of `visitor` the cookies of somebody who has begun without one."""
        visitor.context.add_cookies(
            [
                {"name": name, "value": value, "url": self.addresses["intake"]}
                for name, value in person.cookies.items()
            ]
        )

    def listen(self, name: str, app: Flask) -> None:
        """Note every page that `app` answers with, as it is sent."""

        def note(response: Response) -> Response:
            if response.mimetype == "text/html":
                endpoint = request.endpoint or ""
                self.answers.append(
                    Shown(name, endpoint, response.status_code, response.get_data())
                )
            return response

        # First in the list is last to run: after the padding.
        app.after_request_funcs.setdefault(None, []).insert(0, note)


def copy_world(template: World, folder: Path) -> World:
    """Return a copy of an instance for a whole module of tests."""
    shutil.copytree(template.folder, folder)
    return replace(
        template, folder=folder, url=database_url(folder, {}), clock=Clock(), codes=Codes()
    )


def _whole(app: Flask) -> WSGIApplication:
    """Read each answer to its end before it is sent.

    Where a browser hangs up halfway, the test server would leave the file of an answer open.
    """

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        parts = app(environ, start_response)
        try:
            return [b"".join(parts)]
        finally:
            close = getattr(parts, "close", None)
            if close is not None:
                close()

    return answer


@contextmanager
def _serve(app: Flask) -> Iterator[str]:
    """Serve an application on a free port of this machine, and give its address."""
    server = make_server("127.0.0.1", 0, _whole(app), threaded=True, request_handler=SilentHandler)
    # Each server is told to end in its turn, and hears of it after so many seconds at most.
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@contextmanager
def open_stage(world: World) -> Iterator[Stage]:
    """Serve every surface of `world` on a free port of this machine.

    Figures are looked at in a copy of it, in which something has been released.
    """
    figures = copy_world(world, world.folder.with_name("figures"))
    with ExitStack() as servers:
        elsewhere = servers.enter_context(_serve(_elsewhere()))
        apps = {
            **_intakes(world, f"{elsewhere}/"),
            **_desks(world),
            **_statistics(world),
            **make_figures(figures, LANGUAGES[::-1]),
        }
        stage = Stage(world, figures, apps, {"elsewhere": elsewhere})
        for name, app in apps.items():
            stage.listen(name, app)
            stage.addresses[name] = servers.enter_context(_serve(app))
        yield stage
    for app in apps.values():
        app.extensions["reporting"].store.engine.dispose()
    world.close()
    figures.close()
