"""What it costs to write a release as a spreadsheet: a large one, with every table shown."""

from collections.abc import Callable
from functools import partial

from bench import figures
from bench.functions import own_time
from bench.ledger import Ledger
from bench.plan import Plan
from reporting.disclosure.frozen import as_release, freeze
from reporting.disclosure.protect import Source, protect
from reporting.export.layout import lay_out
from reporting.export.ods import write_ods
from reporting.export.workbook import Workbook
from reporting.export.xlsx import write_xlsx
from tests.disclosure.worlds import FACTS, KEY, random_tally, year
from tests.export.plain import PlainWords

AREAS, REPORTS = 34, 200_000
WRITERS = {"XLSX": write_xlsx, "ODS": write_ods}


def measure_files(ledger: Ledger, plan: Plan) -> None:
    """Record the processor time of each format, from the frozen bytes to those of the file."""
    source = Source("bench", KEY, random_tally(1, REPORTS, areas=AREAS))
    numbers = protect(source, "year", year(), [])
    release = as_release(source, "year", year(), (), numbers)
    data = freeze(release, numbers, KEY, b"", FACTS)
    cells = sum(len(table.cells or ()) for table in release.tables)
    for kind, write in WRITERS.items():
        cost = own_time(plan, partial(_draw, write, data))
        how = f"{cells} cells of {len(release.tables)} tables; median of {plan.operations}"
        ledger.record(figures.FILES[kind], cost, how)


def _draw(write: Callable[[Workbook], bytes], data: bytes) -> bytes:
    return write(lay_out(data, PlainWords()))
