"""Whether what is in a row of facts may be counted: its form, its codes and its signature."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any

from reporting import canonical, ids, limits, primitives
from reporting.disclosure.classification import POPULATIONS, fixed_codes
from reporting.errors import BadSignature, CannotOpen, FactRefused
from reporting.factrow import ID_SIZE, FactRow
from reporting.facts import SIGNED
from reporting.ids import AccountId
from reporting.quarter import quarter_from
from reporting.survey import SURVEYS

_NO_FORM = "is no fact that can be counted"
_UNKNOWN = "has a code that is in no list"
_UNSIGNED = "is not signed by a reviewer whom the rosters name"
Codes = tuple[str, ...]


@dataclass(frozen=True)
class Checked:
    """A fact whose form and signature are right; its area is still to be looked up."""

    row: FactRow
    number: bytes
    population: str
    organisation: str
    quarter: int
    codes: Codes | None
    was: Codes | None
    wait: int | None
    late: bool

    @property
    def areas(self) -> set[str]:
        """The areas it names."""
        if "area" not in POPULATIONS[self.population]:
            return set()
        return {codes[0] for codes in (self.codes, self.was) if codes is not None}


def refuse(row: FactRow, why: str) -> FactRefused:
    """Return the error for a row: its random number, and nothing of what is in it."""
    return FactRefused(
        f"The row {ids.to_hex(row.id)} of facts {why}. Nothing is counted or released until "
        'somebody has looked (docs/operations.md, "Figures").'
    )


def check(
    row: FactRow,
    value: Mapping[str, Any],
    organisations: Container[str],
    keys: Mapping[AccountId, bytes],
) -> Checked:
    """Return the fact in an opened row, or raise FactRefused; `keys` are those of reviewers."""
    try:
        fact = Checked(
            row=row,
            number=canonical.decode_bytes(value["id"], ID_SIZE),
            population=_known(value["population"], POPULATIONS),
            organisation=_known(value["organisation"], organisations),
            quarter=quarter_from(value["quarter"]),
            codes=_codes(value["population"], value["codes"]),
            was=_codes(value["population"], value["was"]),
            wait=value["wait"],
            late=_flag(value["late"]),
        )
    except LookupError:
        raise refuse(row, _UNKNOWN) from None
    except (CannotOpen, TypeError, ValueError):
        raise refuse(row, _NO_FORM) from None
    if not _fits(fact):
        raise refuse(row, _NO_FORM)
    if not _is_signed(value, keys):
        raise refuse(row, _UNSIGNED)
    return fact


def _known(name: object, listed: Container[str]) -> str:
    if not isinstance(name, str) or name not in listed:
        raise LookupError
    return name


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _codes(population: str, given: object) -> Codes | None:
    if given is None:
        return None
    facets = POPULATIONS[population]
    if not isinstance(given, list) or len(given) != len(facets):
        raise ValueError(population)
    for facet, code in zip(facets, given, strict=True):
        if facet != "area":
            _known(code, fixed_codes(facet))
    return tuple(map(str, given))


def _fits(fact: Checked) -> bool:
    """Say whether a fact has what its population has, and nothing that only others have."""
    received = fact.population == "received"
    if fact.was is not None:
        return received and fact.wait is None
    if fact.codes is None:
        return False
    if not received:
        return fact.wait is None and not fact.late
    # By its type, because True is also the number 1 to Python.
    return type(fact.wait) is int and fact.wait in (0, *limits.ANSWER_BUCKETS)


def _is_signed(value: Mapping[str, Any], keys: Mapping[AccountId, bytes]) -> bool:
    if value["population"] in SURVEYS:
        return value["signer"] is None and value["signature"] is None
    account = ids.from_hex(str(value["signer"]))
    key = None if account is None else keys.get(AccountId(account))
    if key is None:
        return False
    body = {name: part for name, part in value.items() if name != "signature"}
    try:
        signature = canonical.decode_bytes(value["signature"], primitives.SIGNATURE_SIZE)
        primitives.verify(key, SIGNED, canonical.dumps(body), signature)
    except (BadSignature, CannotOpen):
        return False
    return True
