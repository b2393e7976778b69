"""The counts of one organisation in one quarter, as they are kept: sealed, and of a coarse size."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from reporting import canonical, limits, primitives, sealing
from reporting.disclosure.classification import KIND_IN_FOUR
from reporting.disclosure.tabulate import Fact, Tally
from reporting.errors import CannotOpen, TallyUnreadable
from reporting.factrow import ID_SIZE
from reporting.identity import Identity
from reporting.quarter import quarter_name
from reporting.releasing.classifying import Plan

_USE = "tally"
_KEYS = frozenset({"v", "areas", "kinds", "counts", "wait", "late", "ids"})
Cell = tuple[str, tuple[str, ...]]  # a population, and a code for each of its facets


@dataclass
class QuarterTally:
    """What is counted in a quarter, by the nine kinds, and which facts are in it.

    `wait` is the longest wait for a first answer as a bucket of hours, 0 for more than the
    largest and None where nothing was received; `late` whether any triage took over three days.
    """

    plan: Plan
    counts: Counter[Cell] = field(default_factory=Counter)
    wait: int | None = None
    late: bool = False
    ids: set[bytes] = field(default_factory=set)

    def waited(self, bucket: int) -> None:
        """Note how long somebody waited for a first answer."""
        buckets = (None, *limits.ANSWER_BUCKETS, 0)
        self.wait = max(self.wait, bucket, key=buckets.index)

    @property
    def areas(self) -> set[str]:
        """The areas in which anything is counted."""
        return {
            codes[0]
            for (population, codes), n in self.counts.items()
            if n and _in_areas(population)
        }


def _in_areas(population: str) -> bool:
    return population in ("received", "decided")


class TallyKey:
    """The key under which counts are sealed; nobody but the release job has it."""

    def __init__(self, identity: Identity) -> None:
        """Derive it from the statistics identity."""
        self._key = primitives.derive(identity.to_bytes(), _USE)

    def seal(self, organisation: str, quarter: int, tally: QuarterTally) -> bytes:
        """Return the bytes of a row."""
        value: dict[str, Any] = {
            "v": 1,
            "areas": [list(area) for area in tally.plan.areas],
            "kinds": tally.plan.kinds,
            "counts": [[p, list(c), n] for (p, c), n in sorted(tally.counts.items()) if n],
            "wait": tally.wait,
            "late": tally.late,
            "ids": canonical.encode_bytes(b"".join(sorted(tally.ids))),
        }
        plaintext = canonical.dumps(value)
        steps = (len(plaintext) + sealing.LENGTH_SIZE) // limits.TALLY_STEP + 1
        row = _row(organisation, quarter)
        return sealing.seal(self._key, _USE, row, plaintext, steps * limits.TALLY_STEP)

    def open(self, organisation: str, quarter: int, data: bytes) -> QuarterTally:
        """Return the counts in a row, or raise TallyUnreadable that names it."""
        try:
            plaintext = sealing.unseal(self._key, _USE, _row(organisation, quarter), data)
            value = canonical.loads(plaintext, _KEYS)
        except CannotOpen:
            raise TallyUnreadable(
                f"The counts of {organisation} in {quarter_name(quarter)} do not open. Put the "
                "database back from the last backup; until then nothing is counted or released."
            ) from None
        ids = canonical.decode_bytes(value["ids"])
        areas = tuple((code, people, of) for code, people, of in value["areas"])
        return QuarterTally(
            Plan(areas, value["kinds"]),
            Counter({(population, tuple(codes)): n for population, codes, n in value["counts"]}),
            value["wait"],
            value["late"],
            {ids[at : at + ID_SIZE] for at in range(0, len(ids), ID_SIZE)},
        )


def _row(organisation: str, quarter: int) -> bytes:
    return f"{organisation}|{quarter_name(quarter)}".encode()


def add_up(tally: Tally, quarter: int, kept: QuarterTally) -> None:
    """Add the counts of a quarter to those of which releases are made."""
    in_four = tally.classification.kinds != tuple(KIND_IN_FOUR)
    for (population, codes), count in kept.counts.items():
        if in_four and _in_areas(population):
            area, kind, *others = codes
            coded: tuple[str, ...] = (area, KIND_IN_FOUR[kind], *others)
        else:
            coded = codes
        tally.add(Fact(population, coded), quarter, count)
