"""What the watch did stands on the page of a report, and what somebody else wrote does not."""

from reporting import ids
from reporting.event import FOUNDING, HANDOVER, MISSED, TEST, Event, sign_event
from reporting.identity import new_identity
from reporting.store.events import insert_events
from reporting.store.tables import report
from tests.desk.conftest import Place
from tests.support.cast import make_report

DAY = 20_578  # Tuesday, 5 May 2026
FORGED = "was not made by the watch"
HEADING = "What the watch has done"


def note(place: Place, case: str, kind: str, *, forged: bool = False) -> None:
    """Store an event of a report."""
    watch = new_identity() if forged else place.services.instance.load_watch()
    number = ids.ReportId(int(case, 16))
    data = sign_event(Event(number, kind, DAY), watch.signer)
    with place.store.write() as connection:
        insert_events(connection, [(number, data)])


def test_a_report_the_watch_has_left_alone_has_no_history(place: Place) -> None:
    """The heading comes with the first entry."""
    (case,) = place.send()

    assert HEADING not in place.reviewer().open_case(case).text


def test_what_the_watch_did_is_told_in_its_order_with_days(place: Place) -> None:
    """How long nobody answered, and to whom the report was handed."""
    (case,) = place.send()
    for kind in (HANDOVER, FOUNDING, MISSED):
        note(place, case, kind)

    page = place.reviewer().open_case(case).text

    assert HEADING in page
    assert 2 == page.count("Not answered within 24 hours; recorded on 5 May.")
    assert "Handed to Demo Oversight South on 5 May." in page
    assert page.index("Not answered within") < page.index("Handed to")
    assert FORGED not in page


def test_an_entry_that_somebody_else_wrote_is_not_shown_but_said(place: Place) -> None:
    """Whoever owns the database cannot put words into the watch's mouth."""
    (case,) = place.send()
    note(place, case, HANDOVER, forged=True)

    page = place.reviewer().open_case(case).text

    assert FORGED in page
    assert "Handed to" not in page


def test_the_watch_alone_calls_no_report_a_test(place: Place) -> None:
    """Whoever holds its key signs what they like; what a person wrote still waits for an answer."""
    (case,) = place.send()
    note(place, case, TEST)

    page = place.reviewer().open_case(case)

    assert "do not both say so: somebody altered it." in page.text
    assert "First answer" in page.text
    assert page.form_with("message") is not None


def test_a_test_of_the_promise_is_no_entry_here(place: Place) -> None:
    """The page says it in another place, once it is known."""
    (case,) = place.send()
    note(place, case, TEST)

    assert HEADING not in place.reviewer().open_case(case).text


def urgent_of(place: Place) -> list[bool]:
    """Return whether each report still waits to be opened for the first time."""
    with place.store.read() as connection:
        return [row.urgent for row in connection.execute(report.select())]


def test_opening_an_urgent_report_stops_the_watch_from_telling_of_it(place: Place) -> None:
    """The list does not; the page of the report does, for whoever may open it."""
    (case,) = place.send(make_report(safety="in_danger_now"))
    excluded = place.reviewer("north-reviewer-2")
    excluded.open_case(case)
    reader = place.reviewer()
    reader.list_cases()
    before = urgent_of(place)
    revision = place.row(case).revision

    reader.open_case(case)

    assert [True] == before
    assert [False] == urgent_of(place)
    assert revision == place.row(case).revision  # a colleague's answer is not refused for it
