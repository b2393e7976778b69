"""Receipts under random spelling, random mistakes and random text."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting import limits, words
from reporting.errors import ReceiptMistyped
from reporting.receipt import Receipt, checksum_of, new_receipt, read_receipt
from reporting.words import NEVER_DRAWN

SEPARATORS = [" ", "  ", "\n", "-", ", ", ". ", "\t", " – ", "·", "\u00a0"]
ZEROS = "0٠۰०০０"
seven_numbers = st.tuples(*[st.integers(0, 7775)] * limits.RECEIPT_RANDOM_WORDS)
receipts = seven_numbers.map(lambda seven: Receipt((*seven, checksum_of(seven))))


def in_script(number, zero):
    """Write the digits of `number` in the script whose zero is `zero`."""
    return "".join(chr(ord(zero) + int(digit)) for digit in number)


@st.composite
def spellings(draw, receipt):
    """Write each word in some case, with or without its hyphen, or as its number."""
    text = ""
    for word, number in zip(receipt.words, receipt.numbers, strict=True):
        joint = draw(st.sampled_from(["-", " ", ""] if "-" in word else ["-"]))
        ways = [word, word.upper(), word.title(), word.replace("-", joint)]
        way = draw(st.sampled_from([*ways, in_script(number, draw(st.sampled_from(ZEROS)))]))
        text += way + draw(st.sampled_from(SEPARATORS))
    return text


@given(st.data(), receipts)
def test_any_case_spacing_hyphens_and_digits_read_the_same(data, receipt):
    """However the eight words are written down, they come back as the same receipt."""
    text = data.draw(spellings(receipt))

    assert receipt == read_receipt(text)


@given(st.text(max_size=2_000))
def test_no_text_raises_anything_but_the_sentence(text):
    """Whatever is pasted into the field, the answer is ReceiptMistyped (90 bits)."""
    with pytest.raises(ReceiptMistyped) as raised:
        read_receipt(text)

    assert raised.value.sentence.endswith(".")


def test_nearly_every_single_wrong_word_is_caught():
    """About one in 7,776 mistakes fits by chance; of 20,000 that is two or three, never ten."""
    chance = random.Random("one wrong word")  # noqa: S311 (a repeatable test, not a secret)
    missed = 0
    for _ in range(20_000):
        seven = tuple(chance.randrange(7776) for _ in range(7))
        indexes = [*seven, checksum_of(seven)]
        place = chance.randrange(8)
        indexes[place] = (indexes[place] + chance.randrange(1, 7776)) % 7776
        try:
            Receipt(tuple(indexes))
            missed += 1
        except ReceiptMistyped:
            continue

    assert missed < 10


@given(receipts, st.data())
def test_one_slip_in_a_word_offers_that_word_or_is_caught(receipt, data):
    """A letter left out of a long word: the word itself is among the nearest."""
    place = data.draw(st.integers(0, 7))
    word = receipt.words[place]
    at = data.draw(st.integers(0, len(word) - 1))
    slipped = word[:at] + word[at + 1 :]

    near = words.nearest(slipped.replace("-", ""), len(words.WORDS))

    assert word in near or slipped in words.NUMBERS or slipped == word.replace("-", "")


@pytest.mark.parametrize(
    ("left", "right", "distance"),
    [("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("abc", "xyz", 3), ("", "ab", 2)],
)
def test_slips_are_counted_as_people_make_them(left, right, distance):
    """A swap of neighbours is one slip; more than asked for is one more than asked for."""
    assert distance == words.slips(left, right, 3)
    assert min(distance, 2) == words.slips(left, right, 1)


def test_the_random_words_hold_ninety_bits():
    """Design: guessing is out of reach without a slow hash."""
    assert 90.47 == pytest.approx(
        limits.RECEIPT_RANDOM_WORDS * math.log2(limits.WORDS_IN_LIST), abs=0.01
    )


def test_a_hundred_thousand_receipts_hold_no_repeat_and_every_word():
    """Receipts, locators' inputs and words are spread as evenly as chance spreads them."""
    made = [new_receipt() for _ in range(100_000)]

    assert 100_000 == len({receipt.entropy for receipt in made})
    kept = set(range(7776)) - NEVER_DRAWN
    assert kept == {index for receipt in made for index in receipt.indexes[:7]}
    # Each word is expected 90 times; one drawn unevenly (a modulo bias) would stand out.
    lowest = sum(index < 3888 for receipt in made for index in receipt.indexes[:7])
    expected = 700_000 * sum(index < 3888 for index in kept) / len(kept)
    assert lowest == pytest.approx(expected, abs=3_000)
