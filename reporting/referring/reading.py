"""Opens referrals: for the person who was asked, and for the readers who hold the key."""

from dataclasses import dataclass, field

from reporting import limits, primitives
from reporting.errors import BadSignature, CannotOpen
from reporting.identity import Identity
from reporting.ids import AccountId, ReferralId
from reporting.referring.deposit import open_referral_key
from reporting.referring.people import signers_for
from reporting.referring.request import Request, open_request
from reporting.referring.word import FROM_ASKED, Word, read_words
from reporting.roster import Rosters
from reporting.stanza import VERSION
from reporting.store.engine import Store
from reporting.store.referrals import (
    ReferralRow,
    get_referral,
    get_referral_stanza,
    get_referral_stanzas,
)

FORGED = "forged"  # beside the problems of words: the request itself is not a reader's


@dataclass(frozen=True)
class Exchange:
    """One referral in clear: what was asked, and what was said since.

    `request` is None where it does not open or no reader signed it; then `problems` says so.
    `status` is the state that a further word follows.
    """

    number: ReferralId
    key: bytes = field(repr=False)
    request: Request | None
    words: tuple[Word, ...]
    problems: frozenset[str]
    status: bytes = field(repr=False)

    @property
    def answers(self) -> tuple[Word, ...]:
        """What the person who was asked said."""
        return tuple(word for word in self.words if word.direction == FROM_ASKED)

    @property
    def answered(self) -> int | None:
        """The UTC day of the first answer, or None."""
        return self.answers[0].day if self.answers else None


def read_exchange(
    store: Store, number: ReferralId, key: bytes, asked: AccountId, rosters: Rosters
) -> Exchange | None:
    """Open a referral with its key; None if it is no longer there."""
    with store.read() as connection:
        row = get_referral(connection, number)
    return None if row is None else _open(row, key, asked, rosters)


def _open(row: ReferralRow, key: bytes, asked: AccountId, rosters: Rosters) -> Exchange:
    found = read_words(key, row.number, row.status, row.words, signers_for(rosters, asked))
    problems = set(found.problems)
    request: Request | None = None
    try:
        request = open_request(key, row.number, row.box, rosters.signing_keys)
    except (CannotOpen, BadSignature):
        problems.add(FORGED)
    if request is not None and not rosters.is_one(request.to, asked):
        request = None
        problems.add(FORGED)
    return Exchange(row.number, key, request, found.words, frozenset(problems), row.status)


def find_asked(
    store: Store, account: AccountId, identity: Identity, rosters: Rosters, kind: str
) -> tuple[Exchange, ...]:
    """Return what an account is asked, by trial: its decoys open nothing and leave no trace."""
    with store.read() as connection:
        stanzas = get_referral_stanzas(connection, account)
    found = []
    for number, row in stanzas:
        key = open_referral_key(identity.unwrapper, account, number, row)
        exchange = key and read_exchange(store, number, key, account, rosters)
        if exchange and exchange.request and exchange.request.kind == kind:
            found.append(exchange)
    return tuple(sorted(found, key=lambda one: (one.request.by if one.request else 0, one.number)))


def open_asked(
    store: Store, account: AccountId, identity: Identity, rosters: Rosters, number: ReferralId
) -> Exchange | None:
    """Return one referral to an account, or None.

    Where there is no row, noise of the same length is opened in its place: the same work as for a
    decoy.
    """
    with store.read() as connection:
        row = get_referral_stanza(connection, account, number)
    noise = VERSION + primitives.random_bytes(limits.STANZA_ROW_SIZE - len(VERSION))
    key = open_referral_key(identity.unwrapper, account, number, noise if row is None else row)
    return None if key is None else read_exchange(store, number, key, account, rosters)
