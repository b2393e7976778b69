"""What a large photo costs: cleaned in a process of its own, and sealed as it will be stored."""

import os
from io import BytesIO
from statistics import median

from bench import figures
from bench.ledger import Ledger
from bench.numbers import thousands
from bench.plan import Plan
from reporting import ids, primitives
from reporting.attachment import Place, cut
from reporting.evidence.cleaning import clean
from tests.evidence.corpus import large_photos

ROUNDS = 5  # at most: each takes more than a second


def measure_photo(ledger: Ledger, plan: Plan) -> None:
    """Record the processor time of one photo of almost 10 MB, the decoding process included."""
    [photo] = large_photos(1)
    rounds = min(plan.operations, ROUNDS)
    kept = 0
    spent = []
    for _ in range(rounds):
        begun = _processor_seconds()
        kept = _clean_and_seal(photo)
        spent.append(_processor_seconds() - begun)
    how = f"{thousands(len(photo)):,.0f} kB, sealed {thousands(kept):,.0f} kB; median of {rounds}"
    ledger.record(figures.PHOTO, median(spent), how)


def _clean_and_seal(photo: bytes) -> int:
    """Clean and seal a photo and the small picture of it; return how many bytes that made."""
    made = clean("a.jpg", BytesIO(photo))
    place = Place(primitives.random_bytes(primitives.KEY_SIZE), ids.to_bytes(ids.new_id()), "bench")
    return sum(
        len(place.seal(index, last, part))
        for content in (made.content, b"".join(made.previews))
        for index, last, part in cut(content)
    )


def _processor_seconds() -> float:
    """Return the user and system time of this process and of those it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
