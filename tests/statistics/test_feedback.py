"""The feedback box: anybody writes, only members of a board read, and a flood finds it shut."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import text

from reporting import limits
from reporting.errors import StoreUnavailable
from reporting.ids import AccountId
from reporting.store.accounts import delete_account, insert_account, list_role
from reporting.store.feedback import list_feedback, purge_feedback
from reporting.store.rosters import begin_rosters
from reporting.store.tables import figuretables
from reporting.web.limiter import TokenBucket
from tests.support.dump import read_all

WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
SAID = "A canary: please show figures of schools."


def tell(world, said=SAID, person=None):
    """Put a text into the box."""
    person = person or world.reader()
    page = person.get("/feedback")
    return person.submit(page.form_with("text"), {"text": said})


def test_a_member_of_a_board_reads_what_anybody_wrote(world):
    """With the day, and nobody else does."""
    page = tell(world)

    assert (200, "sent=yes") == (page.status, page.address.partition("?")[2])
    assert "Thank you" in page.text
    assert SAID in world.reader("board-1").get("/feedback/read").text
    for other in ("analyst-1", "north-lead-1"):
        assert 404 == world.reader(other).get("/feedback/read").status


def test_the_database_holds_no_word_of_it_and_one_length_for_all(world):
    """Sealed to each member; what is there in clear is a day."""
    tell(world)
    tell(world, "x")

    rows = read_all(world.store)
    assert 1 == len({len(row["bytes"]) for row in rows["feedback"]})
    assert b"canary" not in repr(rows).encode()


def test_the_box_says_what_not_to_write(world):
    """It is no place to report, and shows no cookie before it is opened."""
    page = world.reader().get("/feedback")

    assert "Do not report an incident here" in page.text
    assert "Do not write names" in page.text


@pytest.mark.parametrize("wrong", ["", "\u202e", "x" * 2_001])
def test_what_cannot_be_taken_is_said(world, wrong):
    """In words, with the rest kept."""
    page = tell(world, wrong)

    assert 400 == page.status
    assert page.errors


def test_the_longest_text_of_any_script_fits(world):
    """Two thousand characters of four bytes, or that JSON writes longer."""
    for longest in ("😀" * 2_000, '"' * 2_000, "字" * 2_000):
        assert 200 == tell(world, longest).status


def test_without_a_board_the_box_is_closed(world):
    """And says so instead of taking what nobody could read."""
    with world.store.write() as connection:
        connection.execute(text("UPDATE account SET disabled = true WHERE role = 'board'"))

    page = world.reader().get("/feedback")

    assert "Nobody can read feedback just now" in page.text
    assert [] == page.forms
    assert 503 == world.reader().post("/feedback", {"text": SAID}).status


def test_a_flood_finds_the_box_shut(world):
    """A bucket first, and then the ceiling of the day; what was typed stays."""
    person = world.reader()
    pages = [tell(world, f"{n}", person) for n in range(limits.FEEDBACK_BURST + 1)]

    assert [200] * limits.FEEDBACK_BURST == [page.status for page in pages[:-1]]
    assert 429 == pages[-1].status
    assert "60" == pages[-1].header("Retry-After")
    world.clock.advance(hours=1)
    assert 200 == tell(world).status


def test_where_the_store_takes_nothing_the_text_is_given_back(world, monkeypatch):
    """Nothing of it was kept, and it can be copied from the page that says so."""

    def fail(*_args):
        raise StoreUnavailable

    person = world.reader()
    page = person.get("/feedback")
    monkeypatch.setattr("reporting.statistics.feedback.insert_feedback", fail)
    page = person.submit(page.form_with("text"), {"text": SAID})

    assert 503 == page.status
    assert "nothing of it was kept" in page.text
    assert SAID in page.text


def test_who_has_another_account_by_then_reads_it_all_the_same(world, monkeypatch):
    """They got it between the page and the moment in which the text is sealed."""
    person = world.reader()
    page = person.get("/feedback")
    take = TokenBucket.take

    def in_that_moment(bucket):
        with world.store.write() as connection:
            [row] = list_role(connection, "board")
            delete_account(connection, row.id)
            insert_account(connection, replace(row, id=AccountId(row.id ^ 1)))
        return take(bucket)

    monkeypatch.setattr(TokenBucket, "take", in_that_moment)
    sent = person.submit(page.form_with("text"), {"text": SAID})

    assert 200 == sent.status
    [letter] = read_all(world.store)["feedback"]
    [member] = [row for row in read_all(world.store)["account"] if row["role"] == "board"]
    assert member["id"] == letter["account_id"]


def test_where_the_last_member_has_left_by_then_the_box_says_so(world, monkeypatch):
    """Nothing is taken that nobody could read."""
    person = world.reader()
    page = person.get("/feedback")
    take = TokenBucket.take

    def in_that_moment(bucket):
        with world.store.write() as connection:
            [row] = list_role(connection, "board")
            delete_account(connection, row.id)
        return take(bucket)

    monkeypatch.setattr(TokenBucket, "take", in_that_moment)
    sent = person.submit(page.form_with("text"), {"text": SAID})

    assert 503 == sent.status
    assert [] == read_all(world.store)["feedback"]


@pytest.mark.postgresql
def test_what_comes_while_a_member_gets_another_identity_waits_until_they_have_it(
    make_postgresql_world,
):
    """Stored in between, it would go with the account of before, and the page would say sent."""
    world = make_postgresql_world()
    reader = world.reader()
    form = reader.get("/feedback").form_with("text")
    with world.store.read() as connection:
        before = next(r for r in list_role(connection, "board") if not r.disabled)

    with ThreadPoolExecutor(1) as pool:
        with world.store.write() as changing:
            begin_rosters(changing)
            said = pool.submit(reader.submit, form, {"text": SAID})
            while not said.done() and not changing.execute(text(WAITING)).scalar():
                pass
            delete_account(changing, before.id)
            insert_account(changing, replace(before, id=AccountId(before.id + 1)))
        page = said.result()

    assert (200, "sent=yes") == (page.status, page.address.partition("?")[2])
    [row] = read_all(world.store)["feedback"]
    assert before.id + 1 == row["account_id"]


def test_the_ceiling_of_a_day_holds(world, monkeypatch):
    """It counts letters, and the next day it is open again."""
    monkeypatch.setattr(limits, "FEEDBACK_A_DAY", 1)
    tell(world)

    assert 429 == tell(world).status
    world.clock.advance(days=1)
    assert 200 == tell(world).status


def test_a_letter_of_somebody_else_does_not_open(world):
    """A row that was moved or altered is counted and not shown."""
    tell(world)
    with world.store.write() as connection:
        connection.execute(figuretables.feedback.update().values(bytes=b"\x01" * 99))

    text_ = world.reader("board-1").get("/feedback/read").text

    assert "1 text does not open" in text_
    assert SAID not in text_


def test_feedback_goes_after_a_year(world):
    """Not a day before."""
    tell(world)
    today = 20_577
    with world.store.read() as connection:
        [account] = connection.execute(text("SELECT id FROM account WHERE username='board-1'"))
    for day, left in ((today + 365, 1), (today + 366, 0)):
        with world.store.write() as connection:
            purge_feedback(connection, day)
            assert left == len(list_feedback(connection, account.id, 9))
