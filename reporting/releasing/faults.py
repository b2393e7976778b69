"""What `reporting check` says of figures: never how many reports or facts there are."""

from collections.abc import Iterator

from reporting.errors import ReleaseRefused, RosterRefused
from reporting.localtime import local_date
from reporting.quarter import quarter_name, quarter_of_date
from reporting.releasing.shelves import find_faults, read_shelves
from reporting.services import Services
from reporting.store.facts import list_tallies


def find_figure_faults(services: Services) -> Iterator[str]:
    """Give a sentence for each release that is not as it was published, and for nights left out.

    Without rosters in force nobody can say what is genuine; that is said elsewhere.
    """
    try:
        rosters = services.rosters.current()
    except RosterRefused:
        return
    with services.store.read() as connection:
        shelves = read_shelves(connection, services, rosters)
        counted = {quarter for _, quarter in list_tallies(connection)}
    try:
        yield from find_faults(services.instance, shelves)
    except ReleaseRefused as refused:
        yield refused.sentence
    now = quarter_name(quarter_of_date(local_date(services.now(), services.service.timezone)))
    if now not in counted and not services.instance.demo:
        yield "Nothing was counted in this quarter: run every night: reporting release prepare."
