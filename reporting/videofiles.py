"""The files of the video in sign language, looked into before anybody is shown them.

Each has the type that its name says, by its first bytes, and a size that can be sent; so a page
never points to something that no browser plays, and nothing else of the folder can be fetched.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reporting import limits
from reporting.errors import ServiceFileError
from reporting.servicefile.bsl import BslVideo

_HEAD = 64


@dataclass(frozen=True)
class Kind:
    """A type of file: what people call it, its type on the web, and how its bytes begin."""

    called: str
    mimetype: str
    fits: Callable[[bytes], bool]


KINDS = {
    ".webm": Kind(
        "a WebM video",
        "video/webm",
        lambda head: head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head,
    ),
    ".mp4": Kind("an MP4 video", "video/mp4", lambda head: head[4:8] == b"ftyp"),
    ".vtt": Kind(
        "WebVTT captions",
        "text/vtt",
        lambda head: head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"),
    ),
    ".jpg": Kind("a JPEG", "image/jpeg", lambda head: head.startswith(b"\xff\xd8\xff")),
    ".png": Kind("a PNG", "image/png", lambda head: head.startswith(b"\x89PNG\r\n\x1a\n")),
}


@dataclass(frozen=True)
class VideoFile:
    """One file that may be fetched, and as what."""

    path: Path
    mimetype: str


@dataclass(frozen=True)
class Video:
    """A video whose files are all right: names to fetch it by, and what is signed in it."""

    names: tuple[str, ...]
    captions: str
    poster: str
    transcript: tuple[str, ...]  # paragraphs
    files: Mapping[str, VideoFile]


def open_video(asked: BslVideo) -> Video:
    """Return the video that the service file asks for, or raise ServiceFileError for a file."""
    files = {name: _file(asked, "videos", name, limits.VIDEO_BYTES) for name in asked.videos}
    for key, name in (("captions", asked.captions), ("poster", asked.poster)):
        files[name] = _file(asked, key, name, limits.VIDEO_BESIDE_BYTES)
    return Video(asked.videos, asked.captions, asked.poster, _transcript(asked), files)


def _file(asked: BslVideo, key: str, name: str, most: int) -> VideoFile:
    path = asked.folder / name
    kind = KINDS[path.suffix]
    allowed = f"{kind.called} of at most {most} bytes in the folder"
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        raise _refused(key, name, allowed) from None
    if not path.is_file() or size > most or not kind.fits(head):
        raise _refused(key, name, allowed)
    return VideoFile(path, kind.mimetype)


def _transcript(asked: BslVideo) -> tuple[str, ...]:
    most = limits.TRANSCRIPT_CHARACTERS
    allowed = f"UTF-8 text of 1 to {most} characters in the folder"
    try:
        with (asked.folder / asked.transcript).open(encoding="utf-8-sig") as stream:
            text = stream.read(most + 1)
    except (OSError, UnicodeDecodeError):
        raise _refused("transcript", asked.transcript, allowed) from None
    paragraphs = tuple(" ".join(part.split()) for part in text.split("\n\n") if part.strip())
    if len(text) > most or not paragraphs or "\0" in text:
        raise _refused("transcript", asked.transcript, allowed)
    return paragraphs


def _refused(key: str, name: str, allowed: str) -> ServiceFileError:
    return ServiceFileError(f"bsl_video.{key}", name, allowed)
