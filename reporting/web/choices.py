"""Draws the items of radios and checkboxes, most of the work of a page with many ticks, once.

Items that nobody has ticked are the same for everybody, so they are remembered: one entry for
each field in each language. What somebody ticked is drawn anew each time and remembered nowhere.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from flask import Flask

from reporting.web.options import Option

TEMPLATE = "shared/macros/items.html"
_MOST = 256  # fields times languages; past it the oldest is drawn again


def install_choices(app: Flask) -> None:
    """Give the templates of `app` `draw_items`, which macros of choices call."""

    def draw(kind: str, input_type: str, name: str, first: str, options: Sequence[Option]) -> Any:
        module: Any = app.jinja_env.get_template(TEMPLATE).module
        return module.items(kind, input_type, name, first, options)

    remembered = lru_cache(maxsize=_MOST)(draw)

    def draw_items(
        kind: str, input_type: str, name: str, first: str, options: Sequence[Option]
    ) -> Any:
        if any(option.selected for option in options):
            return draw(kind, input_type, name, first, options)
        return remembered(kind, input_type, name, first, tuple(options))

    app.jinja_env.globals["draw_items"] = draw_items
