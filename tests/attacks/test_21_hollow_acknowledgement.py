"""Attack 21: something answers at once, so that the promise looks kept."""

import pytest

from reporting import clock, ids
from reporting.conversation import Saying, add_from_reviewer, key_from_receipt
from reporting.identity import new_identity
from reporting.ids import AccountId
from reporting.receipt import read_receipt
from reporting.store.reports import add_message
from tests.support.dump import read_all
from tests.support.said import row_of
from tests.support.world import World

READER = "north-reviewer-1"
NOT_SHOWN = "A message is not signed by who may write here, and is not shown."


@pytest.fixture
def world(make_world) -> World:
    """A demo instance."""
    made: World = make_world()
    return made


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u200b", "."])
def test_no_message_is_no_acknowledgement(world, text):
    """Nothing is sent, and the promise still runs."""
    world.reporter().write_report()
    reader = world.reviewer(READER)
    [case] = reader.list_cases()
    reader.open_case(case)

    page = reader.submit(reader.page.form_with("message"), {"message": text})

    assert 400 == page.status
    assert [] == read_all(world.store)["message"]
    assert "left" in reader.get("/cases?state=waiting").text


@pytest.mark.parametrize("who", ["watch", "nobody"])
def test_what_no_reviewer_signed_is_not_an_answer(world, who):
    """A job holds keys of its own; no list names it as somebody who may write to a reporter."""
    words = world.reporter().write_report()
    row, keys = row_of(world, words), read_receipt(words).keys()
    assert row is not None
    watch = world.instance.load_watch()
    identity = watch if who == "watch" else new_identity()
    key = key_from_receipt(keys, row.header, row.wrapped)
    said = add_from_reviewer(
        key,
        row.status,
        Saying("Thank you. We have read it."),
        AccountId(ids.new_id()),
        identity.signing_seed,
        clock.day_of(world.clock()),
        6,
    )
    with world.store.write() as connection:
        add_message(connection, row.report, row.revision, said)

    page = world.reporter().return_with(words)

    assert NOT_SHOWN in page.text
    assert "Thank you. We have read it." not in page.text
