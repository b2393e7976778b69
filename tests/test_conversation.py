"""The conversation: signed both ways, in order, and honest about what is missing."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting import conversation, primitives
from reporting.conversation import Conversation, Key, Saying
from reporting.errors import CannotOpen, TooLong
from reporting.ids import MessageId
from reporting.limits import MESSAGE_BYTES, MESSAGE_SIZES
from reporting.message import ACKNOWLEDGEMENT, MESSAGE
from reporting.problems import GAP, MISSING, UNREADABLE, UNSIGNED
from reporting.receipt import new_receipt
from reporting.sealing import OVERHEAD
from tests.support.cast import TODAY, Sent, make_cast, send


@dataclass
class Talk:
    """A report's conversation as the store would hold it."""

    sent: Sent
    status: bytes
    rows: list[tuple[MessageId, bytes]] = field(default_factory=list)

    @property
    def key(self) -> Key:
        """The conversation key as the reporter gets it."""
        deposit = self.sent.deposit
        return conversation.key_from_receipt(
            self.sent.receipt.keys(), deposit.header, deposit.wrapped
        )

    def keep(self, addition: conversation.Addition) -> None:
        """Store a message and the status that goes with it."""
        self.rows.append((addition.number, addition.box))
        self.status = addition.status

    def reporter_writes(self, text: str) -> None:
        """Add a message of the reporter."""
        seed = self.sent.receipt.keys().signing_seed
        self.keep(conversation.add_from_reporter(self.key, self.status, Saying(text), seed, TODAY))

    def reviewer_writes(self, text: str, name: str = "north-reviewer") -> None:
        """Add a message of a reviewer."""
        identity, account = self.sent.cast.identities[name], self.sent.cast.accounts[name]
        self.keep(
            conversation.add_from_reviewer(
                self.key, self.status, Saying(text), account, identity.signing_seed, TODAY, 6
            )
        )

    def read(self) -> Conversation:
        """Read it all."""
        public = primitives.signing_public(self.sent.receipt.keys().signing_seed)
        keys = self.sent.cast.rosters.signing_keys
        return conversation.read_conversation(self.key, self.status, self.rows, public, keys)


@pytest.fixture
def talk() -> Talk:
    """A report nobody has answered yet."""
    sent = send(make_cast())
    return Talk(sent, sent.deposit.status)


def test_the_first_answer_is_the_acknowledgement(talk: Talk) -> None:
    """A person's first message carries the hours it took; later ones do not."""
    talk.reviewer_writes("I have read it.")
    talk.reporter_writes("Thank you.")
    talk.reviewer_writes("I will ask.")

    rv = talk.read()

    assert ["I have read it.", "Thank you.", "I will ask."] == [m.text for m in rv.messages]
    assert [ACKNOWLEDGEMENT, MESSAGE, MESSAGE] == [m.kind for m in rv.messages]
    assert [6, None, None] == [m.bucket for m in rv.messages]
    assert (6, "reporter", 3) == (rv.status.acknowledged, rv.status.awaiting, rv.status.count)
    assert frozenset() == rv.problems


def test_order_in_the_store_does_not_matter(talk: Talk) -> None:
    """Rows come in any order; the signed sequence decides."""
    for text in ("one", "two", "three"):
        talk.reporter_writes(text)
    talk.rows.reverse()

    rv = talk.read()

    assert ["one", "two", "three"] == [m.text for m in rv.messages]
    assert frozenset() == rv.problems


def test_a_message_that_was_dropped_is_told(talk: Talk) -> None:
    """From the middle it leaves a gap; from the end the status misses it."""
    for text in ("one", "two", "three"):
        talk.reporter_writes(text)
    first, second, third = talk.rows

    talk.rows = [first, third]
    assert {GAP, MISSING} == talk.read().problems

    talk.rows = [first, second]
    assert {MISSING} == talk.read().problems


def test_a_message_that_was_altered_is_told(talk: Talk) -> None:
    """It cannot be shown, and the reader learns that one could not."""
    talk.reporter_writes("one")
    number, box = talk.rows[0]
    talk.rows = [(number, box[:-1] + bytes([box[-1] ^ 1]))]

    rv = talk.read()

    assert () == rv.messages
    assert {UNREADABLE, MISSING} == rv.problems


def test_a_message_by_somebody_outside_the_roster_is_not_shown(talk: Talk) -> None:
    """Who holds the receipt's keys still cannot write in a reviewer's name."""
    stranger = make_cast()
    account = talk.sent.cast.accounts["north-reviewer"]
    seed = stranger.identities["north-reviewer"].signing_seed
    talk.keep(
        conversation.add_from_reviewer(
            talk.key, talk.status, Saying("All is well."), account, seed, TODAY, 6
        )
    )

    rv = talk.read()

    assert () == rv.messages
    assert UNSIGNED in rv.problems


def test_a_row_moved_to_another_message_does_not_open(talk: Talk) -> None:
    """A message is bound to its own row."""
    talk.reporter_writes("one")
    talk.reporter_writes("two")
    (one, box_one), (two, box_two) = talk.rows
    talk.rows = [(one, box_two), (two, box_one)]

    assert {UNREADABLE, MISSING} == talk.read().problems


def test_another_receipt_opens_nothing(talk: Talk) -> None:
    """Only the words of this report open its conversation."""
    deposit = talk.sent.deposit

    with pytest.raises(CannotOpen):
        conversation.key_from_receipt(new_receipt().keys(), deposit.header, deposit.wrapped)


@given(st.text(max_size=1500))
def test_length_shows_only_as_one_of_two_sizes(text: str) -> None:
    """A message is 4 KiB or 16 KiB in the store, whatever it says."""
    sent = send(CAST)
    talk = Talk(sent, sent.deposit.status)

    talk.reporter_writes(text)

    assert len(talk.rows[0][1]) - OVERHEAD in MESSAGE_SIZES
    assert text == talk.read().messages[0].text


def test_the_longest_text_a_form_allows_fits(talk: Talk) -> None:
    """The limit in bytes leaves room for everything signed beside the text."""
    talk.reporter_writes("x" * MESSAGE_BYTES)

    assert MESSAGE_SIZES[1] + OVERHEAD == len(talk.rows[0][1])


def test_a_longer_text_is_refused_not_cut(talk: Talk) -> None:
    """What cannot be sealed whole raises TooLong."""
    with pytest.raises(TooLong):
        talk.reporter_writes("x" * MESSAGE_SIZES[1])


CAST = make_cast()
