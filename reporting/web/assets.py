"""Puts a digest of the file into the address of every static file.

Static files may be kept by browsers for a year, so their address has to change with their
bytes; otherwise an upgrade would leave people with the old style sheet.
"""

from pathlib import Path
from typing import Any

from flask import Flask

from reporting import primitives

VERSION_LENGTH = 12  # hex digits: enough to tell the versions of one file apart


def install_assets(app: Flask) -> None:
    """Make `url_for("static", filename=...)` of `app` end in `?v=<digest>`."""
    versions: dict[str, str] = {}

    @app.url_defaults
    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        filename = values.get("filename")
        if endpoint != "static" or filename is None or app.static_folder is None:
            return
        if filename not in versions:
            content = Path(app.static_folder, filename).read_bytes()
            versions[filename] = primitives.digest("asset", content).hex()[:VERSION_LENGTH]
        values["v"] = versions[filename]
