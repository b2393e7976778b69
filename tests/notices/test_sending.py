"""What becomes of notices: sent once, tried again by rule, and never telling why."""

import logging
import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from reporting import limits
from reporting.notices.settings import WatchSettings
from tests.notices.conftest import ADDRESSES, ANNA, BEN
from tests.support.dump import read_all
from tests.support.journey import ANSWERS
from tests.support.mailbox import open_mailbox

VARYING = re.compile(rb"^(To|Date|Message-ID): .*\r\n", re.MULTILINE)


def recipients(mailbox):
    """Return to whom mails came."""
    return [mail.recipient for mail in mailbox.mails]


def bare(mail):
    """Return a mail without what may differ."""
    assert 3 == len(VARYING.findall(mail.content))
    return VARYING.sub(b"", mail.content)


def test_everybody_on_duty_gets_one_mail(mailboxes, make_post):
    """And then no row is left of it."""
    mailbox = mailboxes()
    post = make_post(mailbox)
    post.put_slot(ANNA, BEN)

    post.turn()
    post.turn(minutes=1)

    assert set(ADDRESSES.values()) == set(recipients(mailbox))
    assert 2 == len(mailbox.mails)
    assert [] == post.rows()


def test_all_mails_are_equal_but_for_whom_and_when(mailboxes, make_post):
    """A slot's and a rung's, by day and by night, a first try and a fifth."""
    mailbox = mailboxes()
    post = make_post(mailbox)
    post.put_slot(ANNA, BEN)
    post.turn()
    post.put(BEN)
    post.turn(hours=15, seconds=17)
    mailbox.manners.later = {ADDRESSES[ANNA]}
    post.put(ANNA)
    for _ in range(4):
        post.turn(minutes=10)
    mailbox.manners.later = set()
    post.turn(minutes=15)

    assert 4 == len(mailbox.mails)
    assert 1 == len({bare(mail) for mail in mailbox.mails})
    lengths = {len(mail.content) - len(mail.recipient) for mail in mailbox.mails}
    assert 1 == len(lengths)
    assert {"00"} == {mail.message["Date"].split()[4][-2:] for mail in mailbox.mails}
    assert 4 == len({mail.message["Message-ID"] for mail in mailbox.mails})


def test_a_mail_has_these_headers_and_no_other(mailboxes, make_post):
    """None tells a program, a version or a machine."""
    mailbox = mailboxes()
    post = make_post(mailbox)
    post.put_slot(ANNA)

    post.turn()

    [mail] = mailbox.mails
    assert [
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted",
        "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
    ] == mail.message.keys()  # fmt: skip
    assert re.fullmatch(r"<[0-9a-f]{32}@oversight\.example>", mail.message["Message-ID"])


def test_slot_mails_are_the_same_with_and_without_a_report(mailboxes, make_post, make_world):
    """Neither their number nor their recipients nor their bytes tell that one came."""
    came = []
    for with_report in (False, True):
        mailbox, world = mailboxes(), make_world()
        post = make_post(mailbox, world=world)
        if with_report:
            world.reporter().write_report()
        post.put_slot(ANNA, BEN)
        post.turn()
        came.append(
            sorted((mail.recipient, bare(mail), mail.message["Date"]) for mail in mailbox.mails)
        )

    assert came[0] == came[1]


def test_a_reporter_is_never_written_to(mailboxes, make_post):
    """A report writes no notice, and an address in it stays in it."""
    mailbox = mailboxes()
    post = make_post(mailbox)
    reporter = post.world.reporter()

    words = reporter.write_report({**ANSWERS, "story": "Write to canary@reporter.example"})
    reviewer = post.world.reviewer(ANNA)
    reviewer.acknowledge(reviewer.list_cases()[0], "We have read it.")
    reporter.return_with(words)
    post.turn(hours=1)

    assert ([], [], []) == (post.rows(), mailbox.mails, mailbox.asked)


