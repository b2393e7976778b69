"""How the promise was kept, on the public page: what the watch signed, and nothing else."""

import pytest

from reporting import limits, statistics
from reporting.errors import StoreUnavailable
from reporting.period import Period
from reporting.servicefacts import DutyHours, PromiseFacts, Tally, sign_facts
from reporting.store.servicefacts import insert_facts
from tests.support.journey import Person, through_app

DUTY = (DutyHours("north", 2190, 2208), DutyHours("gone", 0, 2208))


@pytest.fixture
def publish(world):
    """Call to publish the facts of a quarter, as the watch does."""

    def put(period, seed=None, **changes):
        told = {"filed": 4, "complete": True, "target": 4, "founding": 4, "longest": 24}
        facts = PromiseFacts(period, Tally(**(told | changes)), DUTY)
        seed = seed or world.instance.load_watch().signing_seed
        with world.store.write() as connection:
            insert_facts(connection, str(period), sign_facts(facts, seed))

    return put


@pytest.fixture
def visit(world):
    """Call to read the public page."""
    app = statistics.create_app(world.services("statistics"))
    return lambda: Person(through_app(app)).get("/")


def test_before_a_quarter_is_over_there_is_nothing(visit):
    """And the page says when there will be."""
    page = visit()

    assert 200 == page.status
    assert "No quarter is over yet." in page.text


def test_a_good_quarter_is_told_in_words(publish, visit):
    """How many, how soon, and how long somebody was there."""
    publish(Period(2026, 3))

    text = visit().text

    assert "July to September 2026" in text
    assert "4 test reports were filed." in text
    assert "Answered by a person within 24 hours: 4 of 4." in text
    assert "The longest wait was at most 24 hours." in text
    assert "Demo Oversight North: somebody was on duty in 2,190 of 2,208 hours." in text
    assert "gone: somebody was on duty in 0 of 2,208 hours." in text
    assert "missing" not in text


def test_a_bad_quarter_is_told_as_plainly(publish, visit):
    """What was missed, and what cannot be accounted for."""
    publish(Period(2026, 3), filed=1, complete=False, target=0, founding=0, longest=0)

    text = visit().text

    assert "1 test report was filed." in text
    assert "Answered by a person within 24 hours: 0 of 1." in text
    assert "The longest wait was more than 48 hours." in text
    assert "Records of this quarter are missing" in text


def test_a_quarter_without_tests_says_so(publish, visit):
    """And says nothing of answers there were none of."""
    publish(Period(2026, 3), filed=0, target=0, founding=0, longest=None)

    text = visit().text

    assert "No test report was filed." in text
    assert "Answered by a person" not in text


def test_what_the_watch_did_not_sign_is_not_shown(publish, visit):
    """The page says that it is not, and shows the others."""
    publish(Period(2026, 2))
    publish(Period(2026, 3), seed=bytes(32))

    text = visit().text

    assert 1 == text.count("4 test reports were filed.")
    assert "the watch did not sign what is stored" in text


def test_a_quarter_that_was_taken_away_is_missed(publish, visit):
    """Between two that are there."""
    publish(Period(2026, 1))
    publish(Period(2026, 3))

    text = visit().text

    assert text.index("July to September 2026") < text.index("April to June 2026")
    assert text.index("April to June 2026") < text.index("January to March 2026")
    assert 1 == text.count("Nothing is shown.")


def test_a_name_that_is_no_quarter_is_passed_over(world, visit):
    """Whatever is written into the table, the page is shown."""
    with world.store.write() as connection:
        insert_facts(connection, "soon", b"nothing")

    assert "No quarter is over yet." in visit().text


def test_the_page_stays_light_over_the_years(publish, visit):
    """Two years are shown."""
    for quarter in range(40):
        publish(Period(2016, 1).later(quarter))

    page = visit()

    assert limits.QUARTERS_SHOWN == page.text.count("test reports were filed.")
    assert len(page.body) <= 40_000


@pytest.mark.parametrize("late", [True, False])
def test_without_database_or_signatures_the_page_is_there(world, visit, publish, monkeypatch, late):
    """It says that the figures cannot be read or checked."""
    publish(Period(2026, 3))
    if late:
        world.clock.advance(days=60)  # no roster is in force
    else:
        monkeypatch.setattr("reporting.statistics.kept.get_facts", _away)

    page = visit()

    assert 200 == page.status
    assert "The figures cannot be read or checked just now." in page.text
    assert "test reports were filed" not in page.text


def _away(_connection):
    raise StoreUnavailable
