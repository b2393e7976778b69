"""What a check without a key says of the files of reports, and what it cannot see."""

import re

import pytest
from sqlalchemy import delete, insert, text, update

from reporting import ids
from reporting.filefaults import BROKEN, CHUNK_SIZE, STRAY, find_file_faults
from reporting.store.tables import attachment, report
from tests.support.dump import read_all
from tests.support.uploading import MORE_FILES, upload

LONG = b"word " * 60_000  # four chunks


@pytest.fixture
def world(make_any_world):
    """A world, on each store, with two reports: files that came with one, and were added later."""
    world = make_any_world()
    world.reporter().write_report()
    reporter = world.reporter()
    reporter.fill()
    upload(reporter, "a.txt", LONG)
    upload(reporter, "b.txt", b"It is short.")
    reporter.get("/en/report/check")
    reporter.submit(reporter.next_form(), {})
    words = " ".join(reporter.page.by_id("receipt").itertext())
    later = world.reporter()
    later.return_with(words)
    upload(later, "c.txt", b"It came later.", MORE_FILES)
    later.submit(later.page.form_with("seen"), {})
    return world


def change(world, statement):
    """Change the database as somebody can who owns it: no rule of its own stands in the way."""
    if world.store.dialect == "sqlite":
        off, on = "PRAGMA foreign_keys=OFF", "PRAGMA foreign_keys=ON"
    else:
        off, on = (f"SET session_replication_role = {role}" for role in ("replica", "origin"))
    with world.store.maintain() as connection:
        connection.execute(text(off))
        connection.execute(statement)
        connection.execute(text(on))


def faults(world):
    """Return what the check says of files."""
    return list(find_file_faults(world.store))


def chunks(world):
    """Return the rows of all files of reports."""
    return read_all(world.store)["attachment"]


def test_files_that_are_whole_are_not_spoken_of(world):
    """Long, short, with the report and later; each row has the size that is promised."""
    assert [1, 1, 4] == sorted(
        len([row for row in chunks(world) if row["file"] == file])
        for file in {row["file"] for row in chunks(world)}
    )
    assert {CHUNK_SIZE} == {len(row["bytes"]) for row in chunks(world)}

    assert [] == faults(world)


def _longer():
    return update(attachment).where(attachment.c.chunk == 3).values(bytes=bytes(CHUNK_SIZE + 1))


def _shorter():
    return update(attachment).where(attachment.c.chunk == 0).values(bytes=bytes(CHUNK_SIZE - 1))


def _first_gone():
    return delete(attachment).where(attachment.c.chunk == 0)


def _last_gone():
    return delete(attachment).where(attachment.c.chunk == 3)


def _moved():
    return update(attachment).where(attachment.c.chunk == 3).values(chunk=4)


@pytest.mark.parametrize("make", [_longer, _shorter, _first_gone, _last_gone, _moved])
def test_a_part_that_is_lost_moved_or_cut_is_told(world, make):
    """In one sentence, whichever and however many."""
    change(world, make())

    assert [BROKEN] == faults(world)


def test_a_part_that_was_added_is_told(world):
    """A chunk more, of the right size."""
    row = max(chunks(world), key=lambda each: each["chunk"])

    change(world, insert(attachment).values(row | {"id": ids.new_id(), "chunk": 4}))

    assert [BROKEN] == faults(world)


def test_what_is_left_of_a_report_that_is_gone_is_told(world):
    """Where the database was told not to take it along."""
    [number] = {row["report_id"] for row in chunks(world)}

    change(world, delete(report).where(report.c.id == number))

    assert [STRAY] == faults(world)


def test_what_only_an_opening_tells_is_not_found(world):
    """Bytes put in place of others, and a file that is gone as a whole: the docs say so."""
    [long] = {row["file"] for row in chunks(world) if row["chunk"] == 3}

    change(world, update(attachment).values(bytes=bytes(CHUNK_SIZE)))
    exchanged = faults(world)
    change(world, delete(attachment).where(attachment.c.file == long))

    assert [[], []] == [exchanged, faults(world)]


def test_the_sentences_count_and_name_nothing():
    """There is no number in them, and no place for one."""
    for sentence in (BROKEN, STRAY):
        assert not re.search(r"[0-9%{]", sentence)
