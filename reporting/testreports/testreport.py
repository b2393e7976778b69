"""A report that the service files itself, from its plan to its result, as one sealed row.

All rows are of one size and sealed under a key of the watch, blank ones among them: who has the
database cannot tell how many are planned, when, or whether one was filed (docs/promise.md).
"""

from dataclasses import asdict, dataclass, replace
from typing import ClassVar

from reporting import canonical, ids, limits, primitives, sealing
from reporting.dice import SEED_SIZE
from reporting.errors import CannotOpen, ReceiptMistyped
from reporting.identity import Identity
from reporting.period import Period, period_named
from reporting.receipt import Receipt

BLANK, PLANNED, FILED, CLOSED = "blank", "planned", "filed", "closed"
_STATES = frozenset({BLANK, PLANNED, FILED, CLOSED})
_USE = "test-report"


@dataclass(frozen=True)
class TestReport:
    """One test report.

    `minute` is when it is to be filed, `seed` what it is composed from, and `receipt` what its
    conversation is found by; nothing of these is left once it is closed. `counted` says that its
    result is in the figures of its period, `missed` and `bucket` are that result: the hours in
    which a person answered, 0 for more than the largest bucket, None while nobody has.
    """

    __test__: ClassVar[bool] = False  # It is no test of ours, whatever its name.

    number: int
    period: Period
    state: str = BLANK
    organisation: str = ""
    body: str = ""
    language: str = ""
    story: str = ""
    seed: bytes = bytes(SEED_SIZE)
    receipt: tuple[int, ...] = ()
    minute: int = 0
    counted: bool = False
    missed: bool = False
    bucket: int | None = None

    def __repr__(self) -> str:
        """Show nothing, so that no log can."""
        return "TestReport(…)"

    @property
    def words(self) -> Receipt:
        """Its receipt; raises CannotOpen where there is none."""
        try:
            return Receipt(self.receipt)
        except ReceiptMistyped:
            raise CannotOpen from None

    @property
    def is_open(self) -> bool:
        """Whether it is planned or filed, and not closed."""
        return self.state in {PLANNED, FILED}

    def closed(self) -> "TestReport":
        """Return it with its result alone, and nothing that finds its report."""
        return replace(self, state=CLOSED, seed=bytes(SEED_SIZE), receipt=(), minute=0)


def key_of(watch: Identity) -> bytes:
    """Return the key that seals the rows: nobody but the watch can read or write one."""
    return primitives.derive(watch.to_bytes(), _USE)


def seal_test(key: bytes, test: TestReport) -> bytes:
    """Seal a test report to its row."""
    value = asdict(test) | {
        "v": 1,
        "period": str(test.period),
        "seed": canonical.encode_bytes(test.seed),
        "receipt": list(test.receipt),
    }
    del value["number"]
    row = ids.to_bytes(test.number)
    return sealing.seal(key, _USE, row, canonical.dumps(value), limits.TEST_REPORT_SIZE)


_KEYS = frozenset(
    {
        "v", "period", "state", "organisation", "body", "language", "story", "seed", "receipt",
        "minute", "counted", "missed", "bucket",
    }
)  # fmt: skip


def open_test(key: bytes, number: int, box: bytes) -> TestReport:
    """Open the row `number`, or raise CannotOpen."""
    value = canonical.loads(sealing.unseal(key, _USE, ids.to_bytes(number), box), _KEYS)
    period = period_named(value["period"])
    if value.pop("v") != 1 or period is None or value["state"] not in _STATES:
        raise CannotOpen
    seed = canonical.decode_bytes(value["seed"], SEED_SIZE)
    changes = {"period": period, "seed": seed, "receipt": tuple(value["receipt"])}
    return TestReport(number, **(value | changes))
