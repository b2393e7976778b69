"""An instance whose figures are made, on SQLite and on PostgreSQL."""

import pytest

from tests.support.figures import Figures


@pytest.fixture
def figures(make_world) -> Figures:
    """On the store that `--database` names, in the first quarter of 2026/27."""
    return Figures(make_world())


@pytest.fixture
def any_figures(make_any_world) -> Figures:
    """On SQLite, then on PostgreSQL."""
    return Figures(make_any_world())
