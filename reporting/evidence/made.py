"""What cleaning makes of a file."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Made:
    """A cleaned file.

    `kind` is PICTURE (JPEG), DOCUMENT (PDF) or PLAIN (UTF-8); `removed` are codes of what was taken
    out; `previews` are small JPEGs of the picture, or of each page.
    """

    kind: str
    content: bytes
    removed: frozenset[str]
    previews: tuple[bytes, ...] = ()

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "Made(…)"
