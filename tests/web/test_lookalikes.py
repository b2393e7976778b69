"""Letters of another script inside a word, and words that people really write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.web.lookalikes import lookalikes_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("p\u0430ypal", "\u0430"),
        ("Write to adm\u0456n@ex\u0430mple.org", "\u0456\u0430"),
        ("\u0430\u0440\u0440\u04cf\u0435.com", "\u0430\u0440\u0440\u04cf\u0435"),
        ("https://\u0441\u043e\u0440.example.org/a", "\u0441\u043e\u0440"),
        ("g\u03bf\u03bfgle", "\u03bf\u03bf"),
        ("c\u0435\u043a\u0442\u043e\u0440", "c"),
    ],
)
def test_a_letter_that_another_script_lends_is_found(text, found):
    """In a word, in a mail address, in the name of a host; the rarer script is the lent one."""
    places = lookalikes_in(text)

    assert found == "".join(text[place] for place in sorted(places))


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, and https://example.org/a?b=c.",
        "Привет, это IT-отдел. Позвоните Анне.The end",
        "Γεια σας, γράφω από τη βιβλιοθήκη.",
        "سلام علیکم، من در کتابخانه کار می‌کنم. www.example.org",
        "شاهدت ذلك in the canteen",
        "我在ABC公司",
        "naïve café, Łódź, Đặng, ș",
        "𝐡𝐞𝐥𝐩",
    ],
)
def test_what_people_write_is_left_alone(text):
    """Sentences in one script, and words of two beside each other."""
    assert frozenset() == lookalikes_in(text)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x52F), max_size=60))
def test_every_place_is_a_letter_of_the_text(text):
    """Whatever is typed, a place lies in it and holds a letter."""
    assert all(text[place].isalpha() for place in lookalikes_in(text))
