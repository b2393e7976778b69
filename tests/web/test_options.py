"""The answers of a field: said once in each language, and ticked for one person alone."""

from flask_babel import lazy_gettext

from reporting.web.options import Choice, options_of
from tests.web.sample import sample_app

TERMS = (Choice("a", lazy_gettext("First")), Choice("b", lazy_gettext("Second")))


def test_labels_are_looked_up_once_in_each_language():
    """A second page in one language gets what the first was given; another language its own."""
    app = sample_app()
    with app.test_request_context("/en/sample"):
        first = options_of(TERMS)
    with app.test_request_context("/en/sample"):
        again = options_of(list(TERMS))

    with app.test_request_context("/ar/sample"):
        app.preprocess_request()
        arabic = options_of(TERMS)

    assert first is again
    assert arabic == first  # there is no catalogue, so the words are the same
    assert arabic is not first


def test_what_somebody_chose_is_not_remembered():
    """The next page shows no tick."""
    with sample_app().test_request_context("/en/sample"):
        mine, theirs = options_of(TERMS, ("b",)), options_of(TERMS)

    assert [False, True] == [option.selected for option in mine]
    assert [False, False] == [option.selected for option in theirs]


def test_other_words_under_the_same_codes_are_other_answers():
    """Codes alone do not make two lists one."""
    with sample_app().test_request_context("/en/sample"):
        said = options_of(TERMS)

        others = options_of((Choice("a", "Erstens"), TERMS[1]))

    assert ["First", "Second"] == [option.label for option in said]
    assert ["Erstens", "Second"] == [option.label for option in others]
