"""Releases in a world: prepared and attacked as the release job does, agreed to and signed.

    put_releases(world, make_series("council", promises=("kept", "over_48h", "over_48h")))

A series takes the attack a second or two, so each is made once in a process.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from reporting.disclosure.classification import Area, Classification
from reporting.disclosure.protect import Source
from reporting.disclosure.release import prepare_next
from reporting.disclosure.tabulate import Tally
from reporting.instance import Instance
from reporting.passwords import CHEAPEST, PassphraseStretcher
from reporting.people.account import unseal_account
from reporting.publication import agree, sign_publication
from reporting.store.accounts import find_account
from reporting.store.engine import Store
from reporting.store.releases import ReleaseRow, insert_release
from tests.disclosure import worlds
from tests.disclosure.worlds import FACTS, KEY, random_tally
from tests.support.cast import demo_service
from tests.support.world import World

SINCE = 2024  # so that two years are over at the moment at which clocks of tests stand still


@lru_cache
def make_series(
    series: str = "council",
    reports: int = 60,
    years: int = 2,
    promises: Sequence[str] = ("kept",),
    seed: int = 1,
) -> tuple[bytes, ...]:
    """Return every release of `years` with so many reports in each, oldest first.

    `promises` are the promise lines of the first releases; the last holds for all that follow.
    """
    areas = tuple(
        Area(area.code, 500, "staff") for area in demo_service().organisations[series].areas
    )
    made = random_tally(seed, reports, areas=len(areas), years=years)
    moved = (worlds.SINCE - SINCE) * 4
    counts = {(name, quarter - moved): found for (name, quarter), found in made.counts.items()}
    source = Source(series, KEY, Tally(Classification(1, areas), counts))
    frozen: list[bytes] = []
    while True:
        line = promises[min(len(frozen), len(promises) - 1)]
        facts = replace(FACTS, promise=line, waited_over_three_days=line != "kept")
        prepared = prepare_next(source, SINCE, frozen, facts, date(SINCE + years, 6, 1))
        if prepared is None:
            return tuple(frozen)
        frozen.append(prepared.data)


def put_releases(
    world: World, frozen: Sequence[bytes], series: str = "council", lead: str = "north-lead-1"
) -> None:
    """Publish releases in a world: the release job and a lead sign each of them."""
    stretcher = PassphraseStretcher(world.instance.run, CHEAPEST)
    passphrase = world.accounts[lead]["passphrase"]
    publish(world.store, world.instance, frozen, series, Lead(lead, passphrase, stretcher))


class Lead(NamedTuple):
    """A lead who agrees to releases, and what opens their account."""

    username: str
    passphrase: str
    stretcher: PassphraseStretcher


def publish(
    store: Store, instance: Instance, frozen: Sequence[bytes], series: str, lead: Lead
) -> None:
    """Sign releases as the release job and a lead do, and store them."""
    job = instance.load_statistics()
    with store.write() as connection:
        account = find_account(connection, lead.username)
        assert account is not None
        identity = unseal_account(lead.stretcher, account, lead.passphrase)
        for sequence, data in enumerate(frozen, 1):
            signatures = sign_publication(data, job, account.id, agree(data, identity))
            insert_release(connection, ReleaseRow(series, sequence, data, signatures))
