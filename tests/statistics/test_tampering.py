"""Whatever the owner of the database does to a row of figures, pages show nothing of it."""

import json
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from reporting import canonical
from reporting.identity import new_identity
from reporting.passwords import CHEAPEST, PassphraseStretcher
from reporting.people.account import unseal_account
from reporting.publication import agree, sign_publication
from reporting.releasing.shelves import find_faults, read_shelves
from reporting.store.accounts import find_account
from reporting.store.releases import ReleaseRow, list_releases
from reporting.web.surface import EXTENSION
from tests.support.shelf import make_series, put_releases

SERIES = make_series(years=1)
SECOND = SERIES[1]
PERIOD = "July to September 2024"
PAGES = ("/", "/releases", "/releases/council-1")
GONE = ("/releases/council-2", "/releases/council-2.json", "/releases/council-2/report")


def versions(data):
    """Give the bytes with one value of the object changed, or one key taken away."""
    tree = json.loads(data)
    for key in tree:
        yield canonical.dumps({name: value for name, value in tree.items() if name != key})
        yield canonical.dumps(tree | {key: 2})
        yield canonical.dumps(tree | {key: {"a": [None]}})


def broken(data):
    """Return what may stand in a column of bytes in the place of `data`."""
    cut, flip = st.integers(0, len(data) - 1), st.integers(0, len(data) - 1)
    return st.one_of(
        st.just(data.decode()),
        st.text(max_size=20),
        st.integers(-(2**60), 2**60),
        st.floats(allow_nan=False),
        st.binary(max_size=40),
        st.just(b"[" * 100_000),
        cut.map(lambda at: data[:at]),
        flip.map(lambda at: data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]),
        st.sampled_from(list(versions(data))),
    )


NUMBERS = st.one_of(
    st.text("ab", min_size=1, max_size=3),
    st.integers(-(2**60), 0),
    st.integers(2**20, 2**62),
    st.just(2.5),
)


@pytest.fixture
def published(make_sqlite_world):
    """A world with the releases of one year, of which nothing keeps the owner from changing any."""
    world = make_sqlite_world()
    put_releases(world, SERIES)
    with world.store.write() as connection:
        for change in ("update", "delete"):
            connection.execute(text(f"DROP TRIGGER release_refuses_{change}"))
    return world


@contextmanager
def changed(world, column, value):
    """Put a value into the row of the second release, and what was there back afterwards."""
    with world.store.read() as connection:
        (row,) = (each for each in list_releases(connection, "council") if each.sequence == 2)
    set_column(world, column, value, 2)
    yield
    before = {"bytes": row.data, "signatures": row.signatures, "sequence": 2}[column]
    set_column(world, column, before, value if column == "sequence" else 2)


def set_column(world, column, value, number):
    """Write as the owner of the database does."""
    statement = f"UPDATE release SET {column} = :value WHERE sequence = :number"  # noqa: S608
    with world.store.write() as connection:
        changed = connection.execute(text(statement), {"value": value, "number": number})
        assert 1 == changed.rowcount


def assert_told(world, visitor):
    """Every page is there, names what is left out and shows nothing of it, and so does verify."""
    pages = [visitor.get(address) for address in PAGES]
    for page in pages:
        assert 200 == page.status
        assert PERIOD not in page.text
    for page in pages[:2]:
        assert "missing or were altered after they were signed: releases" in page.text
    for address in GONE:
        assert 404 == visitor.get(address).status
    services = world.statistics.extensions[EXTENSION]
    with world.store.read() as connection:
        shelves = read_shelves(connection, services, services.rosters.current())
    said = find_faults(world.instance, shelves)
    assert any("Release 2 of council" in sentence for sentence in said)


def test_of_a_row_changed_in_any_way_nothing_is_shown_and_its_number_is_named(published):
    """Another type, cut, not JSON, another version, one bit: a sentence, and never an error."""
    visitor = published.reader()
    with published.store.read() as connection:
        signatures = list_releases(connection, "council")[1].signatures
    changes = st.one_of(
        st.tuples(st.just("bytes"), broken(SECOND)),
        st.tuples(st.just("signatures"), broken(signatures)),
        st.tuples(st.just("sequence"), NUMBERS),
    )

    @settings(max_examples=30)
    @given(changes)
    def hold(change):
        with changed(published, *change):
            assert_told(published, visitor)

    hold()
    assert 200 == visitor.get("/releases/council-2").status


@pytest.mark.parametrize("who", ["job", "lead", "link"])
def test_signed_by_somebody_else_or_linked_to_another_release_it_is_not_shown(published, who):
    """A key that no roster names, of either of the two; or a chain that does not fit."""
    account, lead = unlock(published)
    keys = {"job": published.instance.load_statistics(), "lead": lead}
    data = SECOND
    if who == "link":
        data = canonical.dumps(json.loads(SECOND) | {"previous": "0" * 64})
    else:
        keys[who] = new_identity()
    signatures = sign_publication(data, keys["job"], account, agree(data, keys["lead"]))

    set_column(published, "bytes", data, 2)
    set_column(published, "signatures", signatures, 2)

    assert_told(published, published.reader())


def unlock(world, username="north-lead-1"):
    """Return an account and its identity."""
    with world.store.read() as connection:
        row = find_account(connection, username)
    assert row is not None
    stretcher = PassphraseStretcher(world.instance.run, CHEAPEST)
    return row.id, unseal_account(stretcher, row, world.accounts[username]["passphrase"])


@pytest.mark.parametrize("value", ["text", 7, 2.5])
def test_another_type_beside_the_releases_is_no_error_either(published, value):
    """What a lead is asked to agree to, and what the watch has signed of the service."""
    with published.store.write() as connection:
        connection.execute(text("DROP TRIGGER service_fact_refuses_update"))
        put = "INSERT OR REPLACE INTO prepared VALUES ('council', :value)"
        connection.execute(text(put), {"value": value})
        put = "INSERT INTO service_fact VALUES ('2026-04', :value)"
        connection.execute(text(put), {"value": value})

    lead = published.reader("north-lead-1").get("/figures/council/next")
    page = published.reader().get("/")

    assert (200, 200) == (lead.status, page.status)
    assert "the watch did not sign what is stored" in page.text
    assert "at least" not in lead.text


def test_rows_are_read_as_they_were_written(published):
    """The store gives bytes and numbers, whatever lies there."""
    set_column(published, "bytes", "text", 1)

    with published.store.read() as connection:
        (row, *_) = list_releases(connection, "council")

    assert row == ReleaseRow("council", 1, b"", row.signatures)
