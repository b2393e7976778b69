"""The process in which a file from outside is decoded; it reads one file and writes one answer.

    asked     label, a line break, the bytes of the file
    answered  size of the head(4), the head in JSON, the cleaned file, small pictures of it

Started with an empty environment. It gives up, for good, the right to open anything (files and
connections alike need a number that it may not have), to have more memory or time, and to start
another process; then it begins to decode. Whatever goes wrong ends it, and its parent says so.
"""

import codecs
import json
import os
import resource
import sys
import warnings
from typing import Any

from reporting import limits
from reporting.evidence.codes import BROKEN, PDF, PICTURES, TEXT, TOO_MUCH, Refused
from reporting.evidence.document import clean_document
from reporting.evidence.made import Made
from reporting.evidence.picture import clean_picture
from reporting.evidence.plain import clean_text
from reporting.evidence.recognising import recognise

HEAD_SIZE = 4
# Loaded before the right to open files is given up; each decoder loads these when it needs them.
for _codec in ("ascii", "latin-1", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"):
    codecs.lookup(_codec)


def give_up_rights() -> None:
    """Bound this process; none of it can be taken back without being root."""
    bounds = {
        resource.RLIMIT_AS: limits.CLEANING_MEMORY,
        resource.RLIMIT_CPU: limits.CLEANING_SECONDS,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_NOFILE: sys.stderr.fileno() + 1,
    }
    for kind, most in bounds.items():
        resource.setrlimit(kind, (most, most))


def clean(label: str, data: bytes) -> Made:
    """Return the cleaned file, or raise Refused."""
    kind = recognise(data, label)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what is wrong with notes that go anyway
            if kind in PICTURES:
                return clean_picture(kind, data)
            return {PDF: clean_document, TEXT: clean_text}[kind](data)
    except Refused:
        raise
    except MemoryError:
        raise Refused(TOO_MUCH) from None
    except Exception:  # noqa: BLE001 - a decoder of a file made to break it raises anything
        raise Refused(BROKEN) from None


def main() -> None:
    """Read, give up every right, clean, answer."""
    asked = sys.stdin.buffer
    label = asked.readline(limits.FILE_NOTE_CHARACTERS + 1).decode("ascii", "replace").strip()
    data = asked.read()
    give_up_rights()
    try:
        made = clean(label, data)
    except Refused as refused:
        _answer({"refused": refused.code})
        return
    pieces = (made.content, *made.previews)
    sizes = [len(piece) for piece in pieces]
    _answer({"kind": made.kind, "removed": sorted(made.removed), "sizes": sizes}, *pieces)


def _answer(head: dict[str, Any], *pieces: bytes) -> None:
    said = json.dumps(head).encode()
    out = sys.stdout.buffer
    out.write(len(said).to_bytes(HEAD_SIZE, "big") + said)
    for piece in pieces:
        out.write(piece)
    out.flush()
    # Whatever decoders registered for the end has no business any more.
    os._exit(0)


if __name__ == "__main__":
    main()
