"""What a reporter may type and still be understood, and what they are told otherwise."""

import hashlib
import hmac
import json
import math
import re
from importlib import resources
from itertools import chain
from pathlib import Path

import pytest

from reporting import limits, words
from reporting import receipt as receipt_module
from reporting.errors import ReceiptMistyped
from reporting.receipt import Receipt, checksum_of, new_receipt, read_receipt

TESTS = Path(__file__).parent
DOCUMENT = (TESTS.parent / "docs" / "receipt.md").read_text("utf-8")
VECTORS = json.loads((TESTS / "vectors" / "receipt.json").read_text("utf-8"))
EXAMPLE = Receipt(tuple(VECTORS[0]["indexes"]))
HYPHENATED = Receipt(tuple(VECTORS[3]["indexes"]))


def labelled_hkdf(secret, use, size):
    """HKDF-SHA256 written out with hmac alone, to check the library's answer by another way."""
    pseudorandom = hmac.digest(bytes(32), secret, "sha256")
    return hmac.digest(pseudorandom, f"reporting/{use}/1".encode() + b"\x01", "sha256")[:size]


def refused(text):
    """Return the error that reading `text` raises."""
    with pytest.raises(ReceiptMistyped) as raised:
        read_receipt(text)
    return raised.value


def test_the_list_is_the_published_one_unaltered():
    """Every receipt ever handed out is read with this list, so not one byte may change."""
    raw = resources.files("reporting").joinpath("data/eff_large_wordlist.txt").read_bytes()

    digest = hashlib.sha256(raw).hexdigest()

    assert "addd35536511597a02fa0a9ff1e5284677b8883b83e986e43f15a3db996b903e" == digest
    assert digest in (TESTS.parent / "reporting" / "data" / "README.md").read_text("utf-8")


def test_the_list_has_the_size_the_entropy_is_computed_from():
    """7,776 different words, the hyphenated ones known by name."""
    assert 7776 == limits.WORDS_IN_LIST == len(words.WORDS) == len(set(words.WORDS))
    assert ["drop-down", "felt-tip", "t-shirt", "yo-yo"] == [w for w in words.WORDS if "-" in w]
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)?", word) for word in words.WORDS)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_vectors_hold_by_an_independent_computation(vector):
    """Words, checksum and keys follow the specification, not just this implementation."""
    entropy = bytes.fromhex(vector["entropy"])
    label = b"reporting/receipt-checksum/1"
    hashed = hashlib.sha256(
        len(label).to_bytes(8, "big") + label + (14).to_bytes(8, "big") + entropy
    )

    receipt = Receipt(tuple(vector["indexes"]))
    keys = receipt.keys()

    assert int(hashed.hexdigest(), 16) % 7776 == vector["checksum"] == receipt.indexes[7]
    assert entropy == receipt.entropy
    assert tuple(vector["words"]) == receipt.words
    assert tuple(vector["numbers"]) == receipt.numbers
    assert vector["locator"] == keys.locator.hex()
    assert vector["access_key"] == keys.access_key.hex()
    assert vector["signing_seed"] == keys.signing_seed.hex()
    assert vector["leaf_secret"] == keys.leaf_secret.hex()
    assert labelled_hkdf(entropy, "receipt/locator", 16) == keys.locator
    assert labelled_hkdf(entropy, "receipt/access", 32) == keys.access_key
    assert labelled_hkdf(entropy, "receipt/signing", 32) == keys.signing_seed
    assert labelled_hkdf(entropy, "receipt/leaf", 32) == keys.leaf_secret


def test_the_document_shows_this_example():
    """docs/receipt.md is the specification; its numbers are those of the first vector."""
    for value in ("locator", "access_key", "signing_seed", "leaf_secret"):
        assert f"`{VECTORS[0][value]}`" in DOCUMENT
    assert " ".join(EXAMPLE.words) in DOCUMENT
    assert " ".join(EXAMPLE.numbers) in DOCUMENT


