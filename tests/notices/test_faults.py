"""What `reporting check` says of the watch, its mail, and whom none reaches."""

from dataclasses import replace

import pytest

from reporting import clock, limits
from reporting.identity import new_identity
from reporting.instance import Instance, write_file
from reporting.notices.faults import find_notice_faults
from reporting.notices.settings import NAME
from reporting.store.watchtables import watch
from tests.notices.conftest import ADDRESSES, ANNA, BEN, SENDER, server_at

WITHOUT = {
    *(f"{body}-lead-{number}" for body in ("north", "south") for number in (1, 2)),
    *(f"{body}-chair-1" for body in ("north", "south")),
    "north-reviewer-3", "south-reviewer-1", "south-reviewer-2"
}  # fmt: skip


NO_SERVER = (
    'No mail server is set up, so nobody is told of anything: docs/operations.md, "The watch file".'
)


def write_settings(post, *servers):
    """Write the watch file for some servers."""
    lines = [f'sender = "{SENDER}"']
    for server in servers:
        lines += [
            "[[mail]]",
            f'host = "{server.host}"',
            f"port = {server.port}",
            f'security = "{server.security}"',
            f'ca_file = "{server.ca_file}"',
        ]
    write_file(post.world.folder / NAME, "\n".join(lines).encode())


def beat(post):
    """Let the watch have taken a turn now."""
    with post.world.store.write() as connection:
        connection.execute(watch.delete())
        connection.execute(watch.insert(), {"id": 1, "beat": post.minute, "slot": 0, "bytes": b""})


def faults(post, *, demo=True):
    """Return what is said, without those who have no address."""
    services = post.world.services("command")
    services = replace(services, instance=Instance(post.world.folder, demo))
    said = list(find_notice_faults(services))
    services.store.close()
    return [sentence for sentence in said if "has no mail address" not in sentence]


def test_a_new_demo_is_in_order(make_post):
    """Nobody has started its watch, and mail goes nowhere."""
    assert [] == faults(make_post())


def test_a_real_instance_needs_a_watch_and_mail(make_post):
    """Both are told, with what to do."""
    assert [
        NO_SERVER,
        "The watch has never run; start it: reporting watch.",
    ] == faults(make_post(), demo=False)


def test_a_silent_watch_is_told(make_post):
    """After a quarter of an hour, in a demo as well."""
    post = make_post()
    beat(post)

    post.world.clock.advance(minutes=limits.ALARM_MINUTES - 1)
    before = faults(post)
    post.world.clock.advance(minutes=1)

    assert [] == before
    assert ["has been silent for 15 minutes" in sentence for sentence in faults(post)] == [True]


def test_a_mistake_in_the_watch_file_is_told(make_post):
    """As the watch itself would."""
    post = make_post()
    write_file(post.world.folder / NAME, b"slot = 8")

    assert ["watch file: slot is 8; allowed is one of the keys sender, mail, ping_url."] == faults(
        post
    )


def test_mail_that_does_not_leave_is_told(make_post, mailboxes, certificate):
    """That of a slot, a quarter of an hour after it."""
    mailbox = mailboxes()
    post = make_post(mailbox)
    write_settings(post, *post.settings.servers)
    mailbox.manners.later = set(ADDRESSES.values())
    post.put_slot(ANNA)
    post.turn()

    post.world.clock.advance(minutes=limits.ALARM_MINUTES)
    beat(post)

    assert ["has not left for 15 minutes" in sentence for sentence in faults(post)] == [True]


def test_who_has_no_address_is_named(make_post, mailboxes, certificate):
    """Every reader and chair, with the command; a disabled account is not missed."""
    post = make_post()
    write_settings(post, server_at(mailboxes(), certificate.ca_file))
    services = post.world.services("command")

    said = [s for s in find_notice_faults(services) if "has no mail address" in s]

    assert WITHOUT == {sentence.split()[3].rstrip(",") for sentence in said}
    assert all(": reporting account address " in sentence for sentence in said)


def test_a_refused_address_is_named_and_nothing_else_said(make_post, mailboxes, certificate):
    """By user name, never the address; the slot does not count as late."""
    mailbox = mailboxes()
    post = make_post(mailbox)
    write_settings(post, *post.settings.servers)
    mailbox.manners.unknown = {ADDRESSES[BEN]}
    post.put_slot(ANNA, BEN)
    post.turn()

    post.world.clock.advance(hours=1)
    beat(post)

    [said] = faults(post)
    assert said.startswith(f"The mail server refuses the mail address of {BEN}; enter another: ")


def test_addresses_sealed_to_another_watch_are_named(make_post, mailboxes, certificate):
    """After the watch got a new identity, each is to be entered again."""
    post = make_post()
    write_settings(post, server_at(mailboxes(), certificate.ca_file))
    write_file(post.world.instance.keys / "watch.identity", new_identity().to_bytes())

    said = faults(post)

    assert {ANNA, BEN} == {sentence.split()[4] for sentence in said}
    assert ["does not open to this watch" in sentence for sentence in said] == [True, True]


@pytest.mark.parametrize("demo", [True, False])
def test_nothing_said_counts_reports(make_post, demo):
    """The same with a report and without."""
    post = make_post()
    before = faults(post, demo=demo)

    post.world.reporter().write_report()

    assert before == faults(post, demo=demo)
    assert clock.minute_of(post.world.clock()) == post.minute
