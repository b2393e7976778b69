"""What an identity opens: its stanza, and with the report key everything of one report."""

from dataclasses import dataclass, field
from datetime import datetime

from reporting import canonical, clock, ids, primitives, sealing
from reporting.attachment import File, files_from_json
from reporting.envelope import header_digest, header_from_bytes
from reporting.errors import CannotOpen
from reporting.ids import AccountId
from reporting.primitives import Unwrapper
from reporting.report import Report, report_from_json
from reporting.stanza import Slot, open_row

_PAYLOAD_KEYS = frozenset({"v", "report", "received", "leaf_secret", "reporter_key", "files"})
_PAYLOAD_LATER = frozenset({"files"})  # only where there are any
_TRIAGE_KEYS = frozenset(
    {
        "v", "body", "organisation", "reporter_role", "about", "struck", "received", "access",
        "safety", "area",
    }
)  # fmt: skip
_TRIAGE_LATER = frozenset({"safety", "area"})  # not asked when the oldest reports were sealed


@dataclass(frozen=True)
class Opened:
    """A payload in clear: the report, its true time, the reporter's public key, what came along."""

    report: Report
    received: datetime
    reporter_key: bytes
    leaf_secret: bytes = field(repr=False)
    files: tuple[File, ...] = ()


@dataclass(frozen=True)
class Triage:
    """What lists show, and the access list every rewriting of the stanzas starts from.

    `received` is the hour the report came, since the epoch, as it was when it was sealed. `area` is
    empty where the reporter named no part of the organisation.
    """

    body: str
    organisation: str
    reporter_role: str
    about: tuple[str, ...]
    struck: tuple[str, ...]
    received: int
    access: dict[AccountId, str]
    safety: str = ""
    area: str = ""


def open_stanza(unwrapper: Unwrapper, account: AccountId, header: bytes, row: bytes) -> bytes:
    """Return the report key in an account's row, or raise CannotOpen (a decoy, for instance)."""
    report_key = open_row(Slot(header_digest(header), account), unwrapper, row)
    check_commitment(report_key, header)
    return report_key


def check_commitment(report_key: bytes, header: bytes) -> None:
    """Return only if `header` commits to this report key; AES-GCM by itself does not."""
    expected = primitives.derive(report_key, "commit")
    if not primitives.equal(expected, header_from_bytes(header).commitment):
        raise CannotOpen


def open_payload(report_key: bytes, header: bytes, payload: bytes) -> Opened:
    """Open a payload, or raise CannotOpen."""
    check_commitment(report_key, header)
    key = primitives.derive(report_key, "payload")
    value = canonical.loads(
        sealing.unseal(key, "payload", header_digest(header), payload),
        _PAYLOAD_KEYS,
        _PAYLOAD_LATER,
    )
    try:
        received = datetime.fromisoformat(value["received"])
    except (TypeError, ValueError):
        raise CannotOpen from None
    return Opened(
        report=report_from_json(value["report"]),
        received=received,
        reporter_key=canonical.decode_bytes(value["reporter_key"], primitives.KEY_SIZE),
        leaf_secret=canonical.decode_bytes(value["leaf_secret"], primitives.KEY_SIZE),
        files=files_from_json(value.get("files", [])),
    )


def open_triage(report_key: bytes, header: bytes, triage: bytes) -> Triage:
    """Open a triage header, or raise CannotOpen."""
    check_commitment(report_key, header)
    key = primitives.derive(report_key, "triage")
    value = canonical.loads(
        sealing.unseal(key, "triage", header_digest(header), triage), _TRIAGE_KEYS, _TRIAGE_LATER
    )
    received = value["received"]
    if not isinstance(received, int) or not 0 <= received <= clock.LAST_HOUR:
        raise CannotOpen
    access = {ids.from_hex(account): word for account, word in value["access"].items()}
    return Triage(
        body=value["body"],
        organisation=value["organisation"],
        reporter_role=value["reporter_role"],
        about=tuple(value["about"]),
        struck=tuple(value["struck"]),
        received=received,
        access={AccountId(a): word for a, word in access.items() if a is not None},
        safety=str(value.get("safety", "")),
        area=str(value.get("area", "")),
    )
