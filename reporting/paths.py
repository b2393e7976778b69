"""Where templates and migrations lie: inside the installed package, or at the top of a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _find(name: str) -> Path:
    packaged = _PACKAGE / f"_{name}"
    return packaged if packaged.is_dir() else _PACKAGE.parent / name


def templates_folder() -> Path:
    """Return the folder of templates."""
    return _find("templates")


def migrations_folder() -> Path:
    """Return the folder of migrations."""
    return _find("migrations")
