"""The lists a reporter ticks from: complete, stable, and plainly worded."""

import re
from pathlib import Path

import pytest

from reporting import circumstances
from reporting.aboutyou import (
    AGES,
    ETHNIC_GROUPS,
    ETHNIC_GROUPS_IN_FIVE,
    GROUP_IN_FIVE,
    RELIGIONS,
    SEXES,
)
from reporting.disclosure.classification import KIND_IN_FOUR
from reporting.posts import POSTS
from reporting.vocabulary import (
    ACTIONS,
    CONDUCT,
    CONSENTS,
    DANGER,
    DANGERS,
    FINDINGS,
    FOUND,
    KINDS,
    KINDS_IN_FOUR,
    OPTIONS,
    OUTCOMES,
    PROMISE_LINES,
    REPORTER_GROUPS,
    REPORTER_ROLES,
    SAFETY,
    SEVERITIES,
    SORTS,
    SOURCES,
    STATES,
    STRUCK,
    SUBJECTS,
    Term,
    codes,
    label_of,
)
from reporting.wishes import WISHES

DOCUMENT = (Path(__file__).parent.parent / "docs" / "vocabulary.md").read_text("utf-8")
LISTS = {
    "SAFETY": SAFETY,
    "REPORTER_ROLES": REPORTER_ROLES,
    "CONDUCT": CONDUCT,
    "SUBJECTS": SUBJECTS,
    "STRUCK": STRUCK,
    "FOUND": FOUND,
    "POSTS": POSTS,
}


TOLD = {
    name: terms
    for name, terms in vars(circumstances).items()
    if isinstance(terms, tuple) and isinstance(terms[0], Term)
}
WORK = {
    "STATES": STATES,
    "SORTS": SORTS,
    "DANGERS": DANGERS,
    "SEVERITIES": SEVERITIES,
    "SOURCES": SOURCES,
    "OPTIONS": OPTIONS,
    "WISHES": WISHES,
    "CONSENTS": CONSENTS,
    "FINDINGS": FINDINGS,
    "ACTIONS": ACTIONS,
}
PUBLISHED = {
    "KINDS": KINDS,
    "KINDS_IN_FOUR": KINDS_IN_FOUR,
    "OUTCOMES": OUTCOMES,
    "REPORTER_GROUPS": REPORTER_GROUPS,
    "PROMISE_LINES": PROMISE_LINES,
    "ETHNIC_GROUPS_IN_FIVE": ETHNIC_GROUPS_IN_FIVE,
    "ETHNIC_GROUPS": ETHNIC_GROUPS,
    "RELIGIONS": RELIGIONS,
    "SEXES": SEXES,
    "AGES": AGES,
}


@pytest.mark.parametrize("name", LISTS | TOLD | WORK | PUBLISHED)
def test_document_and_code_agree(name):
    """docs/vocabulary.md lists every code with its label, in the order of the page."""
    section = DOCUMENT.partition(f"\n`{name}`\n")[2].partition("\n## ")[0]

    documented = re.findall(r"^\| `(\w+)` \| (.+) \|$", section, re.MULTILINE)

    listed = (LISTS | TOLD | WORK | PUBLISHED)[name]
    assert documented == [(term.code, str(term.label)) for term in listed]


def test_every_list_has_the_length_it_was_agreed_with():
    """Losing a code loses what somebody wanted to say."""
    assert (5, 15, 31, 23, 5, 3, 18) == tuple(len(terms) for terms in LISTS.values())


@pytest.mark.parametrize("terms", (LISTS | TOLD).values(), ids=LISTS | TOLD)
def test_codes_are_distinct_and_plain_and_labels_are_distinct(terms):
    """Two choices that read alike cannot be told apart on the page."""
    assert len(terms) == len(set(codes(terms)))
    assert len(terms) == len({str(term.label) for term in terms})
    assert all(re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", code) for code in codes(terms))


@pytest.mark.parametrize("terms", LISTS.values(), ids=LISTS)
def test_labels_are_short_sentences_without_underscores(terms):
    """A label is read in a glance on a phone: a capital, at most 60 characters, no full stop."""
    for term in terms:
        label = str(term.label)

        assert label[0].isupper()
        assert 60 >= len(label)
        assert not label.endswith(".")
        assert "_" not in label


def test_whoever_can_be_struck_out_can_be_what_it_is_about():
    """Routing compares both lists with one set of declared roles, so they share their codes."""
    assert set(codes(STRUCK)) < set(codes(SUBJECTS))


def test_what_is_danger_can_be_answered():
    """A code that nobody can choose would wake nobody."""
    assert set(codes(SAFETY)) - {"safe", "worried_again"} == DANGER


def test_a_label_is_found_by_its_code():
    """Pages show words; an unknown code is shown rather than hidden."""
    assert "A resident" == label_of(REPORTER_ROLES, "resident")
    assert "from_a_newer_release" == label_of(REPORTER_ROLES, "from_a_newer_release")


def test_each_of_the_nine_kinds_is_in_one_of_the_four():
    """As docs/vocabulary.md publishes it; an organisation with few reports is told in four."""
    section = DOCUMENT.partition("| of the nine | in four |")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`.+`) \| `(\w+)` \|$", section, re.MULTILINE)
    documented = {nine: four for many, four in rows for nine in re.findall(r"`(\w+)`", many)}

    assert documented == KIND_IN_FOUR
    assert codes(KINDS) == tuple(KIND_IN_FOUR)
    assert set(codes(KINDS_IN_FOUR)) == set(KIND_IN_FOUR.values())


def test_each_of_the_nineteen_groups_is_in_one_of_the_five():
    """As docs/vocabulary.md says it; the five are those that the census joins them to."""
    section = DOCUMENT.partition("| of the nineteen | in five |")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`.+`) \| `(\w+)` \|$", section, re.MULTILINE)
    documented = {each: five for many, five in rows for each in re.findall(r"`(\w+)`", many)}

    assert documented == GROUP_IN_FIVE
    assert codes(ETHNIC_GROUPS) == tuple(GROUP_IN_FIVE)
    assert set(codes(ETHNIC_GROUPS_IN_FIVE)) == set(GROUP_IN_FIVE.values())
