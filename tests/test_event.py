"""Events of the watch: signed, of one length, and none is believed that somebody else made."""

from dataclasses import replace

import pytest

from reporting.errors import BadSignature
from reporting.event import KINDS, SIZE, Event, read_event, read_history, sign_event
from reporting.identity import new_identity
from reporting.ids import ReportId

WATCH = new_identity()
KEYS = frozenset({WATCH.signing_public})
EVENT = Event(ReportId(7), "missed", 20_577)


def signed(event: Event = EVENT) -> bytes:
    """Return an event as the watch signs it."""
    return sign_event(event, WATCH.signer)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_event_has_one_length_and_reads_as_signed(kind: str) -> None:
    """What was done does not show in the size."""
    event = replace(EVENT, kind=kind)

    assert SIZE == len(signed(event))
    assert event == read_event(signed(event), event.report, KEYS)


def test_an_event_of_another_report_key_or_byte_is_refused() -> None:
    """So a row cannot be copied to another report, nor made by who owns the database."""
    data = signed()
    changed = data[:20] + bytes([data[20] ^ 1]) + data[21:]
    stranger = sign_event(EVENT, new_identity().signer)
    unknown = signed(replace(EVENT, kind="closed"))
    untimed = signed(replace(EVENT, day=None))  # type: ignore[arg-type]  # on purpose

    for row, number in [
        (data, ReportId(8)),
        (changed, EVENT.report),
        (stranger, EVENT.report),
        (unknown, EVENT.report),
        (untimed, EVENT.report),
        (b"", EVENT.report),
        (data + b"\0", EVENT.report),
    ]:
        with pytest.raises(BadSignature):
            read_event(row, number, KEYS)


def test_a_history_tells_what_is_genuine_once_and_that_something_is_not() -> None:
    """In order of days; a copy of a row is one event."""
    later = replace(EVENT, kind="handover", day=20_578)
    forged = sign_event(replace(EVENT, kind="handover"), new_identity().signer)

    good = read_history([signed(later), signed(), signed()], EVENT.report, KEYS)
    bad = read_history([signed(), forged], EVENT.report, KEYS)

    assert ((EVENT, later), False) == (good.events, good.forged)
    assert ((EVENT,), True) == (bad.events, bad.forged)
    assert good.has("handover")
    assert not bad.has("handover")
