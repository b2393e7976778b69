"""The video in sign language: what the service file may say, and which files are taken."""

from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest

from reporting import limits
from reporting.errors import ServiceFileError
from reporting.service import service_from
from reporting.servicefile.bsl import BslVideo
from reporting.videofiles import open_video
from tests.support.videos import put_video
from tests.test_service import DEMO

VIDEO = {
    "folder": "/srv/reporting/bsl",
    "videos": ["report.webm", "report.mp4"],
    "captions": "report.vtt",
    "poster": "report.jpg",
    "transcript": "report.txt",
}


def told(**changes):
    """Return the error of a service file with a video that has these changes."""
    tree = deepcopy(DEMO) | {"bsl_video": VIDEO | changes}
    with pytest.raises(ServiceFileError) as raised:
        service_from(tree)
    return raised.value.sentence


def refused(video):
    """Return with which sentence a video is refused when its files are looked into."""
    with pytest.raises(ServiceFileError) as raised:
        open_video(video)
    return raised.value.sentence


def test_a_video_is_read_as_it_is_written():
    """Names stay names: nothing is looked for before intake starts."""
    service = service_from(deepcopy(DEMO) | {"bsl_video": VIDEO})

    assert service.bsl_video == BslVideo(
        Path("/srv/reporting/bsl"),
        ("report.webm", "report.mp4"),
        "report.vtt",
        "report.jpg",
        "report.txt",
    )
    assert service_from(DEMO).bsl_video is None


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("folder", "bsl"),
        ("folder", ""),
        ("folder", 7),
        ("videos", []),
        ("videos", "report.webm"),
        ("videos", ["report.avi"]),
        ("videos", ["../report.webm"]),
        ("videos", ["a/report.webm"]),
        ("videos", [".webm"]),
        ("videos", ["Report.webm"]),
        ("videos", ["report.webm", "report.webm"]),
        ("videos", ["a.webm", "b.webm", "c.webm"]),
        ("videos", ["report.webm", 7]),
        ("captions", "report.srt"),
        ("captions", "../report.vtt"),
        ("poster", "report.svg"),
        ("poster", "report.jpg\n"),
        ("transcript", "report.html"),
        ("transcript", 7),
        ("sound", "report.ogg"),
    ],
)
def test_a_mistake_is_told_with_key_value_and_what_is_allowed(key, value):
    """One sentence, before any page is served."""
    said = told(**{key: value})

    assert said.startswith(f"service file: bsl_video.{key} is ")
    assert "; allowed is " in said


@pytest.mark.parametrize("key", VIDEO)
def test_nothing_of_a_video_may_be_missing(key):
    """A video without captions or transcript would shut somebody out."""
    tree = deepcopy(DEMO) | {"bsl_video": {k: v for k, v in VIDEO.items() if k != key}}

    with pytest.raises(ServiceFileError, match=rf"bsl_video\.{key} is missing"):
        service_from(tree)


def test_a_real_service_has_no_made_up_way():
    """Somebody who cannot telephone would try a number that nobody answers."""
    tree = deepcopy(DEMO) | {"demo": False, "support": [DEMO["support"][-1]]}

    with pytest.raises(ServiceFileError, match=r"bsl_ways\[1\].example is True"):
        service_from(tree)


def test_ways_of_the_demo_say_that_they_are_examples():
    """Each number is from the range that nobody answers, and says so."""
    for way in service_from(DEMO).bsl_ways:
        assert way.example
        assert way.telephone.endswith(" (example)")
        assert "0151 496 0" in way.telephone


def test_good_files_are_opened(tmp_path):
    """Names to fetch them by, their types, and the paragraphs of what is signed."""
    video = open_video(put_video(tmp_path))

    types = {name: each.mimetype for name, each in video.files.items()}
    assert {"signs.webm": "video/webm", "signs.vtt": "text/vtt", "signs.jpg": "image/jpeg"} == types
    assert ("Nobody asks for your name.", "A person answers you.") == video.transcript


@pytest.mark.parametrize(
    ("name", "key", "content"),
    [
        ("signs.webm", "videos", None),
        ("signs.webm", "videos", b""),
        ("signs.webm", "videos", b"<script>alert(1)</script>"),
        ("signs.webm", "videos", b"\x1a\x45\xdf\xa3 matroska but no web one"),
        ("signs.vtt", "captions", b"1\n00:00:00,000 --> 00:00:01,000\nHello\n"),
        ("signs.vtt", "captions", b"WEBVTT" + b" " * limits.VIDEO_BESIDE_BYTES),
        ("signs.jpg", "poster", b"GIF89a"),
        ("signs.jpg", "poster", b"\xff\xd8\xff" + b"0" * limits.VIDEO_BESIDE_BYTES),
        ("signs.txt", "transcript", None),
        ("signs.txt", "transcript", b"\n \n\n"),
        ("signs.txt", "transcript", b"\xff\xfe"),
        ("signs.txt", "transcript", b"a" * (limits.TRANSCRIPT_CHARACTERS + 1)),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path, name, key, content):
    """Missing, empty, too large or of another type: told at the start, with what is allowed."""
    video = put_video(tmp_path)
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_bytes(content)

    said = refused(video)

    assert said.startswith(f"service file: bsl_video.{key} is '{name}'; allowed is ")
    assert "in the folder" in said


def test_a_video_that_is_too_large_is_refused(tmp_path):
    """Nobody would wait for it on a phone."""
    video = put_video(tmp_path)
    with (tmp_path / "signs.webm").open("r+b") as stream:
        stream.truncate(limits.VIDEO_BYTES + 1)

    assert f"at most {limits.VIDEO_BYTES} bytes" in refused(video)


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path):
    """And so is anything else that has no bytes."""
    video = put_video(tmp_path)
    (tmp_path / "folder.webm").mkdir()

    assert "bsl_video.videos" in refused(replace(video, videos=("folder.webm",)))
