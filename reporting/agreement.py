"""That a lead agrees to the next release, as their page leaves it for the release job.

The signature is over bytes that nobody but leads may see yet. It is sealed, because whoever has
it in clear can try whether a guess at these bytes is right (docs/release.md, "Who publishes").
"""

from typing import NamedTuple

from reporting import canonical, ids, limits, primitives, sealing
from reporting.errors import CannotOpen
from reporting.ids import AccountId
from reporting.primitives import Unwrapper

_USE = "agreement"
_KEYS = frozenset({"v", "lead", "agreed"})


class Agreement(NamedTuple):
    """Who agreed, and their signature over the bytes of the release (publication.agree)."""

    lead: AccountId
    agreed: bytes


def seal_agreement(agreement: Agreement, organisation: str, statistics_public: bytes) -> bytes:
    """Seal an agreement to the release job; all are of one length."""
    value = {
        "v": 1,
        "lead": ids.to_hex(agreement.lead),
        "agreed": canonical.encode_bytes(agreement.agreed),
    }
    padded = sealing.pad(canonical.dumps(value), limits.AGREEMENT_SIZE)
    return primitives.wrap(statistics_public, padded, _info(organisation))


def open_agreement(data: bytes, organisation: str, statistics: Unwrapper) -> Agreement:
    """Return an agreement, or raise CannotOpen; whether it is genuine the release itself tells."""
    value = canonical.loads(sealing.unpad(statistics.unwrap(data, _info(organisation))), _KEYS)
    lead = ids.from_hex(str(value["lead"]))
    if value["v"] != 1 or lead is None:
        raise CannotOpen
    return Agreement(
        AccountId(lead), canonical.decode_bytes(value["agreed"], primitives.SIGNATURE_SIZE)
    )


def _info(organisation: str) -> bytes:
    return primitives.label(_USE) + b"\0" + organisation.encode()
