"""What boards and leads say: by whom, in which versions, and until when it stands."""

import itertools

import pytest
from sqlalchemy import text

from reporting.errors import StoreUnavailable
from reporting.store.statements import insert_statement, list_statements
from tests.support.severed import AFTER, BEFORE, Disk
from tests.support.shelf import make_series, put_releases

BASE = "/figures/council/words"
ASSESSMENT = f"{BASE}/assessment/1"
BROKEN = ("over_48h", "within_48h", "kept")


def publish(person, address, **texts):
    """Open the page of a text, and publish."""
    page = person.get(address)
    assert 200 == page.status, page.text
    return person.submit(page.form_with("text"), texts)


@pytest.fixture
def spoken(world):
    """A world with releases of one year, the first two of which tell of a broken promise."""
    put_releases(world, make_series(years=1, promises=BROKEN))
    return world


def test_an_assessment_is_public_unedited_and_keeps_every_version(spoken):
    """As the board wrote it, with what it said before."""
    board = spoken.reader("board-1")
    publish(board, ASSESSMENT, text="Not <b>good</b> enough.\nTruly.")
    page = publish(board, ASSESSMENT, text="Better.")

    assert "Your text is published." in page.text
    for address in ("/", "/organisations/council", "/releases/council-1"):
        shown = spoken.reader().get(address)
        assert "Better." in shown.text
        assert "1 earlier version" in shown.text
        assert "Not <b>good</b> enough." in shown.text


def test_a_question_stands_until_it_is_answered(spoken):
    """On the first page; then with its reply."""
    board, lead = spoken.reader("board-1"), spoken.reader("north-lead-1")
    publish(board, f"{BASE}/question/new", text="Why was nobody there?")
    assert "Not answered yet." in spoken.reader().get("/").text

    lead.get("/figures/council")
    reply = next(link for link in lead.page.links if "/reply/" in link)
    publish(lead, reply, text="Two were ill.")

    shown = spoken.reader().get("/").text
    assert "Why was nobody there?" in shown
    assert "Two were ill." in shown
    assert "Not answered yet." not in shown


def test_you_said_we_did_has_two_halves_and_can_be_worded_anew(spoken):
    """The earlier wording stays to be read."""
    lead = spoken.reader("north-lead-1")
    publish(lead, f"{BASE}/item/new", text="The form forgot.", did="It remembers.")
    item = next(link for link in lead.page.links if "/item/" in link and "new" not in link)
    publish(lead, item, text="The form forgot.", did="It remembers for a day.")

    shown = spoken.reader().get("/organisations/council").text
    assert shown.index("It remembers for a day.") < shown.index("It remembers.")


def test_two_broken_promises_open_an_entry_that_only_the_lead_fills(spoken):
    """It stands empty until then, and nobody can take it away."""
    visitor, lead = spoken.reader(), spoken.reader("north-lead-1")
    assert "The promise was broken twice running" in visitor.get("/").text
    assert "has not done so yet" in visitor.page.text

    publish(lead, f"{BASE}/change/2", text="Three are on every rota.")

    assert "Three are on every rota." in visitor.get("/").text
    assert "The promise was broken twice running" in visitor.page.text


@pytest.mark.parametrize("username", ["analyst-1", "board-1", "north-lead-1"])
def test_before_a_release_no_heading_stands_over_nothing(world, username):
    """Of assessments, questions and items it is said that there are none."""
    main = world.reader(username).get("/figures/council").main

    tags = [each.tag for parent in main.iter() for each in parent]
    assert "h2" in tags
    assert ("h2", "h2") not in itertools.pairwise(tags)
    assert "h2" != tags[-1]


