"""The conversation with a mail server: encrypted to the right one or not at all, and bounded."""

import socket
import threading
from contextlib import closing
from datetime import UTC, datetime

import pytest

from reporting import limits
from reporting.notices.mail import compose
from reporting.notices.settings import MailServer
from reporting.notices.smtp import Outcome, give_mail
from tests.notices.conftest import SENDER, server_at
from tests.support.certificates import make_certificate
from tests.support.mailbox import HOST, LATER

ANNA = "anna@north.example"
MAIL = compose(SENDER, ANNA, "0" * 32, datetime(2026, 5, 4, 8, tzinfo=UTC))
LOGIN = (b"the-watch", b"a password of the watch")


def hand(server):
    """Give the mail to a server."""
    return give_mail(server, SENDER, ANNA, MAIL)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_mail_arrives_encrypted_as_it_was_written(mailboxes, certificate, security):
    """Byte for byte, to one recipient, and the machine does not give its own name."""
    mailbox = mailboxes(**{security: certificate.context})

    outcome = hand(server_at(mailbox, certificate.ca_file, security))

    assert Outcome.SENT is outcome
    [mail] = mailbox.mails
    assert MAIL == mail.content
    assert (SENDER, ANNA, True) == (mail.sender, mail.recipient, mail.encrypted)
    assert "oversight.example" == mail.helo


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_login_is_given_encrypted(mailboxes, certificate, security):
    """A server that asks who we are is told; a wrong password is an outcome like any other."""
    mailbox = mailboxes(**{security: certificate.context}, login=LOGIN)
    right = server_at(mailbox, certificate.ca_file, security)
    wrong = MailServer(HOST, mailbox.port, security, "the-watch", "another", right.ca_file)

    outcomes = hand(wrong), hand(right)

    assert (Outcome.AWAY, Outcome.SENT) == outcomes


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("fault", ["authority", "name", "expired"])
def test_a_wrong_certificate_gets_no_mail(mailboxes, certificate, tmp_path, security, fault):
    """Signed by somebody else, for another host, or run out: nothing is said to that server."""
    host = "mail.example" if fault == "name" else HOST
    shown = make_certificate(tmp_path, host=host, days_ago=400 if fault == "expired" else 1)
    believed = certificate if fault == "authority" else shown
    mailbox = mailboxes(**{security: shown.context})

    outcome = hand(server_at(mailbox, believed.ca_file, security))

    assert Outcome.AWAY is outcome
    assert ([], []) == (mailbox.mails, mailbox.asked)


def test_a_server_that_cannot_encrypt_gets_no_mail(mailboxes, certificate):
    """Whoever cuts out the offer of STARTTLS reads nothing."""
    mailbox = mailboxes(port=0)

    outcome = hand(server_at(mailbox, certificate.ca_file, "starttls"))

    assert Outcome.AWAY is outcome
    assert ([], []) == (mailbox.mails, mailbox.asked)


def test_a_demo_may_send_in_clear_to_this_machine(mailboxes):
    """A mail catcher needs no certificate."""
    mailbox = mailboxes(port=0)

    outcome = hand(server_at(mailbox, "", "none"))

    assert Outcome.SENT is outcome
    assert [MAIL] == [mail.content for mail in mailbox.mails]


def test_greylisting_and_refusal_are_told_apart(mailboxes, certificate):
    """One is to be tried again soon; the other hardly ever."""
    mailbox = mailboxes()
    server = server_at(mailbox, certificate.ca_file)

    mailbox.manners.later = {ANNA}
    put_off = hand(server)
    mailbox.manners.unknown = {ANNA}
    refused = hand(server)

    assert (Outcome.LATER, Outcome.REFUSED) == (put_off, refused)


@pytest.mark.parametrize(
    ("answer", "outcome"), [(LATER, Outcome.LATER), ("554 5.6.0 No", Outcome.REFUSED)]
)
def test_an_answer_to_the_mail_itself_counts_as_well(mailboxes, certificate, answer, outcome):
    """Some servers look for the recipient only at the end."""
    mailbox = mailboxes()
    mailbox.manners.at_the_end = answer

    assert outcome is hand(server_at(mailbox, certificate.ca_file))
    assert [] == mailbox.mails


def test_a_slow_server_is_left(mailboxes, certificate, monkeypatch):
    """Each wait has an end."""
    mailbox = mailboxes()
    mailbox.manners.slowness = 60
    monkeypatch.setattr(limits, "MAIL_WAIT_SECONDS", 0.2)

    outcome = hand(server_at(mailbox, certificate.ca_file))

    assert Outcome.AWAY is outcome


def test_a_server_that_goes_on_and_on_is_cut(monkeypatch):
    """A byte now and then resets each wait; the whole has an end all the same."""
    monkeypatch.setattr(limits, "MAIL_SECONDS", 0.5)
    with closing(socket.create_server((HOST, 0))) as listening:
        cut = threading.Event()
        threading.Thread(target=_drip, args=(listening, cut), daemon=True).start()

        outcome = hand(MailServer(HOST, listening.getsockname()[1], "none", "", "", ""))

        assert Outcome.AWAY is outcome
        assert cut.wait(10)


def _drip(listening, cut):
    """Answer with one endless line, a byte every now and then, until the other end has gone."""
    sock, _ = listening.accept()
    with sock:
        sock.settimeout(0.05)
        while not cut.is_set():
            try:
                sock.sendall(b"2")
                if not sock.recv(1):
                    cut.set()
            except TimeoutError:
                continue
            except OSError:
                cut.set()


def test_nobody_there_is_an_outcome(certificate):
    """A port on which nobody listens."""
    with closing(socket.create_server((HOST, 0))) as listening:
        port = listening.getsockname()[1]

    outcome = hand(MailServer(HOST, port, "starttls", "", "", str(certificate.ca_file)))

    assert Outcome.AWAY is outcome
