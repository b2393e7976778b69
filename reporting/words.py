"""The EFF long word list: numbers, spellings and the nearest words to a misspelt one.

A word's number is its place in the list, 0 to 7,775. The list is CC BY 3.0 US by the Electronic
Frontier Foundation (data/README.md) and never changes: every receipt is read with it.
"""

from importlib import resources

MOST_SLIPS = 2  # a typing mistake or two; more would offer words at random
SHORT = 4  # in words this short, two slips are half the word


def _load(name: str) -> list[list[str]]:
    listed = resources.files("reporting").joinpath(f"data/{name}")
    return [line.split() for line in listed.read_text("ascii").splitlines()]


def _letters(word: str) -> int:
    """Return a bit for each letter that occurs: a sieve that costs one operation a word."""
    mask = 0
    for letter in word:
        mask |= 1 << (ord(letter) & 31)
    return mask


WORDS = tuple(word for _dice, word in _load("eff_large_wordlist.txt"))
NUMBERS = {word: number for number, word in enumerate(WORDS)}

# Words that could hurt somebody who has just told of racism. They are read, and never handed out.
NEVER_DRAWN = frozenset(NUMBERS[word] for (word,) in _load("never_drawn.txt"))

# The four hyphenated words are also read without their hyphen and in two parts. "yoyo" is a
# word of its own as well, so one spelling may stand for two numbers; the checksum decides.
_HYPHENATED = tuple(word for word in WORDS if "-" in word)
PAIRS = {tuple(word.split("-")): word for word in _HYPHENATED}
_UNHYPHENATED = {word.replace("-", ""): word for word in _HYPHENATED}
_SIEVE = tuple((word, word.replace("-", ""), _letters(word.replace("-", ""))) for word in WORDS)


def numbers_of(word: str) -> tuple[int, ...]:
    """Return the numbers that the lower-case `word` may stand for, the likeliest first.

    Empty where the list does not hold it.
    """
    spellings = (word, _UNHYPHENATED.get(word))
    return tuple(NUMBERS[spelling] for spelling in spellings if spelling in NUMBERS)


def slips(left: str, right: str, most: int) -> int:
    """Return how many letters were missed, added, changed or swapped; `most` + 1 if more.

    This is the optimal string alignment distance, left as soon as it cannot stay within `most`.
    """
    before, row = [0], list(range(len(right) + 1))
    for i, letter in enumerate(left, 1):
        before, above, row = row, before, [i]
        for j, other in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == right[j - 2] and other == left[i - 2]:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def nearest(word: str, count: int, most: int = MOST_SLIPS) -> tuple[str, ...]:
    """Return up to `count` other words of the list within `most` slips of `word`, nearest first.

    Nothing is cached: what people type is part of a receipt and must not stay in memory.
    """
    typed = word.replace("-", "")
    most = 1 if len(typed) <= SHORT else most
    mask, found = _letters(typed), []
    for listed, letters, its_mask in _SIEVE:
        if abs(len(letters) - len(typed)) > most or (mask ^ its_mask).bit_count() > 2 * most:
            continue
        distance = slips(typed, letters, most)
        if distance <= most and listed != word:
            found.append((distance, letters[0] != typed[0], listed))
    return tuple(listed for _, _, listed in sorted(found)[:count])
