"""What is asked once the words are noted: counted apart, once; skipping looks like answering."""

import pytest
from sqlalchemy import text

from reporting.aboutyou import COUNTED, ETHNIC_GROUPS, GROUP_IN_FIVE
from reporting.factrow import open_row
from reporting.intake.afterforms import AGREEMENT
from reporting.store.facts import list_facts
from reporting.vocabulary import codes
from tests.support.dump import read_all, shape_of
from tests.support.page import fields_of, shows_words

ABOUT, SAFE = "/en/report/about-you", "/en/report/felt-safe"
SAID = {
    "ethnic_group": "roma",
    "religion": "muslim",
    "disability": "no",
    "sex": "female",
    "age": "rather_not",
}
COUNTED_OF_IT = {
    ("ethnic_group", "white"),
    ("religion", "muslim"),
    ("disability", "no"),
    ("sex", "female"),
}


@pytest.fixture
def asked(reporter):
    """A reporter who has just noted their words."""
    reporter.write_report()
    reporter.submit(reporter.next_form(), {})
    return reporter


def answer(reporter, **values):
    """Send the form of the present page."""
    return reporter.submit(reporter.next_form(), values)


def skip(reporter):
    """Press the other button."""
    form = reporter.next_form()
    return reporter.post(reporter.page.address, fields_of(form) | {"skip": "yes"})


def facts_in(world):
    """Return how many rows of facts there are, and what the release job finds in them."""
    statistics = world.instance.load_statistics().unwrapper
    with world.store.read() as connection:
        rows = list_facts(connection)
    opened = [fact for row in rows if (fact := open_row(row, statistics)) is not None]
    return len(rows), opened


def test_both_are_asked_one_after_the_other_and_counted_by_themselves(world, asked):
    """Nineteen groups are offered and five are kept; nothing says whose an answer is."""
    offered = asked.page.main.findall(".//optgroup/option")
    assert list(codes(ETHNIC_GROUPS)) == [option.get("value") for option in offered]

    page = answer(asked, **SAID)
    done = answer(asked, felt_safe="agree")

    assert SAFE == page.address
    assert '"cache", "storage"' == done.header("Clear-Site-Data")
    assert {} == asked.cookies
    count, facts = facts_in(world)
    assert 128 == count
    assert COUNTED_OF_IT | {("felt_safe", "yes")} == {
        (each["population"], *each["codes"]) for each in facts
    }
    assert {("council", None, None)} == {
        (each["organisation"], each["signer"], each["signature"]) for each in facts
    }
    assert len(facts) == len({each["id"] for each in facts})


@pytest.mark.parametrize(("code", "counted"), list(zip(codes(AGREEMENT), "yynnn", strict=True)))
def test_four_and_five_of_five_are_safe(world, asked, code, counted):
    """What is in between is not."""
    skip(asked)
    answer(asked, felt_safe=code)

    _, facts = facts_in(world)

    assert [("felt_safe", counted)] == [(f["population"], f["codes"][0][0]) for f in facts]


def test_skipping_leaves_the_same_shape_as_answering(make_world):
    """Same tables, columns, rows and lengths; and of the report's own rows not a byte changed."""
    shapes = []
    for pressed in ("answer", "skip", "nothing"):
        world = make_world()
        reporter = world.reporter()
        reporter.write_report()
        before = read_all(world.store)
        reporter.submit(reporter.next_form(), {})
        if pressed == "answer":
            answer(reporter, **SAID)
            answer(reporter, felt_safe="disagree")
        elif pressed == "skip":
            skip(reporter)
            skip(reporter)
        else:
            answer(reporter)
            answer(reporter)
        after = read_all(world.store)
        for table in ("report", "stanza", "message", "case_event", "event"):
            assert before[table] == after[table]
        shapes.append(shape_of(world.store))

    assert shapes[0] == shapes[1] == shapes[2]


def test_each_is_asked_once(world, asked):
    """The same button twice counts once, and coming back asks nothing."""
    about = asked.next_form()
    answer(asked, **SAID)
    safe = asked.next_form()
    again = asked.submit(about, SAID)
    assert (200, SAFE) == (again.status, again.address)
    cookies = dict(asked.cookies)
    asked.submit(safe, {"felt_safe": "agree"})
    asked.cookies.update(cookies)

    page = asked.submit(safe, {"felt_safe": "agree"})

    assert 404 == page.status
    assert "Nothing is asked here now" in page.text
    assert (128, 5) == (facts_in(world)[0], len(facts_in(world)[1]))


def test_the_words_are_nowhere_once_they_were_noted(world, reporter):
    """What is kept for the questions leads to no report: the draft is opened and has none."""
    words = reporter.write_report()
    reporter.submit(reporter.next_form(), {})

    assert 404 == reporter.get("/en/report/receipt").status
    assert not shows_words(reporter.get(ABOUT).text, words)
    assert SAFE != reporter.get(SAFE).address


def test_after_a_quarter_of_an_hour_nothing_is_asked(world, asked, count):
    """And nothing of it is left."""
    form = asked.next_form()
    world.clock.advance(minutes=15)

    page = asked.submit(form, SAID)

    assert (404, 0, 0) == (page.status, count("draft"), count("fact"))


def test_without_a_report_nothing_is_asked_and_nothing_is_lost(world, reporter, count):
    """An address that somebody typed, before and while a report is written."""
    assert 404 == reporter.get(ABOUT).status
    reporter.fill()
    for address in (ABOUT, SAFE):
        assert 404 == reporter.get(address).status
    assert 1 == count("draft")
    assert 200 == reporter.get("/en/report/check").status


@pytest.mark.parametrize("field", ["ethnic_group", "age"])
def test_a_code_that_was_not_offered_is_refused_in_words(world, asked, field):
    """And nothing is counted."""
    page = asked.post(ABOUT, fields_of(asked.next_form()) | {field: "someone_else"})

    assert 400 == page.status
    assert page.errors
    assert 0 == facts_in(world)[0]


def test_without_a_database_the_answers_stay_on_the_page(asked, broken, world):
    """Nothing was counted, and the report is safe."""
    broken("write")
    page = answer(asked, **SAID)
    broken()

    assert 503 == page.status
    assert "Your report is safe." in page.errors[0]
    assert 0 == facts_in(world)[0]
    assert 200 == answer(asked, **SAID).status
    assert 64 == facts_in(world)[0]


def test_every_group_of_the_census_is_counted_in_one_of_five():
    """No answer is lost on its way."""
    assert set(codes(ETHNIC_GROUPS)) == set(GROUP_IN_FIVE)
    assert set(codes(COUNTED["ethnic_group"])) == set(GROUP_IN_FIVE.values())
    assert (19, 5) == (len(ETHNIC_GROUPS), len(COUNTED))


def test_nothing_of_the_answers_is_in_the_database_in_clear(world, asked):
    """A canary: no code that was chosen is in any byte of the files."""
    answer(asked, **SAID)
    answer(asked, felt_safe="disagree_strongly")

    with world.store.read() as connection:
        rows = connection.execute(text("SELECT bytes FROM fact")).scalars()
        stored = b"".join(bytes(each) for each in rows)

    for code in (b"roma", b"muslim", b"felt_safe", b"ethnic_group", b"council"):
        assert code not in stored
