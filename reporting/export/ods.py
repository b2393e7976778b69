"""ODS (OpenDocument 1.3), written here: a zip of four small XML files. No clock, no random name."""

import io
import zipfile
from collections.abc import Iterable
from html import escape

from reporting.export.workbook import Cell, Listing, Sheet, Workbook

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_STAMP = (1980, 1, 1, 0, 0, 0)
_CHARACTER = 2.2  # millimetres, about, in 12 point
_PAGE = 100  # width of a sheet without a table, in characters
_OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "office": f"{_OPEN}office:1.0",
        "table": f"{_OPEN}table:1.0",
        "text": f"{_OPEN}text:1.0",
        "style": f"{_OPEN}style:1.0",
        "meta": f"{_OPEN}meta:1.0",
        "fo": f"{_OPEN}xsl-fo-compatible:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def write_ods(workbook: Workbook) -> bytes:
    """Return a workbook as the bytes of an ODS file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        # The kind of a document comes first and uncompressed, so that it can be told by its start.
        archive.writestr(zipfile.ZipInfo("mimetype", _STAMP), MIMETYPE)
        for name, text in {
            "content.xml": _content(workbook),
            "styles.xml": _styles(workbook),
            "meta.xml": _meta(workbook),
            "META-INF/manifest.xml": _manifest(),
        }.items():
            entry = zipfile.ZipInfo(name, _STAMP)
            archive.writestr(entry, _HEAD + text, compress_type=zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _content(workbook: Workbook) -> str:
    widths = "".join(
        f'<style:style style:name="wide{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * _CHARACTER:.0f}mm"/>'
        "</style:style>"
        for width in sorted({width for sheet in workbook.sheets for width in _widths(sheet)})
    )
    mode = "rl-tb" if workbook.right_to_left else "lr-tb"
    return (
        f'<office:document-content {_NAMES} office:version="1.3"><office:automatic-styles>{widths}'
        '<style:style style:name="sheet" style:family="table" style:master-page-name="Default">'
        f'<style:table-properties table:display="true" style:writing-mode="{mode}"/></style:style>'
        "</office:automatic-styles><office:body><office:spreadsheet>"
        + "".join(map(_sheet, workbook.sheets))
        + "<table:database-ranges>"
        + "".join(
            _range(sheet.name, sheet.above, sheet.table) for sheet in workbook.sheets if sheet.table
        )
        + "</table:database-ranges></office:spreadsheet></office:body></office:document-content>"
    )


def _sheet(sheet: Sheet) -> str:
    table = sheet.table
    above = [(sheet.title, "Heading_20_1")]
    above += [(line, "Line" if table else "Default") for line in sheet.lines]
    return (
        f'<table:table table:name="{sheet.name}" table:style-name="sheet">'
        + "".join(f'<table:table-column table:style-name="wide{w}"/>' for w in _widths(sheet))
        + "".join(_row([_text(text, style)]) for text, style in above)
        + (_table(table) if table else "")
        + "</table:table>"
    )


def _table(table: Listing) -> str:
    head = _row([_text(column, "Heading") for column in table.columns])
    rows = (
        _row([_link(str(row[0])), *map(_cell, row[1:])] if table.links else map(_cell, row))
        for row in table.rows
    )
    return f"<table:table-header-rows>{head}</table:table-header-rows>" + "".join(rows)


def _widths(sheet: Sheet) -> list[int]:
    table = sheet.table
    return [table.width(at) for at in range(len(table.columns))] if table else [_PAGE]


def _range(sheet: str, top: int, table: Listing) -> str:
    last = chr(ord("A") + len(table.columns) - 1)
    place = f"{sheet}.A{top + 1}:{sheet}.{last}{top + 1 + len(table.rows)}"
    return (
        f'<table:database-range table:name="table_{table.name}" table:contains-header="true" '
        f'table:target-range-address="{place}" table:display-filter-buttons="false"/>'
    )


def _row(cells: Iterable[str]) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return _text(cell, "Default")
    return (
        '<table:table-cell table:style-name="Number" office:value-type="float" '
        f'office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
    )


def _text(text: str, style: str) -> str:
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string">'
        f"{paragraphs}</table:table-cell>"
    )


def _link(sheet: str) -> str:
    return (
        '<table:table-cell table:style-name="Default" office:value-type="string"><text:p>'
        f'<text:a xlink:type="simple" xlink:href="#{sheet}.A1">{sheet}</text:a>'
        "</text:p></table:table-cell>"
    )


def _styles(workbook: Workbook) -> str:
    language, _, country = workbook.language.partition("-")
    locale = f'fo:language="{escape(language)}" fo:country="{escape(country) or "none"}"'
    font = f'fo:font-family="Arial" fo:font-size="12pt" {locale}'
    cells = {
        "Line": ("", 'fo:wrap-option="no-wrap"', ""),
        "Number": ('fo:text-align="end"', "", ""),
        "Heading": ("", "", 'fo:font-weight="bold"'),
        "Heading_20_1": (
            "",
            'fo:wrap-option="no-wrap"',
            'fo:font-weight="bold" fo:font-size="16pt"',
        ),
    }
    return (
        f'<office:document-styles {_NAMES} office:version="1.3"><office:styles>'
        '<style:default-style style:family="table-cell">'
        f"<style:text-properties {font}/></style:default-style>"
        '<style:style style:name="Default" style:family="table-cell">'
        '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>'
        '<style:paragraph-properties fo:text-align="start"/></style:style>'
        + "".join(
            f'<style:style style:name="{name}" style:display-name="{name.replace("_20_", " ")}" '
            'style:family="table-cell" style:parent-style-name="Default">'
            f"<style:table-cell-properties {cell}/><style:paragraph-properties {paragraph}/>"
            f"<style:text-properties {text}/></style:style>"
            for name, (paragraph, cell, text) in cells.items()
        )
        + '</office:styles><office:automatic-styles><style:page-layout style:name="page"/>'
        '</office:automatic-styles><office:master-styles><style:master-page style:name="Default" '
        'style:page-layout-name="page"/></office:master-styles></office:document-styles>'
    )


def _meta(workbook: Workbook) -> str:
    return (
        f'<office:document-meta {_NAMES} office:version="1.3"><office:meta>'
        f"<dc:title>{escape(workbook.title)}</dc:title>"
        f"<dc:language>{escape(workbook.language)}</dc:language>"
        "</office:meta></office:document-meta>"
    )


def _manifest() -> str:
    name = f"{_OPEN}manifest:1.0"
    entries = {"/": MIMETYPE} | dict.fromkeys(("content.xml", "styles.xml", "meta.xml"), "text/xml")
    return (
        f'<manifest:manifest xmlns:manifest="{name}" manifest:version="1.3">'
        + "".join(
            f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
            for path, kind in entries.items()
        )
        + "</manifest:manifest>"
    )
