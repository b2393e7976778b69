"""The public facts of a quarter: counted rightly, signed, and nothing else is believed."""

import json

import pytest

from reporting import canonical, limits, primitives
from reporting.errors import BadSignature
from reporting.identity import new_identity
from reporting.period import Period
from reporting.servicefacts import (
    DutyHours,
    PromiseFacts,
    Result,
    Tally,
    read_facts,
    sign_facts,
    summarise,
)

WATCH = new_identity()
KEYS = {WATCH.signing_public}
FACTS = PromiseFacts(
    Period(2026, 3),
    Tally(filed=4, complete=True, target=3, founding=3, longest=48),
    (DutyHours("north", 2190, 2208), DutyHours("south", 0, 2208)),
)


@pytest.mark.parametrize(
    ("results", "counted"),
    [
        ([], (0, 0, 0, None)),
        ([Result(missed=False, bucket=6)], (1, 1, 1, 6)),
        ([Result(missed=False, bucket=6), Result(missed=False, bucket=24)], (2, 2, 2, 24)),
        ([Result(missed=True, bucket=48), Result(missed=False, bucket=12)], (2, 1, 1, 48)),
        ([Result(missed=True, bucket=0), Result(missed=True, bucket=48)], (2, 0, 0, 0)),
        # 36 hours were promised, and an answer came in 30; 6 were promised, and one came in 20.
        ([Result(missed=False, bucket=48), Result(missed=True, bucket=24)], (2, 1, 1, 48)),
    ],
)
def test_results_are_counted(results, counted):
    """Filed, within the target, within 24 hours, and the longest wait; 0 is beyond all."""
    tests = summarise(results, complete=True)

    assert counted == (tests.filed, tests.target, tests.founding, tests.longest)


def test_facts_can_be_read_again():
    """By whoever has the public key of the watch."""
    data = sign_facts(FACTS, WATCH.signing_seed)

    assert FACTS == read_facts(data, "2026-07", KEYS)
    assert len(data) <= limits.FACT_SIZE
    assert data == canonical.dumps(json.loads(data))


def forged(change):
    """Return facts whose JSON was changed after signing."""
    value = json.loads(sign_facts(FACTS, WATCH.signing_seed))
    change(value)
    return json.dumps(value).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"[]",
        b'{"body": 7, "signature": ""}',
        b'{"body": {}, "signature": "AAAA"}',
        b"[" * 100_000,
        forged(lambda value: value["body"]["tests"].update(target=4)),
        forged(lambda value: value["body"].update(period="2026-04")),
        forged(lambda value: value["body"]["duty"].pop()),
        forged(lambda value: value.update(more=1)),
        sign_facts(FACTS, new_identity().signing_seed),
    ],
)
def test_nothing_else_is_believed(data):
    """Altered, cut, nested without end, or signed by somebody else."""
    with pytest.raises(BadSignature):
        read_facts(data, "2026-07", KEYS)


def test_facts_of_another_quarter_are_not_believed():
    """A good quarter put in the place of a bad one."""
    data = sign_facts(FACTS, WATCH.signing_seed)

    with pytest.raises(BadSignature):
        read_facts(data, "2026-10", KEYS)


@pytest.mark.parametrize(
    "body",
    [
        {"v": 2, "period": "2026-07", "tests": {}, "duty": []},
        {"v": 1, "period": "soon", "tests": {}, "duty": []},
        {"v": 1, "period": "2026-07", "tests": {"filed": 1}, "duty": []},
        {"v": 1, "period": "2026-07"},
    ],
)
def test_what_a_later_release_signs_is_not_guessed_at(body):
    """Another shape under a good signature is refused as well."""
    signature = primitives.sign(WATCH.signing_seed, "service-fact", canonical.dumps(body))
    data = canonical.dumps({"body": body, "signature": canonical.encode_bytes(signature)})

    with pytest.raises(BadSignature):
        read_facts(data, "2026-07", KEYS)
