"""From counts to a release that stands for ever: due, attacked, agreed to, and pinned."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import text

from reporting import limits
from reporting.agreement import Agreement, seal_agreement
from reporting.disclosure.history import attack_window, windows_of
from reporting.disclosure.solver import Deadline
from reporting.errors import AttackUnfinished, Changed, ReleaseRefused, SettingError
from reporting.facts import Received, correction_facts
from reporting.identity import new_identity
from reporting.publication import agree, read_proposal
from reporting.releasing import publishing
from reporting.releasing.counting import count_facts
from reporting.releasing.proposing import prepare, read_ground
from reporting.releasing.publishing import find_agreement, propose, publish, publish_agreed
from reporting.store.releases import get_prepared, list_releases, put_agreement
from tests.support.dump import read_all
from tests.support.figures import Figures
from tests.support.proposed import open_kept

REPORTS = 40  # in the first quarter


@pytest.fixture
def closed(figures):
    """One quarter of reports, over and closed, with what the watch says of it."""
    figures.fill(REPORTS)
    figures.at(2026, 7, 30)
    figures.figures_of("2026-04")
    figures.night()
    return figures


def rows_of(figures):
    """Return what is published."""
    with figures.services.store.read() as connection:
        return list_releases(connection, figures.organisation)


def proposal_of(figures):
    """Return what the page of the lead shows."""
    with figures.world.services("statistics").store.read() as connection:
        if get_prepared(connection, figures.organisation) is None:
            return None
    signed = open_kept(figures.world, figures.organisation)
    return read_proposal(signed, figures.organisation, figures.services.rosters.current())


def test_before_a_quarter_is_closed_nothing_is_due(figures):
    """28 days after its end, by the clock; the proposal says so."""
    figures.fill(REPORTS)
    figures.at(2026, 7, 28)

    ready = figures.propose()

    assert ready.prepared is None
    assert "No release is due." == proposal_of(figures).said
    figures.at(2026, 7, 29)
    assert figures.propose().prepared is not None


def test_a_closed_quarter_is_published_once(any_figures):
    """Proposed, agreed to, stored, and then nothing is due; a second one cannot take its place."""
    figures = any_figures
    figures.fill(REPORTS)
    figures.at(2026, 7, 30)
    figures.figures_of("2026-04")
    figures.night()
    ready = figures.propose()
    proposal = proposal_of(figures)
    assert (ready.prepared.data, "") == (proposal.data, proposal.said)
    lead = figures.holder("north-lead-1")

    published = publish(figures.services, ready, lead.row.id, lead.identity)

    assert [published.data] == [row.data for row in rows_of(figures)]
    assert proposal_of(figures) is None
    assert figures.propose().prepared is None
    with pytest.raises(Changed):
        publish(figures.services, ready, lead.row.id, lead.identity)
    assert 1 == len(rows_of(figures))
    told = published.tree["service"]
    assert ("kept", False, 4, 4, 2000) == (
        told["promise"],
        told["waited_over_three_days"],
        told["tests_filed"],
        told["tests_answered"],
        told["duty_hours"],
    )


def test_the_same_inputs_give_the_same_bytes(closed):
    """Whatever hour it is, and however often the counts are sealed anew."""
    first = closed.propose().prepared
    closed.world.clock.advance(days=3)
    closed.night()

    assert first.data == closed.propose().prepared.data


def test_what_a_reader_finds_in_the_release_is_nobody(closed):
    """The file stands an attack by somebody who has no truth to go by."""
    release = closed.publish().release

    [window] = windows_of([release])

    assert attack_window(window, [release], None, Deadline(60)).holds
    assert release.table("received").cells[()] in {35, 40}


def test_only_a_lead_of_the_body_that_oversees_agrees(closed):
    """No lead of the other body, no reviewer, and nobody with another key."""
    ready = closed.propose()
    for username in ("south-lead-1", "north-reviewer-1"):
        who = closed.holder(username)
        with pytest.raises(ReleaseRefused, match="Only a lead of north, which oversees council"):
            publish(closed.services, ready, who.row.id, who.identity)
    lead = closed.holder("north-lead-1")
    with pytest.raises(ReleaseRefused):
        publish(closed.services, ready, lead.row.id, new_identity())

    assert [] == rows_of(closed)


def test_what_was_counted_meanwhile_is_not_agreed_to(closed):
    """A lead agrees to what they saw, or to nothing."""
    ready, lead = closed.propose(), closed.holder("north-lead-1")
    closed.write(closed.received(quarter="2026q1"))
    closed.night()

    with pytest.raises(Changed):
        publish(closed.services, ready, lead.row.id, lead.identity)


def test_what_is_published_is_never_restated(closed):
    """Late reports count in the next quarter; a correction of an earlier one is only counted."""
    first = closed.received(quarter="2026q1")
    before = closed.publish()
    right = Received("corporate", "several", "yes", "public")
    closed.write(first, *correction_facts(closed.place, closed.quarter, first, right))
    sealed = dict(read_ground(closed.services, "council").sealed)

    closed.night()

    after = read_ground(closed.services, "council").sealed
    q1, _ = sorted(after)
    assert sealed[q1] == after[q1]
    assert REPORTS == closed.counted("received", "2026q1")
    # The late report was put right before it was published.
    assert 1 == closed.kept("2026q2").counts["received", tuple(right)]
    assert 1 == closed.counted("facts_corrected", "2026q2")
    assert before.data == rows_of(closed)[0].data


def test_a_quarter_too_small_joins_the_next(figures):
    """Only the longer period ever exists."""
    figures.fill(6)
    figures.at(2026, 7, 30)
    figures.night()
    assert figures.propose().prepared is None
    figures.at(2026, 8, 20)
    figures.fill(30)
    figures.at(2026, 10, 30)
    figures.night()

    release = figures.publish().release

    assert "2026q1-2026q2" == release.period.name


def test_too_few_test_reports_leave_the_promise_line_out(figures):
    """Or it would tell that somebody reported; altered figures of the service stop the release."""
    figures.fill(REPORTS)
    figures.at(2026, 7, 30)
    figures.figures_of("2026-04", filed=2)
    figures.night()
    told = json.loads(figures.propose().prepared.data)["service"]
    assert (None, None) == (told["promise"], told["waited_over_three_days"])

    with figures.world.store.write() as connection:
        connection.execute(text("DROP TRIGGER service_fact_refuses_update"))
        connection.execute(text("UPDATE service_fact SET bytes = x'00'"))

    with pytest.raises(ReleaseRefused, match="the quarter from 2026-04 are not as the watch"):
        figures.propose()


@pytest.mark.parametrize(
    ("wait", "tests", "line"),
    [(24, 12, "kept"), (48, 12, "within_48h"), (6, 48, "within_48h"), (0, 6, "over_48h")],
)
def test_the_promise_line_counts_reports_and_test_reports(figures, wait, tests, line):
    """The longest wait of either; and whether any triage was late."""
    figures.write(*figures.many(REPORTS)[:60])
    figures.write(figures.received(wait=wait, late=True))
    figures.night()
    figures.at(2026, 7, 30)
    figures.figures_of("2026-04", longest=tests)
    figures.night()

    told = json.loads(figures.propose().prepared.data)["service"]

    assert (line, True) == (told["promise"], told["waited_over_three_days"])


def test_an_attack_that_does_not_finish_releases_nothing(closed):
    """Never a pass, and never a table fewer; the lead's page says why."""
    with pytest.raises(AttackUnfinished):
        propose(closed.services, "council", seconds=1e-9)

    assert "The attack on these figures did not finish, so nothing is released." == (
        proposal_of(closed).said
    )


