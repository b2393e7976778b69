"""Releases as they lie in the database: believed only as they were signed (docs/release.md).

The release job signs every release, and so does the lead who agreed to it. So neither who owns
the database nor who runs the machine publishes a number alone, or changes one later.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from reporting import canonical, ids, primitives
from reporting.disclosure.published import Release
from reporting.disclosure.reading import read_release
from reporting.errors import BadSignature, CannotOpen, ReleaseFileError
from reporting.identity import Identity
from reporting.ids import AccountId
from reporting.roster import Member, Rosters
from reporting.store.releases import ReleaseRow

_JOB, _LEAD, _PROPOSED = "release", "release-agreed", "release-proposed"
_KEYS = frozenset({"job", "lead", "agreed"})
NOTHING_DUE = "No release is due."
_KEPT = 64  # releases whose signatures a process remembers; a page shows a few


@dataclass(frozen=True)
class Publication:
    """A release that is genuine: its bytes, what they say, and which lead agreed."""

    data: bytes
    release: Release
    lead: AccountId

    @cached_property
    def tree(self) -> dict[str, Any]:
        """All that is in the file, rates and service facts too; its form was checked."""
        found: dict[str, Any] = json.loads(self.data)
        return found

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes in hex, which the next release names."""
        return primitives.sha256(self.data).hex()


@dataclass(frozen=True)
class Shelf:
    """What is published of one organisation, and what is wrong with it.

    `releases` are genuine, in their order; pages show these alone. `altered` are the numbers of
    rows that were not signed as they stand, `missing` those that should be there and are not.
    """

    releases: tuple[Publication, ...]
    altered: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """What a lead is asked to agree to: the next release of an organisation, if one is due.

    `data` are its bytes, None where none is due or none may be made: `said` tells which, and what
    was due before but is left out. Of each
    table that is `withheld` it is told whether there are too `few` reports or the `attack` found
    somebody. Which group it was is told on the release job's own terminal alone.
    """

    organisation: str
    data: bytes | None
    withheld: tuple[tuple[str, str], ...]
    said: str

    @property
    def is_refused(self) -> bool:
        """Whether something is due that may not be released."""
        return self.data is None and self.said != NOTHING_DUE

    @cached_property
    def release(self) -> Release | None:
        """What the bytes say."""
        return None if self.data is None else read_release(self.data)


def sign_proposal(proposal: Proposal, job: Identity) -> bytes:
    """Return a proposal as it is kept, signed by the release job."""
    body: dict[str, Any] = {
        "v": 1,
        "organisation": proposal.organisation,
        "release": None if proposal.data is None else canonical.encode_bytes(proposal.data),
        "withheld": [list(each) for each in proposal.withheld],
        "said": proposal.said,
    }
    signature = job.signer.sign(_PROPOSED, canonical.dumps(body))
    return canonical.dumps({"body": body, "signature": canonical.encode_bytes(signature)})


def read_proposal(data: bytes, organisation: str, rosters: Rosters) -> Proposal:
    """Return a proposal if the release job signed it for this organisation, or BadSignature."""
    try:
        frame = canonical.loads(data, frozenset({"body", "signature"}))
        signature = canonical.decode_bytes(frame["signature"], primitives.SIGNATURE_SIZE)
        body: dict[str, Any] = frame["body"]
        primitives.verify_any(rosters.statistics_keys, _PROPOSED, canonical.dumps(body), signature)
        text = body["release"]
        found = Proposal(
            body["organisation"],
            None if text is None else canonical.decode_bytes(text),
            tuple((table, why) for table, why in body["withheld"]),
            body["said"],
        )
    except (CannotOpen, KeyError, TypeError, ValueError, AttributeError):
        raise BadSignature from None
    if found.organisation != organisation:
        raise BadSignature
    return found


def agree(data: bytes, lead: Identity) -> bytes:
    """Return the signature of a lead who agrees that `data` is published."""
    return lead.signer.sign(_LEAD, data)


def check_agreed(data: bytes, lead: Member, agreed: bytes) -> None:
    """Return only if a lead agreed that `data` is published; else raise BadSignature."""
    primitives.verify(lead.signing_public, _LEAD, data, agreed)


def sign_publication(data: bytes, job: Identity, lead: AccountId, agreed: bytes) -> bytes:
    """Return the signatures of a release: of the release job, and of the lead who agreed."""
    return canonical.dumps(
        {
            "job": canonical.encode_bytes(job.signer.sign(_JOB, data)),
            "lead": ids.to_hex(lead),
            "agreed": canonical.encode_bytes(agreed),
        }
    )


def read_publication(row: ReleaseRow, rosters: Rosters) -> Publication:
    """Return the release in a row, or raise BadSignature: altered, moved, or signed by nobody."""
    leads = {
        member.account: member.signing_public
        for roster in rosters.by_body.values()
        for member in roster.members
        if member.role == "lead"  # former ones too: what they agreed to stays agreed
    }
    keys = frozenset(rosters.statistics_keys)
    found = _verify(row.data, row.signatures, keys, frozenset(leads.items()))
    if (found.release.series, found.release.sequence) != (row.series, row.sequence):
        raise BadSignature
    return found


@lru_cache(maxsize=_KEPT)
def _verify(
    data: bytes,
    signatures: bytes,
    keys: frozenset[bytes],
    leads: frozenset[tuple[AccountId, bytes]],
) -> Publication:
    try:
        value = canonical.loads(signatures, _KEYS)
        job = canonical.decode_bytes(value["job"], primitives.SIGNATURE_SIZE)
        agreed = canonical.decode_bytes(value["agreed"], primitives.SIGNATURE_SIZE)
    except CannotOpen:
        raise BadSignature from None
    lead = AccountId(ids.from_hex(str(value["lead"])) or 0)
    key = dict(leads).get(lead)
    if key is None:
        raise BadSignature
    primitives.verify_any(keys, _JOB, data, job)
    primitives.verify(key, _LEAD, data, agreed)
    try:
        return Publication(data, read_release(data), lead)
    except ReleaseFileError:
        raise BadSignature from None


def read_shelf(rows: Sequence[ReleaseRow], rosters: Rosters) -> Shelf:
    """Return the releases of one series that are genuine, and the numbers of what is not there.

    One that does not follow from the one before it, by the SHA-256 that it names, was exchanged
    for another that was signed once: it counts as altered.
    """
    releases: list[Publication] = []
    altered: list[int] = []
    for row in rows:
        try:
            found = read_publication(row, rosters)
        except BadSignature:
            altered.append(row.sequence)
            continue
        if _follows(found, releases):
            releases.append(found)
        else:
            altered.append(row.sequence)
    last = max((one.release.sequence for one in releases), default=0)
    missing = set(range(1, last)) - {row.sequence for row in rows}
    return Shelf(tuple(releases), tuple(altered), tuple(sorted(missing)))


def _follows(found: Publication, earlier: Sequence[Publication]) -> bool:
    """Say whether a release names the one before it, where that one is there to be compared."""
    if not earlier or earlier[-1].release.sequence != found.release.sequence - 1:
        return True
    return bool(found.tree["previous"] == earlier[-1].digest)
