"""Attack 23: whoever owns the database edits what was done to a case."""

import pytest
from sqlalchemy import delete, select, text, update

from reporting.chainfaults import BROKEN, STRAY, UNGUARDED, find_chain_faults
from reporting.errors import Changed, StoreUnavailable
from reporting.store.tables import case_event, report
from tests.support.journey import Reviewer
from tests.support.world import World

READER, LEAD = "north-reviewer-1", "north-lead-1"
# As whoever owns the database can: reports go, and what belongs to them stays.
WITHOUT_CASCADE = {
    "sqlite": ("PRAGMA foreign_keys=OFF", "DELETE FROM report", "PRAGMA foreign_keys=ON"),
    "postgresql": (
        "SET session_replication_role = replica",
        "DELETE FROM report",
        "SET session_replication_role = DEFAULT",
    ),
}
TOLD = "is not whole, so openings may be missing here"


@pytest.fixture
def world(make_any_world) -> World:
    """A report that was read and answered, on both databases."""
    made: World = make_any_world()
    made.reporter().write_report()
    reader = made.reviewer(READER)
    [case] = reader.list_cases()
    reader.acknowledge(case, "Thank you. We have read it.")
    reader.get(f"/cases/{case}/notes")
    reader.submit(reader.page.form_with("seen"), {"text": "Nobody may learn of it."})
    return made


def unguard(world: World) -> None:
    """Take away what refuses changes, as the owner of a database can."""
    if world.store.dialect == "postgresql":
        return  # the owner is refused nothing
    with world.store.write() as connection:
        for name in ("update", "delete"):
            connection.execute(text(f"DROP TRIGGER case_event_refuses_{name}"))


def faults(world: World) -> list[str]:
    """Return what a process without any key says."""
    return [fault for fault in find_chain_faults(world.store) if fault != UNGUARDED]


def problems(world: World) -> str:
    """Return what a colleague reads who opens the case, and a lead in the weekly list."""
    lead: Reviewer = world.reviewer(LEAD)
    [case] = lead.list_cases()
    listed = lead.get("/openings").text
    assert TOLD in listed
    return lead.open_case(case).text


def test_an_untouched_trail_is_whole(world):
    """Nothing is said, by no one, and the guards are there."""
    assert [] == list(find_chain_faults(world.store))
    lead = world.reviewer(LEAD)
    assert TOLD not in lead.get("/openings").text


@pytest.mark.parametrize(
    "change", ["UPDATE case_event SET bytes = bytes", "DELETE FROM case_event"]
)
def test_the_desk_is_refused_whatever_it_sends(world, change):
    """By triggers on SQLite, by missing grants on PostgreSQL."""
    store = world.services("desk").store

    with pytest.raises((StoreUnavailable, Changed)), store.write() as connection:
        connection.execute(text(change))

    assert [] == list(find_chain_faults(world.store))


def test_guards_that_were_taken_away_are_told(world):
    """Before anything is changed."""
    if world.store.dialect == "postgresql":
        with world.store.write() as connection:
            connection.execute(text("GRANT DELETE ON case_event TO reporting_desk"))
    unguard(world)

    assert [UNGUARDED] == list(find_chain_faults(world.store))


@pytest.mark.parametrize("edit", ["taken out", "altered"])
def test_an_edited_event_is_told_with_a_key_and_without(world, edit):
    """By `reporting check`, on the page of the case, and in the weekly list."""
    unguard(world)
    with world.store.write() as connection:
        if edit == "altered":
            other = connection.execute(text("SELECT bytes FROM case_event")).scalars().first()
            connection.execute(update(case_event).values(bytes=other))
        else:
            connection.execute(delete(case_event))

    assert [BROKEN] == faults(world)
    assert "history" in problems(world)


def test_whoever_mends_the_sum_as_well_is_found_by_the_next_opening(world):
    """`check` holds no key, and says so in docs/soundness.md; the sealed head does not fit."""
    unguard(world)
    with world.store.write() as connection:
        connection.execute(delete(case_event))
        connection.execute(update(report).values(event_sum=bytes(32)))

    assert [] == faults(world)
    assert "history" in problems(world)


def test_whoever_cuts_off_the_newest_is_found_by_the_next_opening(world):
    """What is left is a whole chain, and shorter than its sealed head says."""
    before = state_of(world)
    write_a_note(world)
    unguard(world)
    put_back(world, {**before, "head": {"event_sum": before["head"]["event_sum"]}})

    assert [] == faults(world)
    assert "history" in problems(world)


def test_an_older_state_that_is_put_back_whole_is_found_by_nobody(world):
    """As docs/soundness.md says: without a copy from between, no program can tell."""
    before = state_of(world)
    write_a_note(world)
    unguard(world)
    put_back(world, before)

    lead = world.reviewer(LEAD)
    [case] = lead.list_cases()
    assert [] == faults(world)
    assert "history of this case" not in lead.open_case(case).text
    assert TOLD not in lead.get("/openings").text


def write_a_note(world):
    """Let the reader do one thing more."""
    reader = world.reviewer(READER)
    [case] = reader.list_cases()
    reader.get(f"/cases/{case}/notes")
    reader.submit(reader.page.form_with("seen"), {"text": "A second note."})


def state_of(world):
    """Return what the owner of a database copies of the one case: its rows, and beside them."""
    columns = report.c.chain, report.c.event_sum, report.c.card
    with world.store.read() as connection:
        events = connection.execute(select(case_event.c.id)).scalars().all()
        head = connection.execute(select(*columns)).mappings().one()
    return {"events": list(events), "head": dict(head)}


def put_back(world, state):
    """Take away what came since, and write what stood beside the rows."""
    with world.store.write() as connection:
        connection.execute(delete(case_event).where(case_event.c.id.not_in(state["events"])))
        connection.execute(update(report).values(**state["head"]))


def test_events_without_their_report_are_told(world):
    """What a cascade would have taken along was put there by hand."""
    unguard(world)
    with world.store.engine.connect() as connection:
        for statement in WITHOUT_CASCADE[world.store.dialect]:
            connection.exec_driver_sql(statement)
        connection.commit()

    assert [STRAY] == faults(world)
