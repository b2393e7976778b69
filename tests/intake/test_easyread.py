"""Easy read: short sentences, pictures, one way on, and no other fact than on the full pages."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from reporting import intake, limits
from reporting.intake.easyread.pages import parts_of
from reporting.intake.easyread.texts import TOPICS
from reporting.paths import templates_folder
from tests.support.cast import demo_service
from tests.support.journey import Reporter, through_app
from tests.support.page import text_of
from tests.support.words import catalogue_places, read_catalogue
from tests.web.sample import sample_app

MOST_WORDS = 15  # in a sentence
NUMBER_WORDS = re.compile(
    r"\b(one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twelve|twenty|thirty|dozen)\b"
)
DIGITS = re.compile(r"\d+")
WAY_ON = {"back": "/{tag}/return"}
REPORT = "/{tag}/report/safety"
SOURCE = Path(intake.__file__).parent / "easyread" / "texts.py"
LANGUAGES = [language.tag for language in demo_service().languages]


@pytest.fixture
def reporter(shared_world):
    """Somebody at a new browser, at pages that are alike for everybody."""
    return shared_world.reporter()


def lines_of(page):
    """Return the texts of each line: the sentences beside one picture."""
    return [[text_of(p) for p in line.iter("p")] for line in page.by_class("easy__line")]


def sentences_of(page):
    """Return every sentence of a page."""
    return [sentence for line in lines_of(page) for sentence in line]


def numbers_of(page, service):
    """Return the numbers a page says, those of names and telephones left out."""
    said = " ".join(sentences_of(page))
    for known in (service.telephone, service.emergency_text, service.emergency_telephone):
        said = said.replace(known, "")
    return sorted(map(int, DIGITS.findall(said)))


def expected_numbers(service):
    """Return the numbers each page should say, from the limits and the promises."""
    promises = [each.promise for each in service.organisations.values()]
    hours = {each.acknowledge_hours for each in promises}
    answer = [*hours] if len(hours) == 1 else [each.acknowledge_hours for each in promises]
    founding = [] if hours == {limits.ACKNOWLEDGE_HOURS} else [limits.ACKNOWLEDGE_HOURS]
    months = max(each.retention_months for each in promises)
    return {
        "about": sorted(answer + founding),
        "kept": sorted([limits.DRAFT_PURGE_DAYS, limits.SAVED_DAYS, months]),
        "readers": [min(each.summary_hours for each in promises)],
        "words": sorted([limits.RECEIPT_WORDS, limits.RECEIPT_WORDS, limits.RECEIPT_AGAIN_MINUTES]),
        "back": sorted(
            [
                *answer,
                *founding,
                limits.RECEIPT_WORDS,
                limits.RECEIPT_VISIT_MINUTES,
                max(each.update_days for each in promises),
            ]
        ),
    }


def in_english():
    """Return a request in which sentences can be said in English."""
    return sample_app().test_request_context("/en/sample")


def promising(world, **terms):
    """Return somebody at intake, and the service, in which the first organisation differs."""
    service = demo_service()
    code, first = next(iter(service.organisations.items()))
    changed = replace(first, promise=replace(first.promise, **terms))
    service = replace(service, organisations={**service.organisations, code: changed})
    app = intake.create_app(replace(world.services("intake"), service=service))
    return Reporter(through_app(app)), service


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_leads_to_all_others_and_has_one_way_on(reporter, topic, tag):
    """One button leads into the real pages; the list below leads to the other easy ones."""
    page = reporter.get(f"/{tag}/easy/{topic}")

    assert (200, []) == (page.status, page.cookies)
    buttons = [link.get("href") for link in page.by_class("govuk-button")]
    assert [WAY_ON.get(topic, REPORT).format(tag=tag)] == buttons
    others = [f"/{tag}/easy/{name}" for name in TOPICS if name != topic]
    assert [*buttons, *others] == page.links
    assert 200 == reporter.get(buttons[0]).status
    assert 0 == len(page.body) % limits.PAGE_BUCKET


def test_a_topic_that_is_none_is_not_found(reporter):
    """An address somebody made up gets the page that says so."""
    assert 404 == reporter.get("/en/easy/nothing").status


@pytest.mark.parametrize(
    ("address", "topic"),
    [
        ("/", "about"),
        ("/en/", "about"),
        ("/en/report/safety", "kept"),
        ("/en/report/check", "readers"),
        ("/en/report/receipt", "words"),
        ("/en/return", "back"),
    ],
)
def test_the_full_page_leads_to_the_easy_one(reporter, address, topic):
    """Whoever finds a page hard finds the easy one on it."""
    if address.endswith("check"):
        reporter.fill()
    if address.endswith("receipt"):
        reporter.write_report()

    page = reporter.get(address)

    found = {a.get("href"): text_of(a) for a in page.document.iter("a")}
    assert "Easy read" == found.get(f"/en/easy/{topic}")


@pytest.mark.parametrize("topic", TOPICS)
def test_sentences_are_short_and_say_one_thing(reporter, topic):
    """At most fifteen words, one sentence a paragraph, no number written as a word."""
    said = sentences_of(reporter.get(f"/en/easy/{topic}"))
    # What the service file says is its own: the way to 999 without speaking, and names.
    own = [each for each in said if not each.startswith("If you cannot speak or hear")]

    assert 10 <= len(own)
    assert [] == [each for each in own if len(each.split()) > MOST_WORDS]
    assert [] == [each for each in own if re.search(r"[.?!] \w", each) and "Call" not in each]
    assert [] == [each for each in own if NUMBER_WORDS.search(each.lower())]
    assert [] == [each for each in own if ";" in each or "(" in each.replace("(example)", "")]


@pytest.mark.parametrize("topic", TOPICS)
def test_a_hard_word_is_explained_beside_its_picture(reporter, topic):
    """What stands in bold is said in easy words, in the same line."""
    page = reporter.get(f"/en/easy/{topic}")

    for line in page.by_class("easy__line"):
        said = [text_of(p) for p in line.iter("p")]
        hard = {text_of(e) for p in line.iter("p") for e in p.iter("strong")}
        for word in {each.lower() for each in hard if "danger" not in each}:
            means = re.compile(rf"(an? )?{word} (is|are|means|shows) ", re.IGNORECASE)
            assert any(means.match(sentence) for sentence in said), word


def test_every_picture_is_there_and_is_passed_over_by_a_screen_reader(reporter):
    """The sentences say what a picture shows, so none needs words of its own."""
    folder = templates_folder() / "intake" / "pictures"
    used = {"danger"}
    for topic in TOPICS.values():
        with in_english():
            used |= {line.picture for line in topic.lines(demo_service())}

    assert {path.stem for path in folder.iterdir()} == used
    for name in TOPICS:
        page = reporter.get(f"/en/easy/{name}")
        pictures = page.by_class("picture")
        assert len(page.by_class("easy__line")) == len(pictures)
        assert {("true", "false")} == {
            (each.get("aria-hidden"), each.get("focusable")) for each in pictures
        }


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("topic", TOPICS)
def test_the_numbers_are_those_of_the_limits_and_the_promise(reporter, topic, tag):
    """Hours, days, months, minutes and words: the same as on the full pages, in every language."""
    service = demo_service()

    page = reporter.get(f"/{tag}/easy/{topic}")

    if tag == "en":
        assert expected_numbers(service)[topic] == numbers_of(page, service)
    else:  # beside another language stands English, once more, where there is danger
        assert set(expected_numbers(service)[topic]) == set(numbers_of(page, service))


@pytest.mark.parametrize("topic", TOPICS)
def test_another_promise_is_told_by_the_easy_pages_too(shared_world, topic):
    """Whoever changes the service file changes both."""
    person, service = promising(
        shared_world, acknowledge_hours=36, update_days=35, retention_months=24, summary_hours=96
    )

    page = person.get(f"/en/easy/{topic}")

    assert expected_numbers(service)[topic] == numbers_of(page, service)


def test_no_number_stands_in_a_sentence():
    """A number that is written into a sentence could not follow the limits."""
    said = re.findall(r'"([^"]+)"', SOURCE.read_text("utf-8").partition("def _about")[2])

    assert 50 < len(said)
    assert [] == [each for each in said if DIGITS.search(each)]


@pytest.mark.parametrize("tag", [tag for tag in LANGUAGES if tag != "en"])
def test_no_english_is_left_on_a_translated_page(reporter, tag):
    """Every sentence is in the language of the page, but for the words of danger beside it."""
    with in_english():
        english = {
            "".join(str(part) for part, _ in parts_of(sentence))
            for topic in TOPICS.values()
            for line in topic.lines(demo_service())
            for sentence in line.sentences
        }
    for topic in TOPICS:
        said = sentences_of(reporter.get(f"/{tag}/easy/{topic}"))

        assert [] == [each for each in said if each in english]


@pytest.mark.parametrize("place", catalogue_places(), ids=lambda place: place.parents[1].name)
def test_a_translation_has_as_many_words_in_bold(place):
    """A star that was lost would show, or leave a hard word without its mark."""
    starred = [entry for entry in read_catalogue(place) if "*" in entry.msgid]

    assert 15 <= len(starred)
    for entry in starred:
        assert 2 == entry.msgid.count("*") == entry.msgstr.count("*"), entry.msgstr
        assert 1 == sum(is_hard for _, is_hard in parts_of(entry.msgstr)), entry.msgstr


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("A *receipt* shows it.", [("A ", False), ("receipt", True), (" shows it.", False)]),
        ("*HR* cannot.", [("HR", True), (" cannot.", False)]),
        ("A*STAR reads it.", [("A*STAR reads it.", False)]),
        ("2 * 3 * 4", [("2 * 3 * 4", False)]),
        ("", []),
    ],
)
def test_words_between_stars_stand_in_bold(sentence, parts):
    """A lone star, in a name for example, stays what it is."""
    assert parts == parts_of(sentence)
