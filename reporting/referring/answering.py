"""What the person who was asked writes back."""

from collections.abc import Mapping
from datetime import datetime

from reporting import clock
from reporting.errors import Changed
from reporting.identity import Identity
from reporting.ids import AccountId
from reporting.referring.reading import Exchange
from reporting.referring.word import FROM_ASKED, Word, add_word
from reporting.store.engine import Store
from reporting.store.referrals import add_referral_word


def answer(
    store: Store,
    exchange: Exchange,
    account: AccountId,
    identity: Identity,
    now: datetime,
    text: str,
    parts: Mapping[str, str] | None = None,
) -> None:
    """Answer a referral; raise Changed if it was withdrawn or written to meanwhile, or TooLong."""
    if exchange.request is None or exchange.request.withdrawn:
        raise Changed("This was withdrawn. Your answer was not sent.")
    word = Word(
        exchange.number, 0, b"", FROM_ASKED, text, account, clock.day_of(now), dict(parts or {})
    )  # its place comes from the status
    new = add_word(exchange.key, exchange.status, word, identity.signer)
    with store.write() as connection:
        add_referral_word(connection, exchange.number, exchange.status, new, answered=True)
