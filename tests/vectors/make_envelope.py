"""Writes envelope.json anew, for a new version of the format."""

import json
from pathlib import Path
from typing import Any

from reporting import conversation, ids
from reporting.canonical import encode_bytes
from reporting.report import report_to_json
from tests.support.cast import TODAY, make_cast, send

CASES: list[dict[str, Any]] = [
    {"name": "as sealed", "expect": "success"},
    {"name": "another version", "part": "header", "offset": 0, "xor": 3},
    {"name": "another suite", "part": "header", "offset": 1, "xor": 3},
    {"name": "another report id", "part": "header", "offset": 9, "xor": 1},
    {"name": "another rosters digest", "part": "header", "offset": 10, "xor": 128},
    {"name": "another commitment", "part": "header", "offset": 73, "xor": 1},
    {"name": "another row version", "part": "row", "offset": 0, "xor": 3},
    {"name": "another ML-KEM ciphertext", "part": "row", "offset": 1, "xor": 1},
    {"name": "another X25519 share", "part": "row", "offset": 1100, "xor": 1},
    {"name": "another wrapped key", "part": "row", "offset": 1150, "xor": 1},
    {"name": "another fill", "part": "row", "offset": 2559, "xor": 1},
    {"name": "another payload version", "part": "payload", "offset": 0, "xor": 3},
    {"name": "another nonce", "part": "payload", "offset": 1, "xor": 1},
    {"name": "another payload", "part": "payload", "offset": 40000, "xor": 1},
    {"name": "another tag", "part": "payload", "offset": 65564, "xor": 1},
    {"name": "another triage header", "part": "triage", "offset": 60, "xor": 1},
    {"name": "another status", "part": "status", "offset": 60, "xor": 1},
    {"name": "another wrapped conversation key", "part": "wrapped", "offset": 60, "xor": 1},
    {"name": "another message", "part": "message", "offset": 60, "xor": 1},
    {"name": "another note version", "part": "note", "offset": 0, "xor": 3},
    {"name": "another note", "part": "note", "offset": 2000, "xor": 1},
    {"name": "another account", "account": "0000000000000007"},
]


def make() -> dict[str, Any]:
    """Return a new set of vectors."""
    sent = send(make_cast())
    deposit, account = sent.deposit, sent.cast.accounts["north-reviewer"]
    key = conversation.key_from_receipt(sent.receipt.keys(), deposit.header, deposit.wrapped)
    identity = sent.cast.identities["north-reviewer"]
    addition = conversation.add_from_reviewer(
        key,
        deposit.status,
        conversation.Saying("I have read it."),
        account,
        identity.signing_seed,
        TODAY,
        6,
    )
    standby = sent.cast.accounts["south-reviewer"]
    return {
        "identity": encode_bytes(identity.to_bytes()),
        "account": ids.to_hex(account),
        "standby_identity": encode_bytes(sent.cast.identities["south-reviewer"].to_bytes()),
        "standby_account": ids.to_hex(standby),
        "watch": encode_bytes(sent.cast.watch.to_bytes()),
        "receipt": " ".join(sent.receipt.words),
        "report": report_to_json(sent.report),
        "text": "I have read it.",
        "header": encode_bytes(deposit.header),
        "row": encode_bytes(deposit.stanzas[account]),
        "standby_row": encode_bytes(deposit.stanzas[standby]),
        "payload": encode_bytes(deposit.payload),
        "triage": encode_bytes(deposit.triage),
        "wrapped": encode_bytes(deposit.wrapped),
        "status": encode_bytes(addition.status),
        "note": encode_bytes(deposit.note),
        "message_id": ids.to_hex(addition.number),
        "message": encode_bytes(addition.box),
        "cases": [{"expect": "cannot open"} | case for case in CASES],
    }


if __name__ == "__main__":
    target = Path(__file__).with_name("envelope.json")
    target.write_text(json.dumps(make(), indent=1) + "\n")
