"""The form on paper: the questions of the website, where it goes, and what it cannot do."""

import re
from dataclasses import replace

import pytest

from reporting.intake.printed.papering import paper_file
from reporting.intake.screenforms import FORMS
from reporting.intake.screens import SCREENS
from reporting.intake.writing import begun_report
from reporting.service import Language
from reporting.web.language import text_direction
from tests.support.foreign import english_on
from tests.support.page import Page, text_of

TAG = re.compile("<[^>]+>")  # what marks a name as English
ARABIC, POLISH = Language("ar", "العربية", "ar"), Language("pl", "Polski", "pl")
FIELDS = [(screen, field) for screen in SCREENS for field in screen.fields]
# On paper the bodies are not named, because which is the usual one hangs on the organisation.
IN_GENERAL = {
    "Reviewers of Demo Oversight North": "The reviewers of the usual oversight body",
    "Leads of Demo Oversight North": "The leads of the usual oversight body",
    "Demo Oversight South, if they answer too late": ("The other oversight body, which stands by"),
}


def offered(world, screen, field):
    """Return the labels from which the website lets somebody choose."""
    services = world.services("intake")
    with world.intake.test_request_context("/en/"):
        form = FORMS[screen.name](services.service, begun_report(services, "en"))
        if field == "area":
            return [str(label) for _, parts in form.area.groups for _, label, *_ in parts]
        if field in {"story", "named"}:
            return []
        said = [TAG.sub("", str(option.label)) for option in form[field].options]
        return [IN_GENERAL.get(each, each) for each in said]


@pytest.mark.parametrize(("screen", "field"), FIELDS, ids=lambda each: getattr(each, "name", each))
def test_every_answer_of_the_website_has_one_box(world, reporter, screen, field):
    """Whoever types a form in finds each tick, and no box is there that the website lacks."""
    page = reporter.get("/en/paper")

    question = page.by_id(field)
    boxes = [text_of(item) for item in question.iter("li")]

    assert sorted(offered(world, screen, field)) == sorted(boxes)
    lines = [e for e in question.iter() if e.get("class") == "on-paper__line"]
    assert bool(lines) == (field in {"story", "named"})


def test_no_box_stands_outside_the_questions(reporter):
    """Each is counted above."""
    page = reporter.get("/en/paper")

    inside = [list(page.by_id(field).iter("li")) for _, field in FIELDS]
    lists = [box for each in page.by_class("on-paper__boxes") for box in each.iter("li")]

    assert 150 < sum(map(len, inside)) == len(lists)


def test_it_says_what_paper_cannot_do(reporter, count):
    """Before the form: danger, handwriting, postmark, manager, who reads it, and no words."""
    page = reporter.get("/en/paper")

    before, _, _form = page.text.partition("Two answers are enough")
    for said in (
        "in danger, telephone 999.",
        "it may be days before anybody reads a form on paper",
        "Handwriting can be recognised",
        "A postmark tells where and when",
        "Do not give it to a manager",
        "A person of the oversight body opens it",
        "Paper gets no eight words",
        "0151 496 0100",
    ):
        assert said in before
    assert [] == page.forms == page.cookies
    assert 0 == count("draft")


def test_each_organisation_has_the_address_of_its_body(reporter):
    """A form goes to the body that reads reports about it, and about the body to another."""
    page = reporter.get("/en/paper")

    rows = [text_of(row) for row in page.by_class("govuk-summary-list__row")]

    council, transport = rows
    assert "Demo City Council Demo Oversight North 1 Demo Street" in council
    assert "Demo Regional Transport Demo Oversight South 2 Demo Street" in transport
    assert "send it to another of these" in page.text


def test_a_body_that_takes_no_paper_is_said_to_take_none(make_world):
    """Nobody posts a form to a place that was guessed."""
    world = make_world()
    bodies = {code: replace(body, paper="") for code, body in world.service.bodies.items()}
    world.service = replace(world.service, bodies=bodies)

    page = world.reporter().get("/en/paper")

    said = "It takes no forms on paper yet. Please telephone: 0151 496 0110 (example)"
    assert said in page.text
    assert "Demo Street" not in page.text
    assert "send it to another of these" not in page.text


@pytest.mark.parametrize("address", ["/en/", "/en/support"])
def test_it_is_one_step_from_the_first_page_and_from_help(reporter, address):
    """Below the first page, which it makes no longer, and beside the other help."""
    page = reporter.get(address)

    links = {a.get("href") for a in page.document.iter("a")}
    assert "/en/paper" in links
    titles = reporter.get("/en/paper").document.find(".//title")
    assert "A form on paper" == text_of(titles)


@pytest.mark.parametrize("language", [ARABIC, POLISH], ids=lambda language: language.tag)
def test_it_has_no_english_in_another_language(world, language):
    """But for the words of safety, which say so themselves."""
    address = f"/{language.tag}/paper"

    for page in (
        world.reporter().get(address),
        Page(address, 200, [], paper_file(world.intake, language.tag).encode()),
    ):
        assert text_direction(language.locale) == page.document.get("dir")
        assert [] == english_on(page, language.locale, world.service)
        beside = [text_of(e) for e in page.main.iter("div") if e.get("lang") == "en"]
        assert 1 == len(beside)
        assert "in danger, telephone 999." in beside[0]


def test_as_a_file_it_needs_nothing_else(world):
    """It can be printed where there is no network."""
    made = paper_file(world.intake, "en")

    page = Page("file", 200, [], made.encode())

    assert "@media print" in made
    assert {"a", "link", "script", "img"} & {e.tag for e in page.document.iter()} == set()