def changed(figures, change):
    """Return services whose service file says something else of the council."""
    service = figures.services.service
    council = change(service.organisations["council"])
    organisations = dict(service.organisations) | {"council": council}
    return replace(figures.services, service=replace(service, organisations=organisations))


@pytest.mark.parametrize(
    "change",
    [
        lambda place: replace(place, kinds="four"),
        lambda place: replace(
            place, areas=(replace(place.areas[0], people=1901), *place.areas[1:])
        ),
        lambda place: replace(place, areas=place.areas[:2]),
        lambda place: replace(place, areas=place.areas[::-1]),
    ],
)
def test_nothing_that_figures_are_divided_by_changes_inside_a_year(closed, change):
    """Refused with the day on which it may; on that day it does."""
    closed.publish()
    services = changed(closed, change)

    with pytest.raises(ReleaseRefused, match=r"financial year 2026/27\..* on 1 April 2027\."):
        count_facts(services)

    closed.at(2027, 4, 1)
    count_facts(services)
    assert closed.kept("2027q1").plan != closed.kept("2026q1").plan


def test_without_head_counts_nothing_is_released(figures):
    """Reports are counted all the same."""
    bare = changed(
        figures,
        lambda place: replace(
            place, areas=tuple(replace(area, people=None, of=None) for area in place.areas)
        ),
    )
    figures.write(*figures.many(30))
    count_facts(bare)
    figures.at(2026, 7, 30)

    with pytest.raises(ReleaseRefused, match="no head-counts for the areas of council"):
        propose(bare, "council")


def test_kinds_in_four_are_made_of_the_nine(make_world):
    """What is counted stays as the reviewer said it."""
    figures = Figures(make_world(), "transport")
    figures.write(*figures.many(30))
    figures.night()
    figures.at(2026, 7, 30)

    prepared = prepare(figures.services, read_ground(figures.services, "transport")).prepared

    assert prepared is not None
    release = prepared.release
    assert ("heritage", "religion", "migration", "several_or_unsure") == release.facets["kind"]
    assert "not_known" == release.facets["area"][-1]
    assert "anti_black" in {codes[1] for _, codes in figures.kept("2026q1").counts if codes}


