"""The instance folder: pinned roots and secret keys, outside the database on purpose.

instance.json            whether this is a demo, and the format's version
keys/<body>.root         the pinned root of a body (public)
keys/<body>.version      the lowest roster version that is acceptable
keys/<body>.delegated    the lowest delegation that is acceptable, and the last roster before it
keys/session.key         seals cookies of visits and signs device tokens (32 bytes)
keys/watch.identity      the watch's identity (128 bytes); it opens no report
keys/statistics.identity the release job's identity (128 bytes); it opens facts, and no report
keys/offset.key          key of the published numbers (32 bytes); made once (docs/release.md)
run/                     lock files
reporting.sqlite         the embedded database
"""

import json
import os
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from reporting import canonical, primitives
from reporting.errors import CannotOpen, SettingError
from reporting.identity import Identity, identity_from_bytes, new_identity
from reporting.trust import Root

FORMAT = 1
DATABASE = "reporting.sqlite"
_NAME = "instance.json"
_ROOT_KEYS = frozenset({"v", "body", "root", "demo"})
_DELEGATED_KEYS = frozenset({"number", "before"})
STATISTICS, OFFSET = "statistics.identity", "offset.key"
_PUT_BACK = (
    "put back the copy that the board's auditor keeps (docs/operations.md). "
    "Until then nothing is counted or released; no program makes another"
)
_PINNED_SUFFIXES = (".root", ".version", ".delegated")


@dataclass(frozen=True)
class Instance:
    """An instance folder that exists."""

    folder: Path
    demo: bool

    @property
    def keys(self) -> Path:
        """Where roots and secret keys are."""
        return self.folder / "keys"

    @property
    def run(self) -> Path:
        """Where lock files are."""
        return self.folder / "run"

    @cached_property
    def session_key(self) -> bytes:
        """The key of the cookies of visits and of device tokens."""
        return (self.keys / "session.key").read_bytes()

    def load_watch(self) -> Identity:
        """Return the watch's identity."""
        return identity_from_bytes((self.keys / "watch.identity").read_bytes())

    def load_statistics(self) -> Identity:
        """Return the statistics identity, or raise SettingError that says where it comes from."""
        return identity_from_bytes(self._load_kept(STATISTICS))

    def load_offset_key(self) -> bytes:
        """Return the key of published numbers, or raise SettingError: nothing makes another."""
        return self._load_kept(OFFSET)

    def _load_kept(self, name: str) -> bytes:
        """Return a key that is made once and never again, if it is still the one that was made."""
        made = _kept_digests(self.folder).get(name)
        path = self.keys / name
        if made is None:
            raise SettingError(f"keys/{name} has not been made yet; run: reporting init")
        if not path.exists():
            raise SettingError(f"keys/{name} is lost; {_PUT_BACK}")
        data = path.read_bytes()
        if primitives.sha256(data).hex() != made:
            raise SettingError(f"keys/{name} is not the one that was made here; {_PUT_BACK}")
        return data

    def pins_state(self) -> frozenset[tuple[str, int, int, int]]:
        """Return what changes whenever a pinned file does: name, inode, change time and size.

        The change time is the kernel's own; nobody sets it back by a call.
        """
        with os.scandir(self.keys) as entries:
            found = [(e.name, e.stat()) for e in entries if e.name.endswith(_PINNED_SUFFIXES)]
        return frozenset((name, s.st_ino, s.st_ctime_ns, s.st_size) for name, s in found)

    def load_roots(self) -> dict[str, Root]:
        """Return the pinned roots by body, with what is pinned beside them."""
        return {path.stem: self._load_root(path) for path in sorted(self.keys.glob("*.root"))}

    def _load_root(self, path: Path) -> Root:
        number, before = self._lowest_delegation(path.stem)
        root = read_root(path, self._lowest_version(path.stem))
        return replace(root, lowest_delegation=number, last_before=before)

    def _lowest_version(self, body: str) -> int:
        return int((self.keys / f"{body}.version").read_text())

    def _lowest_delegation(self, body: str) -> tuple[int, bytes]:
        path = self.keys / f"{body}.delegated"
        try:
            value = canonical.loads(path.read_bytes(), _DELEGATED_KEYS)
            return int(value["number"]), bytes.fromhex(value["before"])
        except (OSError, CannotOpen, TypeError, ValueError):
            raise SettingError(f"{path.name} cannot be read") from None

    def raise_delegation(self, body: str, number: int, before: bytes) -> None:
        """Refuse from now on every roster of `body` under a delegation older than `number`.

        `before` is the digest of the roster in force until now; empty if there is none.
        """
        if number > self._lowest_delegation(body)[0]:
            write_file(self.keys / f"{body}.delegated", _delegated_bytes(number, before))

    def raise_version(self, body: str, version: int) -> None:
        """Refuse from now on every roster of `body` older than `version`."""
        if version > self._lowest_version(body):
            write_file(self.keys / f"{body}.version", str(version).encode())


