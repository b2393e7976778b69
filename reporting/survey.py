"""What a reporter answers about the service itself, sealed so that nobody can join it to a case.

Nothing signs these facts, because nobody may know whose they are (docs/facts.md, "Surveys").
"""

from collections.abc import Mapping
from typing import Any

from reporting import canonical, primitives
from reporting.aboutyou import COUNTED
from reporting.factrow import ID_SIZE, FactRow, seal_rows
from reporting.service import Organisation
from reporting.vocabulary import YES_NO, codes

# The questions, each a population of its own: two answers of one person are never joined either.
YES_OR_NO = ("felt_safe", "process_fair", "treated_worse")
SURVEYS = (*YES_OR_NO, *COUNTED)
Answer = bool | str  # yes or no, or the code of a group (aboutyou.py)


def make_rows(
    answers: Mapping[str, Answer], place: Organisation, quarter: str, statistics_public: bytes
) -> tuple[FactRow, ...]:
    """Return the rows of one writing: an answer to each question that was answered, among dummies.

    `quarter` is the financial one of the answer (quarter.py). A question that was left out is
    not in `answers`; none at all gives dummies alone, so that skipping looks like answering.
    """
    if unknown := answers.keys() - set(SURVEYS):
        raise ValueError(f"no such question: {', '.join(sorted(unknown))}")
    facts = [_fact(name, answers[name], place, quarter) for name in SURVEYS if name in answers]
    return seal_rows(facts, statistics_public)


def _fact(population: str, answer: Answer, place: Organisation, quarter: str) -> dict[str, Any]:
    code = answer if isinstance(answer, str) else "yes" if answer else "no"
    if code not in codes(COUNTED.get(population, YES_NO)):
        raise ValueError(f"no such answer to {population}")
    return {
        "v": 1,
        "id": canonical.encode_bytes(primitives.random_bytes(ID_SIZE)),
        "population": population,
        "organisation": place.code,
        "quarter": quarter,
        "codes": [code],
        "was": None,
        "wait": None,
        "late": False,
        "signer": None,
        "signature": None,
    }
