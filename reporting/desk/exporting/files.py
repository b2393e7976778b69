"""The files of a report that go with a copy of it: which there are, and those that were chosen."""

from collections.abc import Collection
from dataclasses import dataclass

from flask_babel import gettext

from reporting import ids, primitives
from reporting.casefile import Enclosure
from reporting.desk.case.files import Held, file_name, held_by, read_file
from reporting.desk.case.opened import OpenCase
from reporting.evidence import codes
from reporting.evidence.words import FILE_KINDS
from reporting.vocabulary import label_of
from reporting.web.options import Choice

_KINDS = frozenset({codes.PICTURE, codes.DOCUMENT, codes.PLAIN})


@dataclass(frozen=True)
class Enclosed:
    """One file that goes with a copy, as the copy names it."""

    name: str
    kilobytes: int
    digest: str


def files_that_may_go(opened: OpenCase) -> dict[str, tuple[str, Held]]:
    """Return the files of a report by what a form carries, each with the name it would have."""
    return {
        ids.to_hex(held.file.number): (file_name(held.file, place), held)
        for place, held in enumerate(held_by(opened), 1)
        if held.file.kind in _KINDS
    }


def file_choices(opened: OpenCase) -> tuple[Choice, ...]:
    """Return these files as answers to choose from."""
    return tuple(
        Choice(
            code,
            gettext(
                "%(name)s (%(kind)s, %(size)s kB)",
                name=name,
                kind=label_of(FILE_KINDS, held.file.kind),
                size=max(1, held.file.size // 1000),
            ),
        )
        for code, (name, held) in files_that_may_go(opened).items()
    )


def enclose(opened: OpenCase, chosen: Collection[str]) -> tuple[Enclosure, ...]:
    """Return the files that were chosen, each whole; raises CannotOpen where one is not."""
    known = files_that_may_go(opened)
    return tuple(
        Enclosure(name, read_file(opened, held))
        for code, (name, held) in known.items()
        if code in chosen
    )


def enclosed(enclosures: Collection[Enclosure]) -> tuple[Enclosed, ...]:
    """Return how the copy names its files; by the digests its own digest covers them."""
    return tuple(
        Enclosed(one.name, max(1, len(one.content) // 1000), primitives.sha256(one.content).hex())
        for one in enclosures
    )
