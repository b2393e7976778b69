"""Attack 16: an administrator adds a recipient, so that the council reads every future report."""

import json
from datetime import timedelta

import pytest

from reporting import canonical, ids, limits
from reporting.envelope import header_from_bytes
from reporting.identity import new_identity
from reporting.store.rosters import get_latest_rosters
from reporting.store.tables import roster as table
from tests.support.dump import kept_rows, read_all
from tests.support.journey import ANSWERS


def alter(world, change):
    """Rewrite north's roster in the database, as whoever owns the database can."""
    with world.store.write() as connection:
        value = json.loads(get_latest_rosters(connection)["north"])
        change(value)
        new = table.update().where(table.c.body == "north").values(bytes=canonical.dumps(value))
        connection.execute(new)


def add_key(value):
    """Add a reviewer whom no lead has signed."""
    spy = new_identity()
    member = {
        "account": ids.to_hex(ids.new_id()),
        "role": "reviewer",
        "wrap": canonical.encode_bytes(spy.wrap_public),
        "sign": canonical.encode_bytes(spy.signing_public),
        "active": True,
        "declarations": [],
    }
    value["roster"]["members"].append(member)


def swap_key(value):
    """Put another key in the place of a reviewer's."""
    member = next(m for m in value["roster"]["members"] if m["role"] == "reviewer")
    member["wrap"] = canonical.encode_bytes(new_identity().wrap_public)


def drop_signature(value):
    """Leave one signature of the two that are needed."""
    value["signatures"].popitem()


def lower_threshold(value):
    """Say that one signature is enough, which only the root may say."""
    value["delegation"]["threshold"] = 1
    value["signatures"].popitem()


def remove_conflicts(value):
    """Take away what a reviewer declared."""
    for member in value["roster"]["members"]:
        member["declarations"] = []


CHANGES = [add_key, swap_key, drop_signature, lower_threshold, remove_conflicts]


def check_refused(world, reporter):
    """Neither the form nor a report already written gets further; nothing is stored."""
    before = kept_rows(world.store)

    page = reporter.submit(reporter.next_form(), dict(ANSWERS))

    assert 503 == page.status
    assert "Nothing was kept" in page.text
    assert ANSWERS["story"] in page.body.decode()  # given back, so that nobody writes it twice
    assert 503 == world.reporter().get("/en/report/form").status
    assert before == kept_rows(world.store)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_an_altered_roster_stops_intake(world, change):
    """No change to the list gets past the signatures of the leads and the pinned root."""
    reporter = world.reporter()
    reporter.begin()

    alter(world, change)

    check_refused(world, reporter)


def test_a_replayed_roster_stops_intake(world):
    """An old list does not come back: the lowest version stands outside the database."""
    reporter = world.reporter()
    reporter.begin()

    world.instance.raise_version("north", 1_000)

    check_refused(world, reporter)


def test_an_expired_roster_stops_intake(world):
    """A list that nobody signed again ends by itself."""
    reporter = world.reporter()
    world.clock.moment += timedelta(days=limits.ROSTER_DAYS + 1)

    assert 503 == reporter.get("/en/report/form").status
    assert {"report": 0, "stanza": 0, "message": 0, "draft": 0} == kept_rows(world.store)


def test_a_report_that_waits_to_be_sent_is_stopped_too(world):
    """The list is checked at the moment of sealing, not only when the form was opened."""
    reporter = world.reporter()
    reporter.fill()
    before = kept_rows(world.store)

    alter(world, add_key)
    page = reporter.submit(reporter.next_form(), {})

    assert 503 == page.status
    assert before == kept_rows(world.store)


def test_every_report_names_the_list_it_was_sealed_to(world):
    """Past misuse stays visible: the header commits to the digest of all rosters."""
    world.reporter().write_report()

    header = header_from_bytes(read_all(world.store)["report"][0]["header"])

    assert world.services("intake").rosters.current().digest == header.rosters_digest


def test_the_form_shows_the_fingerprint_of_the_list(world):
    """Everybody can compare what the page shows with what is printed on a poster."""
    reporter = world.reporter()
    reporter.fill()

    assert world.services("intake").rosters.current().fingerprint in reporter.page.text
