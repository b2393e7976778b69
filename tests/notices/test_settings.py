"""The watch file: every mistake is told by key, value and what is allowed."""

import pytest

from reporting.errors import ServiceFileError, ServiceFileUnreadable
from reporting.notices.settings import (
    NAME,
    MailServer,
    WatchSettings,
    load_watch_settings,
    watch_settings_from,
)

SERVER = {"host": "mail.example", "port": 587, "security": "starttls"}
GOOD = {"sender": "notices@oversight.example", "mail": [SERVER]}


def read(changes=None, server=None, *, demo=False):
    """Read a good tree with some changes."""
    tree = {**GOOD, "mail": [{**SERVER, **(server or {})}], **(changes or {})}
    return watch_settings_from(tree, demo=demo)


def test_a_whole_file_is_read(world, certificate):
    """Both servers, a login, authorities of one's own, and whom to ping."""
    (world.folder / NAME).write_text(
        f"""
        sender = "notices@oversight.example"
        ping_url = "https://ping.example/a-name-of-ours"

        [[mail]]
        host = "mail.example"
        port = 587
        security = "starttls"
        username = "the-watch"
        password = "a password"

        [[mail]]
        host = "2001:db8::25"
        port = 465
        security = "tls"
        ca_file = "{certificate.ca_file}"
        """,
        "utf-8",
    )

    settings = load_watch_settings(world.instance)

    assert (
        WatchSettings(
            "notices@oversight.example",
            (
                MailServer("mail.example", 587, "starttls", "the-watch", "a password", ""),
                MailServer("2001:db8::25", 465, "tls", "", "", str(certificate.ca_file)),
            ),
            "https://ping.example/a-name-of-ours",
        )
        == settings
    )
    assert "a password" not in repr(settings)


def test_without_a_file_nothing_is_set_up(world):
    """No mail leaves and nobody is pinged."""
    assert WatchSettings() == load_watch_settings(world.instance)


def test_a_ping_needs_no_mail():
    """Each can be set up by itself."""
    settings = watch_settings_from({"ping_url": "https://ping.example"}, demo=False)

    assert ((), "https://ping.example") == (settings.servers, settings.ping_url)


def test_a_file_that_is_no_toml_is_named_with_its_line(world):
    """It is called what it is."""
    (world.folder / NAME).write_text('sender = "a@b.example"\nmail = ?', "utf-8")

    with pytest.raises(ServiceFileUnreadable) as caught:
        load_watch_settings(world.instance)

    assert caught.value.sentence.startswith("watch file watch.toml cannot be read: ")
    assert "line 2" in caught.value.sentence


@pytest.mark.parametrize(
    ("tree", "key"),
    [
        ({"sender": "notices"}, "sender"),
        ({"sender": "a@b.example\nBcc: c@d.example"}, "sender"),
        ({"sender": "Notices <a@b.example>"}, "sender"),
        ({"sender": 5}, "sender"),
        ({"mail": []}, "mail"),
        ({"mail": [SERVER] * 3}, "mail"),
        ({"mail": SERVER}, "mail"),
        ({"slot": "08:00"}, "slot"),
    ],
)
def test_a_mistake_at_the_top_is_told(tree, key):
    """By its key, what stands there, and what may."""
    with pytest.raises(ServiceFileError) as caught:
        read(tree)

    assert key == caught.value.key
    assert caught.value.sentence.startswith(f"watch file: {key} is ")
    assert "; allowed is " in caught.value.sentence


def test_mail_needs_a_sender():
    """And the sender a server."""
    for left_out in GOOD:
        with pytest.raises(ServiceFileError, match=f"watch file: {left_out} is missing"):
            watch_settings_from({k: v for k, v in GOOD.items() if k != left_out}, demo=False)


@pytest.mark.parametrize(
    ("server", "key"),
    [
        ({"host": "mail.example:587"}, "host"),
        ({"host": "mail example"}, "host"),
        ({"host": ""}, "host"),
        ({"port": 0}, "port"),
        ({"port": 65_536}, "port"),
        ({"port": "587"}, "port"),
        ({"security": "none"}, "security"),
        ({"security": "ssl"}, "security"),
        ({"host": "127.0.0.1", "security": "none"}, "security"),
        ({"username": "the-watch"}, "password"),
        ({"password": "of nobody"}, "username"),
        ({"username": "the-watch", "password": "a\nb"}, "password"),
        ({"ca_file": "/nowhere/ca.pem"}, "ca_file"),
        ({"ca_file": "ca.pem"}, "ca_file"),
        ({"ca_file": __file__}, "ca_file"),
        ({"verify": False}, "verify"),
    ],
)
def test_a_mistake_in_a_server_is_told(server, key):
    """By its way through the file."""
    with pytest.raises(ServiceFileError) as caught:
        read(server=server)

    assert f"mail[1].{key}" == caught.value.key


def test_a_password_is_never_shown():
    """Not even one that cannot be used."""
    with pytest.raises(ServiceFileError) as caught:
        read(server={"username": "the-watch", "password": "geheim-ä"})

    assert "geheim" not in caught.value.sentence
    assert "not shown" in caught.value.sentence


def test_only_a_demo_sends_in_clear_and_only_to_this_machine():
    """And never a password."""
    here = {"host": "127.0.0.1", "security": "none"}
    login = {"username": "the-watch", "password": "a password"}

    assert "none" == read(server=here, demo=True).servers[0].security
    for wrong in ({**here, "host": "mail.example"}, {**here, **login}):
        with pytest.raises(ServiceFileError, match="security"):
            read(server=wrong, demo=True)


@pytest.mark.parametrize(
    "url",
    [
        "http://ping.example/x",
        "ftp://ping.example/x",
        "ping.example/x",
        "https://user:word@ping.example/x",
        "https://user@ping.example/x",
        "https://ping.example/x?case=5",
        "https://ping.example/x#y",
        "https://ping.example/\r\nHost: b",
        "https://localhost/x",
        "https://a.localhost/x",
        "https://ping/x",
        "https://server.internal/x",
        "https://127.0.0.1/x",
        "https://127.1/x",
        "https://0x7f000001/x",
        "https://2130706433/x",
        "https://10.0.0.1/x",
        "https://192.168.1.1/x",
        "https://172.16.0.1/x",
        "https://169.254.169.254/x",
        "https://100.64.0.1/x",
        "https://[::1]/x",
        "https://[fe80::1]/x",
        "https://[fd00::1]/x",
        "https://[::ffff:127.0.0.1]/x",
        "https://[not-a-number]/x",
        "https://0.0.0.0/x",
        "https://ping.example:0x50/x",
        "https://ping.example:99999/x",
        "",
        5,
    ],
)
def test_a_ping_goes_outside_and_says_nothing(url):
    """No private place, no name, no question."""
    with pytest.raises(ServiceFileError) as caught:
        read({"ping_url": url})

    assert "ping_url" == caught.value.key


@pytest.mark.parametrize(
    "url", ["https://ping.example", "https://ping.example:8443/a/b_c-d", "https://9.9.9.9/x"]
)
def test_an_address_outside_is_taken(url):
    """By name or by public number, with a port or a path."""
    assert url == read({"ping_url": url}).ping_url


def test_a_demo_may_ping_this_machine():
    """In clear, as a mail catcher does; a real instance may not."""
    url = "http://127.0.0.1:8099/alive"

    assert url == read({"ping_url": url}, demo=True).ping_url
    with pytest.raises(ServiceFileError):
        read({"ping_url": url})