def read_root(path: Path, lowest_version: int = 0) -> Root:
    """Read a root file, or raise SettingError that names it."""
    try:
        value = canonical.loads(path.read_bytes(), _ROOT_KEYS)
        public = canonical.decode_bytes(value["root"], primitives.KEY_SIZE)
    except (OSError, CannotOpen):
        raise SettingError(f"{path.name} is not a root file that can be read") from None
    return Root(str(value["body"]), public, lowest_version, value["demo"] is True)


def root_bytes(body: str, public: bytes, *, demo: bool) -> bytes:
    """Return the contents of a root file."""
    return canonical.dumps(
        {"v": 1, "body": body, "root": canonical.encode_bytes(public), "demo": demo}
    )


def is_instance(folder: Path) -> bool:
    """Say whether an instance has been made in `folder`."""
    return (folder / _NAME).exists()


def _delegated_bytes(number: int, before: bytes) -> bytes:
    return canonical.dumps({"number": number, "before": before.hex()})


def open_instance(folder: Path) -> Instance:
    """Open an instance folder, or raise SettingError that says how to make one."""
    try:
        value = json.loads((folder / _NAME).read_text())
    except (OSError, ValueError):
        raise SettingError(f"there is no instance in {folder}; run: reporting init") from None
    if not isinstance(value, dict) or value.get("v") != FORMAT:
        raise SettingError(f"the instance in {folder} has another format; run: reporting init")
    return Instance(folder, value.get("demo") is True)


def make_instance(folder: Path, *, demo: bool) -> Instance:
    """Make a new instance folder with its own session key and watch identity."""
    instance = Instance(folder, demo)
    for part in (folder, instance.keys, instance.run):
        part.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_file(instance.keys / "session.key", primitives.random_bytes(primitives.KEY_SIZE))
    write_file(instance.keys / "watch.identity", new_identity().to_bytes())
    write_file(folder / _NAME, json.dumps({"v": FORMAT, "demo": demo}).encode())
    make_kept_keys(instance)
    return instance


def make_kept_keys(instance: Instance) -> list[str]:
    """Make the keys of the release job that were never made here; return their names.

    What was made before and is gone stays gone: another key in its place would tell the same
    numbers twice, by two offsets. The digest is written after the key, so work that stops between
    the two goes on with the key that is there.
    """
    digests, fresh = _kept_digests(instance.folder), list[str]()
    for name, make in ((STATISTICS, _new_statistics), (OFFSET, _new_offset)):
        if name in digests:
            continue
        path = instance.keys / name
        if not path.exists():
            write_file(path, make())
        digests[name] = primitives.sha256(path.read_bytes()).hex()
        fresh.append(name)
    if fresh:
        value = json.loads((instance.folder / _NAME).read_text())
        write_file(instance.folder / _NAME, json.dumps(value | {"kept": digests}).encode())
    return fresh


def _new_statistics() -> bytes:
    return new_identity().to_bytes()


def _new_offset() -> bytes:
    return primitives.random_bytes(primitives.KEY_SIZE)


def _kept_digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each key that was made here, by its name."""
    try:
        kept = json.loads((folder / _NAME).read_text()).get("kept", {})
        return {str(name): str(digest) for name, digest in kept.items()}
    except (OSError, ValueError, AttributeError):
        raise SettingError(f"{_NAME} in {folder} cannot be read") from None


def pin_root(instance: Instance, body: str, data: bytes) -> None:
    """Pin a root file and accept any delegation and any version of its roster so far."""
    write_file(instance.keys / f"{body}.delegated", _delegated_bytes(0, b""))
    write_file(instance.keys / f"{body}.version", b"0")
    write_file(instance.keys / f"{body}.root", data)


def write_file(path: Path, data: bytes) -> None:
    """Write a file that only its owner can read, whole or not at all, and durably."""
    new = path.with_name(path.name + ".new")
    # Left by a power cut, or put there by somebody with whom the folder is shared: as a file of
    # theirs, or a link to one, it would let them read what is written.
    new.unlink(missing_ok=True)
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # or the old name could be back after a power cut
    finally:
        os.close(folder)
