"""Referrals in the store: rows that name no report, one shape whoever is asked, gone in time."""

from dataclasses import replace

import pytest

from reporting.errors import Changed
from reporting.referring.word import add_word, read_words
from reporting.serves import INTERPRETER
from reporting.store.referrals import (
    add_referral_word,
    find_answered,
    get_referral,
    get_referral_stanza,
    get_referral_stanzas,
    insert_referral,
    purge_referrals,
    replace_request,
    set_referrals_purge,
)
from reporting.store.tables import metadata, referral, referral_message, referral_stanza
from reporting.store.tidy import tidy
from tests.support.asked import Asked
from tests.support.dump import count_rows, shape_of

TABLES = ("referral", "referral_stanza", "referral_message")


@pytest.fixture(scope="module")
def asked():
    """Four people who could be asked."""
    return Asked()


@pytest.fixture
def kept(world, asked):
    """A referral that the desk has stored, with its key; the desk's own rights suffice."""
    request = asked.request()
    key, deposit = asked.seal(request)
    store = world.services("desk").store
    with store.write() as connection:
        insert_referral(connection, deposit)
    return store, request, key, deposit


def test_an_answer_comes_back(kept, asked):
    """What is read is what was written, and the list can tell without a key."""
    store, request, key, deposit = kept
    word = add_word(key, deposit.status, asked.word(request), asked.people["audit"].signer)
    with store.write() as connection:
        add_referral_word(connection, deposit.number, deposit.status, word, answered=True)

    with store.read() as connection:
        row = get_referral(connection, deposit.number)
        answered = find_answered(connection, [deposit.number])
        mine = get_referral_stanzas(connection, asked.accounts["audit"])
        one = get_referral_stanza(connection, asked.accounts["audit"], deposit.number)
    assert row is not None
    words = read_words(key, deposit.number, row.status, row.words, asked.signers())

    assert ["We will train the team."] == [word.text for word in words.words]
    assert {deposit.number} == answered
    assert [(deposit.number, deposit.stanzas[asked.accounts["audit"]])] == mine
    assert deposit.stanzas[asked.accounts["audit"]] == one


def test_two_at_once_overwrite_nothing(kept, asked):
    """The second who follows the same state is told, and nothing of it is written."""
    store, request, key, deposit = kept
    first, second = (
        add_word(key, deposit.status, asked.word(request), asked.people["audit"].signer)
        for _ in range(2)
    )
    with store.write() as connection:
        add_referral_word(connection, deposit.number, deposit.status, first, answered=True)

    with pytest.raises(Changed), store.write() as connection:
        add_referral_word(connection, deposit.number, deposit.status, second, answered=True)
    with pytest.raises(Changed), store.write() as connection:
        replace_request(connection, deposit.number, deposit.status, deposit.box)

    with store.read() as connection:
        row = get_referral(connection, deposit.number)
    assert row is not None
    assert 1 == len(row.words)


def test_it_goes_with_all_that_belongs_to_it(world, kept, asked):
    """On its day, which follows that of its case."""
    store, request, key, deposit = kept
    word = add_word(key, deposit.status, asked.word(request), asked.people["audit"].signer)
    with store.write() as connection:
        add_referral_word(connection, deposit.number, deposit.status, word, answered=True)
        set_referrals_purge(connection, [deposit.number], deposit.purge - 5)
    with world.store.write() as connection:
        assert 0 == purge_referrals(connection, deposit.purge - 6)
        assert 1 == purge_referrals(connection, deposit.purge - 5)

    assert {0} == {count_rows(world.store)[table] for table in TABLES}


def test_tidying_keeps_it(world, kept):
    """All rows are written anew, and none is lost."""
    before = shape_of(world.store)
    tidy(world.store)

    assert before == shape_of(world.store)


def test_nothing_in_it_names_a_report():
    """No column of the three tables points at one."""
    tables = (referral, referral_stanza, referral_message)

    targets = {key.column.table.name for table in tables for key in table.foreign_keys}

    assert {"referral"} == targets
    assert not [c for t in tables for c in t.columns if "report" in c.name]
    assert {table.name for table in tables} == {n for n in metadata.tables if "referral" in n}


def test_a_dump_does_not_tell_who_was_asked(make_world, asked):
    """Nor whether it was an owner or an interpreter, nor how much was written to them."""
    shapes = []
    for request in (
        asked.request("audit", text="x"),
        asked.request("chief"),
        replace(asked.request("interpreter"), kind=INTERPRETER, language="ar"),
    ):
        world = make_world()
        with world.store.write() as connection:
            insert_referral(connection, asked.seal(request)[1])
        shapes.append({table: shape_of(world.store)[table] for table in TABLES})

    assert [shapes[0]] * 3 == shapes
