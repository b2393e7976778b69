"""Attack 2: lengths tell how much was written, or which page was read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting import limits
from reporting.routing import route
from reporting.vocabulary import CONDUCT, REPORTER_ROLES, SAFETY, STRUCK, SUBJECTS, codes
from tests.support.cast import demo_service, make_cast, make_report, send

CAST = make_cast()
# A character may take four bytes, or six as an escape, so bytes decide.
STORIES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=400) | st.builds(
    lambda letter, count: letter * count,
    st.sampled_from("aé中😀"),
    st.integers(0, limits.STORY_BYTES // 4 - 100),
)


def some_of(terms):
    """Return a strategy for ticks."""
    return st.lists(st.sampled_from(codes(terms)), unique=True).map(tuple)


REPORTS = st.builds(
    make_report,
    reporter_role=st.sampled_from(codes(REPORTER_ROLES)),
    organisation=st.sampled_from(sorted(demo_service().organisations)),
    conduct=some_of(CONDUCT),
    story=STORIES,
    about=some_of(SUBJECTS),
    struck=some_of(STRUCK),
    safety=st.sampled_from(("", *codes(SAFETY))),
)


def sizes(sent):
    """Return the length of everything one report puts into the store."""
    deposit = sent.deposit
    parts = (deposit.locator, deposit.header, deposit.wrapped, deposit.triage)
    parts += (deposit.status, deposit.payload, *deposit.stanzas.values())
    return sorted(len(part) for part in parts)


@given(REPORTS)
def test_every_report_has_one_size(report):
    """The shortest and the longest report, about anybody, leave the same lengths."""
    expected = sizes(send(CAST))

    assert expected == sizes(send(CAST, report))


def test_exclusion_does_not_change_who_has_a_row():
    """Every account of both bodies has its row, whoever was struck out."""
    report = make_report(struck=codes(STRUCK))

    everyone = send(CAST).deposit.stanzas.keys()
    access = route(demo_service(), CAST.rosters, report.organisation, report.about, report.struck)

    assert everyone == send(CAST, report).deposit.stanzas.keys()
    assert everyone == access.open | access.standby | access.never


def test_what_the_words_open_has_one_size(world):
    """Nothing yet, a short message, or the longest: the page is as long."""
    words = [world.reporter().write_report() for _ in range(3)]
    reviewer = world.reviewer("north-reviewer-1")
    texts = iter(["", "Yes.", "z" * limits.MESSAGE_CHARACTERS])
    for case in reviewer.list_cases():
        text = next(texts)
        if text:
            reviewer.acknowledge(case, text)

    pages = [world.reporter().return_with(each) for each in words]

    assert {0, 1} == {len(page.by_class("message")) for page in pages}
    assert {limits.PAGE_BUCKET} == {len(page.body) for page in pages}


@pytest.mark.parametrize("status", [200, 400, 404, 405])
def test_every_page_of_intake_is_a_multiple_of_one_size(world, status):
    """Pages, mistakes and errors alike."""
    reporter = world.reporter()
    if status == 200:
        pages = [reporter.begin(), reporter.fill(), reporter.get("/")]
    elif status == 400:
        reporter.begin()
        pages = [reporter.submit(reporter.next_form(), {"story": "\x07"})]
    elif status == 404:
        pages = [reporter.get("/en/nothing")]
    else:
        pages = [reporter.request("DELETE", "/")]

    assert {status} == {page.status for page in pages}
    assert {0} == {len(page.body) % limits.PAGE_BUCKET for page in pages}
