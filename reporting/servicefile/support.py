"""Somebody to talk to, as the service file lists them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from reporting.circumstances import NEEDS
from reporting.servicefile.toml import Table, Translated
from reporting.vocabulary import codes

SUPPORT_KEYS = (
    "code", "name", "name_in", "telephone", "telephone_in", "about", "about_in", "needs",
    "boroughs", "checked_on", "example",
)  # fmt: skip


@dataclass(frozen=True)
class Support:
    """Somebody to talk to now; `example` entries exist in a demo only.

    `needs` are codes of NEEDS; without `boroughs` it is for everybody. What ends in `_in` is the
    same text in other languages.
    """

    code: str
    name: str
    telephone: str
    about: str
    checked_on: date
    example: bool
    needs: tuple[str, ...] = ()
    boroughs: tuple[str, ...] = ()
    name_in: Translated = ()
    telephone_in: Translated = ()
    about_in: Translated = ()


def support_from(
    table: Table, *, demo: bool, boroughs: Iterable[str], tags: Sequence[str]
) -> Support:
    """Return one entry, translated into any of `tags`; a real service may hold no made-up one."""
    example = table.flag("example")
    if example and not demo:
        # Somebody in need would ring a number that nobody answers.
        raise table.error("example", example, "false, because this is not a demo")
    return Support(
        code=table.code("code"),
        name=table.text("name"),
        telephone=table.text("telephone"),
        about=table.text("about"),
        checked_on=table.day("checked_on"),
        example=example,
        needs=table.several("needs", codes(NEEDS)),
        boroughs=table.several("boroughs", boroughs),
        name_in=table.translated("name_in", tags),
        telephone_in=table.translated("telephone_in", tags),
        about_in=table.translated("about_in", tags),
    )
