"""A chain of signed entries: each names the digest of the one before, and a head counts them.

Without the head, which is sealed apart from the entries, the newest could be deleted unseen.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from reporting import canonical, primitives
from reporting.errors import CannotOpen
from reporting.problems import GAP, MISSING, UNREADABLE, UNSIGNED

NOTHING = bytes(primitives.DIGEST_SIZE)  # comes before the first entry
_KEYS = frozenset({"v", "count", "last"})

Number = TypeVar("Number")
Content = TypeVar("Content")


@dataclass(frozen=True)
class Head:
    """How many entries there are, and the digest of the newest."""

    count: int = 0
    last: bytes = NOTHING

    def after(self, digest: bytes) -> "Head":
        """Return the head once an entry with `digest` has been added."""
        return Head(self.count + 1, digest)


@dataclass(frozen=True)
class Entry(Generic[Content]):
    """One entry: its place, as it says itself, and whether who should have signed it did."""

    content: Content
    sequence: int
    previous: bytes
    digest: bytes
    genuine: bool


def head_to_bytes(head: Head) -> bytes:
    """Return a head in canonical JSON, to be sealed."""
    return canonical.dumps({"v": 1, "count": head.count, "last": canonical.encode_bytes(head.last)})


def head_from_bytes(data: bytes) -> Head:
    """Return the head that `head_to_bytes` wrote, or raise CannotOpen."""
    value = canonical.loads(data, _KEYS)
    if type(value["count"]) is not int:
        raise CannotOpen
    return Head(value["count"], canonical.decode_bytes(value["last"], primitives.DIGEST_SIZE))


def read_entries(
    rows: Iterable[tuple[Number, bytes]],
    open_entry: Callable[[Number, bytes], Entry[Content]],
    open_head: Callable[[], Head],
) -> tuple[tuple[Content, ...], frozenset[str]]:
    """Return what is genuine, in order, and the problems whoever reads must be told of.

    Nothing that is wrong is hidden: an entry or head that does not open (both raise CannotOpen), is
    not signed by whom it names or leaves a gap becomes a code of `problems`.
    """
    entries: list[Entry[Content]] = []
    problems: set[str] = set()
    for number, box in rows:
        try:
            entries.append(open_entry(number, box))
        except CannotOpen:
            problems.add(UNREADABLE)
    entries.sort(key=lambda entry: entry.sequence)
    end = Head()
    for entry in entries:
        if not entry.genuine:
            problems.add(UNSIGNED)
        if entry.previous != end.last:
            problems.add(GAP)
        end = end.after(entry.digest)
    try:
        if open_head() != end:
            problems.add(MISSING)
    except CannotOpen:
        problems.add(MISSING)
    return tuple(entry.content for entry in entries if entry.genuine), frozenset(problems)
