"""The first answer on its page: what stands there already, and what is not sent."""

from pathlib import Path

import pytest

from reporting import catalogues
from reporting.service import Language
from tests.desk.conftest import Place, open_place
from tests.support.cast import make_report
from tests.support.catalogue import write_catalogue
from tests.support.journey import Reviewer
from tests.support.page import fields_of
from tests.support.world import Maker


def kept(reviewer: Reviewer) -> str:
    """Return the text that the form on the present page still holds."""
    return fields_of(reviewer.page.form_with("message"))["message"][0]


def test_the_page_begins_an_acknowledgement(place: Place) -> None:
    """Who reads, by which day the next word comes, and whom to telephone stand there already."""
    [case] = place.send()
    reviewer = place.reviewer()
    reviewer.open_case(case)

    text = kept(reviewer)

    assert "I am a person at Demo Oversight North" in text
    assert "you will hear from us by Monday, 1 June 2026 at the latest." in text
    assert "Demo Listening Line, 0151 496 0130" in text
    assert 4 == text.count("[[")


@pytest.mark.parametrize("text", [None, "Noted.", "All of it is read. [[write]]"])
def test_what_no_person_has_written_acknowledges_nothing(place: Place, text: str | None) -> None:
    """Untouched, hollow or unfinished: the page says what is left, and keeps the text."""
    [case] = place.send()
    reviewer, before = place.reviewer(), place.row(case)
    reviewer.open_case(case)
    sent = kept(reviewer) if text is None else text

    page = reviewer.acknowledge(case, sent)

    assert 400 == page.status
    assert 1 == len(page.errors)
    assert sent == kept(reviewer)
    assert before == place.row(case)
    assert "#message" in page.links


def test_an_acknowledgement_begins_in_the_language_of_the_report(
    make_world: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is a catalogue; what is asked of the reviewer stays in that of the desk."""
    write_catalogue(tmp_path / "translations", "ar", {"Support for you:": "من يدعمك:"})
    monkeypatch.setattr(catalogues, "TRANSLATIONS", tmp_path / "translations")
    spoken = (Language("en", "English", "en_GB"), Language("ar", "العربية", "ar"))
    place = open_place(make_world(), languages=spoken)
    [arabic], [english] = place.send(make_report(language="ar")), place.send()
    reviewer = place.reviewer()

    pages = [reviewer.open_case(case) for case in (arabic, english)]

    assert [True, False] == ["من يدعمك: [[keep here" in page.text for page in pages]
    assert [True, False] == ["الاثنين" in page.text for page in pages]
    assert all("Acknowledge this report" in page.text for page in pages)


def test_danger_is_said_above_everything_until_somebody_has_answered(place: Place) -> None:
    """A report that cannot wait looks like one."""
    cases = [*place.send(make_report(safety="someone_else_in_danger")), *place.send()]
    reviewer, warning = place.reviewer(), "Please answer this report now."

    danger, calm = (reviewer.open_case(case).text for case in cases)
    reviewer.acknowledge(cases[0], "We have read it.")

    assert f"“Somebody else is in danger, such as a child”. {warning}" in danger
    assert warning not in calm
    assert warning not in reviewer.open_case(cases[0]).text
