"""What a form takes, what it refuses, and in whose words."""

import unicodedata

import pytest
import rfc8785
from flask import g
from html5lib import HTMLParser
from hypothesis import given
from hypothesis import strategies as st

from reporting.web import text
from reporting.web.fields import error_list, validate
from tests.web.sample import SampleForm, sample_app

GOOD = {"role": "resident", "conduct": ["act_3", "act_1"], "story": "", "step": "one"}
APP = sample_app()


def filled(path="/en/sample", **changes):
    """Return the form as sent with `changes`, after validation, and what validation said."""
    with APP.test_request_context(path, method="POST", data=GOOD | changes):
        form = SampleForm()
        g.stale_form = "stale" in path
        return form, validate(form)


def test_a_right_answer_is_taken_and_tidied():
    """Line ends become one kind, letters one form, white space round the answer goes."""
    form, right = filled(story="  Cafe\u0301\r\nTwo\rThree  ", name=" Ann\r\nBo ")

    assert right
    assert "Caf\u00e9\nTwo\nThree" == form.story.data
    assert "Ann Bo" == form.name.data
    assert ("act_1", "act_3") == form.conduct.data
    assert "resident" == form.role.data


@pytest.mark.parametrize(
    "hidden",
    ["\x00", "\x07", "\x1b", "\x7f", "\x9f", "\u202a", "\u202e", "\u2066", "\u2069", "\ufffe"],
)
def test_hidden_characters_are_refused_and_taken_out_of_what_is_shown(hidden):
    """So that the person can look, and send what is left."""
    form, right = filled(story=f"be{hidden}fore")

    assert not right
    assert "hidden characters" in form.story.error
    assert "before" == form.story.shown


@pytest.mark.parametrize("needed", ["\u200c", "\u200d", "\u200e", "\u200f", "\u061c", "\n", "\t"])
def test_characters_that_languages_need_are_kept(needed):
    """Persian, Arabic, Urdu and emoji cannot be written without joiners and marks."""
    form, right = filled(story=f"a{needed}b")

    assert right
    assert f"a{needed}b" == form.story.data


def test_half_a_character_is_refused_and_never_shown():
    """A lone surrogate has no bytes in UTF-8: sending it to the browser would fail."""
    written = "a\ud800b"

    assert text.has_hidden(written)
    assert "ab" == text.without_hidden(written)
    assert 7 == text.sealed_size(written)


def test_too_many_characters_are_refused_with_both_numbers():
    """The person learns how much there is and how much there may be."""
    form, right = filled(story="x" * 201)

    assert not right
    assert "201" in form.story.error
    assert "200" in form.story.error


@pytest.mark.parametrize("letter", ["\U0001f62d", "\u6c49", '"'])
def test_bytes_win_over_characters(letter):
    """Few enough characters may still be too many bytes once sealed: emoji, Chinese, quotes."""
    form, right = filled(story=letter * 160)

    assert not right
    assert "room" in form.story.error
    assert letter * 160 == form.story.shown


@given(st.text())
def test_the_size_is_that_of_the_sealed_json(written):
    """Counted as it will be sealed: RFC 8785 in UTF-8."""
    if not text.has_hidden(written):
        assert len(rfc8785.dumps(written)) == text.sealed_size(written)


@given(st.text())
def test_tidying_twice_changes_nothing_more(written):
    """What is shown again and sent again stays the same."""
    once = text.tidy(written)

    assert once == text.tidy(once)
    assert unicodedata.is_normalized("NFC", once)


def test_a_choice_that_was_not_offered_is_refused():
    """In our own words, and without repeating what was sent."""
    form, right = filled(role="director<script>", conduct=["act_1", "act_99"])

    assert not right
    assert "Choose from the answers on this page" == form.role.error == form.conduct.error


def test_a_missing_choice_is_asked_for():
    """With the sentence the form gave for it."""
    form, right = filled(role="")

    assert not right
    assert [("#role", "Choose who you are")] == error_list(form)


def test_one_of_several_is_enough_but_none_is_refused():
    """Ticks or words: the error stands at the first of them."""
    form, right = filled(conduct=[], story=" \r\n ")

    assert not right
    assert [("#conduct", "Tick what happened, or write it in your own words")] == error_list(form)
    assert filled(conduct=[], story="Words")[1]


def test_a_stale_form_is_refused_with_its_answers_kept():
    """Every answer is right, and yet the button has to be pressed again."""
    form, right = filled("/en/sample?stale=1", story="Words")

    assert not right
    assert "Words" == form.story.shown
    [(address, sentence)] = error_list(form)
    assert "" == address
    assert "Your answers are still here" in sentence


def test_a_secret_is_never_shown_again():
    """Neither in the page nor in what the macro is given."""
    answer = APP.test_client().post("/en/sample", data=GOOD | {"role": "", "code": "123456"})

    assert "123456" not in answer.text


def test_no_sentence_of_wtforms_reaches_a_page():
    """Each sentence a person may see is ours, so it can be translated."""
    form, _ = filled(role="x", conduct=["x"], place="x", name="x" * 999, story="\x00", code="\x00")

    for field in form:
        for sentence in field.errors:
            assert not sentence.startswith(("Not a valid", "Invalid", "This field", "'"))


def test_every_error_link_reaches_an_element_that_takes_the_focus():
    """A link to a group or a hidden element would lead nowhere."""
    bad = {"role": "x", "conduct": "x", "place": "x", "name": "x" * 99, "code": "x" * 99}

    page = APP.test_client().post("/en/sample", data=bad | {"story": "x" * 999})

    tree = HTMLParser(namespaceHTMLElements=False).parse(page.text)
    links = tree.findall(".//ul[@class='govuk-list govuk-error-summary__list']/li/a")
    targets = [tree.find(f".//*[@id='{link.get('href')[1:]}']") for link in links]
    assert 6 == len(targets)
    assert {"input", "select", "textarea"} == {target.tag for target in targets}
    assert "Error: " == tree.find(".//title").text[:7]


NAMES = st.sampled_from(["role", "conduct", "place", "name", "story", "code", "step", "csrf_token"])
PIECES = st.one_of(st.text(max_size=30), st.sampled_from(["act_1", "resident", "\x00", "\u202e"]))


@given(st.lists(st.tuples(st.one_of(NAMES, st.text(max_size=5)), PIECES), max_size=12))
def test_no_hostile_answers_make_a_form_raise(pairs):
    """Any fields, any number of times, in any order: taken or refused, and always shown."""
    data: dict[str, list[bytes]] = {}
    for name, value in pairs:
        data.setdefault(name, []).append(value.encode("utf-8", "surrogatepass"))

    answer = APP.test_client().post("/en/sample", data=data)

    assert 200 == answer.status_code
    answer.data.decode("utf-8")


@given(
    st.binary(max_size=300),
    st.sampled_from(
        [
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "multipart/form-data",
            "application/json",
            "text/plain; charset=utf-16",
            "\xff",
        ]
    ),
)
def test_no_hostile_body_makes_a_form_raise(body, content_type):
    """Any bytes under any type: never a failure of ours."""
    answer = APP.test_client().post("/en/sample", data=body, content_type=content_type)

    assert answer.status_code in {200, 400, 413, 415}
