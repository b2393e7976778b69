"""The list of reports, as a reviewer sees it."""

from dataclasses import replace

from reporting import clock, limits
from reporting.casework import kinds
from reporting.casework.record import Act, keep_card
from reporting.conversation import Saying
from reporting.store.accounts import find_account
from tests.desk.conftest import NOW, READER, Place
from tests.desk.thin import put_thin
from tests.support.cast import make_report
from tests.support.journey import Reviewer
from tests.support.page import text_of
from tests.support.referred import make_referring

MOST_BYTES = 40_000


def rows_of(reviewer: Reviewer) -> list[str]:
    """Return the words of each line of the present page."""
    return [text_of(e) for e in reviewer.page.main.iter("tr") if e.get("data-case")]


def late_on(reviewer: Reviewer) -> list[str]:
    """Return what the present page says is late, and how many of each."""
    found = reviewer.page.by_id("late")
    return [] if found is None else [text_of(each) for each in found.iter("li")]


def reference_of(case: str) -> str:
    """Return what a line calls a report."""
    return f"{case[:4]}-{case[4:8]}"


def cases_of(reviewer: Reviewer, address: str) -> list[str]:
    """Return the ids on one page of the list."""
    page = reviewer.get(address)
    return [e.get("data-case", "") for e in page.main.iter("tr") if e.get("data-case")]


def test_a_line_says_what_who_and_how_long(place: Place) -> None:
    """Organisation, who reports, the hours left and the state are all words."""
    [case] = place.send(make_report(reporter_role="tenant"))

    reviewer = place.reviewer()

    reference = f"{case[:4]}-{case[4:8]}"
    words = "Demo City Council A tenant First answer to the reporter 23 hours left"
    assert [f"{reference} {words} Waiting for acknowledgement"] == rows_of(reviewer)
    assert "1 report waits for acknowledgement." in reviewer.page.text


def test_a_report_that_comes_later_is_listed_too(place: Place) -> None:
    """Every look at the list takes in what is new."""
    reviewer = place.reviewer()
    before = reviewer.list_cases()

    [case] = place.send()

    assert [] == before
    assert [case] == reviewer.list_cases()


def test_overdue_is_said_in_words(place: Place) -> None:
    """Nobody has to see a colour."""
    place.send()
    place.moment.pass_by(hours=26)

    reviewer = place.reviewer()

    assert "First answer to the reporter Overdue by 2 hours" in rows_of(reviewer)[0]
    assert "1 report is overdue. What is late:" in reviewer.page.text
    assert ["First answer to the reporter: 1 report"] == late_on(reviewer)


def test_what_is_late_is_named_in_the_line_and_above_the_list(place: Place) -> None:
    """By what was due first: an answer, a piece of work, or somebody who was asked."""
    answered, other = place.send(count=2)
    reviewer = place.reviewer()
    reviewer.acknowledge(answered, "We have read it.")
    make_referring(place.services, place.store, place.signed_in()).translate()
    place.moment.pass_by(days=4)

    reviewer = place.reviewer()

    lines = {row[:9]: row for row in rows_of(reviewer)}
    triage = "Triage, and a plan for safety"
    assert f"{triage} Overdue since 7 May" in lines[reference_of(answered)]
    assert "First answer to the reporter Overdue by 72 hours" in lines[reference_of(other)]
    assert any("Answer of whom you asked Overdue since" in line for line in lines.values())
    first = "First answer to the reporter"
    assert [f"{first}: 1 report", f"{triage}: 1 report", "Answer of whom you asked: 1 report"] == (
        late_on(reviewer)
    )
    assert "3 reports are overdue. What is late:" in reviewer.page.text
    shown = reviewer.get("/cases?state=all&due=overdue")
    assert 3 == len(rows_of(reviewer))
    assert "Show what is overdue" not in shown.text
    place.moment.pass_by(days=40)
    late = place.reviewer()
    assert "Triage, and a plan for safety: 1 report" in late_on(late)


def test_the_next_word_to_the_reporter_is_named_where_it_is_due_first(place: Place) -> None:
    """Also in a case whose card is from before cards said what work is due."""
    referring = make_referring(place.services, place.store, place.signed_in())
    referring.act(Act(kinds.PLANNED, saying=Saying("We will stand at the counter.")))
    place.moment.pass_by(days=30)
    reviewer = place.reviewer()
    words = rows_of(reviewer)[0]
    older = replace(referring.desk().case.card, work="", due=clock.hour_of(NOW))
    keep_card(place.store, referring.desk().case, referring.report_key, older)

    reviewer.get("/cases")

    assert "Next word to the reporter Overdue since 1 June" in words
    assert "Next step of the work Overdue since 4 May" in rows_of(reviewer)[0]
    assert ["Next step of the work: 1 report"] == late_on(reviewer)


