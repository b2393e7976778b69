"""A small video with all that belongs to it, as a deployment would put it into a folder."""

import shutil
from io import BytesIO
from pathlib import Path

from PIL import Image

from reporting.servicefile.bsl import BslVideo

# Two seconds, recorded from a drawing by a browser: 320 by 180, VP8.
RECORDED = Path(__file__).parents[1] / "browser" / "films" / "signs.webm"
CAPTIONS = """WEBVTT

00:00.000 --> 00:01.000
Nobody asks for your name.

00:01.000 --> 00:02.000
A person answers you.
"""
TRANSCRIPT = "Nobody asks for your name.\n\nA person\nanswers you.\n"


def put_video(folder: Path) -> BslVideo:
    """Write a video, captions, poster and transcript into `folder`, and return where they lie."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(RECORDED, folder / "signs.webm")
    (folder / "signs.vtt").write_text(CAPTIONS, "utf-8")
    (folder / "signs.txt").write_text(TRANSCRIPT, "utf-8")
    picture = BytesIO()
    Image.new("RGB", (320, 180), (31, 58, 95)).save(picture, "JPEG")
    (folder / "signs.jpg").write_bytes(picture.getvalue())
    return BslVideo(folder, ("signs.webm",), "signs.vtt", "signs.jpg", "signs.txt")
