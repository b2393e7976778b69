"""The end of a turn: mail leaves, and the ping goes out only while all is well."""

import pytest

from reporting import limits
from reporting.instance import write_file
from reporting.notices.courier import Courier
from reporting.notices.settings import NAME
from tests.notices.conftest import ADDRESSES, ANNA
from tests.notices.test_faults import beat, write_settings

PING = "http://127.0.0.1:8099/alive"


@pytest.fixture
def pinged(monkeypatch):
    """Whom the courier pings; test_ping.py has the conversation itself."""
    asked: list[str] = []
    monkeypatch.setattr("reporting.notices.courier.ping", asked.append)
    return asked


@pytest.fixture
def mailbox(mailboxes):
    """A mail server."""
    return mailboxes()


@pytest.fixture
def post(make_post, mailbox):
    """A world with a watch file that names the mailbox and a ping."""
    made = make_post(mailbox)
    write_settings(made, *made.settings.servers)
    path = made.world.folder / NAME
    write_file(path, f'ping_url = "{PING}"\n'.encode() + path.read_bytes())
    return made


@pytest.fixture
def courier(post):
    """The end of every turn of the watch."""
    return Courier(post.services, lambda: 0.0)


def test_mail_leaves_and_then_the_ping(post, mailbox, courier, pinged):
    """As the watch file says."""
    post.put_slot(ANNA)
    beat(post)

    said = courier.turn()

    assert said is None
    assert [ADDRESSES[ANNA]] == [mail.recipient for mail in mailbox.mails]
    assert [PING] == pinged


def test_the_ping_stops_when_mail_does_not_leave(post, mailbox, courier, pinged):
    """And begins again once it does."""
    mailbox.manners.later = set(ADDRESSES.values())
    post.put_slot(ANNA)
    for _ in range(limits.ALARM_MINUTES + 1):
        beat(post)
        courier.turn()
        post.world.clock.advance(minutes=1)
    while_late = len(pinged)
    mailbox.manners.later = set()
    post.world.clock.advance(minutes=limits.ALARM_MINUTES)
    beat(post)
    courier.turn()

    assert limits.ALARM_MINUTES == while_late
    assert limits.ALARM_MINUTES + 1 == len(pinged)


def test_a_turn_without_a_heartbeat_does_not_ping(post, courier, pinged):
    """A watch that runs and cannot write is none."""
    courier.turn()
    beat(post)
    post.world.clock.advance(minutes=limits.ALARM_MINUTES)
    courier.turn()

    assert [] == pinged


def test_a_rung_that_has_not_left_stops_no_ping(post, mailbox, courier, pinged):
    """Who is pinged would learn that a report waits too long."""
    mailbox.manners.later = set(ADDRESSES.values())
    post.put(ANNA)
    post.world.clock.advance(hours=1)
    beat(post)

    courier.turn()

    assert [PING] == pinged


def test_a_mistake_in_the_watch_file_is_said_and_sends_nothing(post, mailbox, courier, pinged):
    """Until it is mended, which needs no new start; the notice is still there."""
    path = post.world.folder / NAME
    good = path.read_bytes()
    post.put_slot(ANNA)
    beat(post)
    write_file(path, b"slot = 8")

    said = courier.turn()
    write_file(path, good)
    mended = courier.turn()

    assert said is not None
    assert said.startswith("watch file: slot is 8")
    assert mended is None
    assert [ADDRESSES[ANNA]] == [mail.recipient for mail in mailbox.mails]
    assert [PING] == pinged
