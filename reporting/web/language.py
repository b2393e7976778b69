"""The language of a page comes from its address, `/<lang>/...`, and from nowhere else.

Not from a cookie, because there is none before the form; not from the browser, because a shared
computer speaks its owner's language.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from flask import Flask, abort, current_app, g, has_request_context, request, url_for
from flask_babel import Babel, Domain, force_locale, get_locale

from reporting import catalogues
from reporting.service import Language

ENGLISH = Language("en", "English", "en_GB")


def text_direction(locale: str) -> str:
    """Return "ltr" or "rtl" for a locale such as `en_GB` or `ar`."""
    return Locale.parse(locale).text_direction


Languages = Sequence[Language]


def language_of_page(languages: Languages) -> Language:
    """Return the language of the present request, or the first of `languages`."""
    spoken: Language = g.get("language", languages[0])
    return spoken


def language_links(languages: Languages) -> list[tuple[Language, str]]:
    """Return each language with the address of this same page in it; empty where there is none.

    Also of the first page at `/`, whose address names no language: people arrive there.
    """
    endpoint = request.endpoint
    if not endpoint or not current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        return []
    values = dict(request.view_args or {})
    return [
        (language, url_for(endpoint, **(values | {"lang": language.tag}))) for language in languages
    ]


def english_link(languages: Languages, links: Sequence[tuple[Language, str]]) -> tuple[str, str]:
    """Return tag and address of this page in English, among `links` to it in each language.

    Of a page that is in one language alone, the address is that of the first page; both are empty
    where no page is in English.
    """
    english = next((e for e in languages if catalogues.is_english(e.locale)), None)
    if english is None:
        return "", ""
    return english.tag, next((href for each, href in links if each == english), "/")


def home_of(language: Language) -> str:
    """Return the first page in a language; of a surface without one in each, the only one."""
    in_each = any(rule.rule == "/<lang>/" for rule in current_app.url_map.iter_rules())
    return f"/{language.tag}/" if in_each else "/"


@contextmanager
def in_language(language: Language) -> Iterator[None]:
    """Say things in another language than the page's, if there is a catalogue for it.

    Without one nothing changes: half a text in one language and half in another helps nobody.
    """
    if not catalogues.has_words(language.locale):
        yield
        return
    before = g.pop("catalogue", None)
    try:
        with force_locale(language.locale):
            yield
    finally:
        g.pop("catalogue", None)
        if before is not None:
            g.catalogue = before


def beside_english(say: Callable[[], str]) -> tuple[str, str]:
    """Return what `say` says, in the language of the page and in English; no English beside itself.

    For words on which somebody's safety hangs (docs/languages.md).
    """
    said = say()
    if catalogues.is_english(str(get_locale())):
        return said, ""
    with in_language(ENGLISH):
        return said, say()


class PageDomain(Domain):  # type: ignore[misc]  # flask_babel has no types
    """Finds the catalogue of a page once; a page of ticks asks for it a hundred times."""

    def get_translations(self) -> Any:
        """Return the catalogue of the present request's language."""
        if not has_request_context():
            return super().get_translations()
        catalogue = g.get("catalogue")
        if catalogue is None:
            catalogue = g.catalogue = super().get_translations()
        return catalogue


def init_language(app: Flask, languages: Languages, timezone: ZoneInfo) -> None:
    """Wire Flask-Babel: the view argument `lang` decides, anything not of `languages` is 404.

    `url_for` fills `lang` in by itself on pages that have one. Templates get `language` (tag,
    name, locale), `direction`, `home_url`, `language_links` and, where no person has checked the
    language, `unchecked`: tag and address of the same page in English. Pages without `lang` are in
    the first of the languages; where no page fits an address, the beginning of it decides.
    """
    by_tag = {language.tag: language for language in languages}
    directions = {tag: text_direction(language.locale) for tag, language in by_tag.items()}

    def find_locale() -> str | None:
        return language_of_page(languages).locale if has_request_context() else None

    Babel(
        app,
        default_locale=languages[0].locale,
        default_timezone=str(timezone),
        default_translation_directories=str(catalogues.TRANSLATIONS),
        locale_selector=find_locale,
    )
    domain = PageDomain()
    app.extensions["babel"].instance.domain_instance = domain
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # of Jinja's extension
        gettext=lambda s: domain.get_translations().ugettext(s),
        ngettext=lambda s, p, n: domain.get_translations().ungettext(s, p, n),
        newstyle=True,
    )
    # Jinja's own `_` looks `gettext` up at every sentence.
    app.jinja_env.globals["_"] = app.jinja_env.globals["gettext"]
    app.jinja_env.globals["beside_english"] = beside_english

    @app.url_value_preprocessor
    def find_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        # Where there is no page, what says so is in the language of the address all the same.
        tag = request.path.split("/", 2)[1] if values is None else values.get("lang")
        if tag in by_tag:
            g.language = by_tag[tag]
        elif values and tag is not None:
            abort(HTTPStatus.NOT_FOUND)

    @app.url_defaults
    def add_language(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = language_of_page(languages).tag

    @app.context_processor
    def language_for_templates() -> dict[str, Any]:
        language = language_of_page(languages)
        links = language_links(languages)
        checked = catalogues.is_checked(language.locale)
        return {
            "language": language,
            "direction": directions[language.tag],
            "home_url": "/" if language == languages[0] else home_of(language),
            "language_links": links,
            "unchecked": None if checked else english_link(languages, links),
        }
