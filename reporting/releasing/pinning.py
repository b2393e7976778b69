"""How far each series is, outside the database: `keys/<organisation>.released`.

Whoever owns the database can take its newest releases away, or put an older copy back. Then the
next would be made a second time, with another content under the same number.
"""

from dataclasses import dataclass
from pathlib import Path

from reporting import canonical
from reporting.errors import CannotOpen, ReleaseRefused
from reporting.instance import Instance, write_file
from reporting.publication import Publication

_KEYS = frozenset({"sequence", "digest"})


@dataclass(frozen=True)
class Pin:
    """The newest release there was, and the SHA-256 of its bytes in hex."""

    sequence: int
    digest: str


def read_pin(instance: Instance, organisation: str) -> Pin:
    """Return how far a series is; 0 where nothing was released here."""
    path = _path(instance, organisation)
    if not path.exists():
        return Pin(0, "")
    try:
        value = canonical.loads(path.read_bytes(), _KEYS)
        return Pin(int(value["sequence"]), str(value["digest"]))
    except (OSError, CannotOpen, TypeError, ValueError):
        raise ReleaseRefused(f"keys/{path.name} cannot be read, so nothing is released.") from None


def write_pin(instance: Instance, publication: Publication) -> None:
    """Note that a release was published."""
    release = publication.release
    value = {"sequence": release.sequence, "digest": publication.digest}
    write_file(_path(instance, release.series), canonical.dumps(value))


def _path(instance: Instance, organisation: str) -> Path:
    return instance.keys / f"{organisation}.released"
