"""The files of a release, beside its page: CSV, XLSX, ODS and JSON, and each table as CSV.

They are as public as the release, made from its frozen bytes each time (docs/files.md).
"""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import NamedTuple

from flask import Flask, Response, abort

from reporting.export.csvfile import write_release, write_table
from reporting.export.layout import lay_out
from reporting.export.ods import MIMETYPE as ODS
from reporting.export.ods import write_ods
from reporting.export.words import Words
from reporting.export.xlsx import MIMETYPE as XLSX
from reporting.export.xlsx import write_xlsx
from reporting.statistics.naming import Naming
from reporting.statistics.public import add_page, find_release
from reporting.statistics.shelf import Frozen, read_shelf
from reporting.web.surface import current_services

CSV = "text/csv; charset=utf-8; header=present"


class Format(NamedTuple):
    """What a file is sent as, and how it is made of the bytes of a release."""

    mimetype: str
    write: Callable[[bytes, Words], bytes]


FORMATS: Mapping[str, Format] = {
    "csv": Format(CSV, write_release),
    "xlsx": Format(XLSX, lambda data, words: write_xlsx(lay_out(data, words))),
    "ods": Format(ODS, lambda data, words: write_ods(lay_out(data, words))),
    "json": Format("application/json", lambda data, _: data),
}


def file(name: str, ending: str, lang: str = "") -> Response:  # noqa: ARG001 - read by web.language
    """Send a whole release as a file."""
    words, frozen = _find(name)
    made = FORMATS[ending]
    return _send(f"{name}.{ending}", made.mimetype, made.write(frozen.publication.data, words))


def table_file(name: str, table: str, lang: str = "") -> Response:  # noqa: ARG001
    """Send one table of a release as CSV; one that is withheld is unknown."""
    words, frozen = _find(name)
    found = frozen.release.table(table)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    return _send(f"{name}-{table}.csv", CSV, write_table(frozen.release, found, words))


def _find(name: str) -> tuple[Naming, Frozen]:
    services = current_services()
    place, frozen = find_release(read_shelf(services), name)
    return Naming(place, services.service.demo), frozen


def _send(filename: str, mimetype: str, data: bytes) -> Response:
    response = Response(data, content_type=mimetype)
    # The name consists of codes and numbers, which nobody has to quote.
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def install_files(app: Flask) -> None:
    """Add the files to `app`, each in the first language of the service and in every other."""
    endings = ", ".join(FORMATS)
    add_page(app, f"/releases/<name>.<any({endings}):ending>", "file", file)
    add_page(app, "/releases/<name>/<table>.csv", "table_file", table_file)
