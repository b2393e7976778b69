"""`make bench`: measures every figure, draws the table and writes `bench.json`."""

import time

import click

from bench.plan import FULL, QUICK
from bench.run import measure_all
from bench.table import draw, write_json
from reporting.services import instance_folder

FILE = "bench.json"


@click.command()
@click.option("--quick", is_flag=True, help="A few requests only, to see that measuring works.")
def main(*, quick: bool) -> None:
    """Measure on instances made for it; nothing of yours is read or changed but the result file."""
    begun = time.perf_counter()
    plan = QUICK if quick else FULL

    def say(what: str) -> None:
        click.echo(f"{time.perf_counter() - begun:5.0f} s  {what}", err=True)

    rows = measure_all(plan, say).rows()
    path = instance_folder() / FILE
    write_json(rows, path)
    click.echo(draw(rows))
    missed = [row.name for row in rows if row.holds is False]
    click.echo(f"\n{len(rows)} figures, {len(missed)} bars missed; written to {path}")


if __name__ == "__main__":
    main()
