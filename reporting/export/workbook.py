"""What a spreadsheet holds, whatever its format: sheets of a title, lines, and at most one table.

The form follows the guidance of the Government Analysis Function on releasing statistics in
spreadsheets: everything in column A or in a marked table with one header row, no cell is merged
or blank.
"""

from dataclasses import dataclass

from reporting.export.text import safe_text

Cell = str | int
_NARROWEST, _WIDEST = 10, 60  # of a column, in characters


@dataclass(frozen=True)
class Listing:
    """A table: its name, the heading of each column, and rows of as many cells, none of them blank.

    With `links`, the first cell of each row is the name of a sheet and leads there.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    links: bool = False

    def __post_init__(self) -> None:
        """Make every text safe, and refuse what a screen reader could not follow."""
        safe = tuple(safe_text(column) for column in self.columns)
        rows = tuple(tuple(map(_safe, row)) for row in self.rows)
        if not rows or len({column.lower() for column in safe}) < len(safe):
            raise ValueError("a table has rows, and columns of different names")
        if any(len(row) != len(safe) or "" in row for row in rows) or "" in safe:
            raise ValueError("a table has no blank cell")
        object.__setattr__(self, "columns", safe)
        object.__setattr__(self, "rows", rows)

    def width(self, column: int) -> int:
        """Return how wide a column is drawn, in characters; longer text is wrapped."""
        longest = max(len(str(row[column])) for row in (self.columns, *self.rows))
        return min(max(longest, _NARROWEST), _WIDEST) + 2

    def height(self, row: int) -> int:
        """Return how many lines of text a row needs at these widths."""
        cells = self.rows[row]
        return max(-(-len(str(cell)) // _WIDEST) for cell in cells)


@dataclass(frozen=True)
class Sheet:
    """One worksheet: a name in letters, digits and `_`, a title, lines of text, and a table."""

    name: str
    title: str
    lines: tuple[str, ...] = ()
    table: Listing | None = None

    def __post_init__(self) -> None:
        """Make every text safe."""
        object.__setattr__(self, "title", safe_text(self.title))
        object.__setattr__(self, "lines", tuple(map(safe_text, self.lines)))

    @property
    def above(self) -> int:
        """How many rows stand above the table."""
        return 1 + len(self.lines)


@dataclass(frozen=True)
class Workbook:
    """A whole file; `language` is BCP 47, such as en-GB."""

    title: str
    language: str
    sheets: tuple[Sheet, ...]
    right_to_left: bool = False


def _safe(cell: Cell) -> Cell:
    return safe_text(cell) if isinstance(cell, str) else cell
