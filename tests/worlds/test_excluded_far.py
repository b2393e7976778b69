"""Whatever is done to an excluded report, also towards others, shows on nobody else's page.

The two worlds are copies of one instance, so that ids, keys and earlier reports are the same.
"""

import copy
import re
import shutil
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from reporting import ids
from reporting.people.account import SignedIn
from reporting.receipt import new_receipt
from reporting.referring.answering import answer
from reporting.referring.reading import find_asked
from reporting.serves import OWNER
from reporting.services import database_url
from tests.desk.casework import OUTCOME, fill
from tests.support.cast import NOW
from tests.support.deposits import put_earlier_report, unlock
from tests.support.referred import AUDIT, CHIEF, DIRECTOR, take_up
from tests.support.routes import places_of
from tests.worlds.test_excluded_account import COPY, SOME_CASE, masked

READER, EXCLUDED, LATER = "north-reviewer-1", "north-reviewer-3", "north-lead-2"
# What a form carries so that nobody overwrites what they did not read. It is part of a digest of
# the signature before, and tells nothing without the events.
SEEN = re.compile(rb'name="seen" value="[0-9a-f]+\.')
WEEKS = ("/openings?week=2026-W19", "/duty/2026-05-04", "/cases?state=all&due=overdue")
WORDS = ("counter", "canteen", "stairwell", "rota")


def holder_in(world, username):
    """Return somebody with their identity, without any page."""
    return unlock(world.services("desk"), username, world.accounts[username]["passphrase"])


def report_in(world, *later, **report):
    """Store a report that came before some accounts were listed, answer and triage it."""
    services = replace(world.services("desk"), store=world.store)
    receipt, reader = new_receipt(), holder_in(world, READER)
    number = put_earlier_report(services, *later, receipt=receipt, **report).report
    return take_up(services, world.store, SignedIn(reader.row, reader.identity), number, receipt)


@contextmanager
def copied(world, folder):
    """Give a world like this one, which goes its own way from here on."""
    world.close()
    shutil.copytree(world.folder, folder)
    url, codes = database_url(folder, {}), copy.deepcopy(world.codes)
    other = replace(world, folder=folder, url=url, codes=codes, clock=copy.copy(world.clock))
    try:
        yield other
    finally:
        other.close()


def act(world, number, path, values):
    """Do something to a case as its reader does."""
    reader = world.reviewer(READER)
    page = fill(reader, number, path, values)
    assert 200 == page.status, (path, page.errors)


def give(world, number, username):
    """Give a report to a colleague who came later."""
    account = ids.to_hex(holder_in(world, username).row.id)
    act(world, number, "grant", {"account": account, "reason": "I am away."})


def do_everything(world, linked):
    """Do to a report all that reaches others; return it with the numbers of what was asked.

    It excludes whoever declared a connection to line managers, and is linked to `linked`.
    """
    hidden = report_in(world, LATER, about=("line_manager",), story="At the canteen.")
    owner = holder_in(world, AUDIT)
    asked = [hidden.send(AUDIT), hidden.translate(), hidden.advise("north-safeguarding-1")]
    rosters, now = hidden.services.rosters.current(), world.clock()
    [exchange] = find_asked(world.store, owner.row.id, owner.identity, rosters, OWNER)
    answer(world.store, exchange, owner.row.id, owner.identity, now, "We put up a notice.")
    act(world, hidden.number, "links", {"reference": linked.number[:8]})
    give(world, hidden.number, LATER)
    act(world, hidden.number, "notes", {"text": "Ask about the stairwell."})
    act(world, hidden.number, "gates/own_name", {"reason": "They asked.", "text": "We complain."})
    act(world, hidden.number, "outcome", OUTCOME)
    act(world, hidden.number, "export", COPY)
    world.reviewer(READER).reply(hidden.number, "We have begun, and will write again.")
    return hidden, asked


