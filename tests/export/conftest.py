"""Releases to make files of: a small one with tables withheld, and one with every table."""

import pytest

from tests.disclosure.worlds import prepare_all, random_tally


@pytest.fixture(scope="session")
def small():
    """Return the bytes of the release of a year of forty reports."""
    return prepare_all(random_tally(4, 40, areas=4))[-1].data


@pytest.fixture(scope="session")
def full():
    """Return the bytes of the release of a year in which no table of reports is withheld."""
    return prepare_all(random_tally(4, 600, areas=6))[-1].data
