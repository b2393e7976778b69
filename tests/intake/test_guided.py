"""The guided form: its screens, how long it takes to read, and that nothing is lost on the way."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from reporting.answers import QUESTIONS
from reporting.intake.screens import SCREENS
from tests.support.page import fields_of, text_of

DOCUMENT = (Path(__file__).parents[2] / "docs" / "intake.md").read_text("utf-8")
CHECK = "/en/report/check"
# The least that a report needs: who somebody is, and what happened.
LEAST = {"reporter_role": "resident", "story": "It happened at the counter."}
MOST_SCREENS, MOST_WORDS, FIRST_WORDS = 7, 350, 80


def visible(page):
    """Return what can be read on a page without opening anything, beside one's own words."""
    for unread in (*page.by_class("govuk-visually-hidden"), *page.by_class("written")):
        unread.clear()
    for details in page.main.iter("details"):
        if details.get("open") is None:
            for inside in [each for each in details if each.tag != "summary"]:
                details.remove(inside)
    return text_of(page.main).split()


def answer(reporter, **answers):
    """Send the present screen with some answers."""
    form = reporter.next_form()
    here = {name: value for name, value in answers.items() if name in fields_of(form)}
    return reporter.submit(form, here)


def walk(reporter, **answers):
    """Go from the first page to the check; return the pages on the way, the check included."""
    reporter.guided = True
    pages = [reporter.begin()]
    while pages[-1].address != CHECK:
        pages.append(answer(reporter, **answers))
        assert 200 == pages[-1].status
        assert len(pages) < 15
    return pages


def names(pages):
    """Return the last parts of the addresses."""
    return [page.address.rpartition("/")[2] for page in pages]


def test_the_table_of_the_document_is_that_of_the_program():
    """docs/intake.md lists each screen, what it asks, its kind and for whom it is."""
    table = DOCUMENT.partition("## The guided form")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.*) \| (\w+) \| (.*) \|$", table, re.MULTILINE)

    assert rows == [
        (
            screen.name,
            ", ".join(f"`{field}`" for field in screen.fields) or "–",
            screen.kind,
            screen.only or "everybody",
        )
        for screen in SCREENS
    ]


def test_every_question_is_asked_on_one_screen():
    """No code is kept that nobody can choose, and none is asked for twice."""
    asked = [field for screen in SCREENS for field in screen.fields]

    assert len(asked) == len(set(asked))
    assert {question.field for question in QUESTIONS} <= set(asked)


def test_the_shortest_way_takes_few_screens_and_few_words(reporter):
    """Two answers, at most seven screens, and 350 words to read in all; the first has 80."""
    start = reporter.get("/")
    pages = walk(reporter, **LEAST)
    words = [visible(page) for page in pages]

    assert len(visible(start)) <= FIRST_WORDS
    assert len(words[0]) <= FIRST_WORDS
    assert len(pages) <= MOST_SCREENS
    assert sum(map(len, words)) <= MOST_WORDS
    assert reporter.submit(reporter.next_form(), {}).by_id("receipt") is not None


def test_all_but_two_screens_can_be_skipped(reporter):
    """Skip stands beside Continue, as large, and leads where Continue does."""
    pages = walk(reporter, **LEAST)

    skips = {}
    for name, page in zip(names(pages), pages, strict=True):
        for link in page.by_class("govuk-button"):
            if text_of(link) == "Skip":
                skips[name] = link.get("href")
                beside = next(e for e in page.by_class("govuk-button") if e.tag == "button")
                width = {"govuk-!-width-one-third"}
                assert width <= {*link.get("class").split()} & {*beside.get("class").split()}
    following = dict(zip(names(pages), [page.address for page in pages[1:]], strict=False))
    assert skips == {name: following[name] for name in ("safety", "where", "wish", "readers")}


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_every_answer_is_kept_and_shown_again(reporter, screen):
    """What was answered on a screen is on it when somebody comes back, and on the check."""
    walk(reporter, **LEAST)
    page = reporter.get(f"/en/report/{screen.name}?back=check")
    chosen: dict[str, list[str]] = {}
    for element in reporter.next_form().iter():
        name, value = element.get("name"), element.get("value")
        if element.get("type") in {"radio", "checkbox"}:
            chosen[name] = [value]  # the last choice of each question
    if screen.name == "readers":
        chosen = {"struck": ["body_leads"], "named": ["Sam Example"]}
    if screen.name == "where":
        chosen |= {"organisation": ["council"], "area": ["council:corporate"]}
    if screen.name == "safety":
        chosen = {"safety": ["worried_again"]}

    page = reporter.submit(reporter.next_form(), chosen)

    assert (200, CHECK) == (page.status, page.address)
    again = fields_of(reporter.get(f"/en/report/{screen.name}").form_with("csrf_token"))
    for name, value in chosen.items():
        assert value == again[name]


def test_an_answer_that_is_needed_is_asked_for(reporter):
    """Whoever goes to the check too early is shown what is missing, with everything else kept."""
    reporter.get("/en/report/safety")
    answer(reporter, safety="safe")

    page = reporter.get(CHECK)

    assert "/en/report/who?ask=yes" == page.address
    assert ["Choose what you are, or “I prefer not to say”"] == page.errors


