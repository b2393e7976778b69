"""The layout of a whole release: cover, contents, notes, then one table a sheet."""

import json

from flask_babel import gettext

from reporting import limits, primitives
from reporting.disclosure.published import Release
from reporting.disclosure.reading import read_release
from reporting.export.about import areas_sheet, rates_sheet, service_sheet, withheld_sheet
from reporting.export.tables import sheet_of
from reporting.export.words import Words
from reporting.export.workbook import Listing, Sheet, Workbook


def lay_out(data: bytes, words: Words) -> Workbook:
    """Return the workbook of a frozen release; raise ReleaseFileError for anything else."""
    release = read_release(data)
    made = (
        service_sheet(json.loads(data)["service"]),
        rates_sheet(release, words),
        areas_sheet(release, words),
        withheld_sheet(release, words, withheld_reason()),
    )
    tables = tuple(sheet_of(release, t, words) for t in release.tables if t.cells is not None)
    sheets = (_notes(), *tables, *(sheet for sheet in made if sheet))
    title = title_of(release, words)
    return Workbook(
        title,
        words.language,
        (_cover(release, title, primitives.sha256(data).hex(), words), _contents(sheets), *sheets),
        words.right_to_left,
    )


def title_of(release: Release, words: Words) -> str:
    """Return the title of a release and of its files."""
    return str(
        gettext(
            "Racism reported: %(organisation)s, %(period)s",
            organisation=words.organisation,
            period=words.period(release.period),
        )
    )


def withheld_reason() -> str:
    """Return the one reason why a table is not shown."""
    return str(gettext("Too few reports for this table"))


def _cover(release: Release, title: str, digest: str, words: Words) -> Sheet:
    lines = (
        words.notice,
        words.kind(release.kind),
        gettext("This is release %(number)s of its series.", number=release.sequence),
        gettext("No number of reports in this file is exact. The worksheet Notes says why."),
        gettext("More reports can mean more trust. Areas are not ranked."),
        gettext("Nothing that was published is ever changed."),
        gettext(
            "This file was made from the release as it was published. The SHA-256 of that is "
            "%(digest)s.",
            digest=digest,
        ),
    )
    return Sheet("Cover", title, tuple(line for line in lines if line))


def _contents(sheets: tuple[Sheet, ...]) -> Sheet:
    return Sheet(
        "Contents",
        gettext("Contents"),
        (gettext("This worksheet contains one table, with a link to each worksheet."),),
        Listing(
            "contents",
            (gettext("Worksheet"), gettext("What it holds")),
            tuple((sheet.name, sheet.title) for sheet in sheets),
            links=True,
        ),
    )


def _notes() -> Sheet:
    notes = (
        gettext(
            "“At least 5” stands for any number from 5 to 13, “at least 10” for any from 10 to 18, "
            "and so on. The columns with the bounds say the same in numbers."
        ),
        gettext(
            "“Fewer than %(width)s” may be none. It is printed for none and for every number below "
            "%(width)s alike.",
            width=limits.WIDTH,
        ),
        gettext("Do not add numbers up. Totals are in tables of their own."),
        gettext(
            "Of two answers, yes and no, only one is shown beside its total, because both together "
            "would say more about single reports."
        ),
        gettext(
            "Reports received and reports decided are counted apart. What was decided in a period "
            "may have been received before it."
        ),
        gettext(
            "A table is withheld as a whole where there are too few reports for it, or where "
            "somebody could be found in it."
        ),
    )
    return Sheet(
        "Notes",
        gettext("Notes"),
        (gettext("This worksheet contains one table."),),
        Listing(
            "notes",
            (gettext("Note"), gettext("What it says")),
            tuple((number, note) for number, note in enumerate(notes, 1)),
        ),
    )
