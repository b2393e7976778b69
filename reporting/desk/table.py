"""The entries of an index in columns, as they lie in its chunks.

A page looks at ten thousand entries and shows twenty-five. In columns the filters, counts and the
sorting run over plain numbers, and an entry is made only for what is shown.
"""

import sys
from array import array
from collections.abc import Iterable, Iterator

from reporting import primitives
from reporting.desk.entry import Entry, Turn
from reporting.ids import ReportId

# Fields of an entry by how they are kept: 32 bits, 64 bits with a sign as in the database (so that
# no number that somebody writes there stops a list), 64 bits, and one byte.
_NUMBERS = {"due": "I", "report": "q", "revision": "q", "place": "Q", "owner": "Q", "area": "Q"}
_BYTES = ("turn", "danger", "answer", "state", "severity", "second", "what")
# Of each column in the order in which they lie in a chunk, keys last.
_SIZES = (
    *(array(code).itemsize for code in _NUMBERS.values()),
    *(1 for _ in _BYTES),
    primitives.KEY_SIZE,
)
ENTRY_SIZE = sum(_SIZES)


class Table:
    """Entries by position: numbers, those of them that take a byte, and report keys."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        """Begin with some entries."""
        self.due, self.report, self.revision = array("I"), array("q"), array("q")
        self.place, self.owner, self.area = array("Q"), array("Q"), array("Q")
        self.turn, self.danger, self.answer = bytearray(), bytearray(), bytearray()
        self.state, self.severity, self.second = bytearray(), bytearray(), bytearray()
        self.what, self._key = bytearray(), bytearray()
        for entry in entries:
            self.append(entry)

    def __len__(self) -> int:
        """Return how many entries there are, decoys included."""
        return len(self.turn)

    def __getitem__(self, position: int) -> Entry:
        return Entry(
            self.due[position],
            ReportId(self.report[position]),
            self.revision[position],
            Turn(self.turn[position]),
            self.place[position],
            bytes(self._key[self._key_of(position)]),
            bool(self.danger[position]),
            self.answer[position],
            self.state[position],
            self.severity[position],
            self.second[position],
            self.owner[position],
            self.area[position],
            self.what[position],
        )

    def __setitem__(self, position: int, entry: Entry) -> None:
        for name, column in (*self._numbers(), *self._bytes()):
            column[position] = getattr(entry, name)
        self._key[self._key_of(position)] = entry.report_key

    def __iter__(self) -> Iterator[Entry]:
        return (self[position] for position in range(len(self)))

    @staticmethod
    def _key_of(position: int) -> slice:
        return slice(position * primitives.KEY_SIZE, (position + 1) * primitives.KEY_SIZE)

    def append(self, entry: Entry) -> None:
        """Add an entry at the end."""
        for name, column in (*self._numbers(), *self._bytes()):
            column.append(getattr(entry, name))
        self._key += entry.report_key

    def _numbers(self) -> "Iterator[tuple[str, array[int]]]":
        return ((name, getattr(self, name)) for name in _NUMBERS)

    def _bytes(self) -> Iterator[tuple[str, bytearray]]:
        return ((name, getattr(self, name)) for name in _BYTES)

    def pack(self, begin: int, end: int) -> bytes:
        """Return the bytes of the entries from `begin` to before `end`: column after column."""
        parts = [_little_endian(column[begin:end]).tobytes() for _, column in self._numbers()]
        parts += [bytes(column[begin:end]) for _, column in self._bytes()]
        end = min(end, len(self))
        keys = self._key[begin * primitives.KEY_SIZE : end * primitives.KEY_SIZE]
        return b"".join([*parts, keys])

    def extend(self, chunks: Iterable[bytes]) -> None:
        """Add the entries of chunks that `pack` wrote, one chunk after another."""
        parts: tuple[list[memoryview], ...] = tuple([] for _ in _SIZES)
        for data in chunks:
            view, count, begin = memoryview(data), len(data) // ENTRY_SIZE, 0
            for part, size in zip(parts, _SIZES, strict=True):
                part.append(view[begin : begin + size * count])
                begin += size * count
        # Joined first: a call for each column of each chunk costs more than everything else.
        columns = [column for _, column in (*self._numbers(), *self._bytes())]
        for column, data in zip([*columns, self._key], map(b"".join, parts), strict=True):
            if isinstance(column, array):
                column.extend(_little_endian(array(column.typecode, data)))
            else:
                column.extend(data)


def _little_endian(column: "array[int]") -> "array[int]":
    if sys.byteorder == "big":
        column.byteswap()
    return column
