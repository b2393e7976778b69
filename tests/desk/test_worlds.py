"""Exclusion is invisible: an excluded account sees the same with a report and without it."""

from reporting.store import indexes
from tests.desk.conftest import EXCLUDED, READER, Place
from tests.support.cast import make_report
from tests.support.journey import Reviewer
from tests.support.page import Headers

UNKNOWN = "0123456789abcdef"
PAGES = (
    "/",
    "/cases",
    "/cases?state=waiting",
    "/cases?state=answered",
    "/cases?state=all&organisation=council",
    "/cases?state=second&due=overdue&severity=0&owner=director",
    f"/cases/{UNKNOWN}",
    f"/cases/{UNKNOWN}/opening",
    "/promise",
    "/search",
    "/sign-in",
)


def look(
    reviewer: Reviewer, addresses: tuple[str, ...] = PAGES
) -> list[tuple[int, Headers, bytes]]:
    """Return everything a browser gets from some addresses."""
    found = []
    for address in addresses:
        page = reviewer.request("GET", address)
        found.append((page.status, page.headers, page.body))
    return found


def test_every_page_is_the_same_with_a_report_and_without(place: Place) -> None:
    """Byte for byte, headers included, through a report's whole life."""
    excluded = place.reviewer(EXCLUDED)
    without = look(excluded)

    [case] = place.send()
    with_report = look(excluded)
    colleague = place.visitor()
    colleague.sign_in(place.credentials(READER), place.moment)
    colleague.acknowledge(case, "We have read it.")
    acknowledged = look(excluded)
    place.answer_as_reporter(case, "Thank you.")

    assert without == with_report
    assert without == acknowledged
    assert without == look(excluded)


def test_an_excluded_account_can_neither_list_nor_open(place: Place) -> None:
    """Its colleague can do both."""
    [case] = place.send()

    excluded, reader = place.reviewer(EXCLUDED), place.reviewer()

    assert [] == excluded.list_cases()
    assert [case] == reader.list_cases()
    assert (404, 200) == (excluded.open_case(case).status, reader.open_case(case).status)


def test_an_excluded_account_can_answer_nothing(place: Place) -> None:
    """Knowing the address and having a good token does not help."""
    [case, other] = place.send(count=2)
    excluded, before = place.reviewer(EXCLUDED), place.row(case)
    token = next(
        e.get("value", "") for e in excluded.page.document.iter("input")
        if e.get("name") == "csrf_token"
    )  # fmt: skip
    values = {"csrf_token": token, "message": "Hello.", "revision": str(before.revision)}

    answers = [
        excluded.post(f"/cases/{number}/{action}", values)
        for number in (case, other, UNKNOWN)
        for action in ("acknowledge", "messages")
    ]

    assert {404} == {page.status for page in answers}
    assert 1 == len({page.body for page in answers})
    assert before == place.row(case)


def test_an_excluded_report_and_an_unknown_one_get_the_same_page(place: Place) -> None:
    """The address of an excluded report tells nothing."""
    [case] = place.send()
    excluded = place.reviewer(EXCLUDED)

    [first], [second] = (look(excluded, (f"/cases/{number}",)) for number in (case, UNKNOWN))

    assert first == second


def test_the_stored_index_has_one_shape_for_everybody(place: Place) -> None:
    """Who owns the database cannot count what an account may read."""
    place.send(count=3)
    shapes = []

    for username in (READER, EXCLUDED):
        place.reviewer(username)
        with place.store.read() as connection:
            chunks = indexes.get_chunks(connection, place.account_id(username))
        shapes.append({number: len(box) for number, (_, box) in chunks.items()})

    assert shapes[0] == shapes[1]
    assert {0, 1} == shapes[0].keys()


def test_a_report_that_strikes_out_a_role_excludes_who_declared_it(place: Place) -> None:
    """The third reviewer declared a connection to line managers of the council."""
    [open_case] = place.send()
    [struck] = place.send(make_report(struck=("line_manager",)))

    third = place.reviewer("north-reviewer-3")

    assert [open_case] == third.list_cases()
    assert struck not in third.page.body.decode()
