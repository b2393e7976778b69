"""A night's work: every fact counts once, and whatever is not right stops all of it."""

import base64
from dataclasses import replace

import pytest

from reporting import canonical, facts, ids, limits, primitives
from reporting.errors import ReleaseRefused, TallyUnreadable
from reporting.factrow import FactRow, seal_row
from reporting.facts import Received, correction_facts
from reporting.identity import new_identity
from reporting.ids import AccountId
from reporting.releasing.counting import count_facts, load_job
from reporting.store.facts import insert_facts, list_tallies, put_tallies, replace_facts
from tests.support.figures import Figures

CANARY = "mr_canary_of_legal"


def body(figures, **changes):
    """Return what a fact says, signed by the reviewer after the changes."""
    fact = figures.received()
    value = {
        "v": 1,
        "id": base64.b64encode(primitives.random_bytes(16)).decode(),
        "population": fact.population,
        "organisation": "council",
        "quarter": fact.quarter,
        "codes": list(fact.codes),
        "was": None,
        "wait": 12,
        "late": False,
        "signer": ids.to_hex(figures.reviewer.row.id),
    } | changes
    signature = figures.reviewer.identity.signer.sign("fact", canonical.dumps(value))
    return value | {"signature": base64.b64encode(signature).decode()} | changes


def put(figures, *values):
    """Store rows that hold these values, and return them."""
    job = load_job(figures.services)
    rows = [seal_row(value, job.wrap_public) for value in values]
    with figures.world.services("desk").store.write() as connection:
        insert_facts(connection, rows)
    return rows


def refused(figures):
    """Return the sentence that a night is refused with; nothing was changed."""
    before = sorted(figures.waiting())
    with pytest.raises(ReleaseRefused) as caught:
        figures.night()
    assert before == sorted(figures.waiting())
    return caught.value.sentence


def test_facts_are_counted_and_dummies_left(any_figures: Figures):
    """Of a case, of another organisation, and of a reporter; the next night finds nothing."""
    figures = any_figures
    other = replace(figures.world.service.organisations["transport"])
    figures.write(*figures.many(3))
    figures.write(
        facts.received_fact(
            other, figures.quarter, area="stations", kind="unsure", reporter="public",
            wait=0, late=True,
        )
    )  # fmt: skip
    figures.answer(felt_safe=True, process_fair=False)
    before = set(figures.waiting())

    figures.night()
    figures.night()

    assert {("received", 3), ("decided", 3), ("felt_safe", 1), ("process_fair", 1)} == {
        (name, figures.counted(name, "2026q1"))
        for name in ("received", "decided", "felt_safe", "process_fair")
    }
    assert (3 * limits.FACT_ROWS, limits.FACT_ROWS) == (len(before), len(figures.waiting()))
    assert not before & set(figures.waiting())
    stations = Figures(figures.world, "transport").kept("2026q1")
    assert (1, 0, True) == (sum(stations.counts.values()), stations.wait, stations.late)
    assert (12, False) == (figures.kept("2026q1").wait, figures.kept("2026q1").late)


def test_every_organisation_and_quarter_has_a_row_whether_or_not_anything_counts(figures):
    """So that a row says nothing; all open ones are written anew every night, at one size."""
    figures.at(2026, 8, 1)
    figures.night()
    with figures.services.store.read() as connection:
        first = dict.fromkeys(list_tallies(connection))
    figures.write(figures.received())
    figures.night()

    with figures.services.store.read() as connection:
        assert first.keys() == set(list_tallies(connection))
    assert {(o, q) for o in ("council", "transport") for q in ("2026q1", "2026q2")} == first.keys()


def test_the_longest_wait_of_a_quarter_is_kept(figures):
    """Over 48 hours is longer than 48, and 48 longer than 6."""
    for wait, longest in ((6, 6), (48, 48), (12, 48), (0, 0), (24, 0)):
        figures.write(figures.received(wait=wait))
        figures.night()

        assert longest == figures.kept("2026q1").wait


def test_a_fact_of_an_earlier_quarter_counts_there_while_it_is_open(figures):
    """Triage late in the quarter, counted in the next."""
    figures.night()
    figures.at(2026, 7, 10)
    figures.write(figures.received(quarter="2026q1"), figures.received(quarter="2025q4"))

    figures.night()

    # What came before counting began counts in the first quarter there is.
    assert (2, 0) == tuple(figures.counted("received", name) for name in ("2026q1", "2026q2"))


def test_a_fact_of_a_quarter_that_has_not_begun_counts_now(figures):
    """A clock was wrong; the report is none the less there."""
    figures.write(figures.received(quarter="2030q1"))

    figures.night()

    assert 1 == figures.counted("received", "2026q1")


def test_a_correction_moves_a_report_and_is_counted(figures):
    """Also where the same night brings both; a second one takes back what the first put there."""
    first = figures.received()
    right = Received("corporate", "several", "yes", "public")
    counted, moved = correction_facts(figures.place, figures.quarter, first, right)
    figures.write(counted, moved)
    figures.write(first)
    figures.night()
    figures.write(*correction_facts(figures.place, figures.quarter, first, right))
    figures.night()

    counts = figures.kept("2026q1").counts
    assert (0, 1) == (counts["received", first.codes], counts["received", tuple(right)])
    assert 2 == figures.counted("facts_corrected", "2026q1")


