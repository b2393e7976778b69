"""Jinja's environment, with one set of globals for all templates."""

from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment


class PageEnvironment(Environment):
    """Flask's environment, in which templates without globals of their own share ours."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of one template.

        Jinja's own chain of mappings would be searched in Python at every page and every import.
        """
        return super().make_globals(d) if d else self.globals
