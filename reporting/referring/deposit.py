"""A new referral, sealed: one box, and one equal row for everybody who could be asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reporting import clock, ids, primitives
from reporting.errors import CannotOpen
from reporting.hashchain import Head
from reporting.ids import AccountId, ReferralId
from reporting.primitives import Signer, Unwrapper
from reporting.referring.request import Request, row_id, seal_request
from reporting.referring.word import seal_status
from reporting.stanza import Slot, decoy_row, direct_row, open_row


@dataclass(frozen=True)
class ReferralDeposit:
    """What the store keeps of a new referral; `purge` is a day since the epoch."""

    number: ReferralId
    purge: int
    box: bytes
    status: bytes
    stanzas: Mapping[AccountId, bytes]


def new_number() -> ReferralId:
    """Return a number for a referral that is yet to be made."""
    return ReferralId(ids.new_id())


def purge_day(expiry: int) -> int:
    """Return when a referral goes, by the day its case does: the first of the month after.

    So it is the day of many, and joins no referral to a report.
    """
    day = clock.date_of_day(clock.plausible_day(expiry))
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)  # noqa: PLR2004
    return clock.day_of_date(date(year, month, 1))


def seal_referral(
    key: bytes,
    request: Request,
    everybody: Mapping[AccountId, bytes],
    signer: Signer,
    expiry: int,
) -> ReferralDeposit:
    """Seal a request to the account it is for; the others of `everybody` get a decoy.

    `everybody` holds the public key of each account that could be asked; `expiry` is the day on
    which the case goes. Raises TooLong.
    """
    nobody, number = primitives.nobody_public(), request.referral
    public = everybody[request.to]
    rows = {
        account: direct_row(slot, public, key) if account == request.to else decoy_row(slot, nobody)
        for account in everybody
        for slot in (Slot(row_id(number), account),)
    }
    return ReferralDeposit(
        number,
        purge_day(expiry),
        seal_request(key, request, signer),
        seal_status(key, number, Head()),
        rows,
    )


def open_referral_key(
    unwrapper: Unwrapper, account: AccountId, number: ReferralId, row: bytes
) -> bytes | None:
    """Return the key in an account's row, or None: a decoy, or altered."""
    try:
        return open_row(Slot(row_id(number), account), unwrapper, row)
    except CannotOpen:
        return None