def test_answers_of_yesterday_are_said_to_be_gone(world, reporter):
    """A page left open for a day keeps what is on it, and says what is lost."""
    walk(reporter, **LEAST)
    reporter.get("/en/report/what")
    world.clock.advance(hours=25)

    page = answer(reporter, story="Still here.")

    assert 400 == page.status
    assert "was removed" in page.errors[0]
    assert ["Still here."] == fields_of(page.form_with("story"))["story"]
    assert "/en/report/where" == answer(reporter).address


def test_two_windows_answer_different_screens_and_both_count(reporter):
    """Each screen changes its own answers alone."""
    walk(reporter, **LEAST)
    reporter.get("/en/report/wish")
    left = reporter.next_form()
    reporter.get("/en/report/who")
    answer(reporter, reporter_role="tenant")

    reporter.submit(left, {"wishes": ("record_only",)})
    page = reporter.get(CHECK)

    assert "A tenant" in page.text
    assert "Only write it down" in page.text


BRANCHES: dict[str, tuple[dict[str, str | tuple[str]], str, str]] = {
    "staff": ({"reporter_role": "staff"}, "what", "On council equipment your employer"),
    "applicant": ({"reporter_role": "applicant_candidate"}, "what", "Nobody who decides"),
    "witness": ({"basis": "i_saw_or_heard_it"}, "witness", "Did you step in?"),
    "with their knowledge": (
        {"basis": "on_behalf_with_their_knowledge"},
        "behalf",
        "Do they want it reported?",
    ),
    "without": (
        {"basis": "on_behalf_without_their_knowledge"},
        "behalf",
        "Please do not give their name",
    ),
    "centre": ({"basis": "organisation_reporting"}, "what", "without their names"),
    "pattern": ({"basis": "pattern_or_policy"}, "what", "whom it hits"),
    "under 18": ({"age": ("under_eighteen",)}, "children", "keep children safe"),
}


@pytest.mark.parametrize("branch", BRANCHES)
def test_every_branch_reads_what_is_for_it(reporter, branch):
    """What somebody answers about themselves decides what they read next."""
    answers, screen, said = BRANCHES[branch]

    pages = walk(reporter, **{**LEAST, **answers})

    (shown,) = [page for page in pages if page.address.endswith(f"/{screen}")]
    assert said in shown.text


def test_children_go_a_shorter_way_with_the_notice_first(reporter):
    """Before they tell anything they read when somebody else would have to be told."""
    pages = names(walk(reporter, **LEAST, age=("under_eighteen",)))

    assert ["safety", "who", "children", "what", "readers", "check"] == pages


def test_the_words_of_the_organisation_are_used(reporter):
    """One says racially diverse, another Black, Asian and Minority Ethnic."""
    walk(reporter, **LEAST)
    council = reporter.get("/en/report/effect").text
    reporter.get("/en/report/where")
    answer(reporter, organisation="transport")
    transport = reporter.get("/en/report/effect").text

    assert "racially diverse people" in council
    assert "Black, Asian and Minority Ethnic people" in transport


def where_of(reporter):
    """Return what the screen of the place would send as it stands."""
    return fields_of(reporter.get("/en/report/where").form_with("csrf_token"))


def test_no_organisation_is_chosen_for_anybody(reporter):
    """None is marked until somebody marks one, and the check tells what is only assumed."""
    pages = walk(reporter, **LEAST)
    assert "Demo City Council (assumed)" in pages[-1].text
    assert [] == where_of(reporter)["organisation"]

    reporter.submit(reporter.next_form(), {"organisation": "council"})

    assert ["council"] == where_of(reporter)["organisation"]
    assert "(assumed)" not in reporter.get(CHECK).text


def test_whoever_chooses_a_part_has_chosen_its_organisation(reporter):
    """The part is enough; it never stands beside another organisation."""
    walk(reporter, **LEAST)
    where_of(reporter)

    reporter.submit(reporter.next_form(), {"area": "transport:stations"})

    assert ["transport"] == where_of(reporter)["organisation"]
    assert ["transport:stations"] == where_of(reporter)["area"]
    assert "Nobody in Demo Regional Transport can" in reporter.get(CHECK).text


def test_the_one_page_assumes_nothing_either(reporter):
    """What the guided form assumed is not marked on the one page."""
    walk(reporter, **LEAST)

    page = reporter.get("/en/report/form")

    assert [] == fields_of(page.form_with("csrf_token"))["organisation"]


def test_the_only_organisation_is_chosen(world):
    """Where there is one there is nothing to choose, and nothing is assumed."""
    only = {"council": world.service.organisations["council"]}
    world.service = replace(world.service, organisations=only)
    reporter = world.reporter()

    pages = walk(reporter, **LEAST)

    assert "(assumed)" not in pages[-1].text
    for address in ("/en/report/where", "/en/report/form"):
        form = reporter.get(address).form_with("csrf_token")
        assert ["council"] == fields_of(form)["organisation"]


def test_a_reviewer_reads_that_none_was_chosen(world):
    """The desk says what the reporter has not said, and only then."""
    for said in ({}, {"organisation": "council"}):
        reporter = world.reporter()
        reporter.guided = True
        assert reporter.write_report(LEAST | said)
    reviewer = world.reviewer("north-lead-1")

    pages = [reviewer.open_case(case).text for case in reviewer.list_cases()]

    assert [False, True] == sorted("The reporter chose none" in page for page in pages)
