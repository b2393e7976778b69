"""People who can be asked, and a referral to one of them, below any page."""

from dataclasses import dataclass, field

from reporting import ids, primitives
from reporting.identity import Identity, new_identity
from reporting.ids import AccountId
from reporting.referring.deposit import ReferralDeposit, new_number, seal_referral
from reporting.referring.request import Request
from reporting.referring.word import FROM_ASKED, Signers, Word
from reporting.serves import OWNER

NAMES = ("audit", "chief", "interpreter", "adviser")
DAY, EXPIRY = 20_577, 22_000
TEXT = "Somebody was insulted at a counter, in front of others."


@dataclass(frozen=True)
class Asked:
    """Everybody who could be asked, and the reader who asks."""

    people: dict[str, Identity] = field(
        default_factory=lambda: {name: new_identity() for name in NAMES}
    )
    accounts: dict[str, AccountId] = field(
        default_factory=lambda: {name: AccountId(ids.new_id()) for name in NAMES}
    )
    reader: Identity = field(default_factory=new_identity)
    reading: AccountId = field(default_factory=lambda: AccountId(ids.new_id()))

    @property
    def everybody(self) -> dict[AccountId, bytes]:
        """The public key of each who could be asked."""
        return {self.accounts[name]: self.people[name].wrap_public for name in NAMES}

    @property
    def readers(self) -> dict[AccountId, bytes]:
        """The signature keys of readers."""
        return {self.reading: self.reader.signing_public}

    def signers(self, name: str = "audit") -> Signers:
        """Return whose words count in a referral to somebody."""
        return Signers(self.readers, {self.accounts[name]: self.people[name].signing_public})

    def request(self, name: str = "audit", **changes: object) -> Request:
        """Return something that is asked of somebody."""
        values: dict[str, object] = {
            "referral": new_number(),
            "kind": OWNER,
            "to": self.accounts[name],
            "organisation": "council",
            "office": "north",
            "author": self.reading,
            "day": DAY,
            "text": TEXT,
            "asked": "What will be done?",
            "by": DAY + 14,
        }
        return Request(**(values | changes))  # type: ignore[arg-type]  # tests name the fields

    def seal(self, request: Request) -> tuple[bytes, ReferralDeposit]:
        """Return a new key and what is kept of a request."""
        key = primitives.random_bytes(primitives.KEY_SIZE)
        return key, seal_referral(key, request, self.everybody, self.reader.signer, EXPIRY)

    def word(self, request: Request, text: str = "We will train the team.") -> Word:
        """Return an answer of who was asked."""
        return Word(request.referral, 0, b"", FROM_ASKED, text, request.to, DAY)
