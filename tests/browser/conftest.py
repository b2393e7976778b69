"""What the tests in a browser share."""

import pytest

from tests.browser.stage import copy_world, open_stage


@pytest.fixture(scope="module")
def stage(tmp_path_factory, sqlite_template):
    """Every surface of one demo instance, for a whole module."""
    folder = tmp_path_factory.mktemp("stage") / "instance"
    with open_stage(copy_world(sqlite_template, folder)) as opened:
        yield opened
