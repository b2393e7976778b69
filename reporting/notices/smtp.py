"""One conversation with one mail server: certificates checked, every wait bounded."""

import smtplib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum

from reporting import limits
from reporting.notices.address import domain_of
from reporting.notices.settings import MailServer

_READY = 220
_FOR_GOOD = 500


class Outcome(Enum):
    """What became of one mail."""

    SENT = "sent"
    LATER = "later"  # this one was put off, as by greylisting
    REFUSED = "refused"  # this address was refused for good
    AWAY = "away"  # the server takes no mail from us, whomever to


def give_mail(server: MailServer, sender: str, recipient: str, mail: bytes) -> Outcome:
    """Give one mail to `server`; whatever goes wrong is an outcome, and is written nowhere."""
    try:
        with _connected(server, domain_of(sender)) as connection:
            connection.sendmail(sender, [recipient], mail)
    except smtplib.SMTPRecipientsRefused as error:
        code, _ = error.recipients[recipient]
        return Outcome.REFUSED if code >= _FOR_GOOD else Outcome.LATER
    except smtplib.SMTPDataError as error:
        # Some servers look for the mailbox only now; others dislike what we send to anybody.
        return Outcome.REFUSED if error.smtp_code >= _FOR_GOOD else Outcome.LATER
    except (smtplib.SMTPException, OSError, ValueError):
        return Outcome.AWAY
    return Outcome.SENT


@contextmanager
def _connected(server: MailServer, name: str) -> Iterator[smtplib.SMTP]:
    """Give a connection that is encrypted and signed in; it ends, come what may, in time."""
    connection = _Conversation(server, name)
    # A time-out bounds each wait; one who sends a byte now and then would hold us all the same.
    ending = threading.Timer(limits.MAIL_SECONDS, connection.cut)
    ending.daemon = True
    ending.start()
    try:
        connection.begin()
        yield connection
        with suppress(smtplib.SMTPException, OSError):
            connection.quit()  # the mail has been taken by now, whatever is said to this
    finally:
        ending.cancel()
        connection.close()


class _Conversation(smtplib.SMTP):
    """Presents itself by the sender's domain: the name of the machine is nobody's business."""

    def __init__(self, server: MailServer, name: str) -> None:
        super().__init__(local_hostname=name, timeout=limits.MAIL_WAIT_SECONDS)
        self._server = server
        self._cord: socket.socket | None = None

    def begin(self) -> None:
        """Connect, encrypt and sign in, or raise one of the errors of the library."""
        server = self._server
        self._host = server.host  # what a certificate has to be for
        code, words = self.connect(server.host, server.port)
        if code != _READY:
            raise smtplib.SMTPConnectError(code, words)
        if server.security == "starttls":
            self.starttls(context=server.make_context())
        if server.username:
            self.login(server.username, server.password)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = socket.create_connection((host, port), timeout)
        self._cord = plain.dup()  # ends the connection whatever is wrapped round it by then
        if self._server.security != "tls":
            return plain
        return self._server.make_context().wrap_socket(plain, server_hostname=host)

    def cut(self) -> None:
        """End the connection from another thread."""
        cord = self._cord
        if cord is not None:
            with suppress(OSError):
                cord.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Let go of everything."""
        super().close()
        if self._cord is not None:
            self._cord.close()
