"""A mail server on this machine that keeps what it is given: real SMTP, plain or encrypted.

    with open_mailbox(tls=certificate) as mailbox:
        ...                                  # a mail is sent to 127.0.0.1:mailbox.port
        mailbox.mails[0].recipient

It answers as `Manners` say: it can ask to come back later, refuse an address, be slow, or take
nothing at all. It writes nothing to a file.
"""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.support.postgresql import free_port

HOST = "127.0.0.1"
LATER = "451 4.7.1 Please come back later"
UNKNOWN = "550 5.1.1 Nobody of this name is here"
TAKEN = "250 2.0.0 Taken"


@dataclass(frozen=True)
class Mail:
    """One mail as it came in: who it was said to be for, and its bytes."""

    sender: str
    recipient: str
    content: bytes
    helo: str
    encrypted: bool

    @property
    def message(self) -> EmailMessage:
        """The mail, parsed."""
        return message_from_bytes(self.content, policy=policy.default)


@dataclass
class Manners:
    """How the server answers; a test changes this while it runs."""

    later: set[str] = field(default_factory=set)  # recipients put off, as by greylisting
    unknown: set[str] = field(default_factory=set)  # recipients refused for good
    at_the_end: str = TAKEN  # what is answered to the mail itself
    slowness: float = 0.0  # seconds before a recipient is answered
    login: tuple[bytes, bytes] | None = None  # asked for, where there is one


class _Handler:
    def __init__(self, mailbox: "Mailbox") -> None:
        self._mailbox = mailbox

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _server: SMTP, session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        manners = self._mailbox.manners
        await asyncio.sleep(manners.slowness)
        if manners.login is not None and not session.authenticated:
            return "530 5.7.0 Please sign in first"
        self._mailbox.asked.append(address)
        if address in manners.unknown:
            return UNKNOWN
        if address in manners.later:
            return LATER
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Known"

    async def handle_DATA(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        answer = self._mailbox.manners.at_the_end
        if answer == TAKEN:
            content = envelope.content
            assert isinstance(content, bytes)
            assert server.transport is not None
            self._mailbox.mails.extend(
                Mail(
                    str(envelope.mail_from),
                    address,
                    content,
                    str(session.host_name),
                    server.transport.get_extra_info("ssl_object") is not None,
                )
                for address in envelope.rcpt_tos
            )
        return answer


@dataclass
class Mailbox:
    """What came in, who was asked for, and how the server behaves; `port` where it listens."""

    port: int
    mails: list[Mail] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    manners: Manners = field(default_factory=Manners)

    def authenticate(
        self, _server: Any, _session: Any, _envelope: Any, _how: Any, data: Any
    ) -> Any:
        """Say whether a login is the one that is asked for."""
        return AuthResult(success=(data.login, data.password) == self.manners.login, handled=False)


@contextmanager
def open_mailbox(
    *,
    tls: ssl.SSLContext | None = None,
    starttls: ssl.SSLContext | None = None,
    login: tuple[bytes, bytes] | None = None,
    port: int = 0,
) -> Iterator[Mailbox]:
    """Give a running mailbox; `tls` encrypts from the first byte, `starttls` on being asked."""
    mailbox = Mailbox(port or free_port(), manners=Manners(login=login))
    controller = Controller(
        _Handler(mailbox),
        hostname=HOST,
        port=mailbox.port,
        ssl_context=tls,
        tls_context=starttls,
        require_starttls=starttls is not None,
        authenticator=mailbox.authenticate,
        auth_require_tls=tls is None,
        ident="a mailbox",
        server_hostname="mailbox.example",
    )
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
