"""Test reports read like life: every account fits the form, and none reads the same twice."""

import re
from dataclasses import replace

import pytest

from reporting.dice import SEED_SIZE, Dice
from reporting.intake.forms import ReportForm
from reporting.report import new_report
from reporting.routing import OVERSIGHT
from reporting.stories import compose, load_stories
from reporting.vocabulary import CONDUCT, DANGER, REPORTER_ROLES, STRUCK, SUBJECTS, codes
from tests.support.cast import demo_service

LANGUAGES = {"ar", "ckb", "en", "fa", "pl", "ro", "ur", "zh-hans"}
SEEDS = [bytes([number]) * SEED_SIZE for number in range(24)]
ACCOUNTS = [
    pytest.param(stories, name, id=f"{language}-{number}")
    for language, stories in load_stories().items()
    for number, name in enumerate(stories.stories)
]
# Scripts in which each language is written, by a letter that only such a text has.
SCRIPTS = {
    "ar": r"[\u0621-\u064a]",
    "ckb": r"[ەێۆڕڵ]",
    "en": r"[a-z]",
    "fa": r"[\u0621-\u06cc]",
    "pl": r"[a-z]",
    "ro": r"[a-z]",
    "ur": r"[ہےیں]",
    "zh-hans": r"[\u4e00-\u9fff]",
}


def written(stories, name):
    """Return what every seed makes of an account."""
    return [compose(stories, name, "council", seed) for seed in SEEDS]


def test_there_are_enough_in_every_language():
    """Two dozen in English, and six in each of the others."""
    counts = {language: len(each.stories) for language, each in load_stories().items()}

    assert counts.keys() == LANGUAGES
    assert counts["en"] >= 24
    assert all(count >= 6 for count in counts.values())


@pytest.mark.parametrize(("stories", "name"), ACCOUNTS)
def test_every_account_passes_the_form_unchanged(stories, name, make_sqlite_world):
    """What a reporter may send is what a test report says, to the letter and in that order."""
    app = make_sqlite_world().intake
    for report in written(stories, name):
        answers = {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in vars(report).items()
            if key != "language"
        }
        with app.test_request_context("/en/report/form", method="POST", data=answers):
            form = ReportForm(demo_service())
            valid = form.validate()

            assert valid, form.errors
            assert report == form.to_report(report.language, new_report("", ""))


@pytest.mark.parametrize(("stories", "name"), ACCOUNTS)
def test_every_code_of_an_account_is_one_of_the_form(stories, name):
    """All that it might choose, chosen or not."""
    story = stories.stories[name]

    assert set() == set(story.roles) - set(codes(REPORTER_ROLES))
    assert set() == {*story.conduct, *story.perhaps} - set(codes(CONDUCT))
    assert set() == set(story.about) - set(codes(SUBJECTS))
    assert set() == set(story.struck) - set(codes(STRUCK))
    assert story.roles
    assert story.conduct
    # It would go to the other body, and that one would be measured instead.
    assert OVERSIGHT not in {*story.about, *story.struck}


@pytest.mark.parametrize(("stories", "name"), ACCOUNTS)
def test_no_account_reads_the_same_twice(stories, name):
    """Of two dozen seeds most give another text, and no trace of how it is made."""
    texts = {report.story for report in written(stories, name)} - {""}

    assert len(texts) >= len(SEEDS) // 2
    for text in texts:
        assert not re.search(r"[{}|]|\n\n\n|^\s|\s$| {2}", text), text
        assert re.search(SCRIPTS[stories.language], text)


@pytest.mark.parametrize(("stories", "name"), ACCOUNTS)
def test_nobody_is_in_danger_in_one(stories, name):
    """Nobody is woken at night for a test, and nobody learns to doubt such a report."""
    answers = {report.safety for report in written(stories, name)}

    assert set() == answers & DANGER
    assert {"", "safe", "worried_again"} == answers


def test_a_seed_gives_the_same_report_again():
    """A watch that was killed writes what it was about to write."""
    stories = load_stories()["en"]

    assert written(stories, "canteen_jokes") == written(stories, "canteen_jokes")


def test_some_writers_are_in_a_hurry_and_some_are_not():
    """The same account comes with slips and without."""
    stories = load_stories()["pl"]

    texts = [report.story for report in written(stories, "telefon")]

    plain = [text for text in texts if "ł" in text]
    assert 0 < len(plain) < len(texts)


def test_lengths_and_voices_differ():
    """From ticks alone to more than a page."""
    stories = load_stories()["en"]

    lengths = {len(report.story) for name in stories.stories for report in written(stories, name)}

    assert 0 in lengths
    assert min(lengths - {0}) < 50
    assert max(lengths) > 1500


def test_none_says_that_a_person_has_checked_it():
    """None has, so far; docs/promise.md says the same."""
    assert {False} == {each.checked for each in load_stories().values()}


def test_a_draw_decides_every_choice():
    """Each wording of a choice comes up, and so does every extra sentence."""
    stories = load_stories()["en"]
    story = stories.stories["remark_in_uniform"]
    seeds = [Dice(bytes(SEED_SIZE), str(n)).below(2**64).to_bytes(16, "big") for n in range(300)]

    texts = " ".join(compose(stories, story.name, "council", seed).story.lower() for seed in seeds)

    for wording in ("somebody wearing your badge", "in front of my kids", "born in this city"):
        assert wording in texts


def test_a_report_is_on_one_of_the_areas_or_on_none():
    """As those that people write are; and without areas it is the same in all else."""
    stories, areas = load_stories()["en"], ("homes", "corporate")
    name = min(stories.stories)
    made = [compose(stories, name, "council", seed, areas) for seed in SEEDS]

    assert {"", *areas} == {report.area for report in made}
    assert written(stories, name) == [replace(report, area="") for report in made]
