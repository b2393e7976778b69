"""The list of reports, as a reviewer sees it."""

from reporting import limits
from reporting.store.accounts import find_account
from tests.desk.conftest import READER, Place
from tests.desk.thin import put_thin
from tests.support.cast import make_report
from tests.support.journey import Reviewer
from tests.support.page import text_of

MOST_BYTES = 40_000


def rows_of(reviewer: Reviewer) -> list[str]:
    """Return the words of each line of the present page."""
    return [text_of(e) for e in reviewer.page.main.iter("tr") if e.get("data-case")]


def cases_of(reviewer: Reviewer, address: str) -> list[str]:
    """Return the ids on one page of the list."""
    page = reviewer.get(address)
    return [e.get("data-case", "") for e in page.main.iter("tr") if e.get("data-case")]


def test_a_line_says_what_who_and_how_long(place: Place) -> None:
    """Organisation, who reports, the hours left and the state are all words."""
    [case] = place.send(make_report(reporter_role="tenant"))

    reviewer = place.reviewer()

    reference = f"{case[:4]}-{case[4:8]}"
    words = "Demo City Council A tenant 23 hours left Waiting for acknowledgement"
    assert [f"{reference} {words}"] == rows_of(reviewer)
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

    assert "Overdue by 2 hours" in rows_of(reviewer)[0]
    assert "1 report is overdue." in reviewer.page.text


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

    assert rows_of(reviewer)[0].endswith("Next step by 7 May Due soon Waiting for the reporter")


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
