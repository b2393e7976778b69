"""Making a demo, and keeping it alive."""

from collections import Counter

import pytest

from reporting import limits, setup
from reporting.demo.file import DemoAccount, read_demo, update_demo, write_demo
from reporting.errors import SettingError
from reporting.instance import make_kept_keys
from reporting.passwords import CHEAPEST, PassphraseStretcher
from reporting.roster import Declaration
from tests.support.cast import demo_service
from tests.support.deposits import put_report


@pytest.fixture
def world(make_world):
    """A demo instance."""
    return make_world()


def renew(world):
    """Sign again what runs out."""
    stretcher = PassphraseStretcher(world.instance.run, CHEAPEST)
    return setup.renew_demo(
        world.instance, demo_service(), world.store, stretcher, world.clock.moment
    )


def versions(world):
    """Return the versions of the rosters in force."""
    rosters = world.services("command").rosters.current().by_body
    return [rosters[body].version for body in sorted(rosters)]


def test_each_body_has_two_leads_and_reviewers():
    """And each an interpreter and an adviser, each organisation owners; and two more."""
    people = list(setup.demo_people(demo_service()))

    assert {
        ("lead", "north"): 2,
        ("lead", "south"): 2,
        ("reviewer", "north"): 3,
        ("reviewer", "south"): 2,
        ("chair", "north"): 1,
        ("chair", "south"): 1,
        ("interpreter", "north"): 1,
        ("interpreter", "south"): 1,
        ("safeguarding", "north"): 1,
        ("safeguarding", "south"): 1,
        ("owner", "north"): 3,
        ("owner", "south"): 3,
        ("analyst", None): 1,
        ("board", "north"): 1,
    } == Counter((person.role, person.body) for person in people)


def test_two_reviewers_of_the_first_body_have_a_connection():
    """One to the whole organisation, one to its line managers."""
    declared = {
        person.username: person.declarations
        for person in setup.demo_people(demo_service())
        if person.declarations
    }

    assert {
        "north-reviewer-2": (Declaration("council"),),
        "north-reviewer-3": (Declaration("council", None, "line_manager"),),
    } == declared


def test_a_demo_does_not_move_into_a_database_that_is_in_use(world):
    """Accounts of another instance would never open anything here."""
    stretcher = PassphraseStretcher(world.instance.run, CHEAPEST)

    with pytest.raises(SettingError, match="another instance"):
        setup.make_demo(
            world.instance, demo_service(), world.store, stretcher, world.clock.moment, {}
        )


@pytest.mark.parametrize("days", [0, limits.ROSTER_DAYS - limits.ROSTER_WARNING_DAYS])
def test_rosters_that_last_a_week_are_left_alone(world, days):
    """A start costs nothing then."""
    world.clock.advance(days=days)

    assert not renew(world)
    assert [1, 1] == versions(world)


@pytest.mark.parametrize("days", [limits.ROSTER_DAYS - 6, limits.ROSTER_DAYS + 1, 400])
def test_a_demo_left_alone_takes_reports_again(world, days):
    """Its leads are files, so it can sign by itself, even long after its lists ran out."""
    world.clock.advance(days=days)

    assert renew(world)

    assert [2, 2] == versions(world)
    assert 11 == len(put_report(world.services("command")).stanzas)


def test_a_demo_from_before_the_release_job_names_it(world):
    """Its lists are signed anew though they last, so that facts can be sealed at once."""
    (world.folder / "instance.json").write_text('{"v": 1, "demo": true}')
    world.clock.advance(days=limits.ROSTER_DAYS - 6)
    assert renew(world)  # its key is not there, so the list keeps the one it names
    listed = world.services("command").rosters.current().statistics
    assert listed is not None
    for name in ("statistics.identity", "offset.key"):
        (world.instance.keys / name).unlink()
    make_kept_keys(world.instance)
    world.clock.advance(days=limits.ROSTER_DAYS - 6)

    assert renew(world)

    made = world.instance.load_statistics().wrap_public
    assert made != listed.wrap_public
    now = world.services("command").rosters.current().statistics
    assert now is not None
    assert made == now.wrap_public


def test_demo_json_can_be_changed(world):
    """Somebody added, somebody exchanged, somebody taken out; addresses stay."""
    addresses, before = read_demo(world.instance)
    newcomer = DemoAccount("board-2", "six words", "SECRET", "board", "north", None)

    update_demo(world.instance, "board-2", newcomer)
    update_demo(world.instance, "board-1", None)

    assert (addresses, [*(one for one in before if one.username != "board-1"), newcomer]) == (
        read_demo(world.instance)
    )


def test_a_demo_json_that_cannot_be_read_is_told(world):
    """One sentence with its name."""
    (world.folder / "demo.json").write_text("{}")

    with pytest.raises(SettingError, match=r"demo\.json"):
        read_demo(world.instance)


def test_passphrases_of_a_real_instance_are_never_written_down(tmp_path):
    """Whoever calls it by mistake is stopped."""
    instance = setup.prepare_folder(tmp_path / "real", demo=False)

    with pytest.raises(AssertionError):
        write_demo(instance, {}, [])
