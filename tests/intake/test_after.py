"""What is asked after a decision, and taking a report back."""

from datetime import date

import pytest
from sqlalchemy import select

from reporting import clock
from reporting.checkin import open_check_ins
from reporting.conversation import Saying
from reporting.errors import BadSignature
from reporting.factrow import open_row
from reporting.message import CHECK_IN, OUTCOME, SURVEY
from reporting.passwords import CHEAPEST, PassphraseStretcher
from reporting.people.account import unseal_account
from reporting.primitives import signing_public
from reporting.receipt import read_receipt
from reporting.store import tables
from reporting.store.accounts import find_account
from reporting.store.checkins import list_check_ins
from reporting.store.facts import list_facts
from tests.support.dump import read_all
from tests.support.said import row_of, tell

TALK = "/en/conversation"
READERS = ("north-reviewer-1", "north-reviewer-2", "north-lead-1", "south-lead-1")
LEAD = "north-lead-2"
TOLD = "They took me off the rota."


def identity_of(world, username):
    """Return the identity of an account."""
    with world.store.read() as connection:
        account = find_account(connection, username)
    assert account is not None
    stretcher = PassphraseStretcher(world.instance.run, CHEAPEST)
    return unseal_account(stretcher, account, world.accounts[username]["passphrase"])


def facts_in(world):
    """Return what the release job finds in the rows of facts: population and code."""
    statistics = world.instance.load_statistics().unwrapper
    with world.store.read() as connection:
        rows = list_facts(connection)
    opened = [open_row(row, statistics) for row in rows]
    return len(rows), [(o["population"], o["codes"]) for o in opened if o and "population" in o]


def check_ins_of(world, username):
    """Return what an account opens of the answers to check-ins."""
    with world.store.read() as connection:
        rows = list_check_ins(connection)
    return open_check_ins(rows, identity_of(world, username).unwrapper)


@pytest.fixture
def words(world):
    """The words of a report that was decided."""
    words = world.reporter().write_report()
    tell(world, words, Saying("Thank you."))
    tell(world, words, Saying("We changed the rule.", OUTCOME), "outcome_decided")
    return words


@pytest.fixture
def asked(world, words, reporter):
    """Call to let a question wait; somebody has come back with the words."""

    def ask(kind, **data):
        tell(world, words, Saying("May we ask?", kind, {"organisation": "council", **data}))
        reporter.return_with(words)
        return reporter

    return ask


def lead_hex(world):
    """Return the account of the lead whom the question names."""
    with world.store.read() as connection:
        account = find_account(connection, LEAD)
    assert account is not None
    return f"{account.id:016x}"


def submit(reporter, page, field, **values):
    """Open a page and send its form."""
    reporter.get(f"{TALK}/{page}")
    return reporter.submit(reporter.page.form_with(field), values)


@pytest.mark.parametrize(
    ("answers", "counted"),
    [
        ({"voice": "yes", "respect": "yes", "reasons": "no"}, [("process_fair", ["yes"])]),
        ({"voice": "yes", "respect": "no"}, [("process_fair", ["no"])]),
        ({}, []),
    ],
)
def test_how_somebody_was_treated_is_counted_once(world, asked, answers, counted):
    """One yes or no among dummies; nothing answered looks the same. The page says only that."""
    reporter = asked(SURVEY)
    form = reporter.get(f"{TALK}/survey").form_with("voice")
    page = reporter.submit(form, answers)

    again = reporter.submit(form, {"voice": "no"})

    assert (200, TALK) == (page.status, page.address)
    assert (64, counted) == facts_in(world)
    assert 200 == again.status
    assert "You have answered how you were treated." in again.text
    assert "Thank you." in again.text
    assert "you have told us how you were treated" in again.text
    assert f"{TALK}/survey" not in again.links
    assert 404 == reporter.get(f"{TALK}/survey").status


@pytest.mark.parametrize(
    ("worse", "counted"),
    [
        ("yes", [("treated_worse", ["yes"])]),
        ("no", [("treated_worse", ["no"])]),
        ("rather_not", []),
    ],
)
def test_worse_treatment_is_told_to_one_lead_and_counted(world, asked, worse, counted):
    """The database shows one row of one size whatever the answer, and nobody else opens it."""
    reporter = asked(CHECK_IN, number=1, lead=lead_hex(world))
    story = TOLD if worse == "yes" else ""

    page = submit(reporter, "check-in", "worse", worse=worse, story=story)

    assert (200, TALK) == (page.status, page.address)
    assert TOLD not in page.text
    assert (64, counted) == facts_in(world)
    with world.store.read() as connection:
        rows = list_check_ins(connection)
    assert [8192] == [len(row.bytes) for row in rows]
    assert [story] * (worse == "yes") == [w.text for w in check_ins_of(world, LEAD)]
    for reader in READERS:
        assert () == check_ins_of(world, reader)
    assert TOLD.encode() not in b"".join(map(repr_bytes, read_all(world.store).values()))


