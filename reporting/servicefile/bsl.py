"""British Sign Language in the service file: a deployment's own video, and ways to reach it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reporting import limits
from reporting.servicefile.support import Support, support_from
from reporting.servicefile.toml import Table, refuse_twice

VIDEO_KEYS = ("folder", "videos", "captions", "poster", "transcript")
WAY_KEYS = (
    "code", "name", "name_in", "telephone", "telephone_in", "about", "about_in", "checked_on",
    "example",
)  # fmt: skip
_NAME = r"[a-z0-9][a-z0-9_-]{0,63}"
_VIDEO = re.compile(rf"{_NAME}\.(webm|mp4)")


@dataclass(frozen=True)
class BslVideo:
    """Where the video lies: names of files in `folder`, none of them looked into yet."""

    folder: Path
    videos: tuple[str, ...]
    captions: str
    poster: str
    transcript: str


def video_from(top: Table) -> BslVideo | None:
    """Return the video of a service file; None where it has none."""
    table = top.table("bsl_video", VIDEO_KEYS)
    if table is None:
        return None
    folder = table.text("folder")
    if not folder.startswith("/"):
        # A path from where a program happens to be started would find other files each time.
        raise table.error("folder", folder, "an absolute path, such as /srv/reporting/bsl")
    return BslVideo(
        folder=Path(folder),
        videos=_videos(table),
        captions=_name(table, "captions", "vtt"),
        poster=_name(table, "poster", "jpg|png"),
        transcript=_name(table, "transcript", "txt"),
    )


def ways_from(top: Table, *, demo: bool, tags: Sequence[str]) -> tuple[Support, ...]:
    """Return how else a Deaf person can reach the service; none where the file lists none."""
    tables = top.tables("bsl_ways", WAY_KEYS) if top.has("bsl_ways") else ()
    refuse_twice(tables, "code")
    return tuple(support_from(each, demo=demo, boroughs=(), tags=tags) for each in tables)


def _videos(table: Table) -> tuple[str, ...]:
    values = table.peek("videos")
    names = values if isinstance(values, list) else []
    good = tuple(each for each in names if isinstance(each, str) and _VIDEO.fullmatch(each))
    if not 1 <= len(set(good)) == len(names) <= limits.VIDEOS:
        allowed = "a list of one or two different file names such as report.webm or report.mp4"
        raise table.error("videos", values, allowed)
    return good


def _name(table: Table, key: str, endings: str) -> str:
    example = f"report.{endings.partition('|')[0]}"
    allowed = f"the name of a file in the folder, such as {example}"
    return table.matching(key, rf"{_NAME}\.({endings})", allowed)
