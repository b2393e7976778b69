"""Writes the template of all public sentences, and brings the catalogues up to it.

`make words` runs this (docs/languages.md). What it writes has no dates and no line numbers, so
that nothing changes but what is said and where.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from babel import Locale
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.plurals import get_plural

from reporting.catalogues import DOMAIN, TRANSLATIONS

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = TRANSLATIONS / f"{DOMAIN}.pot"
# Beside the usual ones: how sentences are declared before a request, and those of validators.
KEYWORDS = DEFAULT_KEYWORDS | {"lazy_gettext": None, "_say": None}
# How the desk's messages to reporters begin; what it asks of the reviewer there is lazy.
TO_REPORTERS = [(f"reporting/desk/{name}.py", "python") for name in ("beginning", "beginnings")]
_WHERE = ("reporting", "templates")
_HEADERS = {
    "Project-Id-Version": "reporting-service",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
}
# Written by whoever has checked the catalogue: their name as it may be published, and the day.
REVIEW = ("X-Reviewer", "X-Reviewed-On")


def catalogue_places() -> list[Path]:
    """Return every catalogue, in the order of their locales."""
    return sorted(TRANSLATIONS.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def locale_of(place: Path) -> str:
    """Return the locale of the catalogue at `place`."""
    return place.parents[1].name


def read_catalogue(place: Path) -> polib.POFile:
    """Return the catalogue at `place`, for people to read and to compare."""
    return polib.pofile(str(place), wrapwidth=100)


def make_template() -> polib.POFile:
    """Return every public sentence as the sources have it now, with the files that say it."""
    template = _empty()
    for file, _line, message in _sentences():
        singular, *others = message if isinstance(message, tuple) else (message,)
        plural = others[0] if others else ""
        entry = template.find(singular)
        if entry is None:
            entry = polib.POEntry(msgid=singular, msgid_plural=plural)
            if plural:
                entry.msgstr_plural = {0: "", 1: ""}
            template.append(entry)
        entry.msgid_plural = entry.msgid_plural or plural
        if (file, "") not in entry.occurrences:
            entry.occurrences.append((file, ""))
        if "%(" in singular + plural and "python-format" not in entry.flags:
            entry.flags.append("python-format")
    return template


def updated(place: Path, template: polib.POFile) -> polib.POFile:
    """Return the catalogue at `place` with the sentences of `template` and no others.

    A sentence that has changed is untranslated again: nothing is guessed.
    """
    locale = locale_of(place)
    plural = get_plural(Locale.parse(locale))
    before = read_catalogue(place) if place.is_file() else _empty()
    after = _empty()
    after.metadata |= {
        "Language": locale,
        "Plural-Forms": f"nplurals={plural.num_plurals}; plural={plural.plural_expr};",
    } | {name: before.metadata.get(name, "") for name in REVIEW}
    for wanted in template:
        known = before.find(wanted.msgid)
        entry = polib.POEntry(
            msgid=wanted.msgid,
            msgid_plural=wanted.msgid_plural,
            occurrences=wanted.occurrences,
            flags=wanted.flags,
        )
        if wanted.msgid_plural:
            forms = known.msgstr_plural if known else {}
            entry.msgstr_plural = {n: forms.get(n, "") for n in range(plural.num_plurals)}
        else:
            entry.msgstr = known.msgstr if known else ""
        after.append(entry)
    return after


def compiled(catalogue: polib.POFile) -> bytes:
    """Return what the programs read: only sentences that are translated."""
    binary: bytes = catalogue.to_binary()
    return binary


def _empty() -> polib.POFile:
    made = polib.POFile(wrapwidth=100)
    made.metadata = dict(_HEADERS)
    return made


def _sentences() -> Iterator[tuple[str, int, str | tuple[str, ...]]]:
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    public = extract_from_dir(
        ROOT, methods, options, keywords=KEYWORDS, directory_filter=_is_looked_into
    )
    said = extract_from_dir(
        ROOT, TO_REPORTERS, keywords={"gettext": None}, directory_filter=_is_looked_into
    )
    ordered = sorted([*public, *said], key=lambda each: (each[0], each[1]))
    return ((file, line, message) for file, line, message, _comments, _context in ordered)


def _is_looked_into(folder: str) -> bool:
    top = Path(folder).relative_to(ROOT).parts[:1]
    return not top or top[0] in _WHERE


def main() -> None:
    """Write the template, the catalogues and what is compiled from them."""
    template = make_template()
    template.save(str(TEMPLATE))
    for place in catalogue_places():
        catalogue = updated(place, template)
        catalogue.save(str(place))
        place.with_suffix(".mo").write_bytes(compiled(catalogue))
        left = len(catalogue.untranslated_entries())
        sys.stdout.write(f"{locale_of(place)}: {left} to translate\n")


if __name__ == "__main__":
    main()