def repr_bytes(rows):
    """Return rows as bytes, to search in."""
    return repr(rows).encode()


def test_what_a_lead_reads_is_signed_by_the_reporter(world, asked, words):
    """Whoever can write to the database cannot make up worse treatment of a report."""
    reporter = asked(CHECK_IN, number=2, lead=lead_hex(world))
    submit(reporter, "check-in", "worse", worse="yes", story=TOLD)

    (worse,) = check_ins_of(world, LEAD)

    worse.signed_by(signing_public(read_receipt(words).keys().signing_seed))
    row = row_of(world, words)
    assert row is not None
    assert (row.report, 2) == (worse.report, worse.number)
    with pytest.raises(BadSignature):
        worse.signed_by(signing_public(bytes(32)))


def test_where_no_lead_is_left_the_page_says_so(world, asked):
    """No field for words that nobody could read; the answer is counted all the same."""
    reporter = asked(CHECK_IN, number=1, lead="00000000000000ff")

    page = reporter.get(f"{TALK}/check-in")
    assert "only yes or no is kept" in page.text
    reporter.submit(page.form_with("worse"), {"worse": "yes"})

    assert (64, [("treated_worse", ["yes"])]) == facts_in(world)


@pytest.mark.parametrize("values", [{}, {"worse": "no", "story": TOLD}])
def test_a_check_in_that_would_lose_words_is_refused(world, asked, values):
    """What was typed stays on the page."""
    reporter = asked(CHECK_IN, number=1, lead=lead_hex(world))

    page = submit(reporter, "check-in", "worse", **values)

    assert 400 == page.status
    assert page.errors
    assert values.get("story", "") in page.text
    assert (0, []) == facts_in(world)


def test_an_answer_that_is_no_message_asks_nobody_to_read_it(world, asked):
    """It is still the reporter's turn, as it was."""
    page = submit(asked(SURVEY), "survey", "voice", voice="yes")

    assert "Your message is waiting to be read." not in page.text


def test_before_an_answer_taking_back_erases_everything(make_any_world):
    """No row of any table is left of it, and the desk sees nothing."""
    world = make_any_world()
    before = read_all(world.store)
    reporter = world.reporter()
    words = reporter.write_report()
    reporter.return_with(words)
    reporter.answer("One more thing.")
    reviewer = world.reviewer("north-reviewer-1")
    (case,) = reviewer.list_cases()

    page = submit(reporter, "withdraw", "sure", sure="yes")

    assert "Your report is erased" in page.text
    left = read_all(world.store)
    for table in ("report", "stanza", "message", "event", "case_event", "draft"):
        assert before[table] == left[table]
    assert [] == reviewer.list_cases()
    assert 404 == reviewer.open_case(case).status
    assert 404 == reporter.return_with(words).status


def test_no_is_no(world, reporter):
    """Nothing happens."""
    words = reporter.write_report()
    reporter.return_with(words)

    page = submit(reporter, "withdraw", "sure", sure="no")

    assert TALK == page.address
    assert row_of(world, words) is not None


def test_after_an_answer_taking_back_is_a_wish(asked, world, words, reporter):
    """The page says what must remain; the reviewers read it."""
    reporter.return_with(words)
    page = reporter.get(f"{TALK}/withdraw")
    assert "This must remain" in page.text

    page = reporter.submit(page.form_with("sure"), {"sure": "yes", "reason": "I am afraid."})

    assert "Please stop" in reporter.messages()[-1]
    assert "I am afraid." in reporter.messages()[-1]
    assert f"{TALK}/withdraw" not in page.links
    assert row_of(world, words) is not None


def test_an_answer_that_came_meanwhile_is_heard_first(world, reporter):
    """The page said that all is erased; now it cannot be, and the page says so."""
    words = reporter.write_report()
    reporter.return_with(words)
    reporter.get(f"{TALK}/withdraw")
    form = reporter.page.form_with("sure")
    tell(world, words, Saying("Thank you."))

    page = reporter.submit(form, {"sure": "yes"})

    assert 409 == page.status
    assert "A person has answered meanwhile." in page.text
    assert "This must remain" in page.text
    assert row_of(world, words) is not None


def test_rows_go_on_the_first_of_a_month(world, asked):
    """The day of an answer is not beside it."""
    reporter = asked(CHECK_IN, number=1, lead=lead_hex(world))
    submit(reporter, "check-in", "worse", worse="no")

    with world.store.read() as connection:
        (day,) = connection.execute(select(tables.check_in.c.purge)).scalars()

    assert clock.date_of_day(day) == date(2027, 6, 1)  # it was answered in May 2026
