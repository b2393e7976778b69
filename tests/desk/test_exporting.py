"""A copy of one case for somebody outside: who gets it, what is in it, and what it leaves."""

import re
from base64 import b64decode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from reporting import primitives
from reporting.casefile import fingerprint_of_key, write_key
from reporting.casework import kinds
from reporting.casework.event import CaseEvent
from reporting.cli import main
from tests.desk.casework import CARD, acknowledged, decided, fill
from tests.desk.conftest import EXCLUDED, Place
from tests.desk.test_opening import case_of
from tests.support.routes import places_of

ROOT = Path(__file__).resolve().parents[2]
LEAD = "north-lead-1"
SECRET = primitives.new_wrap_secret()
PUBLIC = primitives.wrap_public(SECRET)
COPY: dict[str, Any] = {
    "to": "the chair of the hearing",
    "reason": "The hearing of 11 May.",
    "checked": ("checked",),
}
PAPER = COPY | {"how": "paper"}
FILE = COPY | {
    "how": "file",
    "key": write_key(PUBLIC),
    "fingerprint": fingerprint_of_key(PUBLIC).upper(),
}


def copies(place: Place, case: str) -> list[CaseEvent]:
    """Return the events that tell of copies."""
    chain = case_of(place, case).chain
    assert frozenset() == chain.problems
    return [event for event in chain.events if event.kind == kinds.EXPORTED]


def test_a_copy_on_paper_has_what_a_hearing_needs(place: Place) -> None:
    """In the order of reading, with who made it and for whom; colleagues are told apart."""
    reviewer, lead = place.reviewer(), place.reviewer(LEAD)
    case = decided(place, reviewer)
    place.answer_as_reporter(case, "It went on.")
    fill(lead, case, "notes", {"text": "The note of a colleague."})

    page = fill(reviewer, case, "export", PAPER)

    assert f"/cases/{case}/paper" == page.address
    assert "For the chair of the hearing, and nobody else." in page.text
    assert "Copy made by north-reviewer-1, Demo Oversight North on 4 May 2026." in page.text
    parts = (
        "What was reported", "At the counter", "Thank you. We have read it.", "It went on.",
        str(CARD["plan"]), "What the reporter is told", "Colleague 1 triaged it",
        "Colleague 2 wrote a note",
        "Colleague 1 made a copy on 4 May: on paper, for the chair of the hearing.",
    )  # fmt: skip
    found = [page.text.find(part) for part in parts]
    assert -1 not in found
    assert sorted(found) == found
    assert "The note of a colleague." not in page.text
    assert "The note of a colleague." in fill(lead, case, "export", PAPER | {"notes": "notes"}).text
    assert [False, True] == [event.data["notes"] for event in copies(place, case)]


def test_a_copy_on_paper_opens_again_until_the_end_of_the_day(place: Place) -> None:
    """For whoever made it; for others, and tomorrow, the address asks what it is for."""
    reviewer, lead = place.reviewer(), place.reviewer(LEAD)
    case = acknowledged(place, reviewer)
    fill(reviewer, case, "export", PAPER)
    address, asks = f"/cases/{case}/paper", f"/cases/{case}/export"

    assert address == reviewer.get(address).address
    assert asks == lead.get(address).address
    place.moment.pass_by(days=1)
    assert asks == place.reviewer().get(address).address
    assert 1 == len(copies(place, case))


def test_a_file_opens_for_whom_it_was_made_and_the_history_names_it(
    place: Place, tmp_path: Path
) -> None:
    """By one command, as one page with its style; its digest stands in the event."""
    reviewer = place.reviewer()
    case = decided(place, reviewer)
    place.answer_as_reporter(case, "It went on.")
    fill(reviewer, case, "notes", {"text": "The note of a colleague, <b>bold</b>."})

    page = fill(reviewer, case, "export", FILE | {"notes": ("notes",)})
    sealed, key = tmp_path / "a.case", tmp_path / "key"
    sealed.write_bytes(page.body)
    key.write_bytes(SECRET)
    told = CliRunner().invoke(main, ["case", "open", str(sealed), "--key", str(key)])

    assert "attachment" in page.header("Content-Disposition")
    assert 0 == told.exit_code, told.output
    document = (tmp_path / "a.html").read_bytes()
    for part in (b"At the counter", b"the chair of the hearing", b"@media print"):
        assert part in document
    assert b"<link" not in document
    [event] = copies(place, case)
    assert b64decode(str(event.data["digest"])) == sha256(document).digest()
    assert fingerprint_of_key(PUBLIC) == event.data["key"]
    assert fingerprint_of_key(PUBLIC) in reviewer.open_case(case).text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"key": "reporting-case-key-1\nAAAA"}, "Paste the whole of their key"),
        ({"fingerprint": "0000 0000 0000 0000"}, "does not fit the key"),
        ({"checked": ()}, "cannot reach anybody who must not see it"),
        ({"to": ""}, "Write who it is for"),
    ],
)
def test_nothing_leaves_where_it_could_reach_somebody_else(
    place: Place, changes: Mapping[str, Any], said: str
) -> None:
    """What was filled in stays, and no event says that a copy was made."""
    reviewer = place.reviewer()
    case = acknowledged(place, reviewer)

    page = fill(reviewer, case, "export", FILE | dict(changes))

    assert 400 == page.status
    assert said in page.text
    assert [] == copies(place, case)


@pytest.mark.parametrize("username", [EXCLUDED, LEAD])
def test_nothing_is_sealed_to_the_key_of_an_account(place: Place, username: str) -> None:
    """Whoever may open it reads it at the desk; whoever may not is never chosen."""
    reviewer, public = place.reviewer(), place.signed_in(username).account.wrap_public
    case = acknowledged(place, reviewer)
    theirs = {"key": write_key(public), "fingerprint": fingerprint_of_key(public)}

    page = fill(reviewer, case, "export", FILE | theirs)

    assert 400 == page.status
    assert "This is the key of an account." in page.text
    assert [] == copies(place, case)


def test_a_report_that_nobody_has_answered_is_not_exported(place: Place) -> None:
    """There is nothing yet that anybody could decide on."""
    [case] = place.send()

    assert 409 == fill(place.reviewer(), case, "export", PAPER).status
    assert [] == copies(place, case)


def test_leads_read_of_copies_once_a_week(place: Place) -> None:
    """With the reason that was given."""
    reviewer = place.reviewer()
    fill(reviewer, acknowledged(place, reviewer), "export", PAPER)

    page = place.reviewer(LEAD).get("/openings")

    assert "4 May Made a copy of it The hearing of 11 May." in page.text


def test_there_is_no_way_to_export_more_than_one_case(place: Place) -> None:
    """One place seals, each file sent is a copy or one file of one case, or released figures."""
    files = [path for path in (ROOT / "reporting").rglob("*.py") if path.name != "casefile.py"]

    def using(pattern: str) -> set[str]:
        found = {p for p in files if re.search(pattern, p.read_text("utf-8"))}
        return {str(path.relative_to(ROOT / "reporting")) for path in found}

    assert {"desk/exporting/pages.py"} == using(r"seal_case_file")
    sending = {"desk/case/files.py", "desk/exporting/pages.py", "statistics/files.py"}
    assert sending == using(r"Content-Disposition")
    addresses = [p.address for p in places_of(place.app) if p.endpoint in ("export", "paper")]
    assert 2 == len(addresses)
    assert all(address.startswith("/cases/") and 3 == address.count("/") for address in addresses)
