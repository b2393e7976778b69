"""What cannot be done is said in the reporter's own language."""

import ast
from collections.abc import Callable
from pathlib import Path

import polib
import pytest

import reporting.intake
from reporting import errors
from reporting.errors import FileRefused, ReportingError, SettingError, StoreUnavailable, TooMany
from reporting.web.limiter import TokenBucket
from tests.support.journey import ANSWERS
from tests.support.words import TEMPLATE, catalogue_places
from tests.support.world import World

PACKAGE = Path(reporting.intake.__file__).parent
LANGUAGES = ("ar", "pl", "ro", "zh-hans", "fa", "ckb", "ur")
# The root is never raised without words of its own; a file's refusal has words by its code; a
# setting is the operator's, who makes posters by command.
WITHOUT = (ReportingError, FileRefused, SettingError)


def met_at_intake() -> set[type[ReportingError]]:
    """Return the errors that modules of intake name: they raise them, or show what they say."""
    names = {
        name.name
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "reporting.errors"
        for name in node.names
    }
    return {getattr(errors, name) for name in names}


def test_every_error_that_a_reporter_meets_is_in_the_template() -> None:
    """A sentence that nobody could translate would be read in English by everybody."""
    template = {entry.msgid for entry in polib.pofile(str(TEMPLATE))}
    sentences = {each.__name__: each.sentence for each in met_at_intake() if each not in WITHOUT}

    assert 6 < len(sentences)
    assert {} == {name: said for name, said in sentences.items() if said not in template}


def said_in(language: str, sentence: str) -> str:
    """Return what the catalogue of a language says for a sentence."""
    locale = {"zh-hans": "zh_Hans"}.get(language, language)
    [place] = [path for path in catalogue_places() if f"/{locale}/" in str(path)]
    entry = polib.pofile(str(place)).find(sentence)
    assert entry is not None
    assert entry.msgstr
    return str(entry.msgstr)


@pytest.mark.parametrize("language", LANGUAGES)
def test_too_many_at_once_is_said_in_ones_own_language(strict: World, language: str) -> None:
    """On the page of the button, beside the number to telephone."""
    reporter = strict.reporter()
    reporter.lang = language
    reporter.fill()
    strict.intake.extensions["reporting.floods"]._sends = TokenBucket(0.001, 0, lambda: 0.0)
    strict.clock.advance(minutes=3)

    page = reporter.submit(reporter.next_form(), {})

    assert 429 == page.status
    assert " ".join(said_in(language, TooMany.sentence).split()) in page.text
    assert "0151 496 0100" in page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_database_that_is_away_is_said_in_ones_own_language(
    world: World, broken: Callable[..., None], language: str
) -> None:
    """At the form, with the answers still on the page."""
    reporter = world.reporter()
    reporter.lang = language
    reporter.begin()
    form = reporter.next_form()
    broken("write")

    page = reporter.submit(form, ANSWERS)

    assert 503 == page.status
    assert said_in(language, StoreUnavailable.sentence) in page.errors


@pytest.mark.parametrize(("tag", "home"), [("en", "/"), ("ar", "/ar/"), ("zh-hans", "/zh-hans/")])
def test_an_address_without_a_page_leads_to_the_first_page_in_its_language(reporter, tag, home):
    """Its first page, and the name of the service above it, stay in the language."""
    page = reporter.get(f"/{tag}/nowhere")

    assert (404, tag) == (page.status, page.document.get("lang"))
    assert [home] == page.links
    assert home == page.by_class("masthead__name")[0].get("href")