@pytest.mark.parametrize(
    ("username", "address"),
    [
        ("board-1", f"{BASE}/reply/0000000000000001"),
        ("board-1", f"{BASE}/item/new"),
        ("board-1", f"{BASE}/change/2"),
        ("north-lead-1", ASSESSMENT),
        ("north-lead-1", f"{BASE}/question/new"),
        ("analyst-1", ASSESSMENT),
        ("south-lead-1", f"{BASE}/item/new"),
        ("board-1", f"{BASE}/assessment/77"),
        ("board-1", f"{BASE}/assessment/new"),
        ("board-1", f"{BASE}/rumour/new"),
        ("board-1", f"{BASE}/question/0000000000000001"),
        ("north-lead-1", f"{BASE}/change/1"),
        ("north-lead-1", f"{BASE}/reply/0000000000000001"),
        ("board-1", "/figures/transport/words/question/new"),
    ],
)
def test_nobody_writes_what_is_not_theirs_or_about_what_is_not_there(spoken, username, address):
    """All of it is unknown alike, and nothing is stored."""
    person = spoken.reader(username)
    token = next(
        e.get("value", "")
        for e in person.get("/figures").document.iter("input")
        if e.get("name") == "csrf_token"
    )

    assert 404 == person.get(address).status
    sent = {"csrf_token": token, "text": "x", "did": "x", "version": "0"}
    assert 404 == person.post(address, sent).status
    with spoken.store.read() as connection:
        assert [] == list_statements(connection)


@pytest.mark.parametrize("wrong", ["", "\u202e", "x" * 3_001, " \n "])
def test_what_cannot_be_taken_is_said_and_kept(spoken, wrong):
    """Empty, hidden characters, too long: the text stands in the form again."""
    page = publish(spoken.reader("board-1"), ASSESSMENT, text=wrong)

    assert 400 == page.status
    assert page.errors
    with spoken.store.read() as connection:
        assert [] == list_statements(connection)


def test_who_opened_the_page_earlier_is_told_of_the_newer_text(spoken):
    """Theirs is kept in the form, and the button then adds it."""
    board = spoken.reader("board-1")
    page = board.get(ASSESSMENT)
    publish(spoken.reader("board-1"), ASSESSMENT, text="First.")
    board.page = page

    late = board.submit(page.form_with("text"), {"text": "Second."})

    assert 409 == late.status
    assert "First." in late.text
    assert "Second." in late.text
    again = board.submit(late.form_with("text"), {})
    assert (200, True) == (again.status, "Your text is published." in again.text)


def test_two_at_the_same_moment_are_never_both_the_next_version(spoken, monkeypatch):
    """The database lets one of them in; the other is told, with the text kept."""
    board = spoken.reader("board-1")
    page = board.get(ASSESSMENT)
    other = spoken.reader("board-1")
    place = "reporting.statistics.writing.insert_statement"

    def late(connection, row):
        monkeypatch.setattr(place, insert_statement)
        insert_statement(connection, row)
        insert_statement(connection, row)

    monkeypatch.setattr(place, late)
    answer = board.submit(page.form_with("text"), {"text": "Mine."})

    assert 409 == answer.status
    assert "Mine." in answer.text
    assert 200 == publish(other, ASSESSMENT, text="Other.").status


@pytest.mark.parametrize(
    "change",
    [
        "SET bytes = zeroblob(80)",
        "SET bytes = 'text'",
        "SET about = '2'",
        "SET kind = 'change'",
        "SET version = 5",
    ],
)
def test_what_was_altered_is_left_out_and_counted(make_sqlite_world, change):
    """And nothing can be changed without taking the guard of the table away."""
    world = make_sqlite_world()
    put_releases(world, make_series(years=1, promises=BROKEN))
    publish(world.reader("board-1"), ASSESSMENT, text="Not good enough.")
    with world.store.write() as connection:
        connection.execute(text("DROP TRIGGER statement_refuses_update"))
        connection.execute(text(f"UPDATE statement {change}"))

    shown = world.reader().get("/organisations/council").text

    assert "Not good enough." not in shown
    assert "1 text is left out" in shown


def test_the_words_of_a_board_whose_account_is_gone_stay_and_say_so(spoken):
    """Nobody can check them any more; the words of a lead are checked by the rosters."""
    publish(spoken.reader("board-1"), ASSESSMENT, text="Not good enough.")
    with spoken.store.write() as connection:
        connection.execute(text("DELETE FROM account WHERE username = 'board-1'"))

    shown = spoken.reader().get("/organisations/council").text

    assert "Not good enough." in shown
    assert "so the signature cannot be checked" in shown


