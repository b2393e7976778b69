"""Where the project's own files lie."""

import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
MADE = frozenset({"__pycache__", "build", "dist", "node_modules", "var"})


def own_files() -> Iterator[Path]:
    """Return every file of the project but what was made from others."""
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [
            name for name in folders if name not in MADE and (name[0] != "." or name == ".ci")
        ]
        for name in files:
            yield Path(folder, name)


def name_of(path: Path) -> str:
    """Return the path of a file inside the project."""
    return path.relative_to(ROOT).as_posix()
