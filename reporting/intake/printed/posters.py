"""Posters and cards with the address of the service, as files to be printed (docs/posters.md).

They are files and no pages: whoever puts up a poster takes it from the machine of the service, and
a page that could be copied whole would prove nothing.
"""

from dataclasses import dataclass

from flask import Flask, render_template

from reporting.errors import SettingError
from reporting.intake.roots import BodyRoot, roots_of
from reporting.qr import Square, square_of
from reporting.services import Services
from reporting.web.alone import with_style
from reporting.web.promised import promised_by_all
from reporting.web.surface import current_services

CARDS = 10  # 85 by 54 millimetres each: two by five on an A4 page
SHEET = "poster"


@dataclass(frozen=True)
class Printed:
    """What stands on a poster and on a card: where to go, and how to know that it is right."""

    address: str
    onion: str
    square: Square
    roots: tuple[BodyRoot, ...]


def poster_file(app: Flask, tag: str) -> str:
    """Return the poster in a language of the service, as a file that needs nothing else."""
    return _file(app, tag, "intake/poster.html")


def cards_file(app: Flask, tag: str) -> str:
    """Return a page of cards in a language of the service, as a file that needs nothing else."""
    return _file(app, tag, "intake/cards.html")


def _file(app: Flask, tag: str, template: str) -> str:
    with app.test_request_context(f"/{tag}/"):
        app.preprocess_request()
        services = current_services()
        made = render_template(
            template,
            printed=_printed(services, tag),
            promised=promised_by_all(services.service),
            cards=CARDS,
        )
    return with_style(app, made, SHEET)


def _printed(services: Services, tag: str) -> Printed:
    address = services.service.address
    if not address:
        raise SettingError(
            "the service file has no address, and a poster without one leads nowhere; "
            "see docs/service-file.md"
        )
    # People type the host alone and are offered the languages; the camera goes to this one.
    square = square_of(f"{address}/{tag}/")
    onion = f"http://{services.onion}" if services.onion else ""
    return Printed(address, onion, square, roots_of(services))
