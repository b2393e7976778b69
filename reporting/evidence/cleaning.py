"""Has a file cleaned by another process (`child`), which a bad file may end but not use."""

import json
import os
import subprocess
import sys
from threading import Lock
from typing import IO

from reporting import limits
from reporting.errors import FileRefused
from reporting.evidence import codes
from reporting.evidence.made import Made
from reporting.evidence.recognising import label_of

COMMAND = (sys.executable, "-I", "-m", "reporting.evidence.child")
_HEAD_SIZE = 4
# What decodes may take more memory than the rest of a worker; so there is one of it.
_ONE_AT_A_TIME = Lock()
_KINDS = frozenset({codes.PICTURE, codes.DOCUMENT, codes.PLAIN})
_FOLDER = "/"


def clean(name: str, file: IO[bytes]) -> Made:
    """Return the cleaned file, or raise FileRefused with the code of why not.

    Of `name` only the ending is used. What is not cleaned is never given back. A file is read
    when its turn comes: whoever waits holds none of it in memory.
    """
    label = label_of(name).encode("ascii", "replace")[: limits.FILE_NOTE_CHARACTERS] + b"\n"
    with _ONE_AT_A_TIME:
        asked = label + file.read(limits.FILE_BYTES + 1)
        if len(asked) - len(label) > limits.FILE_BYTES:
            raise FileRefused(codes.TOO_LARGE)
        return _read(_run(asked))


def _run(asked: bytes) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - our own program, and no argument from outside
            COMMAND,
            input=asked,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.CLEANING_WAIT_SECONDS,
            check=False,
            cwd=_FOLDER,
            env={"LC_ALL": "C.UTF-8"},  # nothing of ours: no address of a database, for instance
        )
    except subprocess.TimeoutExpired:
        raise FileRefused(codes.TOO_MUCH) from None
    except OSError:
        raise FileRefused(codes.NOT_NOW) from None
    if done.returncode != os.EX_OK:
        # Out of memory or time, or ended by a file made to end it.
        raise FileRefused(codes.TOO_MUCH)
    return done.stdout


def _read(answer: bytes) -> Made:
    """Read the answer as if it were a stranger's: a decoder may have been taken over."""
    size = int.from_bytes(answer[:_HEAD_SIZE], "big")
    try:
        head = json.loads(answer[_HEAD_SIZE : _HEAD_SIZE + size])
        if "refused" in head:
            raise FileRefused(str(head["refused"]))
        content, *previews = _cut(answer, _HEAD_SIZE + size, head["sizes"])
        made = Made(
            str(head["kind"]), content, frozenset(map(str, head["removed"])), tuple(previews)
        )
    except (ValueError, KeyError, TypeError):
        raise FileRefused(codes.TOO_MUCH) from None
    if made.kind not in _KINDS or len(content) > limits.FILE_BYTES:
        raise FileRefused(codes.TOO_MUCH)
    return made


def _cut(answer: bytes, start: int, sizes: list[int]) -> list[bytes]:
    pieces: list[bytes] = []
    for size in sizes:
        pieces.append(answer[start : start + size])
        start += size
    if any(size <= 0 for size in sizes[1:]) or start != len(answer):
        raise ValueError
    return pieces
