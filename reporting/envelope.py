"""Sealing a report: header, payload, triage header, status, wrapped key, one row for everybody.

Specified in docs/envelope.md. Sealing needs public keys only; nothing here can open anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from reporting import canonical, clock, ids, limits, primitives, sealing
from reporting.attachment import File, file_to_json
from reporting.casework.card import Card, seal_card
from reporting.casework.chain import seal_head
from reporting.errors import CannotOpen
from reporting.hashchain import Head
from reporting.ids import AccountId, ReportId
from reporting.ladder import START, first_wake
from reporting.note import Note, note_of, seal_note
from reporting.receipt import ReceiptKeys
from reporting.report import Report, report_to_json
from reporting.roster import Member, Roster, Rosters
from reporting.routing import Access
from reporting.stanza import Slot, direct_row, standby_row
from reporting.status import Status, seal_status

VERSION = 1
SUITE = 1  # HPKE: ML-KEM-768+X25519, HKDF-SHA256, AES-256-GCM
HEADER_SIZE = 74
WRAPPED_SIZE = 64


@dataclass(frozen=True)
class Header:
    """The clear part: which report, under which rosters, committed to which key."""

    report: ReportId
    rosters_digest: bytes
    commitment: bytes

    def to_bytes(self) -> bytes:
        """Return the 74 bytes of the header."""
        lead = bytes([VERSION, SUITE])
        return lead + ids.to_bytes(self.report) + self.rosters_digest + self.commitment


def header_from_bytes(data: bytes) -> Header:
    """Read a header; raise CannotOpen for another size, version or suite."""
    if len(data) != HEADER_SIZE or data[:2] != bytes([VERSION, SUITE]):
        raise CannotOpen
    return Header(ReportId(int.from_bytes(data[2:10], "big")), data[10:42], data[42:])


def header_digest(header: bytes) -> bytes:
    """Return the digest that binds every other part to this header."""
    return primitives.digest("header", header)


@dataclass(frozen=True)
class Deposit:
    """Everything one report puts into the store, in the columns of docs/data.md."""

    report: ReportId
    locator: bytes
    received: int
    due: int
    expiry: int
    rung: int
    wake: int
    urgent: bool
    header: bytes
    wrapped: bytes
    triage: bytes
    status: bytes
    note: bytes
    chain: bytes
    card: bytes
    payload: bytes
    stanzas: dict[AccountId, bytes]


def seal_report(
    report: Report,
    access: Access,
    rosters: Rosters,
    receipt: ReceiptKeys,
    now: datetime,
    *,
    target: int,
    urgent: bool = False,
    files: Sequence[File] = (),
    report_key: bytes | None = None,
) -> Deposit:
    """Seal `report` to those whom `access` lets open it, and decoys to everybody else.

    `target` is within how many hours its organisation promises an answer; `urgent` says that
    somebody is in danger now, so that the watch acts on its next turn. `files` come with it; who
    seals their chunks too gives the new `report_key`.
    """
    report_key = report_key or new_report_key()
    number = ReportId(ids.new_id())
    commitment = primitives.derive(report_key, "commit")
    header = Header(number, rosters.digest, commitment).to_bytes()
    digest = header_digest(header)
    conversation_key = primitives.derive(report_key, "conversation")
    received = clock.hour_of(now)
    status = Status(received, target, other=access.standby_body)
    return Deposit(
        report=number,
        locator=receipt.locator,
        received=received,
        due=clock.acknowledgement_due(received, target),
        expiry=clock.day_of(now) + limits.OPEN_RETENTION_DAYS,
        header=header,
        wrapped=sealing.seal(
            receipt.access_key, "access", digest + receipt.locator, conversation_key, WRAPPED_SIZE
        ),
        rung=START,
        wake=clock.quarter_of_hour(received) if urgent else first_wake(received, target),
        urgent=urgent,
        note=seal_note_of(
            access, rosters, note_of(access, rosters, report.organisation, received, target), digest
        ),
        triage=seal_triage(report, access, received, report_key, digest),
        status=seal_status(conversation_key, digest, status),
        # An empty chain and card from the start, so that nothing tells when the first event came.
        chain=seal_head(report_key, digest, Head()),
        card=seal_card(report_key, digest, Card()),
        payload=_seal_payload(report, files, receipt, report_key, digest, now),
        stanzas=seal_stanzas(access, rosters, report_key, digest),
    )


def new_report_key() -> bytes:
    """Return a new key, under which everything of one report is sealed."""
    return primitives.random_bytes(primitives.KEY_SIZE)


def _seal_payload(
    report: Report,
    files: Sequence[File],
    receipt: ReceiptKeys,
    report_key: bytes,
    digest: bytes,
    now: datetime,
) -> bytes:
    listed = {"files": list(map(file_to_json, files))} if files else {}
    plaintext = canonical.dumps(
        {
            **listed,
            "v": 1,
            "report": report_to_json(report),
            "received": now.astimezone(UTC).isoformat(timespec="seconds"),
            "leaf_secret": canonical.encode_bytes(receipt.leaf_secret),
            "reporter_key": canonical.encode_bytes(primitives.signing_public(receipt.signing_seed)),
        }
    )
    key = primitives.derive(report_key, "payload")
    return sealing.seal(key, "payload", digest, plaintext, limits.PAYLOAD_SIZE)


class Routed(Protocol):
    """What a triage header repeats of a report: of a new one, or of one that is routed again."""

    @property
    def organisation(self) -> str:
        """Code of the organisation."""

    @property
    def reporter_role(self) -> str:
        """Code of who the reporter is."""

    @property
    def about(self) -> tuple[str, ...]:
        """Codes of whom it is about."""

    @property
    def struck(self) -> tuple[str, ...]:
        """Codes of who must not see it."""

    @property
    def safety(self) -> str:
        """Code of whether the reporter is safe, or an empty text."""

    @property
    def area(self) -> str:
        """Code of the part of the organisation, or an empty text."""


def seal_triage(
    report: Routed, access: Access, received: int, report_key: bytes, digest: bytes
) -> bytes:
    """Seal the triage header: what was routed, the access that came of it, and when it came.

    `received` is in hours since the epoch. It is sealed because whoever owns the database can
    write anything into the column of that name.
    """
    grants = {
        "open": access.open,
        "standby": access.standby,
        "never": access.never,
        "chair": access.chairs,
        "barred": access.barred,
        "overridden": access.overridden,  # after "open", whose word it takes the place of
    }
    plaintext = canonical.dumps(
        {
            "v": 1,
            "body": access.body,
            "organisation": report.organisation,
            "reporter_role": report.reporter_role,
            "about": list(report.about),
            "struck": list(report.struck),
            "safety": report.safety,
            "area": report.area,
            "received": received,
            "access": {ids.to_hex(a): word for word, accounts in grants.items() for a in accounts},
        }
    )
    key = primitives.derive(report_key, "triage")
    return sealing.seal(key, "triage", digest, plaintext, limits.TRIAGE_SIZE)


def seal_stanzas(
    access: Access,
    rosters: Rosters,
    report_key: bytes,
    digest: bytes,
    *,
    handed_over: bool = False,
) -> dict[AccountId, bytes]:
    """Return one row of one length for every account of both bodies.

    `handed_over` says that the body which stood by opens its rows at once, as it has already.
    """
    # One key thrown away serves all decoys of a report: HPKE ciphertexts do not show for which
    # key they were made, so decoys cannot be matched with one another.
    nobody = primitives.nobody_public()
    acting, waiting = rosters.by_body[access.body], rosters.by_body[access.standby_body]
    rows: dict[AccountId, bytes] = {}
    for member in acting.recipients:
        key = member.wrap_public if member.account in access.open else nobody
        rows[member.account] = direct_row(Slot(digest, member.account), key, report_key)
    watch = _watch(waiting)
    for member in waiting.recipients:
        key = member.wrap_public if member.account in access.standby else nobody
        slot = Slot(digest, member.account)
        if handed_over:
            rows[member.account] = direct_row(slot, key, report_key)
        else:
            rows[member.account] = standby_row(slot, key, watch.wrap_public, report_key)
    return rows


def seal_note_of(access: Access, rosters: Rosters, note: Note, digest: bytes) -> bytes:
    """Seal a routing note to the watch that the rows which stand by are sealed to."""
    watch = _watch(rosters.by_body[access.standby_body])
    return seal_note(watch.wrap_public, digest, note)


def _watch(roster: Roster) -> Member:
    return roster.with_role({"watch"})[0]