def test_another_key_of_the_offsets_releases_nothing(closed):
    """A lost one is told; one that was put in its place is found out."""
    path = closed.world.instance.keys / "offset.key"
    kept = path.read_bytes()
    path.unlink()
    with pytest.raises(SettingError, match=r"offset\.key is lost; put back the copy"):
        closed.propose()
    path.write_bytes(bytes(32))
    with pytest.raises(SettingError, match=r"offset\.key is not the one that was made here"):
        closed.propose()
    path.write_bytes(kept)

    assert closed.propose().prepared is not None


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE release SET bytes = x'7b7d'", "Release 1 of council is not as it was published"),
        ("UPDATE release SET sequence = 2", "Release 2 of council is not as it was published"),
        ("DELETE FROM release", "Release 1 of council is missing"),
    ],
)
def test_a_release_that_was_altered_or_taken_away_stops_everything(closed, statement, said):
    """Whoever owns the database can drop the triggers; the files beside it know."""
    closed.publish()
    with closed.world.store.write() as connection:
        connection.execute(text("DROP TRIGGER release_refuses_update"))
        connection.execute(text("DROP TRIGGER release_refuses_delete"))
        connection.execute(text(statement))

    for work in (closed.night, closed.propose):
        with pytest.raises(ReleaseRefused, match=said):
            work()


def test_work_that_stops_before_the_pin_is_put_right_by_the_next(closed, monkeypatch):
    """The release is there and genuine; only the note beside the database is older."""
    monkeypatch.setattr(publishing, "write_pin", lambda *_: None)
    closed.publish()
    assert not (closed.world.instance.keys / "council.released").exists()

    closed.night()

    assert closed.propose().prepared is None
    assert limits.FACT_ROWS == len(closed.waiting())


def test_what_is_triaged_after_a_change_of_areas_counts_in_the_new_year(closed):
    """And the year before stays divided as it was, late facts of its own areas included."""
    last = replace(closed.received(), quarter="2026q4")
    closed.publish()
    closed.at(2027, 4, 2)
    moved = changed(
        closed,
        lambda place: replace(place, areas=(replace(place.areas[0], code="new"), *place.areas[1:])),
    )
    fresh = closed.received(
        area="new", quarter="2026q4", place=moved.service.organisations["council"]
    )
    closed.write(last, fresh)

    count_facts(moved)

    assert (1, 1) == (closed.counted("received", "2026q4"), closed.counted("received", "2027q1"))
    assert {"adults_children", "new"} == {
        codes[0]
        for quarter in ("2026q4", "2027q1")
        for (population, codes) in closed.kept(quarter).counts
        if population == "received"
    }
    before, after = (closed.kept(quarter).plan.codes for quarter in ("2026q3", "2027q1"))
    assert (True, False) == ("adults_children" in before, "adults_children" in after)


def agree_on_the_page(figures):
    """Let a lead agree where they sign in."""
    lead = figures.world.reader("north-lead-1")
    lead.get("/figures/council/next")
    assert "A lead has agreed to this." in lead.submit(lead.next_form(), {}).text


def test_what_a_lead_agreed_to_on_their_page_is_published(closed):
    """Without a passphrase at the release job, and once."""
    closed.propose()
    agree_on_the_page(closed)
    ready = closed.propose()
    agreement = find_agreement(closed.services, ready)
    assert agreement is not None

    published = publish_agreed(closed.services, ready, agreement)

    assert [published.data] == [row.data for row in rows_of(closed)]
    assert closed.holder("north-lead-1").row.id == published.lead
    assert [] == read_all(closed.world.store)["agreement"]
    assert find_agreement(closed.services, ready) is None


def test_what_was_counted_meanwhile_was_not_agreed_to(closed):
    """The agreement goes with the night that makes another release ready."""
    closed.propose()
    agree_on_the_page(closed)
    closed.write(*(replace(fact, quarter="2026q1") for fact in closed.many(20)))
    closed.night()
    ready = closed.propose()

    assert find_agreement(closed.services, ready) is None
    assert [] == read_all(closed.world.store)["agreement"]


@pytest.mark.parametrize("username", ["north-reviewer-1", "south-lead-1"])
def test_an_agreement_of_somebody_else_publishes_nothing(closed, username):
    """Whoever can write to the table can leave what they like; so too bytes that are none."""
    ready, who = closed.propose(), closed.holder(username)
    public = closed.services.instance.load_statistics().wrap_public
    left = Agreement(who.row.id, agree(ready.prepared.data, who.identity))
    for box in (seal_agreement(left, "council", public), b"?"):
        with closed.world.store.write() as connection:
            put_agreement(connection, "council", box)

        assert find_agreement(closed.services, ready) is None
