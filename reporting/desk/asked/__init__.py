"""The pages of people outside a case who are asked for one thing (docs/referral.md)."""

from functools import partial, update_wrapper

from flask import Flask

from reporting.desk.asked import pages
from reporting.desk.asked.sorts import SORTS


def install_asked(app: Flask) -> None:
    """Add the pages of owners, interpreters and safeguarding advisers to `app`."""
    for sort in SORTS.values():
        show_all = update_wrapper(partial(pages.show_all, sort), pages.show_all)
        show_one = update_wrapper(partial(pages.show_one, sort), pages.show_one)
        app.add_url_rule(sort.path, sort.all, show_all, methods=["GET"])
        app.add_url_rule(f"{sort.path}/<number>", sort.one, show_one, methods=["GET", "POST"])
