"""The table and the file: what people and programs are given."""

import json

from bench.figures import Figure, at_most
from bench.ledger import Ledger
from bench.table import draw, write_json

FIGURES = (Figure("a page", "ms CPU", at_most(2)), Figure("a pass", "ms wall"))
KEYS = ["name", "value", "unit", "bar", "holds", "conditions"]


def make_rows():
    """Return one row that misses its bar and one that was not measured."""
    ledger = Ledger(FIGURES)
    ledger.record(FIGURES[0], 12.3456, "mean of 10")
    return ledger.rows()


def test_the_file_is_a_list_of_rows_with_exactly_the_promised_keys(tmp_path):
    """Programs rely on six keys and on JSON's own true, false and null."""
    path = tmp_path / "var" / "bench.json"

    write_json(make_rows(), path)

    rows = json.loads(path.read_text())
    assert [KEYS, KEYS] == [list(row) for row in rows]
    assert rows[0] == {
        "name": "a page",
        "value": 12.35,
        "unit": "ms CPU",
        "bar": "<= 2",
        "holds": False,
        "conditions": "mean of 10",
    }
    assert (None, None, False) == (rows[1]["value"], rows[1]["bar"], rows[1]["holds"])


def test_the_file_replaces_the_one_before(tmp_path):
    """A second run leaves one file, and no half-written one."""
    path = tmp_path / "bench.json"

    write_json(make_rows(), path)
    write_json(make_rows()[:1], path)

    assert [path] == list(tmp_path.iterdir())
    assert len(json.loads(path.read_text())) == 1


def test_the_table_is_aligned_and_shouts_about_missed_bars():
    """One line a row under one head, columns beginning at the same place."""
    head, first, second = draw(make_rows()).splitlines()

    assert first.startswith("a page  ")
    assert "12.35" in first
    assert "NO" in first
    assert second.startswith("a pass  ")
    assert {head.index("unit")} == {first.index("ms CPU"), second.index("ms wall")}
    assert head.index("conditions") == first.index("mean of 10")
