"""Attack 16: the operator writes an invitation or an account by hand, to become a recipient."""

import pytest
from sqlalchemy import select

from reporting import clock, totp
from reporting.passwords import CHEAPEST, PassphraseStretcher
from reporting.people.account import new_account
from reporting.people.invitation import accept_invitation, join, keep_invitation, make_invitation
from reporting.store.accounts import find_account, insert_account
from reporting.store.tables import stanza

SPY = "north-reviewer-9"


def write_account(world, stretcher):
    """Put a row into the table of accounts."""
    row, _, _ = new_account(stretcher, SPY, "reviewer", body="north")
    with world.store.write() as connection:
        insert_account(connection, row)


def write_invitation(world, stretcher):
    """Put a row into the table of invitations, and go through with it."""
    now = world.clock()
    row, words = make_invitation(stretcher, SPY, "lead", "north", clock.day_of(now))
    keep_invitation(world.store, row)
    offer = accept_invitation(world.store, stretcher, SPY, words, clock.day_of(now))
    secret = offer.credentials.totp_secret
    step = totp.matching_step(secret, totp.code_at(secret, now), now, 0)
    assert step is not None
    join(world.store, stretcher, offer, step, now)


@pytest.mark.parametrize("write", [write_account, write_invitation])
def test_no_row_written_by_hand_makes_a_recipient(world, write):
    """The list stays as the leads signed it, and no report that comes has a row for the spy."""
    rosters = world.services("intake").rosters
    before = rosters.current()
    write(world, PassphraseStretcher(world.instance.run, CHEAPEST))

    world.reporter().write_report()

    with world.store.read() as connection:
        spy = find_account(connection, SPY)
        sealed_to = set(connection.execute(select(stanza.c.account_id)).scalars())
    assert before == rosters.current()
    assert spy is not None
    assert sealed_to
    assert spy.id not in sealed_to
