"""The rows as a table for people and as JSON for programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from bench.ledger import Row

NOTHING = "-"
HEAD = ("figure", "value", "unit", "bar", "holds", "conditions")


def draw(rows: Sequence[Row]) -> str:
    """Return the rows as aligned lines, the conditions of each last."""
    lines = [HEAD, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    return "\n".join(_line(line, widths) for line in lines)


def _cells(row: Row) -> tuple[str, ...]:
    value = NOTHING if row.value is None else f"{row.value:,.10g}"
    holds = {True: "yes", False: "NO", None: NOTHING}[row.holds]
    return (row.name, value, row.unit, row.bar or NOTHING, holds, row.conditions)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [cell.ljust(width) for cell, width in zip(cells, widths, strict=True)]
    padded[1] = cells[1].rjust(widths[1])
    return "  ".join(padded).rstrip()


def write_json(rows: Sequence[Row], path: Path) -> None:
    """Write the rows to `path` as a list of objects, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    new.write_text(json.dumps([asdict(row) for row in rows], indent=1, ensure_ascii=False) + "\n")
    new.replace(path)