def test_the_list_is_sorted_by_what_is_due(place: Place) -> None:
    """The report that came first stands first."""
    sent = []
    for _ in range(4):
        sent += place.send()
        place.moment.pass_by(hours=1)

    assert sent == place.reviewer().list_cases()


def test_filters_show_what_they_name(place: Place) -> None:
    """By state and by organisation; the tabs say which is chosen."""
    waiting, told, answered = place.send(count=3)
    reviewer = place.reviewer()
    reviewer.acknowledge(told, "We have read it.")
    reviewer.acknowledge(answered, "We have read it.")
    place.answer_as_reporter(answered, "Thank you.")

    assert {waiting, told, answered} == set(cases_of(reviewer, "/cases"))
    assert [waiting] == cases_of(reviewer, "/cases?state=waiting")
    assert [answered] == cases_of(reviewer, "/cases?state=answered")
    current = [e for e in reviewer.page.main.iter("a") if e.get("aria-current")]
    assert ["The reporter has answered"] == [text_of(e) for e in current]
    assert [] == cases_of(reviewer, "/cases?state=all&organisation=transport")
    assert 3 == len(cases_of(reviewer, "/cases?state=all&organisation=council"))


def test_made_up_filters_are_no_filters(place: Place) -> None:
    """Whatever stands in the address, the answer is a list."""
    [case] = place.send()
    reviewer = place.reviewer()

    for address in (
        "/cases?state=x&organisation=y",
        "/cases?after=%F0%9F%92%A9",
        "/cases?after=1-",
    ):
        assert [case] == cases_of(reviewer, address)


def test_long_lists_come_in_pages(place: Place) -> None:
    """25 a page, each report once, and the pages stay small."""
    sent = place.send(count=2 * limits.CASES_A_PAGE + 1)
    place.moment.pass_by(days=2)  # what is overdue takes more words

    reviewer = place.reviewer()
    listed = reviewer.list_cases()

    assert sorted(sent) == sorted(listed)
    assert len(sent) == len(listed)
    assert "Reports 51 to 51 of 51" in reviewer.page.text
    assert all(len(page.body) <= MOST_BYTES for page in reviewer.seen)


def test_a_report_of_the_other_body_is_not_listed(place: Place) -> None:
    """What stands by for the other body opens only once the watch has peeled it."""
    place.send(make_report(organisation="transport"))

    assert [] == place.reviewer().list_cases()
    assert 1 == len(place.reviewer("south-reviewer-1").list_cases())


def test_a_long_first_list_is_prepared_in_steps(place: Place) -> None:
    """Each page says how far it is and goes on by itself; then the list is there."""
    known = place.signed_in()
    readable = [True] * (2 * limits.INDEX_CHUNK_ENTRIES + 1)
    put_thin(place.store, place.moment.now, known.account.id, known.identity, readable)
    place.moment.step = limits.REFRESH_SECONDS + 1

    reviewer = place.reviewer()
    first = reviewer.page
    second = reviewer.get("/cases")
    third = reviewer.get("/cases")

    assert "Preparing your list Four tenths of your list are ready." in first.text
    assert ("0", "0") == (first.header("Refresh"), second.header("Refresh"))
    assert "Nine tenths of your list are ready." in second.text
    assert "Reports 1 to 25 of 513" in third.text
    assert "" == third.header("Refresh")


def test_the_state_is_that_of_the_conversation(place: Place) -> None:
    """After an acknowledgement a line waits for the reporter, with a day and no hour."""
    [case] = place.send()
    reviewer = place.reviewer()

    reviewer.acknowledge(case, "We have read it.")
    reviewer.get("/cases")

    words = "Triage, and a plan for safety By 7 May {}Waiting for the reporter"
    assert rows_of(reviewer)[0].endswith(words.format(""))
    place.moment.pass_by(days=2, hours=10)  # its last day has begun, as the page of the case says
    reviewer = place.reviewer()
    assert rows_of(reviewer)[0].endswith(words.format("Due very soon "))
    assert "By 7 May Due very soon" in reviewer.open_case(case).text


def test_nothing_of_the_list_may_be_kept_by_the_browser(place: Place) -> None:
    """Whoever presses Back after sign-out sees nothing."""
    place.send()

    reviewer = place.reviewer()

    assert {"no-store"} == {page.header("Cache-Control") for page in reviewer.seen}


def test_the_page_names_who_is_signed_in(place: Place) -> None:
    """On a shared computer one sees whose list it is."""
    reviewer = place.reviewer()
    with place.store.read() as connection:
        account = find_account(connection, READER)

    assert account is not None
    assert account.username in reviewer.page.body.decode()
