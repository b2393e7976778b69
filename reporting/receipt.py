"""The reporter's receipt: eight words, and the keys they stand for (docs/receipt.md).

Seven words are random, the eighth is a checksum, so a copying mistake is found here, before
anything is looked up. Receipts are secrets: none is ever logged, stored or put in a message.
"""

import re
import secrets
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, islice, product

from reporting import limits, primitives, words
from reporting.errors import ReceiptMistyped

DIGITS = 4
_TOKEN = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True)
class ReceiptKeys:
    """What HKDF makes of a receipt; `locator` alone is stored in clear."""

    locator: bytes
    access_key: bytes = field(repr=False)
    signing_seed: bytes = field(repr=False)
    leaf_secret: bytes = field(repr=False)


@dataclass(frozen=True)
class Receipt:
    """Eight word numbers, each 0 to 7,775, the last fitting the others.

    Raises ReceiptMistyped when they do not fit. `repr` shows no word, so that a traceback or a
    debugger's list of variables cannot hand one out.
    """

    indexes: tuple[int, ...] = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse numbers that cannot be a receipt: then every Receipt in the program is one."""
        if len(self.indexes) != limits.RECEIPT_WORDS or not _fits(self.indexes):
            raise ReceiptMistyped

    @property
    def words(self) -> tuple[str, ...]:
        """The eight words as shown to the reporter, lower case."""
        return tuple(words.WORDS[index] for index in self.indexes)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The same words as four-digit numbers, for a paper that should not look like words."""
        return tuple(f"{index:0{DIGITS}}" for index in self.indexes)

    @property
    def entropy(self) -> bytes:
        """The seven random numbers, two bytes each, big-endian: the input of every key."""
        return _packed(self.indexes[: limits.RECEIPT_RANDOM_WORDS])

    def keys(self) -> ReceiptKeys:
        """Return the keys; no slow hash, because 90 bits are beyond guessing already."""
        return ReceiptKeys(
            locator=primitives.derive(self.entropy, "receipt/locator", 16),
            access_key=primitives.derive(self.entropy, "receipt/access"),
            signing_seed=primitives.derive(self.entropy, "receipt/signing"),
            leaf_secret=primitives.derive(self.entropy, "receipt/leaf"),
        )

    def draft_secret(self) -> bytes:
        """Return the secret that answers saved under these words are sealed under, 32 bytes."""
        return primitives.derive(self.entropy, "receipt/draft")


def _packed(indexes: tuple[int, ...]) -> bytes:
    return b"".join(index.to_bytes(2, "big") for index in indexes)


def checksum_of(indexes: tuple[int, ...]) -> int:
    """Return the number of the eighth word for seven numbers."""
    return int.from_bytes(primitives.digest("receipt-checksum", _packed(indexes))) % len(
        words.WORDS
    )


def _fits(indexes: tuple[int, ...]) -> bool:
    return indexes[-1] == checksum_of(indexes[:-1])


def new_receipt() -> Receipt:
    """Return a receipt of seven words drawn evenly by the system's generator, and checksum.

    One with a word that could hurt is put back as a whole, so that all others stay as likely as
    one another; that costs a third of a bit.
    """
    while True:
        drawn = tuple(
            secrets.randbelow(len(words.WORDS)) for _ in range(limits.RECEIPT_RANDOM_WORDS)
        )
        receipt = Receipt((*drawn, checksum_of(drawn)))
        if words.NEVER_DRAWN.isdisjoint(receipt.indexes):
            return receipt