def test_a_report_that_should_not_have_been_counted_is_taken_back(figures):
    """A duplicate found late."""
    first = figures.received()
    figures.write(first)
    figures.night()
    figures.write(*correction_facts(figures.place, figures.quarter, first, None))
    figures.night()

    assert 0 == figures.counted("received", "2026q1")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"codes": [CANARY, "anti_black", "yes", "staff"]}, "an area that is not in"),
        ({"codes": ["corporate", CANARY, "yes", "staff"]}, "a code that is in no list"),
        ({"codes": ["corporate", ["anti_black"], "yes", "staff"]}, "a code that is in no list"),
        ({"codes": ["corporate"]}, "is no fact"),
        ({"codes": CANARY}, "is no fact"),
        ({"codes": None}, "is no fact"),
        ({"population": CANARY}, "a code that is in no list"),
        ({"organisation": CANARY}, "a code that is in no list"),
        ({"organisation": 7}, "a code that is in no list"),
        ({"quarter": CANARY}, "is no fact"),
        ({"quarter": 7}, "is no fact"),
        ({"id": CANARY}, "is no fact"),
        ({"wait": True}, "is no fact"),
        ({"wait": CANARY}, "is no fact"),
        ({"wait": None}, "is no fact"),
        ({"was": [], "wait": None}, "is no fact"),
        ({"population": "decisions_changed", "codes": []}, "is no fact"),
        ({"signer": CANARY}, "is not signed by"),
        ({"signer": ids.to_hex(ids.new_id())}, "is not signed by"),
        ({"signature": "AAAA"}, "is not signed by"),
        ({"population": "felt_safe", "codes": ["yes"], "wait": None}, "is not signed by"),
        ({"signer": None, "signature": None}, "is not signed by"),
    ],
)
def test_a_fact_that_is_not_right_stops_the_night_and_is_named_by_its_number(figures, changes, why):
    """Nothing of what is in it is told, and the others stay uncounted until somebody has looked."""
    figures.write(figures.received())
    [row] = put(figures, body(figures, **changes))

    sentence = refused(figures)

    assert sentence.startswith(f"The row {ids.to_hex(row.id)} of facts ")
    assert why in sentence
    assert CANARY not in sentence


def test_a_row_that_does_not_open_stops_the_night(figures):
    """Altered, moved to another number, or sealed to somebody else."""
    for change in (
        lambda row: row._replace(bytes=row.bytes[:-1] + bytes([row.bytes[-1] ^ 1])),
        lambda row: row._replace(id=ids.new_id()),
        lambda _: seal_row({"v": 1}, new_identity().wrap_public),
        lambda row: row._replace(bytes=b""),
    ):
        with figures.world.store.write() as connection:
            [row] = [FactRow(*change(seal_row({"v": 1}, load_job(figures.services).wrap_public)))]
            insert_facts(connection, [row])

        assert f"{ids.to_hex(row.id)} of facts does not open" in refused(figures)
        with figures.world.store.write() as connection:
            replace_facts(connection, figures.waiting(), [])


def test_the_same_fact_twice_stops_the_night(figures):
    """In one night, or put back from a copy after it was counted."""
    value = body(figures)
    _, second = put(figures, value, value)
    assert "was counted before" in refused(figures)
    with figures.world.store.write() as connection:
        replace_facts(connection, [second.id], [])
    figures.night()

    put(figures, value)

    assert "was counted before" in refused(figures)


def test_a_fact_signed_by_a_stranger_is_not_counted(figures):
    """Whoever owns the database can write rows; nobody believes them."""
    stranger = new_identity()
    rows = facts.make_rows(
        [figures.received()],
        load_job(figures.services).wrap_public,
        AccountId(ids.new_id()),
        stranger.signer,
    )
    with figures.world.store.write() as connection:
        insert_facts(connection, rows)

    assert "is not signed by a reviewer" in refused(figures)


def test_counts_that_do_not_open_stop_the_night(figures):
    """Altered, or put in the place of another quarter's."""
    figures.night()
    with figures.world.store.write() as connection:
        put_tallies(connection, {("council", "2026q1"): b"\x01" * 100})

    with pytest.raises(TallyUnreadable, match="The counts of council in 2026q1 do not open"):
        figures.night()


def test_without_its_key_or_its_place_on_the_rosters_the_job_does_nothing(figures):
    """One sentence, and reports are taken as before."""
    path = figures.world.instance.keys / "statistics.identity"
    kept = path.read_bytes()
    path.unlink()
    with pytest.raises(Exception, match="is lost; put back the copy"):
        figures.night()
    path.write_bytes(kept)

    assert figures.night() is None


def test_a_job_that_is_killed_has_changed_nothing(figures):
    """And the next one does all of it."""

    class Killed(BaseException):
        pass

    def die(_):
        raise Killed

    figures.write(figures.received())
    with pytest.raises(Killed):
        count_facts(figures.services, die)
    assert limits.FACT_ROWS == len(figures.waiting())

    figures.night()

    assert 1 == figures.counted("received", "2026q1")


def test_an_area_may_change_until_the_first_figures_of_a_year_are_out(figures):
    """But not from under what is counted already."""
    figures.write(figures.received(area="corporate"))
    figures.night()
    service = figures.world.service
    council = service.organisations["council"]
    grown = replace(council, areas=(replace(council.areas[0], people=5000), *council.areas[1:]))
    less = replace(council, areas=council.areas[:2])

    def with_(place):
        organisations = dict(service.organisations) | {"council": place}
        return replace(figures.services, service=replace(service, organisations=organisations))

    count_facts(with_(grown))
    assert 5000 == figures.kept("2026q1").plan.areas[0][1]
    with pytest.raises(ReleaseRefused, match="may change on 1 April 2027"):
        count_facts(with_(less))
