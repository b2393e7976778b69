"""The catalogues of translations: which there are, and who has checked them.

English is the language of the source. It has no catalogue, and needs nobody to check it.
"""

from functools import cache
from gettext import GNUTranslations
from pathlib import Path

from babel import Locale

TRANSLATIONS = Path(__file__).resolve().parent / "translations"
DOMAIN = "messages"
FOLDER = "LC_MESSAGES"  # of a locale, as gettext wants it
_REVIEWER = "x-reviewer"  # header of a catalogue: who has checked it, empty until somebody has


def locales() -> list[str]:
    """Return the locales there are catalogues of; English has none."""
    return sorted(path.parents[1].name for path in TRANSLATIONS.glob(f"*/{FOLDER}/{DOMAIN}.mo"))


def is_english(locale: str) -> bool:
    """Say whether a locale such as `en_GB` is English, whose words stand in the source."""
    return Locale.parse(locale).language == "en"


def has_words(locale: str) -> bool:
    """Say whether the pages can be said in this locale."""
    return is_english(locale) or _place(locale).is_file()


def is_checked(locale: str) -> bool:
    """Say whether a person has checked what the pages say in this locale."""
    return is_english(locale) or bool(_reviewer_in(_place(locale)))


def _place(locale: str) -> Path:
    return TRANSLATIONS / locale / FOLDER / f"{DOMAIN}.mo"


@cache
def _reviewer_in(place: Path) -> str:
    if not place.is_file():
        return ""
    with place.open("rb") as file:
        return GNUTranslations(file).info().get(_REVIEWER, "")