def test_every_spelling_in_the_document_reads_as_the_example():
    """The second block of the document lists ways to write one receipt."""
    block = DOCUMENT.split("```")[3]

    spellings = block.strip().splitlines()

    assert 6 == len(spellings)
    assert [EXAMPLE] * 6 == [read_receipt(spelling) for spelling in spellings]


@pytest.mark.parametrize(
    "text",
    [
        "drop-down felt-tip t-shirt yo-yo yoyo shirt omen {last}",
        "dropdown felttip tshirt yoyo yoyo shirt omen {last}",
        "drop down felt tip t shirt yo yo yoyo shirt omen {last}",
        "Drop‑Down, Felt–Tip, T-Shirt,\nYO-YO. Yoyo; shirt / omen + {last}",
        "drop-down-felt-tip-t-shirt-yo-yo-yoyo-shirt-omen-{last}",
    ],
)
def test_hyphenated_words_are_read_with_without_and_split_at_the_hyphen(text):
    """Also "yoyo", which is a word of its own: the checksum says which one is meant."""
    assert HYPHENATED == read_receipt(text.format(last=HYPHENATED.words[7]))


@pytest.mark.parametrize(
    "text",
    [
        "cherub driver greedless motivate\u00ad pyromania skirmish un\u00adburned crumb",
        "\u2068cherub\u2069 driver greedless motivate pyromania \u200fskirmish unburned crumb",
        "ｃｈｅｒｕｂ driver greedless motivate pyromania skirmish unburned crumb",
        "CHERUB DRİVER GREEDLESS MOTİVATE PYROMANİA SKİRMİSH UNBURNED CRUMB",
        "chérub driver greedless motivate pyromania skirmish unburned crumb",
        "\n".join(map(" ".join, zip(EXAMPLE.words, EXAMPLE.numbers, strict=True))),
        "۱۰۰۰ ۲۰۰۰ ۳۰۰۰ ۴۰۰۰ ۵۰۰۰ ۶۰۰۰ ۷۰۰۰ ۱۴۴۲",
        "１０００ २००० ৩০০০ 4000 5000 6000 7000 1442",
    ],
    ids=["soft hyphen", "isolates", "wide", "Turkish", "accent", "both", "Persian", "mixed"],
)
def test_what_keyboards_and_pages_add_is_forgiven(text):
    """Invisible signs, wide letters, dotted capitals and digits of any script."""
    assert EXAMPLE == read_receipt(text)


def test_leading_zeros_may_be_left_out():
    """People write 0 for 0000."""
    seven = (0, 1, 22, 333, 4, 55, 666)
    receipt = Receipt((*seven, checksum_of(seven)))

    read = read_receipt(" ".join(str(index) for index in receipt.indexes))

    assert receipt == read


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Please enter the eight words of your receipt."),
        (" \n\t.,-- ", "Please enter the eight words of your receipt."),
        ("cherub", "A receipt has eight words; we read 1."),
        (" ".join(EXAMPLE.words[:7]), "A receipt has eight words; we read 7."),
        (" ".join((*EXAMPLE.words, "omen")), "A receipt has eight words; we read 9."),
    ],
)
def test_a_wrong_number_of_words_is_said_in_numbers(text, sentence):
    """A person who lost a word learns that it is a word that is missing."""
    assert sentence == refused(text).sentence


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("drivr", "driver"), ("dirver", "driver"), ("drivver", "driver"), ("diver", "driver")],
)
def test_a_misspelt_word_is_offered_its_nearest(typed, meant):
    """A letter missed, swapped or added: the right word is among the few offered."""
    error = refused(f"cherub {typed} greedless motivate pyromania skirmish unburned crumb")

    assert "Some of this is not in our list. Please check the spelling." == error.sentence
    assert meant in error.nearest[typed]
    assert limits.WORDS_OFFERED >= len(error.nearest[typed])


def test_numbers_outside_the_list_are_refused_without_suggestions():
    """7776 and beyond name no word, and neither does a run that cannot be cut into fours."""
    error = refused("7776 9999 12345 4000 5000 6000 7000 1442")

    assert error.sentence.startswith("Some of this is not in our list.")
    assert {} == error.nearest


