"""What may be asked for in a query string: there is a menu, and no query builder.

Anything else is unknown, like any page that does not exist.
"""

from collections.abc import Mapping
from http import HTTPStatus

from flask import Flask, abort, request

ASKED: Mapping[str, frozenset[str]] = {
    "static": frozenset({"v", "forget"}),
    "sign_in": frozenset({"again", "out"}),
    "compare": frozenset({"table", "first", "second"}),
    "feedback": frozenset({"sent"}),
    "figures_of": frozenset({"saved"}),
}


def install_queries(app: Flask) -> None:
    """Answer 404 to every query that is not on the menu, or asks for one thing twice."""

    @app.before_request
    def refuse_queries() -> None:
        if request.routing_exception is not None:
            return
        known = ASKED.get(request.endpoint or "", frozenset())
        lists = request.args.lists()
        if any(name not in known or len(values) != 1 for name, values in lists):
            abort(HTTPStatus.NOT_FOUND)
