"""What one person is asked opens to them, to the readers who hold its key, and to nobody else."""

from dataclasses import replace

import pytest

from reporting import clock, primitives
from reporting.errors import BadSignature, CannotOpen, TooLong
from reporting.identity import new_identity
from reporting.problems import GAP, MISSING, UNREADABLE, UNSIGNED
from reporting.referring.deposit import new_number, open_referral_key, purge_day
from reporting.referring.request import open_request, seal_request, withdraw
from reporting.referring.word import (
    TO_ASKED,
    Word,
    add_word,
    read_words,
)
from reporting.serves import INTERPRETER
from tests.support.asked import DAY, EXPIRY, NAMES, TEXT, Asked


@pytest.fixture(scope="module")
def asked():
    """Four people who could be asked."""
    return Asked()


def opens(asked, name, deposit):
    """Return the key that somebody's row gives."""
    account = asked.accounts[name]
    unwrapper = asked.people[name].unwrapper
    return open_referral_key(unwrapper, account, deposit.number, deposit.stanzas[account])


@pytest.mark.parametrize("name", NAMES)
def test_only_who_is_asked_opens_it(asked, name):
    """Everybody else's row is a decoy of the same length."""
    request = asked.request(name)
    key, deposit = asked.seal(request)

    assert [key if one == name else None for one in NAMES] == [
        opens(asked, one, deposit) for one in NAMES
    ]
    assert {2560} == {len(row) for row in deposit.stanzas.values()}
    assert request == open_request(key, deposit.number, deposit.box, asked.readers)


def test_whoever_is_asked_the_shape_is_one(asked):
    """Neither the kind, the person nor the words show in any length."""
    short, long = asked.request(text="x"), asked.request("interpreter", kind=INTERPRETER)
    shapes = {
        (len(d.box), len(d.status), tuple(len(row) for row in d.stanzas.values()))
        for _, d in (asked.seal(short), asked.seal(replace(long, text=TEXT * 100)))
    }

    assert 1 == len(shapes)


def test_a_row_opens_in_its_own_referral_alone(asked):
    """Copied to another number it is a decoy."""
    _, deposit = asked.seal(asked.request())

    account = asked.accounts["audit"]
    row, unwrapper = deposit.stanzas[account], asked.people["audit"].unwrapper

    assert open_referral_key(unwrapper, account, new_number(), row) is None


def test_what_no_reader_signed_is_refused(asked):
    """Whoever holds the key can still not ask in the body's name."""
    request = asked.request()
    key, deposit = asked.seal(request)
    forged = seal_request(key, request, new_identity().signer)

    with pytest.raises(BadSignature):
        open_request(key, deposit.number, forged, asked.readers)
    with pytest.raises(BadSignature):
        open_request(key, deposit.number, deposit.box, {})


def test_what_is_withdrawn_has_no_word_left(asked):
    """Only that it was withdrawn."""
    request = asked.request()
    key, deposit = asked.seal(request)
    box = seal_request(key, withdraw(request, asked.reading, DAY + 1), asked.reader.signer)

    found = open_request(key, deposit.number, box, asked.readers)

    assert (True, "", "") == (found.withdrawn, found.text, found.asked)
    assert len(box) == len(deposit.box)


def test_a_summary_too_long_is_refused(asked):
    """With the error that pages know how to say."""
    with pytest.raises(TooLong):
        asked.seal(asked.request(text="x" * 17_000))


def chain(asked, request, key, status, *words):
    """Add words in their order; return the rows and the last status."""
    rows = []
    for word, signer in words:
        new = add_word(key, status, word, signer)
        rows.append((new.number, new.box))
        status = new.status
    return rows, status


@pytest.fixture
def exchange(asked):
    """A request, its key, two words and the status after them."""
    request = asked.request()
    key, deposit = asked.seal(request)
    back = Word(request.referral, 0, b"", TO_ASKED, "By when?", asked.reading, DAY + 2)
    rows, status = chain(
        asked, request, key, deposit.status,
        (asked.word(request), asked.people["audit"].signer), (back, asked.reader.signer),
    )  # fmt: skip
    return request, key, rows, status


def read(asked, exchange, rows=None, status=None):
    """Read the words of an exchange."""
    request, key, all_rows, last = exchange
    rows = all_rows if rows is None else rows
    return read_words(key, request.referral, status or last, rows, asked.signers())


def test_words_go_both_ways_in_order(asked, exchange):
    """Signed by the two sides, whatever order they lie in."""
    found = read(asked, exchange, exchange[2][::-1])

    assert ["We will train the team.", "By when?"] == [word.text for word in found.words]
    assert frozenset() == found.problems


def test_a_dropped_word_is_told(asked, exchange):
    """The first leaves a gap, the last is missing."""
    rows = exchange[2]

    assert GAP in read(asked, exchange, rows[1:]).problems
    assert {MISSING} == read(asked, exchange, rows[:1]).problems


def test_an_altered_word_is_told(asked, exchange):
    """It is left out, and whoever reads is told."""
    (number, box), *others = exchange[2]
    altered = box[:-1] + bytes([box[-1] ^ 1])

    found = read(asked, exchange, [(number, altered), *others])

    assert UNREADABLE in found.problems
    assert ["By when?"] == [word.text for word in found.words]


def test_nobody_answers_for_somebody_else(asked):
    """An owner who learnt a key, or another one of the list, cannot answer in their place."""
    request = asked.request()
    key, deposit = asked.seal(request)
    word = asked.word(request)
    as_audit = add_word(key, deposit.status, word, asked.people["chief"].signer)
    as_chief = add_word(
        key, deposit.status, replace(word, signer=asked.accounts["chief"]),
        asked.people["chief"].signer,
    )  # fmt: skip

    for new in (as_audit, as_chief):
        found = read_words(
            key, request.referral, new.status, [(new.number, new.box)], asked.signers()
        )
        assert ((), frozenset({UNSIGNED})) == (found.words, found.problems)


def test_it_goes_in_the_month_after_its_case():
    """On the day of many, so that it joins no two rows."""
    days = {purge_day(day) for day in range(EXPIRY, EXPIRY + 20)}

    assert len(days) <= 2
    assert all(1 == clock.date_of_day(day).day for day in days)
    assert all(day < purge_day(day) <= day + 31 for day in range(20_000, 20_400))


def test_another_key_opens_nothing(asked):
    """As everywhere."""
    _, deposit = asked.seal(asked.request())

    with pytest.raises(CannotOpen):
        open_request(primitives.random_bytes(32), deposit.number, deposit.box, asked.readers)
