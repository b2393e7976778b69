"""The envelope: who opens it, who does not, and what nobody can see from outside."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting import clock, primitives
from reporting.envelope import HEADER_SIZE, Deposit, header_digest, header_from_bytes
from reporting.errors import CannotOpen
from reporting.opening import open_payload, open_stanza, open_triage
from reporting.roster import Declaration
from reporting.stanza import Slot, peel_row
from tests.support.cast import COUNCIL, NOW, Cast, Sent, make_cast, make_report, send

OVERSIGHT = "oversight_provider_or_this_service"


@pytest.fixture(scope="module")
def cast() -> Cast:
    """North's second reviewer has declared a connection to the council."""
    return make_cast(Declaration(COUNCIL))


@pytest.fixture(scope="module")
def sent(cast: Cast) -> Sent:
    """One report on the council."""
    return send(cast)


def report_key(sent: Sent, name: str) -> bytes:
    """Open the stanza of one of the cast."""
    account = sent.cast.accounts[name]
    unwrapper = sent.cast.identities[name].unwrapper
    return open_stanza(unwrapper, account, sent.deposit.header, sent.deposit.stanzas[account])


@pytest.mark.parametrize("name", ["north-lead", "north-reviewer", "north-recovery"])
def test_each_recipient_of_the_acting_body_opens_it(sent: Sent, name: str) -> None:
    """Any one of them is enough, so losing the others loses nothing."""
    opened = open_payload(report_key(sent, name), sent.deposit.header, sent.deposit.payload)

    assert sent.report == opened.report
    assert primitives.signing_public(sent.receipt.keys().signing_seed) == opened.reporter_key


@pytest.mark.parametrize(
    "name", ["north-second", "south-lead", "south-reviewer", "south-second", "south-recovery"]
)
def test_nobody_else_opens_it(sent: Sent, name: str) -> None:
    """Neither who declared a connection nor the body that stands by holds the key."""
    with pytest.raises(CannotOpen):
        report_key(sent, name)


def test_a_standby_account_opens_it_after_the_watch_has_peeled(sent: Sent) -> None:
    """The alternate body can take over, and the excluded reviewer still cannot."""
    slot = Slot(header_digest(sent.deposit.header), sent.cast.accounts["south-reviewer"])
    row = sent.deposit.stanzas[slot.account]

    peeled = peel_row(slot, sent.cast.watch.unwrapper, row)

    unwrapper = sent.cast.identities["south-reviewer"].unwrapper
    key = open_stanza(unwrapper, slot.account, sent.deposit.header, peeled)
    opened = open_payload(key, sent.deposit.header, sent.deposit.payload)
    assert sent.report == opened.report


def test_striking_out_the_oversight_body_gives_it_to_the_alternate(cast: Cast) -> None:
    """The alternate opens it at once; the body, its recovery and the watch together cannot."""
    sent = send(cast, make_report(struck=(OVERSIGHT,)))

    assert report_key(sent, "south-reviewer")
    digest = header_digest(sent.deposit.header)
    for name in ("north-lead", "north-reviewer", "north-second", "north-recovery"):
        account = cast.accounts[name]
        peeled = peel_row(
            Slot(digest, account), cast.watch.unwrapper, sent.deposit.stanzas[account]
        )
        with pytest.raises(CannotOpen):
            open_stanza(cast.identities[name].unwrapper, account, sent.deposit.header, peeled)


def sizes(deposit: Deposit) -> dict[str, object]:
    """Everything that somebody with the database can measure."""
    parts = {name: len(v) for name, v in vars(deposit).items() if isinstance(v, bytes)}
    rows = sorted((account, len(row)) for account, row in deposit.stanzas.items())
    return {**parts, "rows": rows}


@given(
    story=st.text(max_size=2000),
    struck=st.sampled_from([(), (OVERSIGHT,), ("line_manager",), ("hr_people_team", "director")]),
)
def test_size_and_number_of_rows_say_nothing(
    cast: Cast, sent: Sent, story: str, struck: tuple[str, ...]
) -> None:
    """Any report with any exclusion is as long as any other, row for row."""
    other = send(cast, make_report(story=story, struck=struck))

    assert sizes(sent.deposit) == sizes(other.deposit)


@given(story=st.text(max_size=3000), about=st.lists(st.sampled_from(["colleague", "director"])))
def test_any_report_survives_seal_and_open(cast: Cast, story: str, about: list[str]) -> None:
    """What was written is what is read."""
    sent = send(cast, make_report(story=story, about=tuple(about)))

    key = report_key(sent, "north-lead")

    assert sent.report == open_payload(key, sent.deposit.header, sent.deposit.payload).report
    triage = open_triage(key, sent.deposit.header, sent.deposit.triage)
    assert (sent.report.about, clock.hour_of(NOW)) == (triage.about, triage.received)


@given(
    part=st.sampled_from(["header", "payload", "triage"]),
    place=st.integers(0, 10**6),
    change=st.integers(1, 255),
)
def test_any_changed_byte_of_an_envelope_fails(
    sent: Sent, part: str, place: int, change: int
) -> None:
    """A byte changed anywhere is found, and always answered with the one error."""
    key = report_key(sent, "north-lead")
    data = bytearray(getattr(sent.deposit, part))
    data[place % len(data)] ^= change
    altered = replace(sent.deposit, **{part: bytes(data)})  # type: ignore[arg-type]  # names of byte fields

    def open_both() -> None:
        open_payload(key, altered.header, altered.payload)
        open_triage(key, altered.header, altered.triage)

    with pytest.raises(CannotOpen):
        open_both()


def test_fields_cannot_be_swapped(sent: Sent) -> None:
    """Payload and triage header of one report do not open in each other's place."""
    key = report_key(sent, "north-lead")

    with pytest.raises(CannotOpen):
        open_payload(key, sent.deposit.header, sent.deposit.triage)
    with pytest.raises(CannotOpen):
        open_triage(key, sent.deposit.header, sent.deposit.payload)


def test_rows_cannot_be_swapped(cast: Cast, sent: Sent) -> None:
    """A payload put under the header of another report does not open, nor does its stanza."""
    other = send(cast)
    key = report_key(sent, "north-lead")

    with pytest.raises(CannotOpen):
        open_payload(key, other.deposit.header, sent.deposit.payload)
    with pytest.raises(CannotOpen):
        open_payload(key, sent.deposit.header, other.deposit.payload)
    with pytest.raises(CannotOpen):
        report_key(
            replace(sent, deposit=replace(other.deposit, stanzas=sent.deposit.stanzas)),
            "north-lead",
        )


@pytest.mark.parametrize(("place", "value"), [(0, 2), (1, 2), (0, 0), (1, 0)])
def test_another_version_or_suite_is_refused(sent: Sent, place: int, value: int) -> None:
    """A header of another version or suite opens nothing."""
    header = bytearray(sent.deposit.header)
    header[place] = value

    with pytest.raises(CannotOpen):
        header_from_bytes(bytes(header))


def test_the_commitment_is_checked_before_anything_opens(sent: Sent) -> None:
    """A key that the header does not commit to opens nothing, whatever it decrypts."""
    with pytest.raises(CannotOpen):
        open_payload(bytes(32), sent.deposit.header, sent.deposit.payload)


def test_the_header_is_short_and_says_only_what_it_must(sent: Sent) -> None:
    """Id, digest of the rosters and commitment: no organisation, no time."""
    header = header_from_bytes(sent.deposit.header)

    assert HEADER_SIZE == len(sent.deposit.header)
    assert sent.deposit.report == header.report
    assert sent.cast.rosters.digest == header.rosters_digest