def test_nothing_of_an_address_is_left_behind(mailboxes, make_post, caplog, capfd):
    """Not in a log, on a terminal or in any row, whether the mail left or not."""
    caplog.set_level(logging.DEBUG, "reporting")
    mailbox = mailboxes()
    post = make_post(mailbox)
    mailbox.manners.later, mailbox.manners.unknown = {ADDRESSES[ANNA]}, {ADDRESSES[BEN]}
    post.put_slot(ANNA, BEN)

    post.turn()
    mailbox.manners.later = set()
    post.turn(minutes=1)

    said = caplog.text + "".join(capfd.readouterr())
    rows = repr(read_all(post.world.store))
    for address in ADDRESSES.values():
        assert address not in said
        assert address not in rows
        assert address.partition("@")[0] + "@" not in said + rows
    assert [ADDRESSES[ANNA]] == recipients(mailbox)


def test_greylisting_is_outwaited(mailboxes, make_post):
    """Tried again after a minute, then two, four, eight; sent as soon as the server likes."""
    mailbox = mailboxes()
    post = make_post(mailbox)
    mailbox.manners.later = {ADDRESSES[ANNA]}
    post.put_slot(ANNA)

    for _ in range(16):
        post.turn(minutes=1)
    tried = len(mailbox.asked)
    mailbox.manners.later = set()
    post.turn(minutes=15)

    assert 5 == tried
    assert [ADDRESSES[ANNA]] == recipients(mailbox)


def test_a_crash_while_sending_sends_again_under_the_same_name(mailboxes, make_post, monkeypatch):
    """The row outlives the mail by one step, so that none is lost; the mailbox can tell."""
    mailbox = mailboxes()
    post = make_post(mailbox)
    post.put_slot(ANNA)
    with monkeypatch.context() as patched:
        patched.setattr(post.sender, "_remove", _die)
        with pytest.raises(KeyboardInterrupt):
            post.turn()

    post.turn(minutes=limits.NOTICE_LEASE_MINUTES - 1)
    before = len(mailbox.mails)
    post.turn(minutes=1)

    assert (1, 2) == (before, len(mailbox.mails))
    assert 1 == len({mail.message["Message-ID"] for mail in mailbox.mails})
    assert [] == post.rows()


def _die(_notice):
    raise KeyboardInterrupt


def test_the_second_server_is_asked_once_the_first_has_failed(mailboxes, make_post, certificate):
    """Not at the first failure: greylisting alone must not reach it."""
    first, second = mailboxes(), mailboxes()
    post = make_post(first, second)
    first.manners.later = {ADDRESSES[ANNA]}
    post.put_slot(ANNA)

    post.turn()
    after_one = len(second.mails)
    post.turn(minutes=1)

    assert (0, 1) == (after_one, len(second.mails))
    assert [] == post.rows()


def test_a_day_without_a_server_loses_nothing(make_post, certificate):
    """Slots come and go; when the server is back, each person gets one mail."""
    with open_mailbox(starttls=certificate.context) as mailbox:
        post = make_post(mailbox)
    for _ in range(6):
        post.put_slot(ANNA, BEN)
        for _ in range(16):
            post.turn(minutes=15)

    with open_mailbox(starttls=certificate.context, port=mailbox.port) as back:
        post.turn(minutes=15)

        assert sorted(ADDRESSES.values()) == sorted(recipients(back))
    assert [] == post.rows()


def test_a_server_that_is_away_is_asked_once_a_turn(mailboxes, make_post, monkeypatch):
    """However many notices wait, a turn waits for it once."""
    mailbox = mailboxes()
    mailbox.manners.slowness = 60
    monkeypatch.setattr(limits, "MAIL_WAIT_SECONDS", 0.2)
    post = make_post(mailbox)
    post.put_slot(ANNA, BEN)
    asked: list[int] = []
    monkeypatch.setattr("reporting.notices.sending.give_mail", _counting(asked))

    post.turn()

    assert 1 == len(asked)
    assert {1} == {row.tries for row in post.rows()}


