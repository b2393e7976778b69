"""The language of a page comes from its address, `/<lang>/...`, and from nowhere else.

Not from a cookie, because there is none before the form; not from the browser, because a shared
computer speaks its owner's language.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

from babel import Locale
from flask import Flask, abort, g, has_request_context, request, url_for
from flask_babel import Babel, Domain, force_locale

from reporting.service import Language, Service

TRANSLATIONS = Path(__file__).resolve().parents[1] / "translations"


def text_direction(locale: str) -> str:
    """Return "ltr" or "rtl" for a locale such as `en_GB` or `ar`."""
    return Locale.parse(locale).text_direction


def language_of_page(service: Service) -> Language:
    """Return the language of the present request, or the first of the service."""
    spoken: Language = g.get("language", service.languages[0])
    return spoken


def language_links(service: Service) -> list[tuple[Language, str]]:
    """Return each language with the address of this same page in it; empty where there is none."""
    if not request.endpoint or "lang" not in (request.view_args or {}):
        return []
    values = dict(request.view_args or {})
    return [
        (language, url_for(request.endpoint, **(values | {"lang": language.tag})))
        for language in service.languages
    ]


@contextmanager
def in_language(language: Language) -> Iterator[None]:
    """Say things in another language than the page's, if there is a catalogue for it.

    Without one nothing changes: half a text in one language and half in another helps nobody.
    """
    if not (TRANSLATIONS / language.locale / "LC_MESSAGES" / "messages.mo").is_file():
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


def init_language(app: Flask, service: Service) -> None:
    """Wire Flask-Babel: the view argument `lang` decides, anything unknown in it is 404.

    `url_for` fills `lang` in by itself on pages that have one. Templates get `language` (tag,
    name, locale), `direction` and `language_links`. Pages without `lang` are in the first
    language of the service.
    """
    by_tag = {language.tag: language for language in service.languages}
    directions = {tag: text_direction(language.locale) for tag, language in by_tag.items()}

    Babel(
        app,
        default_locale=service.languages[0].locale,
        default_timezone=str(service.timezone),
        default_translation_directories=str(TRANSLATIONS),
        locale_selector=lambda: language_of_page(service).locale if has_request_context() else None,
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

    @app.url_value_preprocessor
    def find_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values is None or "lang" not in values:
            return
        if values["lang"] not in by_tag:
            abort(HTTPStatus.NOT_FOUND)
        g.language = by_tag[values["lang"]]

    @app.url_defaults
    def add_language(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = language_of_page(service).tag

    @app.context_processor
    def language_for_templates() -> dict[str, Any]:
        language = language_of_page(service)
        return {
            "language": language,
            "direction": directions[language.tag],
            "language_links": language_links(service),
        }
