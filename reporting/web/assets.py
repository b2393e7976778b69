"""Puts a digest of the file into the address of every static file.

Static files may be kept by browsers for a year, so their address has to change with their
bytes; otherwise an upgrade would leave people with the old style sheet.
"""

from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask

from reporting import primitives

VERSION_LENGTH = 12  # hex digits: enough to tell the versions of one file apart


def install_assets(app: Flask) -> None:
    """Make `url_for("static", filename=...)` of `app` end in `?v=<digest>`.

    Templates get `asset(filename)` for the same address without the router's work: every page
    names two files.
    """

    @cache
    def version_of(filename: str) -> str:
        content = Path(str(app.static_folder), filename).read_bytes()
        return primitives.digest("asset", content).hex()[:VERSION_LENGTH]

    @app.url_defaults
    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and values.get("filename") is not None:
            values["v"] = version_of(values["filename"])

    def asset(filename: str) -> str:
        return f"{app.static_url_path}/{filename}?v={version_of(filename)}"

    app.jinja_env.globals["asset"] = asset
