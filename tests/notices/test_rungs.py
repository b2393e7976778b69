"""From a report that nobody answers to the mailboxes: the whole way, by real mail."""

from reporting.instance import write_file
from reporting.notices.courier import Courier
from reporting.notices.settings import NAME
from reporting.store.accounts import list_accounts
from reporting.watch.guard import Guard
from reporting.watch.pieces import take_turn
from reporting.watch.rungs import take_rungs
from tests.notices.test_faults import write_settings
from tests.notices.test_sending import bare

EXCLUDED = "north-reviewer-2"
READERS = {"north-lead-1", "north-lead-2", "north-reviewer-1", "north-reviewer-3"}
LEADS = {"north-lead-1", "north-lead-2"}


def give_everybody_an_address(post):
    """Give each account of an oversight body one."""
    with post.world.store.read() as connection:
        names = [row.username for row in list_accounts(connection) if row.body]
    for name in names:
        post.give_address(name, f"{name}@body.example")
    return names


class Minutes:
    """A watch that takes a turn when it is told to."""

    def __init__(self, post, mailbox):
        write_settings(post, *post.settings.servers)
        self.post, self.mailbox = post, mailbox
        self.guard = Guard(post.services, post.watch, lambda: post.world.clock().timestamp())

    def told(self, **later):
        """Take a turn after some time; return who has mail of it."""
        before = len(self.mailbox.mails)
        self.post.world.clock.advance(**later)
        take_turn(self.guard, (take_rungs, lambda turn: Courier(turn.services).turn()))
        return {mail.recipient.partition("@")[0] for mail in self.mailbox.mails[before:]}


def test_a_report_nobody_answers_reaches_those_who_can_open_it(mailboxes, make_post):
    """None when it comes, readers at 20 hours, leads and chairs at 24; nobody excluded at any."""
    mailbox = mailboxes()
    post = make_post(mailbox)
    give_everybody_an_address(post)
    watch = Minutes(post, mailbox)
    post.world.reporter().write_report()

    told = [watch.told(), watch.told(hours=19), watch.told(hours=1), watch.told(hours=4)]

    assert [set(), set(), READERS, LEADS | {"north-chair-1"}] == told
    assert EXCLUDED not in set().union(*told)
    assert 1 == len({bare(mail) for mail in mailbox.mails})


def test_an_answered_report_sends_nothing(mailboxes, make_post):
    """A person's message ends the ladder."""
    mailbox = mailboxes()
    post = make_post(mailbox)
    give_everybody_an_address(post)
    watch = Minutes(post, mailbox)
    post.world.reporter().write_report()
    reviewer = post.world.reviewer("north-reviewer-1")
    reviewer.acknowledge(reviewer.list_cases()[0], "We have read it, and will write again.")

    told = watch.told(hours=20) | watch.told(hours=4) | watch.told(hours=24)

    assert set() == told


def test_without_a_watch_file_the_notice_waits(mailboxes, make_post):
    """It leaves on the turn after mail was set up."""
    mailbox = mailboxes()
    post = make_post(mailbox)
    give_everybody_an_address(post)
    watch = Minutes(post, mailbox)
    path = post.world.folder / NAME
    written = path.read_bytes()
    path.unlink()
    post.world.reporter().write_report()

    before = watch.told(hours=20)
    write_file(path, written)
    after = watch.told(minutes=1)

    assert (set(), READERS) == (before, after)
