"""Old envelopes go on opening, and nothing that differs by a byte ever does."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from reporting import conversation, ids, primitives
from reporting.envelope import header_digest
from reporting.errors import CannotOpen
from reporting.identity import identity_from_bytes
from reporting.ids import AccountId, MessageId
from reporting.note import open_note
from reporting.opening import Opened, open_payload, open_stanza, open_triage
from reporting.receipt import read_receipt
from reporting.report import report_from_json
from reporting.stanza import Slot, peel_row

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("envelope.json").read_text())
# From before a question was asked: the file, and what was not asked then.
EARLIER = (
    ("envelope-before-safety.json", {"safety": "", "area": ""}),
    ("envelope-before-area.json", {"area": ""}),
)
PARTS = ("header", "row", "payload", "triage", "wrapped", "status", "message", "note")


def account_of(text: str) -> AccountId:
    """Return the account a vector names."""
    number = ids.from_hex(text)
    assert number is not None
    return AccountId(number)


def open_all(
    parts: dict[str, bytes], account: AccountId, vectors: dict[str, Any] = VECTORS
) -> tuple[Opened, str]:
    """Open everything of the vector; return the payload and the message's text."""
    identity = identity_from_bytes(base64.b64decode(vectors["identity"]))
    report_key = open_stanza(identity.unwrapper, account, parts["header"], parts["row"])
    triage = open_triage(report_key, parts["header"], parts["triage"])
    if "note" in parts:
        watch = identity_from_bytes(base64.b64decode(vectors["watch"]))
        note = open_note(watch.unwrapper, header_digest(parts["header"]), parts["note"])
        assert (triage.received, triage.organisation) == (note.received, note.organisation)
    receipt = read_receipt(vectors["receipt"]).keys()
    key = conversation.key_from_receipt(receipt, parts["header"], parts["wrapped"])
    talk = conversation.read_conversation(
        key,
        parts["status"],
        [(MessageId(account_of(vectors["message_id"])), parts["message"])],
        primitives.signing_public(receipt.signing_seed),
        {account: identity.signing_public},
    )
    if talk.problems:
        raise CannotOpen
    return open_payload(report_key, parts["header"], parts["payload"]), talk.messages[0].text


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_vector_opens_as_expected(case: dict[str, Any]) -> None:
    """Each case succeeds or fails as the file says, and fails with the one error."""
    parts = {part: base64.b64decode(VECTORS[part]) for part in PARTS}
    if "part" in case:
        data = bytearray(parts[case["part"]])
        data[case["offset"]] ^= case["xor"]
        parts[case["part"]] = bytes(data)
    account = account_of(case.get("account", VECTORS["account"]))

    if case["expect"] == "success":
        opened, text = open_all(parts, account)
        assert report_from_json(VECTORS["report"]) == opened.report
        assert VECTORS["text"] == text
    else:
        with pytest.raises(CannotOpen):
            open_all(parts, account)


@pytest.mark.parametrize(("file", "not_asked"), EARLIER)
def test_an_envelope_from_before_a_question_opens(file: str, not_asked: dict[str, str]) -> None:
    """Its report counts as one in which it was not answered; the oldest has no routing note."""
    vectors = json.loads(Path(__file__).with_name(file).read_text())
    parts = {part: base64.b64decode(vectors[part]) for part in PARTS if part in vectors}

    opened, text = open_all(parts, account_of(vectors["account"]), vectors)

    assert report_from_json(vectors["report"] | not_asked) == opened.report
    assert vectors["text"] == text


def test_the_standby_row_of_the_vector_peels_and_opens() -> None:
    """The watch peels it; only then the standby account opens it."""
    header = base64.b64decode(VECTORS["header"])
    row = base64.b64decode(VECTORS["standby_row"])
    account = account_of(VECTORS["standby_account"])
    watch = identity_from_bytes(base64.b64decode(VECTORS["watch"]))
    reader = identity_from_bytes(base64.b64decode(VECTORS["standby_identity"]))

    peeled = peel_row(Slot(header_digest(header), account), watch.unwrapper, row)

    with pytest.raises(CannotOpen):
        open_stanza(reader.unwrapper, account, header, row)
    report_key = open_stanza(reader.unwrapper, account, header, peeled)
    opened = open_payload(report_key, header, base64.b64decode(VECTORS["payload"]))
    assert report_from_json(VECTORS["report"]) == opened.report
