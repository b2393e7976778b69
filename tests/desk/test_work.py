"""Notes, states and links, and the history that tells of them."""

from reporting.casework.kinds import KINDS
from reporting.desk.case.chronicle import SENTENCES
from reporting.store import reports
from tests.desk.casework import acknowledged, fill, triaged
from tests.desk.conftest import Place
from tests.support.journey import Reviewer
from tests.support.page import fields_of, text_of

PARTLY = "north-reviewer-3"  # declared a connection to line managers


def reference(case: str) -> str:
    """Return how people call a report."""
    return f"{case[:4]}-{case[4:8]}"


def test_a_note_is_for_colleagues(place: Place) -> None:
    """They read it on the page, and who wrote it is not named."""
    first, second = place.reviewer(), place.reviewer("north-lead-1")
    case = acknowledged(place, first)

    fill(first, case, "notes", {"text": "Ask the library."})
    notes = second.open_case(case).by_id("notes")

    assert notes is not None
    assert "A colleague, 4 May Ask the library." in text_of(notes)


def test_a_case_moves_on_with_a_reason(place: Place) -> None:
    """The state, and the reason in the history."""
    reviewer = place.reviewer()
    case = triaged(place, reviewer)

    page = fill(reviewer, case, "move", {"to": "in_action", "reason": "We look at the rota."})

    assert "In action." in page.text
    said = "You moved it on to “In action” on 4 May. Reason: We look at the rota."
    assert said in page.text


def test_two_reports_are_linked_on_both_pages(place: Place) -> None:
    """By the reference, and either page takes it away again."""
    reviewer = place.reviewer()
    one, two = acknowledged(place, reviewer), acknowledged(place, reviewer)

    page = fill(reviewer, one, "links", {"reference": reference(two)})
    assert f"/cases/{two}" in page.links
    page = reviewer.open_case(two)
    assert f"/cases/{one}" in page.links
    page = reviewer.submit(page.form_with("case"), {})

    assert f"/cases/{one}" not in page.links
    assert f"/cases/{two}" not in reviewer.open_case(one).links


def test_no_form_counts_a_link(place: Place) -> None:
    """Whoever is let into one of two linked reports later must not tell that there is another."""
    reviewer = place.reviewer()
    one, two = acknowledged(place, reviewer), acknowledged(place, reviewer)
    before = carried_by(reviewer, one)

    fill(reviewer, one, "links", {"reference": reference(two)})

    assert before == carried_by(reviewer, one)


def carried_by(reviewer: Reviewer, case: str) -> str | list[str]:
    """Return what the form of an act says of how much of a case was read."""
    page = reviewer.get(f"/cases/{case}/move")
    return fields_of(page.form_with("seen"))["seen"]


def test_what_came_after_a_form_was_read_is_told_by_what_it_carries(place: Place) -> None:
    """A link in between counts for nothing, and a mark that was made up tells of nothing."""
    first, second = place.reviewer(), place.reviewer("north-lead-1")
    one, two = acknowledged(place, first), acknowledged(place, first)
    first.get(f"/cases/{one}/move")
    form = first.page.form_with("seen")
    fill(second, one, "links", {"reference": reference(two)})
    fill(second, one, "notes", {"text": "Ask the library."})
    values = {"to": "support_only", "reason": "They asked for it."}

    told = first.submit(form, values)
    made_up = first.submit(form, {**values, "seen": "0000000000000000.0"})

    assert "A colleague wrote a note on 4 May." in told.text
    assert "wrote a note" not in made_up.text
    assert {409} == {told.status, made_up.status}


def test_nothing_is_linked_that_one_of_its_readers_must_not_know(place: Place) -> None:
    """Whoever is kept out of one report learns nothing of it from the other."""
    reviewer = place.reviewer()
    hidden = acknowledged(place, reviewer, about=("line_manager",))
    shown = acknowledged(place, reviewer)
    assert 404 == place.reviewer(PARTLY).open_case(hidden).status

    page = fill(reviewer, shown, "links", {"reference": reference(hidden)})

    assert 400 == page.status
    assert "must not learn of the other" in page.errors[0]


def test_an_unknown_reference_and_one_of_a_hidden_report_are_refused_alike(place: Place) -> None:
    """A search tells nobody that a report exists."""
    reviewer, excluded = place.reviewer(), place.reviewer(PARTLY)
    hidden = acknowledged(place, reviewer, about=("line_manager",))
    shown = acknowledged(place, reviewer)

    pages = [
        fill(excluded, shown, "links", {"reference": each})
        for each in (reference(hidden), "0000-0000", "nonsense")
    ]

    assert 1 == len({tuple(page.errors) for page in pages})
    assert {400} == {page.status for page in pages}


def test_a_missing_entry_of_the_history_is_told_of(place: Place) -> None:
    """Whoever owns the database can take an event away, but not unseen."""
    reviewer = place.reviewer()
    case = triaged(place, reviewer)
    place.remove_events()

    page = reviewer.open_case(case)

    assert "The history of this case does not end where it should" in page.text


def test_what_was_written_on_a_report_that_is_gone_is_given_back(place: Place) -> None:
    """Its time came while somebody wrote; an unknown report answers just the same."""
    reviewer = place.reviewer()
    case = acknowledged(place, reviewer)
    reviewer.get(f"/cases/{case}/notes")
    form = reviewer.page.form_with("seen")
    with place.store.write() as connection:
        reports.purge_reports(connection, place.row(case).expiry)

    page = reviewer.submit(form, {"text": "A long <note>."})
    fields = fields_of(form) | {"text": "A long <note>."}
    unknown = reviewer.post("/cases/00000000000000ff/notes", fields)

    assert 404 == page.status == unknown.status
    assert "There is no such report, or it was removed" in page.text
    kept = page.by_id("kept")
    assert kept is not None
    assert "A long <note>." == (kept.text or "").strip()
    assert page.text == unknown.text


def test_everything_that_can_be_done_has_a_sentence() -> None:
    """No entry of a history stands there without words."""
    assert set() == set(KINDS) - set(SENTENCES)
