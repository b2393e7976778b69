"""Search: it finds what the account can open, by what is written there, and leaves no trace."""

import pytest

from reporting import ids, limits
from reporting.desk.search.phrase import Phrase
from reporting.store import reports
from reporting.store.tables import report
from tests.desk.casework import acknowledged, fill, triaged
from tests.desk.conftest import EXCLUDED, READER, Place
from tests.support.cast import make_report
from tests.support.dump import overwrite, read_all
from tests.support.journey import Reviewer
from tests.support.page import Page

WORD = "Zürichtram"


def search(reviewer: Reviewer, words: str) -> Page:
    """Send the search form with some words."""
    reviewer.get("/search")
    return reviewer.submit(reviewer.page.form_with("words"), {"words": words})


def found(page: Page) -> list[str]:
    """Return the ids of the reports on a page, in its order."""
    return [row.get("data-case", "") for row in page.document.iter("tr") if row.get("data-case")]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("zurich", "In ZÜRICH, on a tram."),
        ("Straße", "the main STRASSE"),
        ("two  words", "two\nwords"),
        ("ANGE", "a stranger"),
        ("احمد", "قال أَحمَد شيئا"),
    ],
)
def test_case_accents_and_spaces_make_no_difference(words: str, text: str) -> None:
    """A part of a word is found too."""
    assert Phrase(words).is_in(text)


def test_other_words_are_not_found() -> None:
    """Every letter must be there, in its order."""
    assert not Phrase("strangers").is_in("a stranger")


def test_a_code_of_four_letters_within_another_word_is_no_code() -> None:
    """Words that happen to be hexadecimal find no report by chance."""
    number = int("beadfeedcafe0123", 16)

    assert Phrase("bead-feed").names(number)
    assert Phrase("BEADFEED").names(number)
    assert not Phrase("bead").names(number)


def test_what_a_report_a_message_and_a_note_say_is_found(place: Place) -> None:
    """And the code under which people speak of a report."""
    reviewer = place.reviewer()
    [story] = place.send(make_report(story=f"It was on the {WORD}."))
    said = acknowledged(place, reviewer)
    place.answer_as_reporter(said, "It was on the zurichtram again.")
    noted = triaged(place, reviewer)
    fill(reviewer, noted, "notes", {"text": "Ask the ZÜRICHTRAM for its film."})
    [other] = place.send()

    page = search(reviewer, WORD)
    by_code = search(reviewer, f"{other[:4]}-{other[4:8]}")

    assert {story, said, noted} == set(found(page))
    assert [other] == found(by_code)


def test_a_message_that_nobody_signed_is_not_found(place: Place) -> None:
    """A colleague who is in no signed list has said nothing, here as on the page of a case."""
    reviewer = place.reviewer()
    case = triaged(place, reviewer)
    fill(reviewer, case, "notes", {"text": f"The {WORD}."})
    place.services.rosters.current()
    place.moment.pass_by(days=80)  # the rosters run out, and with them who may sign
    again = place.reviewer()

    page = search(again, WORD)

    assert [] == found(page)
    assert "was not searched" in page.text


def test_nothing_found_and_nothing_asked_are_said(place: Place) -> None:
    """In a sentence each."""
    reviewer = place.reviewer()

    nothing, empty = search(reviewer, WORD), search(reviewer, " \u0301 ")

    assert (200, 400) == (nothing.status, empty.status)
    assert "No report that you can open has these words." in nothing.text
    assert "Enter a word" in empty.text


def test_more_than_a_page_is_said(place: Place) -> None:
    """A page has as many as a list has."""
    place.send(make_report(story=WORD), limits.CASES_A_PAGE + 1)
    reviewer = place.reviewer()

    page = search(reviewer, WORD)

    assert limits.CASES_A_PAGE == len(found(page))
    assert "There are more reports" in page.text


def test_a_long_search_says_how_far_it_is_and_goes_on(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is searched twice, and nothing found is lost."""
    monkeypatch.setattr(limits, "SEARCH_BATCH", 2)
    cases = place.send(make_report(story=WORD), 2) + place.send(count=4)
    cases += place.send(make_report(story=WORD), 1)
    reviewer = place.reviewer()
    search(reviewer, WORD)  # the list is ready from here on
    place.moment.step = limits.SEARCH_SECONDS

    page, pages = search(reviewer, WORD), 1
    assert "Searched 2 of 7 reports" in page.text
    while page.by_id("continue") is not None:
        page, pages = reviewer.submit(reviewer.next_form(), {}), pages + 1

    assert 4 == pages
    assert {cases[0], cases[1], cases[6]} == set(found(page))


def test_what_a_browser_makes_up_finds_nothing(place: Place) -> None:
    """Marks and ids that no page offered open no report and stop nothing."""
    [case] = place.send()
    reviewer = place.reviewer(EXCLUDED)
    reviewer.get("/search")
    token = reviewer.page.form_with("words")
    values = {"words": WORD, "after": f"{2**31}-{'f' * 15}e", "found": f"{case} zz -1"}
    hidden = {e.get("name", ""): e.get("value", "") for e in token.iter("input") if e.get("name")}

    page = reviewer.post("/search", hidden | values)

    assert 200 == page.status
    assert [] == found(page)


def test_an_excluded_account_gets_the_same_page_with_a_report_and_without(place: Place) -> None:
    """Byte for byte, whatever the report says."""
    excluded, deposit = place.reviewer(EXCLUDED), place.seal(make_report(story=WORD))
    asked = (WORD, "It happened", ids.to_hex(deposit.report)[:8])

    def look() -> list[object]:
        pages = [search(excluded, words) for words in asked]
        return [(page.status, page.headers, page.body) for page in pages]

    without = look()
    with place.store.write() as connection:
        reports.insert_deposit(connection, deposit)

    assert without == look()
    assert [ids.to_hex(deposit.report)] == found(search(place.reviewer(), asked[2]))


def test_a_search_is_written_nowhere(place: Place) -> None:
    """Neither the words nor that somebody searched: only the session's own row may change."""
    place.send(make_report(story=WORD))
    reviewer = place.reviewer(READER)
    search(reviewer, WORD)
    before = read_all(place.store)

    page = search(reviewer, WORD)

    assert before == read_all(place.store)
    assert WORD not in page.address
    assert "no-store" in page.header("Cache-Control")


def test_a_damaged_report_is_always_found(place: Place) -> None:
    """Whoever can open a report is told of it, whatever was done to the rest."""
    [case] = place.send()
    reviewer = place.reviewer()
    overwrite(place.store, report.c.payload, b"x")

    assert [case] == found(search(reviewer, WORD))
