"""British Sign Language: a deployment's own video, if it has one, and how else to report."""

import os
import re
from http import HTTPStatus

from flask import Blueprint, Flask, Response, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from reporting import limits
from reporting.intake.supporting import entries_of
from reporting.service import Service
from reporting.videofiles import Video, VideoFile, open_video
from reporting.web.headers import let_play, sandbox
from reporting.web.scrub import RANGE
from reporting.web.surface import current_services

blueprint = Blueprint("signlanguage", __name__)
EXTENSION = "reporting_video"


def install_video(app: Flask, service: Service) -> None:
    """Look into the files of the video; raise ServiceFileError if one cannot be shown."""
    app.extensions[EXTENSION] = open_video(service.bsl_video) if service.bsl_video else None


def _current_video() -> Video | None:
    video: Video | None = current_app.extensions[EXTENSION]
    return video


@blueprint.get("/<lang>/sign-language")
def page(lang: str) -> ResponseReturnValue:  # noqa: ARG001 - read by web.language
    """Show the video with its transcript, or that there is none; and other ways to report."""
    service, video = current_services().service, _current_video()
    if video is not None:
        let_play()
    return render_template(
        "intake/sign_language.html",
        video=video,
        captioned=service.languages[0],  # of captions and transcript
        ways=entries_of(service.bsl_ways),
        back_url=url_for("pages.start"),
    )


@blueprint.get("/video/<filename>")
def file(filename: str) -> ResponseReturnValue:
    """Send one file of the video, or the part of it that is asked for; nothing is noted."""
    video = _current_video()
    found = video.files.get(filename) if video else None
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    return sandbox(_send(found, request.environ.get("HTTP_RANGE", "")))


def _send(found: VideoFile, asked: str) -> Response:
    """Return at most one part: what a buffer holds, so that nobody's slow line holds a thread."""
    try:
        with found.path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            first, last = _range(asked, size)
            stream.seek(first)
            part = stream.read(last + 1 - first)
    except OSError:  # it was taken away since the start
        abort(HTTPStatus.NOT_FOUND)
    response = Response(part, mimetype=found.mimetype)
    response.headers["Accept-Ranges"] = "bytes"
    if asked:
        response.status_code = HTTPStatus.PARTIAL_CONTENT
        response.headers["Content-Range"] = f"bytes {first}-{first + len(part) - 1}/{size}"
    return response


def _range(asked: str, size: int) -> tuple[int, int]:
    """Return the first and the last byte to send; of a range no more than one part is sent."""
    match = re.fullmatch(RANGE, asked)
    if match is None:
        if size > limits.VIDEO_PART_BYTES:
            abort(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        return 0, size - 1
    first, last = int(match[1]), int(match[2] or size - 1)
    if first >= size or last < first:
        abort(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
    return first, min(last, size - 1, first + limits.VIDEO_PART_BYTES - 1)
