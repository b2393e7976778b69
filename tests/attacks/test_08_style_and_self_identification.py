"""Attack 8: the story itself names who wrote it.

How well the rules find such places is measured in tests/identifying.
"""

import dataclasses
import types
import typing

import pytest

from reporting.disclosure.classification import POPULATIONS, fixed_codes
from reporting.facts import Fact, received_fact
from reporting.service import Organisation
from tests.desk.casework import CARD, fill
from tests.support.cast import demo_service
from tests.support.figures import Figures
from tests.support.journey import ANSWERS
from tests.support.markers import Markers
from tests.support.page import fields_of, offered, text_of
from tests.support.routes import places_of

HINTS = "hints-heading"
TELLING = "I told Karen in payroll on 3 May, just the two of us."
COUNCIL = demo_service().organisations["council"]
PLAIN = (str, int, bool, type(None))


def kinds_in(hint):
    """Return the plain types that a type is made of."""
    if typing.get_origin(hint) in {typing.Union, types.UnionType, tuple}:
        return {kind for part in typing.get_args(hint) for kind in kinds_in(part)}
    return set() if hint is Ellipsis else {hint}


def good():
    """Return a fact that may be made, as values by field."""
    fact = received_fact(
        COUNCIL,
        "2026q1",
        area=COUNCIL.areas[0].code,
        kind="anti_black",
        reporter="staff",
        wait=12,
        late=False,
    )
    return {field.name: getattr(fact, field.name) for field in dataclasses.fields(fact)}


def test_every_text_of_a_fact_comes_from_a_closed_list():
    """A field that could hold words is caught here: all the kinds of fields are known."""
    hints = typing.get_type_hints(Fact)
    texts = {name for name, hint in hints.items() if str in kinds_in(hint)}

    assert {"population", "quarter", "codes", "was"} == texts
    for kind in {kind for hint in hints.values() for kind in kinds_in(hint)}:
        assert kind in PLAIN or kind is Organisation
    assert all(
        fixed_codes(facet) for facets in POPULATIONS.values() for facet in facets if facet != "area"
    )


@pytest.mark.parametrize("name", ["population", "quarter"])
@pytest.mark.parametrize("words", [TELLING, "Karen", "anti_black "])
def test_no_words_go_into_a_fact_by_its_names(name, words):
    """It cannot even be made, so nothing of it can be sealed."""
    with pytest.raises(ValueError, match=r"\w"):
        Fact(**(good() | {name: words}))


@pytest.mark.parametrize("name", ["codes", "was"])
@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("words", [TELLING, "Karen", "", "anti_black "])
def test_no_words_go_into_a_fact_in_the_place_of_a_code(name, place, words):
    """In the place of any code, of what is counted or of what is taken back."""
    codes = list(good()["codes"])
    codes[place] = words

    with pytest.raises(ValueError, match=r"\w"):
        Fact(**(good() | {name: tuple(codes)}))


def test_pages_of_figures_never_hold_what_somebody_wrote(world):
    """What a reporter, a reviewer and their notes say is on no page of analyst, board or public."""
    markers, figures = Markers(), Figures(world)
    words = world.reporter().write_report({**ANSWERS, "story": f"It was {markers.new()}."})
    reviewer = world.reviewer("north-reviewer-1")
    [case] = reviewer.list_cases()
    reviewer.acknowledge(case, f"Thank you, {markers.new()}, we have read it.")
    fill(reviewer, case, "triage", {**CARD, "plan": markers.new()})
    fill(reviewer, case, "notes", {"text": markers.new()})
    reporter = world.reporter()
    reporter.return_with(words)
    reporter.answer(markers.new())
    there = reviewer.open_case(case)
    figures.at(2026, 5, 20)
    figures.fill(40)
    figures.at(2026, 7, 30)
    figures.figures_of("2026-04")
    figures.night()
    figures.publish()

    seen = []
    for username in ("", "analyst-1", "board-1", "north-lead-1"):
        reader = world.reader(username)
        places = places_of(world.statistics, code="council", kind="assessment", about="1")
        seen += [
            reader.request("GET", place.address)
            for place in places
            if "GET" in place.methods and place.endpoint != "static"
        ]

    assert markers.found_in({"desk": there.body})  # the search does find them where they belong
    assert 10 < len([page for page in seen if page.status == 200])
    assert [] == markers.found_in({page.address: page.body for page in seen})


def test_the_reporter_is_shown_what_could_name_them_before_they_send(world):
    """On the check, with the words themselves and what to say instead."""
    reporter = world.reporter()
    reporter.fill({**ANSWERS, "story": TELLING})

    page = reporter.page

    assert "/en/report/check" == page.address
    marked = " ".join("".join(each.itertext()) for each in page.document.iter("mark"))
    for detail in ("Karen", "3 May", "just the two of us"):
        assert detail in marked


def test_the_reviewer_is_shown_it_before_anything_leaves_the_house(world):
    """In a summary for the organisation the same rules mark the same places, before it is shown."""
    world.reporter().write_report({**ANSWERS, "story": "Something happened at the counter."})
    reviewer = world.reviewer("north-reviewer-1")
    [case] = reviewer.list_cases()
    reviewer.acknowledge(case, "Thank you. We have read it.")
    fill(reviewer, case, "triage", CARD)

    form = reviewer.get(f"/cases/{case}/referral").form_with("summary")
    values = fields_of(form) | {"summary": TELLING, "asked": "Please look.", "press": "look"}
    values |= {name: offered(form, name)[:1] for name in ("to", "days")}
    page = reviewer.post(form.get("action", ""), values)
    [hints] = [e for e in page.document.iter("section") if e.get("aria-labelledby") == HINTS]

    for detail in ("Karen", "3 May", "just the two of us"):
        assert detail in text_of(hints)