def _counting(asked):
    from reporting.notices.smtp import give_mail

    def hand(*arguments):
        asked.append(1)
        return give_mail(*arguments)

    return hand


def test_one_refused_address_is_set_aside(mailboxes, make_post):
    """The others have their mail; this one is tried the next day and counts as nobody's delay."""
    mailbox = mailboxes()
    post = make_post(mailbox)
    mailbox.manners.unknown = {ADDRESSES[BEN]}
    post.put_slot(ANNA, BEN)

    post.turn()

    [row] = post.rows()
    assert (-1, post.minute + limits.REFUSED_WAIT) == (row.tries, row.next)
    mailbox.manners.unknown = set()
    post.turn(days=1)
    assert [ADDRESSES[ANNA], ADDRESSES[BEN]] == recipients(mailbox)
    assert [] == post.rows()


def test_a_server_that_refuses_everybody_is_at_fault_itself(mailboxes, make_post):
    """Then nothing is set aside, and the desk will say that mail does not leave."""
    mailbox = mailboxes()
    post = make_post(mailbox)
    mailbox.manners.unknown = set(ADDRESSES.values())
    post.put_slot(ANNA, BEN)

    post.turn()

    assert {1} == {row.tries for row in post.rows()}


def test_what_becomes_of_a_rung_changes_nothing_for_a_slot(mailboxes, make_post):
    """A rung's mail that was taken does not tell a server's fault from an address's."""
    mailbox = mailboxes()
    post = make_post(mailbox)
    mailbox.manners.unknown = {ADDRESSES[BEN]}
    post.put_slot(BEN)
    post.put(ANNA)

    post.turn()

    assert [ADDRESSES[ANNA]] == recipients(mailbox)
    assert {1} == {row.tries for row in post.rows()}


def test_a_turn_ends_in_time(mailboxes, make_post):
    """What could not be begun stays for the next turn after the lease, untried."""
    mailbox = mailboxes()
    post = make_post(mailbox)
    post.put_slot(ANNA, BEN)
    moments = iter([0.0, 1.0, limits.SENDING_SECONDS + 1.0])
    post.sender._steady = lambda: next(moments)

    post.turn()

    assert (1, 1) == (len(mailbox.mails), len(post.rows()))


def test_who_has_no_address_is_not_waited_for(mailboxes, make_post):
    """The row goes; who has none is told by name elsewhere."""
    mailbox = mailboxes()
    post = make_post(mailbox)
    post.put_slot("north-lead-1")

    post.turn()

    assert ([], []) == (mailbox.asked, post.rows())


def test_without_a_server_notices_are_kept_for_a_week(make_post):
    """They leave as soon as mail is set up."""
    post = make_post()
    post.put_slot(ANNA)

    post.turn(days=6)
    kept = len(post.rows())
    post.turn(days=1)

    assert (1, 0) == (kept, len(post.rows()))
    assert WatchSettings() == post.settings


@pytest.mark.postgresql
def test_two_watches_send_each_mail_once(mailboxes, make_post, make_postgresql_world):
    """On one database at the same moments, turn after turn, whoever is first."""
    mailbox, world = mailboxes(), make_postgresql_world()
    posts = [make_post(mailbox, world=world) for _ in range(2)]
    people = [*ADDRESSES, "north-lead-1", "north-lead-2", "south-lead-1", "south-lead-2"]
    for username in people[2:]:
        posts[0].give_address(username, f"{username}@body.example")
    for turn in range(5):
        posts[0].put_slot(*people)
        together = threading.Barrier(2)

        def send(post, together=together):
            together.wait(10)
            post.turn()

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(send, posts))

        assert len(people) * (turn + 1) == len(mailbox.mails)
        assert [] == posts[0].rows()
    assert len(mailbox.mails) == len({mail.message["Message-ID"] for mail in mailbox.mails})
