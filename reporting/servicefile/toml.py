"""A strict reader of TOML tables: every key asked for is there, and no key that is not known.

Each error names the key by its way through the file, such as `organisations[2].areas[1].code`,
counting tables from one as people do.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from reporting import limits
from reporting.errors import SERVICE_FILE, ServiceFileError, ServiceFileUnreadable

CODE = r"[a-z][a-z0-9_]{0,31}"
TEXT = f"text of 1 to {limits.SERVICE_TEXT_CHARACTERS} visible characters, no space at either end"
_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


# A text in other languages: tag of the language and text, in the order of the service file.
Translated = tuple[tuple[str, str], ...]


class _Missing:
    """Stands for the value of a key that is not there, so that the sentence reads well."""

    def __repr__(self) -> str:
        return "missing"


MISSING = _Missing()


def read_toml(path: Path, file: str = SERVICE_FILE) -> dict[str, Any]:
    """Return the tree in the file at `path`, or raise ServiceFileUnreadable with the line."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(limits.SERVICE_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no such name is possible"
        raise ServiceFileUnreadable(path.name, reason, file) from None
    if len(raw) > limits.SERVICE_FILE_BYTES:
        raise ServiceFileUnreadable(
            path.name, f"longer than {limits.SERVICE_FILE_BYTES} bytes", file
        )
    try:
        return tomllib.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ServiceFileUnreadable(path.name, f"line {line} is not UTF-8", file) from None
    except RecursionError:
        raise ServiceFileUnreadable(path.name, "tables are nested too deeply", file) from None
    except ValueError as error:  # TOMLDecodeError is one, and says the line itself
        raise ServiceFileUnreadable(path.name, str(error), file) from None


class Table:
    """One table of the file, whose keys are exactly `keys`; errors call the file `file`."""

    def __init__(
        self, values: object, path: str, keys: Iterable[str], file: str = SERVICE_FILE
    ) -> None:
        """Refuse anything but a table, and any key that is missing or not known."""
        self._path, self._file = path, file
        self._keys = tuple(keys)
        if not isinstance(values, dict):
            raise ServiceFileError(path or "the file", values, "a table", file=file)
        self._values: Mapping[str, object] = values
        for key, value in values.items():
            if key not in self._keys:
                raise self.error(key, value, f"one of the keys {', '.join(self._keys)}")

    def error(self, key: str, value: object, allowed: str) -> ServiceFileError:
        """Return the error for `key` of this table."""
        return ServiceFileError(self._way(key), value, allowed, file=self._file)

    def _way(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def _get(self, key: str, kind: type, allowed: str) -> Any:
        value = self.peek(key)
        # An exact type: True is also a whole number to Python, and a moment is also a day.
        if type(value) is not kind:
            raise self.error(key, value, allowed)
        return value

    def text(self, key: str) -> str:
        """Return text that a page can show as it stands."""
        value: str = self._get(key, str, TEXT)
        hidden = any(unicodedata.category(c) in ("Cc", "Cs") or c in _DIRECTION for c in value)
        if hidden or value != value.strip() or not value:
            raise self.error(key, value, TEXT)
        if len(value) > limits.SERVICE_TEXT_CHARACTERS:
            raise self.error(key, value, TEXT)
        return value

    def matching(self, key: str, pattern: str, allowed: str) -> str:
        """Return text that `pattern` matches from end to end."""
        value: str = self._get(key, str, allowed)
        if not re.fullmatch(pattern, value):
            raise self.error(key, value, allowed)
        return value

    def code(self, key: str) -> str:
        """Return a code: what is kept in reports and rosters."""
        return self.matching(key, CODE, "a code: a lower-case letter, then up to 31 of a-z 0-9 _")

    def one_of(self, key: str, known: Iterable[str]) -> str:
        """Return a text that is among `known`."""
        names = tuple(known)
        allowed = f"one of {', '.join(names)}"
        value: str = self._get(key, str, allowed)
        if value not in names:
            raise self.error(key, value, allowed)
        return value

    def several(self, key: str, known: Iterable[str]) -> tuple[str, ...]:
        """Return a list of different texts that are all among `known`; without the key, none."""
        if not self.has(key):
            return ()
        names = tuple(known)
        allowed = f"a list of different ones of {', '.join(names)}"
        values: list[object] = self._get(key, list, allowed)
        texts = tuple(value for value in values if isinstance(value, str) and value in names)
        if len(set(texts)) != len(values):
            raise self.error(key, values, allowed)
        return texts

    def flag(self, key: str) -> bool:
        """Return true or false."""
        value: bool = self._get(key, bool, "true or false")
        return value

    def day(self, key: str) -> date:
        """Return a day without a time."""
        value: date = self._get(key, date, "a day such as 2026-01-31, without quotation marks")
        return value

    def whole(self, key: str, least: int, most: int) -> int:
        """Return a whole number from `least` to `most`."""
        allowed = f"a whole number from {least} to {most}"
        value: int = self._get(key, int, allowed)
        if not least <= value <= most:
            raise self.error(key, value, allowed)
        return value

    def table(self, key: str, keys: Iterable[str]) -> "Table | None":
        """Return the table under `key`; None if there is none, which is allowed for this kind."""
        if not self.has(key):
            return None
        return Table(self.peek(key), self._way(key), keys, self._file)

    def translated(self, key: str, tags: Sequence[str]) -> Translated:
        """Return the texts under `key`, each with its tag among `tags`; without the key, none."""
        if not self.has(key):
            return ()
        if not tags:
            raise self.error(key, self.peek(key), "nothing, because every page is in English")
        texts = Table(self.peek(key), self._way(key), tags, self._file)
        return tuple((tag, texts.text(tag)) for tag in tags if texts.has(tag))

    def tables(self, key: str, keys: Iterable[str]) -> tuple["Table", ...]:
        """Return the tables of a list; an empty list is refused."""
        allowed = f"a list of one or more tables with {', '.join(keys)}"
        values = self._get(key, list, allowed)
        if not values:
            raise self.error(key, values, allowed)
        path = self._way(key)
        return tuple(
            Table(each, f"{path}[{at}]", keys, self._file) for at, each in enumerate(values, 1)
        )

    def has(self, key: str) -> bool:
        """Say whether anything stands under `key`."""
        return key in self._values

    def peek(self, key: str) -> object:
        """Return what stands under `key`, whatever it is."""
        return self._values.get(key, MISSING)


def refuse_twice(tables: Iterable[Table], key: str) -> None:
    """Refuse a second table with the same text under `key`; other faults are told later."""
    seen: set[str] = set()
    for table in tables:
        value = table.peek(key)
        if not isinstance(value, str):
            continue
        if value in seen:
            raise table.error(key, value, f"a {key} that no other table of this list has")
        seen.add(value)
