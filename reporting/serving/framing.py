"""Tells how many bytes a request has, so that it can be waited for without a thread.

This only decides when to stop waiting. Gunicorn's parser remains the judge of what the bytes
mean, and refuses what is ambiguous.
"""

import re

from reporting import limits

HEAD_END = b"\r\n\r\n"
# Where a form brings a file; the application says the same with `takes_file`, and a test compares.
_UPLOAD = re.compile(rb"POST /[A-Za-z0-9-]{1,35}/(?:report|conversation)/files HTTP/")
_LENGTH = re.compile(rb"(?im)^content-length[ \t]*:[ \t]*([0-9]{1,15})[ \t]*\r$")


def head_size(received: bytes | bytearray, searched: int = 0) -> int | None:
    """Return the size of request line and headers; None while they have not ended.

    The first `searched` bytes are known to hold no end.
    """
    end = received.find(HEAD_END, max(0, searched - len(HEAD_END) + 1))
    return None if end < 0 else end + len(HEAD_END)


def upload_size(head: bytes | bytearray) -> int | None:
    """Return the size of the body if it brings a file that can be waited for, else None."""
    lengths = _LENGTH.findall(head)
    if len(lengths) != 1 or not _UPLOAD.match(head):
        return None
    size = int(lengths[0])
    return size if 0 < size <= limits.UPLOAD_DRAINED_BYTES else None


def body_size(head: bytes | bytearray) -> int | None:
    """Return the size of the body to wait for; None if it should not be waited for.

    That is the case for a body over the limit, which is answered without being read, and for
    two lengths, which are refused.
    """
    lengths = _LENGTH.findall(head)
    if not lengths:
        return 0
    if len(lengths) > 1 or int(lengths[0]) > limits.FORM_BODY_BYTES:
        return None
    return int(lengths[0])