def look_around(world, username, *numbers):
    """Return what every address answers to an account, with each of `numbers` as the id in it."""
    person = world.reviewer(username)
    person.get("/cases")  # a first look prepares the list
    addresses = {
        place.address.replace(number, f"<{position}>"): place.address
        for position, number in enumerate(numbers)
        for place in places_of(world.desk, number=number, referral=numbers[-1])
        if "GET" in place.methods and place.endpoint != "static"
    }
    addresses |= {address: address for address in WEEKS}
    found = {}
    for name, address in addresses.items():
        status, headers, body = masked(person.request("GET", address))
        found[name.replace(numbers[-1], "<last>")] = status, headers, SEEN.sub(b"", body)
    return found


def search(world, username):
    """Return what a reader finds by some words, and by half a reference."""
    person, found = world.reviewer(username), []
    for words in WORDS:
        person.get("/search")
        page = person.submit(person.page.form_with("words"), {"words": words})
        found.append((page.status, page.text))
    return found


def at_one_moment(*worlds):
    """Let it be the same time everywhere, when the first answers are due."""
    for world in worlds:
        world.clock.moment = NOW + timedelta(hours=30)


def test_who_reads_a_linked_report_sees_nothing_of_the_other(make_sqlite_world, tmp_path):
    """They were given one of the two after the link, and what is done to it then counts none."""
    world = make_sqlite_world()
    visible = report_in(world, EXCLUDED, LATER, story="At the counter.")
    with copied(world, tmp_path / "other") as other:
        hidden, asked = do_everything(other, visible)
        at_one_moment(world, other)
        for each in (world, other):
            give(each, visible.number, EXCLUDED)
            act(each, visible.number, "notes", {"text": "Ask at the counter."})
            act(each, visible.number, "gates/own_name", {"reason": "Why.", "text": "We complain."})
            act(each, visible.number, "gates/serious_risk", {"reason": "Why.", "text": "A blow."})
            act(each, visible.number, "outcome", OUTCOME)
            act(each, visible.number, "close", {})
        at_one_moment(world, other)

        without = look_around(world, EXCLUDED, visible.number, SOME_CASE)
        seen = look_around(other, EXCLUDED, visible.number, hidden.number)
        assert search(world, EXCLUDED) == search(other, EXCLUDED)

    assert without.keys() == seen.keys()
    assert {} == {at: 0 for at in seen if seen[at] != without[at]}
    assert 200 == seen["/cases/<0>"][0]
    assert b"At the counter." in seen["/cases/<0>"][2]
    assert b"Sign as the second reader" in seen["/cases/<0>/gates"][2]
    assert {404} == {status for at, (status, *_) in seen.items() if "<1>" in at}
    assert 3 == len(asked)


@pytest.mark.parametrize(
    "username",
    ["north-reviewer-2", CHIEF, DIRECTOR, "north-interpreter-1", "south-safeguarding-1"],
)
def test_who_is_not_asked_sees_nothing_of_what_others_are(make_sqlite_world, tmp_path, username):
    """Owners, interpreters, advisers and an excluded reviewer, with the number of it at hand."""
    world = make_sqlite_world()
    visible = report_in(world, EXCLUDED, LATER)
    with copied(world, tmp_path / "other") as other:
        hidden, asked = do_everything(other, visible)
        at_one_moment(world, other)

        for number in (hidden.number, *asked):
            without = look_around(world, username, SOME_CASE)
            seen = look_around(other, username, number)
            assert {} == {at: 0 for at in seen if seen[at] != without[at]}


def test_who_is_asked_sees_a_difference(make_sqlite_world, tmp_path):
    """So the comparison is one."""
    world = make_sqlite_world()
    visible = report_in(world, EXCLUDED, LATER)
    with copied(world, tmp_path / "other") as other:
        _, (number, *_) = do_everything(other, visible)
        at_one_moment(world, other)

        pages = [
            look_around(world, AUDIT, SOME_CASE),
            look_around(other, AUDIT, number),
        ]

    assert (404, 200) == tuple(page["/referrals/<0>"][0] for page in pages)
    assert pages[0]["/referrals"] != pages[1]["/referrals"]
