"""One case on paper, or as a file for one person: never more than one (docs/case.md, "Copies")."""

from flask import Flask

from reporting.desk.exporting.pages import export, show_paper


def install_exporting(app: Flask) -> None:
    """Add the pages to `app`."""
    app.add_url_rule("/cases/<number>/export", "export", export, methods=["GET", "POST"])
    app.add_url_rule("/cases/<number>/paper", "paper", show_paper, methods=["GET"])
