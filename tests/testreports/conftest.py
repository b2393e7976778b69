"""What the tests of test reports share."""

import pytest

from tests.support.measured import Measured
from tests.support.world import Maker


@pytest.fixture
def testing(make_world: Maker) -> Measured:
    """A service before the first turn of its watch."""
    return Measured(make_world())
