"""Words of the service file on a page: in its language, or in English and marked as that."""

from dataclasses import dataclass

from reporting.catalogues import is_english
from reporting.servicefile.toml import Translated
from reporting.web.language import language_of_page
from reporting.web.surface import current_services


@dataclass(frozen=True)
class Spoken:
    """A text as the page says it; `english` where the page is in another language."""

    text: str
    english: bool = False


def spoken(text: str, translated: Translated) -> Spoken:
    """Return `text` in the language of the page, or as it stands where nobody translated it.

    A telephone number is read aloud in the language of the page: without a letter it has none.
    """
    language = language_of_page(current_services().service.languages)
    found = dict(translated).get(language.tag)
    if found:
        return Spoken(found)
    has_letters = any(letter.isalpha() for letter in text)
    return Spoken(text, english=has_letters and not is_english(language.locale))
