"""Words of the service file on a page: in its language, or in English and marked as that."""

from reporting.servicefile.toml import Translated
from reporting.web.language import language_of_page
from reporting.web.surface import current_services
from reporting.web.untranslated import Spoken, as_it_stands


def spoken(text: str, translated: Translated) -> Spoken:
    """Return `text` in the language of the page, or as it stands where nobody translated it."""
    language = language_of_page(current_services().service.languages)
    found = dict(translated).get(language.tag)
    return Spoken(found) if found else as_it_stands(text)
