"""Stanza rows: the report key wrapped to one account, standby rows and decoys alike in length."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from reporting import ids, primitives
from reporting.errors import CannotOpen
from reporting.ids import AccountId
from reporting.limits import STANZA_ROW_SIZE
from reporting.primitives import KEY_SIZE, WRAP_OVERHEAD, Unwrapper

VERSION = b"\x01"
DIRECT_SIZE = KEY_SIZE + WRAP_OVERHEAD
DIRECT_FILL = STANZA_ROW_SIZE - len(VERSION) - DIRECT_SIZE
STANDBY_SIZE = DIRECT_SIZE + KEY_SIZE + WRAP_OVERHEAD
STANDBY_FILL = STANZA_ROW_SIZE - len(VERSION) - STANDBY_SIZE


@dataclass(frozen=True)
class Slot:
    """Where a stanza belongs: one account's row of one report."""

    header_digest: bytes
    account: AccountId

    def info(self, use: str, fill: bytes) -> bytes:
        """Return HPKE's `info`. Binding the fill makes every byte of the row count."""
        return (
            primitives.label(use)
            + self.header_digest
            + ids.to_bytes(self.account)
            + primitives.digest("fill", fill)
        )


def direct_row(slot: Slot, public: bytes, report_key: bytes) -> bytes:
    """Return a row that the holder of `public` opens at once."""
    fill = primitives.random_bytes(DIRECT_FILL)
    return VERSION + primitives.wrap(public, report_key, slot.info("stanza", fill)) + fill


def decoy_row(slot: Slot, nobody: bytes) -> bytes:
    """Return a row that no account opens, sealed to a public key whose private one is gone."""
    # The key inside is noise as well: even who broke the decoy would hold nothing.
    return direct_row(slot, nobody, primitives.random_bytes(KEY_SIZE))


def standby_row(slot: Slot, public: bytes, watch_public: bytes, report_key: bytes) -> bytes:
    """Return a row that opens only once the watch has peeled it."""
    # The fill of the row inside is too long to travel, so a seed of it does.
    seed = primitives.random_bytes(KEY_SIZE)
    inner_fill = primitives.derive(seed, "fill", DIRECT_FILL)
    stanza = primitives.wrap(public, report_key, slot.info("stanza", inner_fill))
    fill = primitives.random_bytes(STANDBY_FILL)
    outer = primitives.wrap(watch_public, stanza + seed, slot.info("standby", fill))
    return VERSION + outer + fill


def open_row(slot: Slot, unwrapper: Unwrapper, row: bytes) -> bytes:
    """Return the report key, or raise CannotOpen: a decoy, a standby row, or altered."""
    stanza, fill = _split(row, DIRECT_SIZE)
    return unwrapper.unwrap(stanza, slot.info("stanza", fill))


def peel_row(slot: Slot, watch: Unwrapper, row: bytes) -> bytes:
    """Return the direct row inside a standby row; the watch cannot open what it gets."""
    outer, fill = _split(row, STANDBY_SIZE)
    inner = watch.unwrap(outer, slot.info("standby", fill))
    return (
        VERSION + inner[:DIRECT_SIZE] + primitives.derive(inner[DIRECT_SIZE:], "fill", DIRECT_FILL)
    )


def peel_rows(
    watch: Unwrapper, header_digest: bytes, rows: Mapping[AccountId, bytes]
) -> dict[AccountId, bytes]:
    """Return the rows of one report that stand by, peeled; direct rows are left out."""
    peeled: dict[AccountId, bytes] = {}
    for account, row in rows.items():
        with suppress(CannotOpen):
            peeled[account] = peel_row(Slot(header_digest, account), watch, row)
    return peeled


def _split(row: bytes, size: int) -> tuple[bytes, bytes]:
    if len(row) != STANZA_ROW_SIZE or row[:1] != VERSION:
        raise CannotOpen
    return row[1 : 1 + size], row[1 + size :]
