"""The rows of all test reports, as the watch alone can read them.

Whenever one changes, all are sealed anew in the same transaction: what changed shows only that
something did.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from reporting.errors import CannotOpen
from reporting.identity import Identity
from reporting.store import Connection
from reporting.store.engine import Store
from reporting.store.testreports import Row, get_tests, lock_tests, put_tests
from reporting.testreports.testreport import TestReport, key_of, open_test, seal_test


@dataclass
class Changing:
    """All test reports by number, to be changed within one transaction."""

    connection: Connection
    tests: dict[int, TestReport]

    def is_open(self, test: TestReport) -> bool:
        """Say whether a test report is still open, whatever it was when it was read before."""
        return test.number in self.tests and self.tests[test.number].is_open

    def put(self, test: TestReport) -> None:
        """Add a test report, or put it in the place of what it was."""
        self.tests[test.number] = test


class TestRows:
    """Reads and rewrites the rows."""

    __test__ = False  # It is no test of ours, whatever its name.

    def __init__(self, store: Store, watch: Identity) -> None:
        """Derive the key of the rows from the identity of the watch."""
        self._store, self._key = store, key_of(watch)

    def read(self) -> list[TestReport]:
        """Return every test report whose row opens."""
        with self._store.read() as connection:
            return self._open(get_tests(connection))

    def _open(self, rows: list[Row]) -> list[TestReport]:
        opened = []
        for number, box in rows:
            # One that was altered is lost, and counted as that (counting.py); the others go on.
            try:
                opened.append(open_test(self._key, number, box))
            except CannotOpen:
                continue
        return opened

    @contextmanager
    def change(self) -> Iterator[Changing]:
        """Give every test report, alone among watches; keep all of them, or nothing."""
        with self._store.write() as connection:
            opened = self._open(lock_tests(connection))
            changing = Changing(connection, {test.number: test for test in opened})
            yield changing
            put_tests(
                connection,
                [(test.number, seal_test(self._key, test)) for test in changing.tests.values()],
            )
