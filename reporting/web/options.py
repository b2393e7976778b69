"""The answers a field offers, as the macros draw them: said once in each language.

To look up seventy labels takes longer than to draw them. They are remembered by catalogue and by
what they are, so nothing of a person or of another language can be among them.
"""

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from flask_babel import get_translations
from markupsafe import Markup

from reporting.web.untranslated import Spoken

_MOST = 256  # lists times languages; past it the one not used for longest is said again


class Term(Protocol):
    """Anything with a code and a label: a term of the vocabulary, or a `Choice`."""

    @property
    def code(self) -> str:
        """What is sent and stored."""

    @property
    def label(self) -> Any:
        """What a person reads."""


class Choice(NamedTuple):
    """One answer a person may choose; `divider` is a word shown above it, such as "or"."""

    code: str
    label: Any
    hint: Any = ""
    divider: Any = ""

    def __hash__(self) -> int:
        """Ask the code alone: words that are still to be translated are slow to compare."""
        return hash(self.code)


class Option(NamedTuple):
    """One choice as the macros draw it."""

    value: str
    label: str | Spoken
    selected: bool = False
    hint: str = ""
    divider: str = ""


def options_of(terms: Iterable[Term], selected: Collection[str] = ()) -> tuple[Option, ...]:
    """Return `terms` in the language of the page, those `selected` marked."""
    said = _say(tuple(terms), get_translations())
    if not selected:
        return said
    return tuple(each._replace(selected=each.value in selected) for each in said)


@lru_cache(maxsize=_MOST)
def _say(terms: tuple[Term, ...], _catalogue: object) -> tuple[Option, ...]:
    return tuple(
        Option(
            value=term.code,
            label=term.label if isinstance(term.label, Spoken | Markup) else str(term.label),
            hint=str(getattr(term, "hint", "")),
            divider=str(getattr(term, "divider", "")),
        )
        for term in terms
    )
