"""What commands show people while they wait."""

import io
import sys

import pytest

from reporting.cli.people import progress


class Terminal(io.StringIO):
    """Takes what is shown on a terminal."""

    def isatty(self):
        """Say that a person is looking."""
        return True


@pytest.mark.parametrize(("length", "shown"), [(0, False), (1, True)])
def test_a_bar_is_shown_for_work_there_is(monkeypatch, length, shown):
    """Nothing to do leaves no bar behind that never moved."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)

    with progress(length, "Writing rows anew") as advance:
        for _ in range(length):
            advance(1)

    assert shown is ("Writing rows anew" in terminal.getvalue())