def test_a_text_that_came_without_a_session_is_given_back(spoken):
    """Signed out meanwhile: what was written is shown once, to be copied."""
    lead = spoken.reader("north-lead-1")
    page = lead.get(f"{BASE}/item/new")
    lead.cookies.pop("statistics")

    answer = lead.submit(page.form_with("text"), {"text": "The form forgot.", "did": "Mended."})

    assert 403 == answer.status
    assert "The form forgot." in answer.text
    assert "Mended." in answer.text


@pytest.mark.parametrize("token", ["", "stale"])
def test_a_text_with_a_bad_token_stands_in_the_form_again(spoken, token):
    """Nothing is published, and the form that comes back can be sent."""
    board = spoken.reader("board-1")
    page = board.get(ASSESSMENT)

    answer = board.submit(page.form_with("text"), {"text": "Mine.", "csrf_token": token})

    assert 400 == answer.status
    assert "Mine." in answer.text
    with spoken.store.read() as connection:
        assert [] == list_statements(connection)
    assert "Your text is published." in board.submit(answer.form_with("text"), {}).text


@pytest.mark.parametrize("reading", ["words.list_statements", "shelf.list_releases"])
def test_where_nothing_can_be_read_a_text_is_given_back(spoken, monkeypatch, reading):
    """The database fails between the page and its answer."""

    def fail(*_args):
        raise StoreUnavailable

    board = spoken.reader("board-1")
    page = board.get(ASSESSMENT)
    monkeypatch.setattr(f"reporting.statistics.{reading}", fail)
    answer = board.submit(page.form_with("text"), {"text": "Mine."})

    assert 503 == answer.status
    assert "Mine." in answer.text


@pytest.mark.parametrize("when", [BEFORE, AFTER])
def test_a_text_of_which_nobody_hears_is_given_back_to_look_first(make_sqlite_world, when):
    """The disk fails in the moment of the commit: it may be published, and may be not."""
    world = make_sqlite_world()
    put_releases(world, make_series(years=1, promises=BROKEN))
    board = world.reader("board-1")
    page = board.get(ASSESSMENT)
    Disk(world.statistics.extensions["reporting"].store.engine.dialect).next_commit = when

    answer = board.submit(page.form_with("text"), {"text": "Mine."})

    assert 503 == answer.status
    assert "Mine." in answer.text
    assert "Please look whether it is there before you send it again." in answer.text
    with world.store.read() as connection:
        assert (when == AFTER) == bool(list_statements(connection))


@pytest.mark.parametrize(
    ("username", "change"),
    [
        ("board-1", "UPDATE account SET role = 'analyst' WHERE username = 'board-1'"),
        ("board-1", "UPDATE account SET body = 'south' WHERE username = 'board-1'"),
        ("board-1", "DELETE FROM release"),
    ],
)
def test_a_text_is_given_back_where_its_page_is_gone(make_sqlite_world, username, change):
    """Another role, another body, no release: 404 as ever, and what was written to be copied."""
    world = make_sqlite_world()
    put_releases(world, make_series(years=1, promises=BROKEN))
    writer = world.reader(username)
    page = writer.get(ASSESSMENT)
    with world.store.write() as connection:
        connection.execute(text("DROP TRIGGER release_refuses_delete"))
        connection.execute(text(change))

    answer = writer.submit(page.form_with("text"), {"text": "A long <assessment>."})

    assert 404 == answer.status
    kept = answer.by_id("kept")
    assert kept is not None
    assert "A long <assessment>." == (kept.text or "").strip()
    assert "your account may not use it any more" in answer.text
    assert 404 == writer.get(ASSESSMENT).status
    assert writer.page.by_id("kept") is None


def test_an_address_that_never_was_gives_nothing_back(spoken):
    """Whatever is sent there is not read, of any size."""
    answer = spoken.reader().post("/nowhere", {"text": "Mine." * 1_000_000})

    assert 404 == answer.status
    assert "Mine." not in answer.text
