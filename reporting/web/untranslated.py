"""Words that the service file has in English alone, and how a page says that they are English."""

from dataclasses import dataclass

from flask import Flask
from flask_babel import get_locale
from markupsafe import Markup, escape

from reporting.catalogues import is_english


@dataclass(frozen=True)
class Spoken:
    """A text as the page says it; `english` where the page is in another language."""

    text: str
    english: bool = False

    def __str__(self) -> str:
        """Return it as it is where nothing can be marked."""
        return self.text

    def __html__(self) -> str:
        """Return it isolated and, where it is, marked as English (the macro `spoken`)."""
        marked = ' lang="en" dir="ltr"' if self.english else ""
        return f"<bdi{marked}>{escape(self.text)}</bdi>"


def as_it_stands(text: str) -> Spoken:
    """Return a text of the service file that nobody can translate there.

    A telephone number is read aloud in the language of the page: without a letter it has none.
    """
    has_letters = any(letter.isalpha() for letter in text)
    return Spoken(text, english=has_letters and not is_english(str(get_locale())))


def put(sentence: str, **words: Spoken | str) -> Markup:
    """Return a translated sentence with words in its places; a `Spoken` is marked there."""
    return escape(sentence) % words


def install_untranslated(app: Flask) -> None:
    """Let the macro `spoken` mark a plain text of the service file too."""
    app.jinja_env.globals["as_it_stands"] = as_it_stands
