"""Which authorities may issue a certificate for a name (CAA, RFC 8659), asked of a resolver.

The standard library asks for addresses alone, so the question is put here: over TCP, which every
resolver has to take (RFC 7766) and where no answer is cut.
"""

import socket
import struct
from collections.abc import Iterator
from pathlib import Path

from reporting import limits, primitives

CAA, INTERNET, RECURSIVE = 257, 1, 0x0100
ISSUE = "issue"
_HEAD, _QUESTION, _RECORD = ">HHHHHH", ">HH", ">HHIH"
_NO_SUCH_NAME = 3
_POINTER = 0xC0
Resolver = tuple[str, int]


class NoAnswer(Exception):
    """The resolver did not answer, or not in a way that can be read."""


def system_resolver(path: Path = Path("/etc/resolv.conf")) -> Resolver:
    """Return the first resolver of this machine, or raise NoAnswer."""
    try:
        lines = path.read_text("ascii", "replace").splitlines()
    except OSError:
        lines = []
    for line in lines:
        words = line.split()
        if len(words) > 1 and words[0] == "nameserver":
            return words[1], 53
    raise NoAnswer


def issuers_of(host: str, resolver: Resolver) -> tuple[str, ...] | None:
    """Return who may issue for `host`, "" standing for nobody; None where no name above says.

    The nearest name that says anything counts (RFC 8659, section 3). Raises NoAnswer.
    """
    labels = host.rstrip(".").split(".")
    for at in range(len(labels) - 1):
        records = list(_ask(".".join(labels[at:]), resolver))
        if records:
            return tuple(value.partition(";")[0].strip() for tag, value in records if tag == ISSUE)
    return None


def _ask(name: str, resolver: Resolver) -> Iterator[tuple[str, str]]:
    number = primitives.random_bytes(2)
    question = struct.pack(_HEAD, int.from_bytes(number, "big"), RECURSIVE, 1, 0, 0, 0)
    for label in name.encode("ascii").split(b"."):
        question += bytes([len(label)]) + label
    question += b"\0" + struct.pack(_QUESTION, CAA, INTERNET)
    try:
        answer = _exchange(question, resolver)
        yield from _records_in(answer, number)
    except (OSError, struct.error, IndexError, UnicodeDecodeError):
        raise NoAnswer from None


def _exchange(question: bytes, resolver: Resolver) -> bytes:
    with socket.create_connection(resolver, limits.OUTSIDE_SECONDS) as connection:
        connection.sendall(len(question).to_bytes(2, "big") + question)
        with connection.makefile("rb") as stream:
            size = int.from_bytes(stream.read(2), "big")
            return stream.read(size)


def _records_in(answer: bytes, number: bytes) -> Iterator[tuple[str, str]]:
    """Give (tag, value) of each CAA record of an answer."""
    _, flags, questions, answers, _, _ = struct.unpack_from(_HEAD, answer)
    code = flags & 0x000F
    if answer[:2] != number or not flags & 0x8000 or code not in {0, _NO_SUCH_NAME}:
        raise NoAnswer
    at = struct.calcsize(_HEAD)
    for _ in range(questions):
        at = _after_name(answer, at) + struct.calcsize(_QUESTION)
    for _ in range(answers):
        at = _after_name(answer, at)
        kind, _, _, size = struct.unpack_from(_RECORD, answer, at)
        at += struct.calcsize(_RECORD)
        if kind == CAA:
            start = at + 2 + answer[at + 1]
            yield answer[at + 2 : start].decode("ascii").lower(), answer[start : at + size].decode()
        at += size


def _after_name(answer: bytes, at: int) -> int:
    while answer[at]:
        if answer[at] >= _POINTER:
            return at + 2
        at += 1 + answer[at]
    return at + 1
