"""The pages of one case: what was reported, what was said, and what is done about it."""

from flask import Flask

from reporting.desk.case import answering, page


def install_case(app: Flask) -> None:
    """Add the pages of one case to `app`."""
    app.add_url_rule("/cases/<number>", "case", page.show_case, methods=["GET"])
    for path, name, view in (
        ("acknowledge", "acknowledge", answering.acknowledge),
        ("messages", "reply", answering.reply),
    ):
        app.add_url_rule(f"/cases/<number>/{path}", name, view, methods=["POST"])
