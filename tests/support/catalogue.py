"""A catalogue of translations, for tests of what is said in another language."""

from collections.abc import Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo


def write_catalogue(folder: Path, locale: str, sentences: Mapping[str, str]) -> None:
    """Write the translations of some sentences as Babel finds them in `folder`."""
    catalogue = Catalog(locale=locale, domain="messages")
    for english, translated in sentences.items():
        catalogue.add(english, translated)
    place = folder / locale / "LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
