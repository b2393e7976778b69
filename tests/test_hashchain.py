"""Hash chains: whatever is taken out, put in twice or put elsewhere is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting import primitives
from reporting.errors import CannotOpen
from reporting.hashchain import Entry, Head, head_from_bytes, head_to_bytes, read_entries
from reporting.problems import GAP, MISSING, UNREADABLE, UNSIGNED

CONTENTS = st.lists(st.binary(min_size=1, max_size=4), min_size=1, max_size=6)


def chain_of(contents):
    """Return the entries of a chain, and its head."""
    head, entries = Head(), []
    for content in contents:
        digest = primitives.digest("event-previous", head.last, content)
        entries.append(Entry(content, head.count, head.last, digest, genuine=True))
        head = head.after(digest)
    return entries, head


def read(entries, head):
    """Read entries as if each were a row of the database."""
    rows = [(at, b"") for at in range(len(entries))]
    return read_entries(rows, lambda at, _box: entries[at], lambda: head)


@given(CONTENTS, st.randoms(use_true_random=False))
def test_a_whole_chain_is_read_in_its_order_however_its_rows_lie(contents, random):
    """The database keeps no order; each entry says its own."""
    entries, head = chain_of(contents)
    random.shuffle(entries)

    assert (tuple(contents), frozenset()) == read(entries, head)


@given(CONTENTS, st.data())
def test_an_entry_taken_out_is_told(contents, data):
    """Also the newest, which nothing but the head counts."""
    entries, head = chain_of(contents)
    del entries[data.draw(st.integers(0, len(entries) - 1))]

    _, problems = read(entries, head)

    assert problems & {GAP, MISSING}


@given(CONTENTS, st.data())
def test_an_entry_put_in_twice_is_told(contents, data):
    """The second does not follow the first."""
    entries, head = chain_of(contents)
    entries.append(entries[data.draw(st.integers(0, len(entries) - 1))])

    _, problems = read(entries, head)

    assert GAP in problems


@given(CONTENTS, CONTENTS)
def test_the_head_of_another_chain_does_not_fit(contents, other):
    """Whole entries under a head that names others."""
    entries, head = chain_of(contents)
    _, foreign = chain_of(other)

    _, problems = read(entries, foreign)

    assert (head != foreign) == (MISSING in problems)


def test_what_somebody_else_signed_is_left_out_and_told():
    """The others stay, in their order."""
    entries, head = chain_of([b"a", b"b", b"c"])
    forged = Entry(b"b", 1, entries[1].previous, entries[1].digest, genuine=False)

    read_contents, problems = read([entries[0], forged, entries[2]], head)

    assert (b"a", b"c") == read_contents
    assert {UNSIGNED} == problems


def test_what_does_not_open_is_told():
    """Entries and head; nothing is raised to whoever reads."""

    def refuse(*_args):
        raise CannotOpen

    assert ((), frozenset({UNREADABLE, MISSING})) == read_entries([(1, b"")], refuse, refuse)


def test_a_head_is_written_and_read():
    """As the same bytes each time; a count that is no number is refused."""
    head = Head(3, bytes(range(32)))

    assert head == head_from_bytes(head_to_bytes(head))
    with pytest.raises(CannotOpen):
        head_from_bytes(head_to_bytes(head).replace(b"3", b'"3"'))