def read_receipt(text: str) -> Receipt:
    """Return the receipt that a person typed, or raise ReceiptMistyped with what may be meant.

    Any case, spacing, punctuation and script of digits; words and numbers mixed; hyphenated
    words with their hyphen, without it or in two parts. Work is bounded by the cap on length.
    """
    if len(text) > limits.RECEIPT_TEXT_CHARACTERS:
        raise ReceiptMistyped(ReceiptMistyped.TOO_LONG)
    tokens = _read_tokens(text)
    readings = [_numbers_of(token) for token in tokens]
    _refuse_wrong_count_or_unknown(tokens, readings)
    # Only "yoyo" has two readings, so at most 2^8 are tried.
    fitting = next(filter(_fits, product(*readings)), None)
    if fitting is None:
        raise ReceiptMistyped(
            ReceiptMistyped.APART,
            nearest=_repairs(tokens, tuple(reading[0] for reading in readings)),
        )
    return Receipt(fitting)


def _read_tokens(text: str) -> list[str]:
    """Return the words (lower case) and the numbers (ASCII digits) of `text`."""
    # Marks and invisible signs go: a capital dotted I, an accent added by a keyboard, the soft
    # hyphens and direction marks that come along when somebody copies from a page.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    seen = "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Cf"))
    tokens: list[str] = []
    for token in _TOKEN.findall(seen):
        tokens.extend(_digit_groups(token) if token[0].isdecimal() else [token])
        pair = words.PAIRS.get(tuple(tokens[-2:]))
        if pair is not None:
            tokens[-2:] = [pair]
    named = [token for token in tokens if not token.isdecimal()]
    # Whoever copies the whole list brings its counting or the numbers along: the words decide.
    return named if len(named) == limits.RECEIPT_WORDS else tokens


def _digit_groups(digits: str) -> list[str]:
    ascii_digits = "".join(str(unicodedata.decimal(digit)) for digit in digits)
    if len(digits) % DIGITS:
        return [ascii_digits]
    return [ascii_digits[at : at + DIGITS] for at in range(0, len(digits), DIGITS)]


def _numbers_of(token: str) -> tuple[int, ...]:
    if not token.isdecimal():
        return words.numbers_of(token)
    known = len(token) <= DIGITS and int(token) < len(words.WORDS)
    return (int(token),) if known else ()


def _refuse_wrong_count_or_unknown(tokens: list[str], readings: list[tuple[int, ...]]) -> None:
    """Say how many words were read and that some are unknown; suggestions go beside, not in."""
    unknown = [token for token, reading in zip(tokens, readings, strict=True) if not reading]
    said = []
    if not tokens:
        said.append(ReceiptMistyped.EMPTY)
    elif len(tokens) != limits.RECEIPT_WORDS:
        said.append(ReceiptMistyped.COUNT)
    if unknown:
        said.append(ReceiptMistyped.UNKNOWN)
    if said:
        searched = islice(dict.fromkeys(unknown), limits.RECEIPT_WORDS)
        raise ReceiptMistyped(
            *said,
            count=len(tokens),
            nearest={
                token: words.nearest(token, limits.WORDS_OFFERED)
                for token in searched
                if not token.isdecimal()
            },
        )


def _repairs(tokens: list[str], indexes: tuple[int, ...]) -> dict[str, tuple[str, ...]]:
    """Return, for words of the list that do not fit, near words that would make them fit.

    Safe to offer: it is computed from what was typed alone, so it tells nobody whether a
    report exists.
    """
    found: dict[str, tuple[str, ...]] = {}
    for at, replaced in _near_misses(indexes):
        if _fits(replaced):
            offered = (*found.get(tokens[at], ()), words.WORDS[replaced[at]])
            found[tokens[at]] = tuple(dict.fromkeys(offered))
    return found


def _near_misses(indexes: tuple[int, ...]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield (place, numbers) with one word taken for a near one, or two words exchanged."""
    for at, index in enumerate(indexes):
        for near in words.nearest(words.WORDS[index], limits.RECEIPT_REPAIRS, most=1):
            yield at, (*indexes[:at], words.NUMBERS[near], *indexes[at + 1 :])
    for left, right in combinations(range(len(indexes)), 2):
        swapped = list(indexes)
        swapped[left], swapped[right] = swapped[right], swapped[left]
        yield left, tuple(swapped)
        yield right, tuple(swapped)
