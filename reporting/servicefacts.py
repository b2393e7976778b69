"""How the promise was kept in a quarter, as exact public facts about the service.

They are about test reports and duty alone, never about a report that somebody wrote: so they can
be exact whatever their size. They come out when a quarter is over, and are never changed.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from reporting import canonical, limits, primitives
from reporting.errors import BadSignature, CannotOpen
from reporting.period import Period, period_named

_USE = "service-fact"
_FRAME = frozenset({"body", "signature"})
_KEYS = frozenset({"v", "period", "tests", "duty"})


@dataclass(frozen=True)
class Result:
    """What became of one test report; `bucket` is 0 for more than the largest, or for no answer."""

    missed: bool
    bucket: int


@dataclass(frozen=True)
class Tally:
    """How many test reports were filed, and how many were answered in which time.

    `complete` is false where rows of the quarter are missing, since it was never planned or
    somebody took them away, and where one that was planned was never filed. `target` counts
    answers within what the organisation promised, `founding` those within 24 hours. `longest` is
    the bucket of the longest wait, None if there was no test report.
    """

    filed: int
    complete: bool
    target: int
    founding: int
    longest: int | None


@dataclass(frozen=True)
class DutyHours:
    """Of how many hours of the quarter somebody of a body was on duty."""

    body: str
    hours: int
    of: int


@dataclass(frozen=True)
class PromiseFacts:
    """The facts of one quarter."""

    period: Period
    tests: Tally
    duty: tuple[DutyHours, ...]


def summarise(results: Collection[Result], *, complete: bool) -> Tally:
    """Count the test reports of one quarter."""
    waits = [result.bucket or _BEYOND for result in results]
    longest = max(waits, default=None)
    return Tally(
        filed=len(results),
        complete=complete,
        target=sum(not result.missed for result in results),
        founding=sum(wait <= limits.ACKNOWLEDGE_HOURS for wait in waits),
        longest=0 if longest == _BEYOND else longest,
    )


_BEYOND = limits.ANSWER_BUCKETS[-1] + 1  # in place of 0, so that the longest is the largest


def sign_facts(facts: PromiseFacts, seed: bytes) -> bytes:
    """Return canonical JSON of `facts` with the signature of the watch."""
    body: dict[str, Any] = {
        "v": 1,
        "period": str(facts.period),
        "tests": asdict(facts.tests),
        "duty": [asdict(each) for each in facts.duty],
    }
    signature = primitives.sign(seed, _USE, canonical.dumps(body))
    return canonical.dumps({"body": body, "signature": canonical.encode_bytes(signature)})


def read_facts(data: bytes, period: str, watch_keys: Collection[bytes]) -> PromiseFacts:
    """Return the facts in `data` if a key of the watch signed them for `period`.

    Raises BadSignature otherwise, whatever is wrong with them.
    """
    if len(data) > limits.FACT_SIZE:
        raise BadSignature
    try:
        frame = canonical.loads(data, _FRAME)
        signature = canonical.decode_bytes(frame["signature"], primitives.SIGNATURE_SIZE)
        plaintext = canonical.dumps(frame["body"])
    except (CannotOpen, ValueError):
        raise BadSignature from None
    primitives.verify_any(watch_keys, _USE, plaintext, signature)
    facts = _facts(frame["body"])
    if str(facts.period) != period:
        raise BadSignature
    return facts


def _facts(body: dict[str, Any]) -> PromiseFacts:
    """Return facts that are signed; those of a later release are not for this one."""
    if body.keys() != _KEYS or body["v"] != 1:
        raise BadSignature
    period = period_named(body["period"])
    if period is None:
        raise BadSignature
    try:
        tests = Tally(**body["tests"])
        duty = tuple(DutyHours(**each) for each in body["duty"])
    except (TypeError, AttributeError):
        raise BadSignature from None
    return PromiseFacts(period, tests, duty)
