"""Attack 11: somebody guesses the words of a receipt, or finds them in the database."""

import math

import pytest

from reporting import limits
from reporting.receipt import new_receipt, read_receipt
from reporting.words import WORDS
from tests.support.dump import database_files, read_all

RECEIPTS = 100_000


def test_a_receipt_has_ninety_random_bits():
    """Seven words of a list of 7,776; at a million guesses a second, that is 10^13 years."""
    bits = limits.RECEIPT_RANDOM_WORDS * math.log2(len(set(WORDS)))

    assert 90 <= bits


@pytest.mark.slow
def test_no_receipt_comes_twice():
    """A generator with too few states would repeat itself."""
    receipts = {new_receipt().entropy for _ in range(RECEIPTS)}

    assert RECEIPTS == len(receipts)


def test_the_database_holds_no_receipt(world):
    """The words, their numbers, their entropy and the keys they give are in no file."""
    words = world.reporter().write_report()
    world.reporter().return_with(words)

    receipt = read_receipt(words)
    keys = receipt.keys()
    secrets = [receipt.entropy, keys.access_key, keys.signing_seed, keys.leaf_secret]
    for sign in " -":
        secrets += [sign.join(receipt.words).encode(), sign.join(receipt.numbers).encode()]
    for data in database_files(world).values():
        assert [] == [secret for secret in secrets if secret in data]
    assert [keys.locator] == [row["locator"] for row in read_all(world.store)["report"]]


def test_a_wrong_word_is_told_with_the_right_one(world):
    """The checksum finds a mistyped word, and the nearest words of the list are offered."""
    words = world.reporter().write_report().split()
    reporter = world.reporter()

    typed = [words[0] + "x", *words[1:]]
    page = reporter.return_with(" ".join(typed))

    assert 400 == page.status
    assert words[0] in page.text
    assert "not in our list" in " ".join(page.errors)


def test_words_open_whatever_way_they_are_written(world):
    """Capital letters, hyphens, line breaks and numbers are the same receipt."""
    words = world.reporter().write_report()
    receipt = read_receipt(words)

    ways = [
        words.upper(),
        words.replace(" ", "-"),
        "\n".join(receipt.words),
        *[" ".join(receipt.numbers), ", ".join(receipt.words)],
    ]

    for way in ways:
        assert "/en/conversation" == world.reporter().return_with(way).address
