"""XLSX, through XlsxWriter. Nothing in it depends on when or where it was written.

XlsxWriter is imported only when a file is asked for: it is 6 MB of memory to a worker.
"""

import io
from datetime import UTC, datetime
from typing import Any

from reporting.export.workbook import Listing, Sheet, Workbook

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FONT = {"font_name": "Arial", "font_size": 12, "valign": "top"}
_TITLE, _LINE = 24, 17  # height of rows, in points: few programs find it by themselves
_PAGE = 100  # width of a sheet without a table, in characters
_NO_GUESSING = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
# When a file was made is nobody's business, and the same release gives the same bytes.
_EPOCH = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def write_xlsx(workbook: Workbook) -> bytes:
    """Return a workbook as the bytes of an XLSX file."""
    from xlsxwriter import Workbook as Writer

    target = io.BytesIO()
    book = Writer(target, _NO_GUESSING)
    book.set_properties({"title": workbook.title, "created": _EPOCH})
    book.set_custom_property("Language", workbook.language)
    formats = {
        "title": book.add_format(_FONT | {"bold": True, "font_size": 16, "text_wrap": False}),
        "line": book.add_format(_FONT),
        "text": book.add_format(_FONT | {"text_wrap": True, "align": "left"}),
        "number": book.add_format(_FONT | {"align": "right"}),
        "head": book.add_format(_FONT | {"bold": True, "text_wrap": True}),
        "link": book.add_format(_FONT | {"underline": 1, "font_color": "#0000EE"}),
    }
    for sheet in workbook.sheets:
        page = book.add_worksheet(sheet.name)
        if workbook.right_to_left:
            page.right_to_left()
        _draw(page, sheet, formats)
    book.close()
    return target.getvalue()


def _draw(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    page.set_row(0, _TITLE)
    page.write_string(0, 0, sheet.title, formats["title"])
    # Alone on its sheet text is wrapped; above a table it runs over the columns beside it.
    page.set_column(0, 0, _PAGE)
    for row, text in enumerate(sheet.lines, 1):
        page.set_row(row, _LINE if sheet.table else _LINE * -(-len(text) // _PAGE))
        page.write_string(row, 0, text, formats["line" if sheet.table else "text"])
    if sheet.table:
        _draw_table(page, sheet.table, sheet.above, formats)


def _draw_table(page: Any, table: Listing, top: int, formats: dict[str, Any]) -> None:
    for at in range(len(table.columns)):
        page.set_column(at, at, table.width(at))
    for down, row in enumerate(table.rows, top + 1):
        page.set_row(down, _LINE * table.height(down - top - 1))
        for across, cell in enumerate(row):
            if isinstance(cell, int):
                page.write_number(down, across, cell, formats["number"])
            elif table.links and not across:
                page.write_url(down, across, f"internal:'{cell}'!A1", formats["link"], cell)
            else:
                page.write_string(down, across, cell, formats["text"])
    page.add_table(
        top,
        0,
        top + len(table.rows),
        len(table.columns) - 1,
        {
            "name": f"table_{table.name}",
            "columns": [
                {"header": column, "header_format": formats["head"]} for column in table.columns
            ],
            "autofilter": False,
            "banded_rows": False,
            "style": "Table Style Light 1",
        },
    )
