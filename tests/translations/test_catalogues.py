"""The catalogues say every public sentence, and nothing else, in each language."""

import re
from gettext import GNUTranslations

import polib
import pytest
from babel import Locale
from babel.messages.plurals import get_plural

from tests.support import words
from tests.support.words import (
    TEMPLATE,
    catalogue_places,
    compiled,
    locale_of,
    make_template,
    read_catalogue,
    updated,
)

FIRST_WAVE = ("ar", "ckb", "fa", "pl", "ro", "ur", "zh_Hans")
PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%|%")
# The same in every language: names of formats, and sentences that are nothing but placeholders.
ALIKE = {"CSV"}
LETTERS = re.compile(r"[^\W\d_]")


@pytest.fixture(scope="module")
def template():
    """What the sources say now."""
    return make_template()


@pytest.fixture(scope="module", params=catalogue_places(), ids=locale_of)
def place(request):
    """Where one catalogue lies."""
    return request.param


@pytest.fixture(scope="module")
def catalogue(place):
    """One catalogue."""
    return read_catalogue(place)


def test_the_first_wave_is_there():
    """Beside English, which is the language of the source."""
    assert list(FIRST_WAVE) == [locale_of(place) for place in catalogue_places()]


def test_the_template_is_what_the_sources_say(template):
    """A sentence that was changed is in the template at once: `make words` writes it."""
    assert str(template) == TEMPLATE.read_text("utf-8")


def test_a_catalogue_has_the_sentences_of_the_template(place, template, catalogue):
    """None is missing and none is left over, and the header fits the language."""
    assert str(updated(place, template)) == str(catalogue)


def test_every_sentence_is_translated_in_all_its_forms(catalogue):
    """Of a plural, every form that the language has."""
    count = get_plural(Locale.parse(catalogue.metadata["Language"])).num_plurals
    empty = [e.msgid for e in catalogue if not all(texts(e))]
    short = [e.msgid for e in catalogue if e.msgid_plural and len(e.msgstr_plural) != count]

    assert [] == empty
    assert [] == short


def test_a_translation_has_the_placeholders_of_its_sentence(catalogue):
    """One form of a plural may say its number in a word; everything else is there, once."""
    wrong = [(e.msgid, text) for e in catalogue for text in texts(e) if text and lacks(e, text)]

    assert [] == wrong


def test_a_translation_is_not_the_english_sentence(catalogue):
    """Nobody copied what they did not translate."""
    copied = {
        entry.msgid
        for entry in catalogue
        for text in texts(entry)
        if text in {entry.msgid, entry.msgid_plural} and LETTERS.search(PLACEHOLDER.sub("", text))
    }

    assert copied <= ALIKE | SAME.get(catalogue.metadata["Language"], set())


def test_what_the_programs_read_is_made_from_the_catalogue(place, catalogue):
    """The compiled file is in the repository, so that nothing has to be built before serving."""
    with place.with_suffix(".mo").open("rb") as file:
        read = GNUTranslations(file)

    assert compiled(catalogue) == place.with_suffix(".mo").read_bytes()
    said = catalogue.translated_entries()[0]
    assert said.msgstr == read.gettext(said.msgid)


def test_a_catalogue_names_its_reviewer_with_a_day_or_nobody(catalogue):
    """Either half alone would say nothing that can be held against anybody."""
    reviewer, day = (catalogue.metadata[name] for name in words.REVIEW)

    assert bool(reviewer) == bool(re.fullmatch(r"\d{4}-\d\d-\d\d", day))


# What is spelt alike in English and another language.
SAME: dict[str, set[str]] = {"ro": {"Important"}}


def texts(entry: polib.POEntry) -> list[str]:
    """Return the translation, or each of its forms."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def lacks(entry: polib.POEntry, text: str) -> bool:
    """Say whether a translation has other placeholders than its sentence."""
    wanted = sorted(set(PLACEHOLDER.findall(f"{entry.msgid} {entry.msgid_plural}")))
    found = sorted(set(PLACEHOLDER.findall(text)))
    if entry.msgid_plural and "num" in wanted and "num" not in found:
        found = sorted({*found, "num"})
    return found != wanted or (text.count("%%") != entry.msgid.count("%%"))