def test_a_listed_word_one_slip_off_is_offered_the_word_that_fits():
    """A slip that makes another word of the list: the checksum knows which was meant."""
    seven = (*EXAMPLE.indexes[:6], words.NUMBERS["crate"])
    receipt = Receipt((*seven, checksum_of(seven)))

    error = refused(" ".join(receipt.words).replace("crate", "crane"))

    assert ("crate",) == error.nearest["crane"]


def test_two_words_exchanged_are_found():
    """The order matters, and whoever copied a column wrongly is told which two to look at."""
    cherub, driver, *rest = EXAMPLE.words

    error = refused(" ".join((driver, cherub, *rest)))

    assert ("driver",) == error.nearest["cherub"]
    assert ("cherub",) == error.nearest["driver"]


def test_too_much_text_is_refused_before_any_work(monkeypatch):
    """The cap comes first: nothing so much as splits a megabyte into words."""
    monkeypatch.setattr(receipt_module, "_read_tokens", lambda text: pytest.fail("was read"))

    error = refused("abzomen " * 1_000_000)

    assert "That is too long for a receipt" in error.sentence


def test_the_longest_hostile_text_searches_eight_words(monkeypatch):
    """Five hundred different words, each unknown, cost no more searches than a receipt."""
    searched: list[str] = []

    def nearest(word, _count):
        searched.append(word)
        return ()

    monkeypatch.setattr(words, "nearest", nearest)

    error = refused(" ".join(f"{chr(0x4E00 + place)}" for place in range(500)))

    assert error.sentence.startswith("A receipt has eight words; we read 500.")
    assert 8 == len(searched)


def test_sentences_never_repeat_what_was_typed():
    """A sentence may end in a log; the words of a receipt may not."""
    error = refused("cherub drivr greedless motivate pyromania skirmish unburned crumb")

    assert "drivr" not in str(error)
    assert "cherub" not in repr(error)


def test_neither_repr_shows_a_secret():
    """Tracebacks and test reports print reprs."""
    keys = EXAMPLE.keys()

    shown = repr(EXAMPLE) + repr(keys)

    assert "cherub" not in shown
    assert "1000" not in shown
    assert repr(keys.access_key) not in shown
    assert repr(keys.signing_seed) not in shown
    assert repr(keys.leaf_secret) not in shown


@pytest.mark.parametrize("indexes", [(), (0,) * 8, (0,) * 9, EXAMPLE.indexes[:7]])
def test_a_receipt_that_does_not_fit_cannot_exist(indexes):
    """Code that holds a Receipt never has to ask whether its checksum was looked at."""
    with pytest.raises(ReceiptMistyped):
        Receipt(indexes)


def test_a_new_receipt_reads_back():
    """What is shown is what is accepted."""
    receipt = new_receipt()

    assert receipt == read_receipt(" ".join(receipt.words))
    assert receipt == read_receipt(" ".join(receipt.numbers))


def test_no_word_that_could_hurt_is_handed_out(monkeypatch):
    """A draw with such a word is made again, and the word itself can still be read."""
    kind, unkind = iter([1, 2, 3, 4, 5, 6, 7]), words.NUMBERS["outsider"]
    draws = chain([unkind, 1, 2, 3, 4, 5, 6], kind)
    monkeypatch.setattr("reporting.receipt.secrets.randbelow", lambda _: next(draws))

    made = new_receipt()

    assert (1, 2, 3, 4, 5, 6, 7) == made.indexes[:7]
    drawn = (unkind, 1, 2, 3, 4, 5, 6)
    hurtful = Receipt((*drawn, checksum_of(drawn)))
    assert hurtful == read_receipt(" ".join(hurtful.words))


def test_what_is_never_drawn_costs_a_third_of_a_bit():
    """The list of such words stays so short that 90 bits remain."""
    kept = (1 - len(words.NEVER_DRAWN) / len(words.WORDS)) ** 8

    assert 90.1 < 7 * math.log2(len(words.WORDS)) + math.log2(kept)
