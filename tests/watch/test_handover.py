"""Handing over: after 48 hours the other body opens a report, and who was kept out stays out."""

from dataclasses import replace

import pytest

from reporting.event import HANDOVER, Event, sign_event
from reporting.identity import new_identity
from reporting.ids import ReportId
from reporting.people.recovery import join_shares, read_share
from reporting.people.rewriting import Rewriter
from reporting.roster import Declaration
from reporting.store.events import insert_events
from tests.support.deposits import can_open, unlock
from tests.support.dump import read_all
from tests.watch.conftest import Post
from tests.watch.test_rungs import ALTERNATE, READERS

EXCLUDED = "north-reviewer-2"


def who_opens(post: Post, number: ReportId) -> set[str]:
    """Return who can open a report as the store has it now."""
    names = [name for name in post.accounts.values() if name.startswith(("north-", "south-"))]
    services = post.world.services("command")
    people = {
        name: unlock(services, name, post.world.accounts[name]["passphrase"]) for name in names
    }
    return {name for name, holder in people.items() if can_open(services, holder, number)}


def rewrite(post: Post) -> bool:
    """Rewrite all rows with the shares of both bodies."""
    services = post.world.services("command")
    keys = services.instance.keys
    recovered = [
        join_shares([read_share((keys / f"{body}.{n}.share").read_bytes()) for n in (1, 2)])
        for body in ("north", "south")
    ]
    rewriter = Rewriter(services.service, services.rosters.current(), recovered, post.identity)
    return rewriter.rewrite(services.store, lambda _: None)


def test_the_other_body_opens_it_from_48_hours_on_and_not_before(post: Post) -> None:
    """The rows stay as many and as long as they were."""
    deposit = post.put()
    shape = {(row["account_id"], len(row["bytes"])) for row in read_all(post.world.store)["stanza"]}

    post.turn_at(deposit, 47.9)
    before = who_opens(post, deposit.report)
    post.turn_at(deposit, 48)

    rows = read_all(post.world.store)["stanza"]
    assert READERS == before
    assert READERS | ALTERNATE == who_opens(post, deposit.report)
    assert shape == {(row["account_id"], len(row["bytes"])) for row in rows}


def test_the_desk_of_the_other_body_finds_it_without_being_told(post: Post) -> None:
    """Its index looks again, because the report has another revision; who is excluded sees none."""
    deposit = post.put()
    before = post.world.reviewer("south-reviewer-1").list_cases()
    post.turn_at(deposit, 48)

    found = post.world.reviewer("south-reviewer-1").list_cases()

    assert ([], 1) == (before, len(found))
    assert [] == post.world.reviewer(EXCLUDED).list_cases()


def declare(post: Post, *usernames: str) -> None:
    """Let some people have declared the council as a whole in the rosters that the watch reads."""
    rosters = post.services.rosters.current()
    whole = (Declaration("council"),)
    changed = {
        body: replace(
            roster,
            members=tuple(
                replace(m, declarations=whole) if post.accounts.get(m.account) in usernames else m
                for m in roster.members
            ),
        )
        for body, roster in rosters.by_body.items()
    }
    post.services.rosters.current = lambda: replace(rosters, by_body=changed)  # type: ignore[method-assign]  # a roster of another day


def test_who_has_declared_a_connection_since_is_handed_nothing(post: Post) -> None:
    """Their row changes like all others of their body, so that it does not say who they are."""
    deposit = post.put()
    before = {row["account_id"]: row["bytes"] for row in read_all(post.world.store)["stanza"]}
    declare(post, "south-reviewer-1")

    told = post.turn_at(deposit, 48)

    assert READERS | ALTERNATE - {"south-reviewer-1"} | {"north-chair-1"} == told
    assert READERS | ALTERNATE - {"south-reviewer-1"} == who_opens(post, deposit.report)
    after = {row["account_id"]: row["bytes"] for row in read_all(post.world.store)["stanza"]}
    changed = {post.accounts.get(a, "recovery") for a in before if before[a] != after[a]}
    assert {name for name in post.accounts.values() if name in ALTERNATE} <= changed
    assert {len(data) for data in before.values()} == {len(data) for data in after.values()}


def test_where_all_who_stand_by_are_shut_out_nothing_is_handed_over(post: Post) -> None:
    """And no reporter is told that another body can open the report."""
    deposit = post.put()
    declare(post, *ALTERNATE)

    post.turn_at(deposit, 48)

    assert ["missed"] == post.kinds(deposit.report)
    assert READERS == who_opens(post, deposit.report)


def test_a_report_on_the_oversight_body_is_never_handed_to_it(post: Post) -> None:
    """The alternate acts from the start; there is nobody to hand it to."""
    deposit = post.put(struck=("oversight_provider_or_this_service",))

    told = post.turn_at(deposit, 72)

    assert ALTERNATE | {"south-chair-1"} == told
    assert ["missed"] == post.kinds(deposit.report)
    assert ALTERNATE == who_opens(post, deposit.report)


def test_after_a_rewriting_a_report_that_was_handed_over_stays_so(post: Post) -> None:
    """And the note is written anew: those who can open it go on being told."""
    deposit, other = post.put(), post.put()
    post.turn_at(deposit, 48)
    fresh = post.put()

    assert rewrite(post)

    for number in (deposit.report, other.report):
        assert READERS | ALTERNATE == who_opens(post, number)
    assert READERS == who_opens(post, fresh.report)
    # The third report has its 24th hour then.
    assert READERS | ALTERNATE | {"north-chair-1"} == post.turn_at(deposit, 72)


@pytest.mark.parametrize("forged", [True, False])
def test_only_the_watchs_own_event_keeps_a_report_handed_over(post: Post, forged: bool) -> None:
    """Whoever owns the database hands over nothing by writing an event."""
    deposit = post.put()
    signer = new_identity() if forged else post.identity
    data = sign_event(Event(deposit.report, HANDOVER, 20_577), signer.signer)
    with post.world.store.write() as connection:
        insert_events(connection, [(deposit.report, data)])

    rewrite(post)

    expected = READERS if forged else READERS | ALTERNATE
    assert expected == who_opens(post, deposit.report)
