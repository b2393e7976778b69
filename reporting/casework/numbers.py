"""Which referrals a case has, by number: they go with it."""

from collections.abc import Sequence

from reporting import ids
from reporting.casework import kinds
from reporting.casework.event import CaseEvent
from reporting.ids import ReferralId


def numbers_of(events: Sequence[CaseEvent]) -> tuple[ReferralId, ...]:
    """Return the numbers of everything that was asked of people outside the case."""
    found = (
        ids.from_hex(str(event.data.get("referral", "")))
        for event in events
        if event.kind in (kinds.REFERRED, kinds.ASKED)
    )
    return tuple(ReferralId(number) for number in found if number is not None)
