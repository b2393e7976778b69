"""What a reviewer says to a reporter, of any kind, below the pages of the desk."""

from reporting import clock
from reporting.conversation import Saying, add_from_reviewer, key_from_receipt
from reporting.passwords import CHEAPEST, PassphraseStretcher
from reporting.people.account import unseal_account
from reporting.receipt import read_receipt
from reporting.store.accounts import find_account
from reporting.store.reports import ConversationRow, add_message, find_by_locator
from tests.support.world import World


def row_of(world: World, words: str) -> ConversationRow | None:
    """Return the row of the report with these words, or None."""
    with world.store.read() as connection:
        return find_by_locator(connection, read_receipt(words).keys().locator)


def tell(
    world: World,
    words: str,
    saying: Saying,
    state: str | None = None,
    username: str = "north-reviewer-1",
) -> None:
    """Say something to the reporter with these words, and leave the case in `state`.

    The first word is an acknowledgement whatever its kind.
    """
    with world.store.read() as connection:
        account = find_account(connection, username)
    row = row_of(world, words)
    assert account is not None
    assert row is not None
    stretcher = PassphraseStretcher(world.instance.run, CHEAPEST)
    identity = unseal_account(stretcher, account, world.accounts[username]["passphrase"])
    key = key_from_receipt(read_receipt(words).keys(), row.header, row.wrapped)
    addition = add_from_reviewer(
        key,
        row.status,
        saying,
        account.id,
        identity.signing_seed,
        clock.day_of(world.clock()),
        6,
        case_state=state,
    )
    with world.store.write() as connection:
        add_message(connection, row.report, row.revision, addition)
