"""What the service file has in English alone is marked as English on pages in another language.

A screen reader reads it in that language then (WCAG 2.2, 3.1.2).
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest

from tests.support.journey import ANSWERS

PAGES = (
    "",
    "nowhere",
    "support",
    "rights",
    "sign-language",
    "paper",
    "easy/about",
    "easy/kept",
    "easy/readers",
    "easy/words",
    "easy/back",
    "return",
    "report/form",
    "report/help",
    "report/safety",
    "report/who",
    "report/children",
    "report/witness",
    "report/behalf",
    "report/what",
    "report/where",
    "report/wish",
    "report/readers",
    "report/effect",
    "report/sharing",
    "report/support",
)


def english_of(service) -> set[str]:
    """Return every text of the service file that nobody translated."""
    helpers = (*service.support, *service.bsl_ways)
    texts = {service.name, service.telephone, service.emergency_text, service.emergency_bsl}
    for body in service.bodies.values():
        texts |= {body.name, body.telephone, body.paper}
    for organisation in service.organisations.values():
        texts |= {organisation.name, *(area.name for area in organisation.areas)}
    texts |= {each.name for each in (*service.boroughs, *helpers)}
    return texts


def unmarked(element: Element, language: str) -> Iterator[str]:
    """Give every text below an element that is said to be in another language than English."""
    own = element.get("lang", language)
    if own != "en" and element.tag != "script":
        yield element.text or ""
    for child in element:
        yield from unmarked(child, own)
        if own != "en":
            yield child.tail or ""


def found(page, service) -> set[str]:
    """Return the texts of the service file that a page says as if they were not English."""
    said = " ".join(unmarked(page.document.find(".//body"), "ar"))
    return {text for text in english_of(service) if text in said}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_marks_what_nobody_translated(world, reporter, path):
    """Names, numbers with words beside them, and what to do in danger without a voice."""
    page = reporter.get(f"/ar/{path}")

    assert "ar" == page.document.get("lang")
    assert set() == found(page, world.service)


def test_the_check_and_the_receipt_mark_it_too(world, reporter):
    """Who will be able to read it, and who will not."""
    reporter.lang = "ar"
    answers = dict(ANSWERS) | {"struck": ("line_manager",), "area": "council:corporate"}
    check = reporter.fill(answers)
    receipt = reporter.submit(reporter.next_form(), {})

    assert set() == found(check, world.service)
    assert receipt.by_id("receipt") is not None
    assert set() == found(receipt, world.service)
