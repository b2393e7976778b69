"""What the watch has signed that it did, put straight into a store."""

from sqlalchemy import insert

from reporting import clock, ids
from reporting.event import Event, sign_event
from reporting.identity import Identity
from reporting.ids import ReportId
from reporting.store import tables
from tests.support.world import World


def record(world: World, number: ReportId, *kinds: str, watch: Identity | None = None) -> None:
    """Let the watch, or somebody who pretends to be it, say that it did something to a report."""
    signer = (watch or world.instance.load_watch()).signer
    day = clock.day_of(world.clock())
    with world.store.write() as connection:
        for kind in kinds:
            data = sign_event(Event(number, kind, day), signer)
            values = {"id": ids.new_id(), "report_id": number, "bytes": data}
            connection.execute(insert(tables.event), values)
