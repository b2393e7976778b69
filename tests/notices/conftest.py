"""Servers that speak SMTP on this machine, and a world whose people have addresses."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from reporting import clock
from reporting.identity import Identity
from reporting.ids import AccountId
from reporting.notices.contacts import seal_contact
from reporting.notices.outbox import Outbox
from reporting.notices.sending import Sender
from reporting.notices.settings import MailServer, WatchSettings
from reporting.store.accounts import find_account
from reporting.store.contacts import put_contact
from reporting.store.notices import NoticeRow, list_notices
from tests.support.certificates import Certificate, make_certificate
from tests.support.mailbox import HOST, Mailbox, open_mailbox
from tests.support.world import World

SENDER = "notices@oversight.example"


def server_at(mailbox: Mailbox, ca_file: Path | str, security: str = "starttls") -> MailServer:
    """Return how the watch file would name a mailbox."""
    login = mailbox.manners.login or (b"", b"")
    name, password = (part.decode() for part in login)
    return MailServer(HOST, mailbox.port, security, name, password, str(ca_file))


@pytest.fixture(scope="session")
def certificate(tmp_path_factory) -> Certificate:
    """A certificate for this machine."""
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def mailboxes(certificate) -> Iterator[Callable[..., Mailbox]]:
    """Call to start a mail server; it ends with the test."""
    with ExitStack() as stack:

        def start(**settings) -> Mailbox:
            settings = settings or {"starttls": certificate.context}
            return stack.enter_context(open_mailbox(**settings))

        yield start


@dataclass
class Post:
    """A world, its outbox, and what sends from it."""

    world: World
    settings: WatchSettings
    steady: float = 0.0

    def __post_init__(self) -> None:
        self.services = self.world.services("watch")
        self.watch: Identity = self.world.instance.load_watch()
        self.outbox = Outbox(self.watch)
        self.sender = Sender(self.services, self.watch, lambda: self.steady)

    @property
    def minute(self) -> int:
        """The present minute."""
        return clock.minute_of(self.world.clock())

    def account(self, username: str) -> AccountId:
        """Return the number of somebody's account."""
        with self.world.store.read() as connection:
            row = find_account(connection, username)
        assert row is not None
        return row.id

    def give_address(self, username: str, address: str) -> None:
        """Let somebody be written to."""
        box = seal_contact(self.watch.wrap_public, username, address)
        with self.world.store.write() as connection:
            put_contact(connection, self.account(username), box)

    def put_slot(self, *usernames: str) -> None:
        """Put what a slot puts now."""
        with self.world.store.write() as connection:
            self.outbox.put_slot(connection, map(self.account, usernames), self.minute)

    def put(self, *usernames: str) -> None:
        """Put what a rung puts now."""
        with self.world.store.write() as connection:
            self.outbox.put(connection, map(self.account, usernames), self.minute)

    def turn(self, **later: float) -> None:
        """Send what is due, after some time."""
        self.world.clock.advance(**later)
        self.sender.send_due(self.settings)

    def rows(self) -> list[NoticeRow]:
        """Return the notices that wait."""
        with self.world.store.read() as connection:
            return list_notices(connection)


ANNA, BEN = "north-reviewer-1", "north-reviewer-2"
ADDRESSES = {ANNA: "anna@north.example", BEN: "ben@north.example"}


@pytest.fixture
def make_post(make_world, certificate):
    """Call with mailboxes to get a world that sends by them; two people have addresses."""

    def make(*mailboxes: Mailbox, world: World | None = None) -> Post:
        servers = tuple(server_at(each, certificate.ca_file) for each in mailboxes)
        post = Post(world or make_world(), WatchSettings(SENDER if servers else "", servers))
        for username, address in ADDRESSES.items():
            post.give_address(username, address)
        return post

    return make
