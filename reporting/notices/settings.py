"""The watch file, `<instance>/watch.toml`: by which servers mail leaves, and whom to ping.

docs/operations.md, "The watch file", is its specification. It lies in the instance folder and not
beside the service file, because it holds passwords.
"""

import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from reporting.instance import Instance
from reporting.notices.address import is_address
from reporting.servicefile.toml import MISSING, Table, read_toml

NAME = "watch.toml"
FILE = "watch file"
SECURE = ("starttls", "tls")
TABLES: Mapping[str, tuple[str, ...]] = {
    "": ("sender", "mail", "ping_url"),
    "mail": ("host", "port", "security", "username", "password", "ca_file"),
}
_MOST_SERVERS = 2
_HOST = r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9a-fA-F:]*:[0-9a-fA-F:.]*"
_PING = re.compile(
    r"https?://(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?"
)
_VISIBLE = r"[\x20-\x7e]{1,200}"


@dataclass(frozen=True)
class MailServer:
    """One server that takes mail from us."""

    host: str
    port: int
    security: str
    username: str
    password: str = field(repr=False)
    ca_file: str

    def make_context(self) -> ssl.SSLContext:
        """Return how its certificate is checked: by the system's authorities, or by one's own."""
        return ssl.create_default_context(cafile=self.ca_file or None)


@dataclass(frozen=True)
class WatchSettings:
    """What the watch file says; where there is no server, no mail leaves."""

    sender: str = ""
    servers: tuple[MailServer, ...] = ()
    ping_url: str = ""


class _Secret:
    """Stands for a password in an error."""

    def __repr__(self) -> str:
        return "not shown"


def load_watch_settings(instance: Instance) -> WatchSettings:
    """Return what the watch file says; without one nothing is set up. May raise SettingError."""
    path = instance.folder / NAME
    if not path.exists():
        return WatchSettings()
    return watch_settings_from(read_toml(path, FILE), demo=instance.demo)


def watch_settings_from(tree: object, *, demo: bool) -> WatchSettings:
    """Return the settings in a TOML tree, or raise ServiceFileError."""
    top = Table(tree, "", TABLES[""], FILE)
    ping_url = _ping_url(top, demo=demo) if top.has("ping_url") else ""
    if not top.has("mail") and not top.has("sender"):
        return WatchSettings(ping_url=ping_url)
    servers = top.tables("mail", TABLES["mail"])
    if len(servers) > _MOST_SERVERS:
        raise top.error(
            "mail", f"{len(servers)} tables", "one table, or a second for when it fails"
        )
    return WatchSettings(
        _sender(top), tuple(_server(each, demo=demo) for each in servers), ping_url
    )


def _sender(top: Table) -> str:
    allowed = "a mail address, such as notices@oversight.example"
    sender = top.matching("sender", r"[\x21-\x7e]+", allowed)
    if not is_address(sender):
        raise top.error("sender", sender, allowed)
    return sender


def _server(table: Table, *, demo: bool) -> MailServer:
    host = table.matching("host", _HOST, "the name or number of a mail server")
    username, password = _login(table)
    return MailServer(
        host=host,
        port=table.whole("port", 1, 65_535),
        security=_security(table, host, bool(username), demo=demo),
        username=username,
        password=password,
        ca_file=_ca_file(table) if table.has("ca_file") else "",
    )


def _security(table: Table, host: str, login: bool, *, demo: bool) -> str:
    if demo and is_loopback(host) and not login:
        return table.one_of("security", (*SECURE, "none"))
    return table.one_of("security", SECURE)


def _login(table: Table) -> tuple[str, str]:
    if not table.has("username") and not table.has("password"):
        return "", ""
    username = table.text("username")
    allowed = "the password of username, in up to 200 visible ASCII characters"
    value = table.peek("password")
    if not isinstance(value, str) or not re.fullmatch(_VISIBLE, value):
        # A password is not written on a terminal, not even a wrong one.
        shown = value if value is MISSING else _Secret()
        raise table.error("password", shown, allowed)
    return username, value


def _ca_file(table: Table) -> str:
    name = table.text("ca_file")
    try:
        if Path(name).is_absolute():
            ssl.create_default_context(cafile=name)
            return name
    except (OSError, ssl.SSLError):
        pass
    raise table.error("ca_file", name, "the full path of a file of certificates in PEM form")


def _ping_url(top: Table, *, demo: bool) -> str:
    allowed = (
        "an https address of host, port and path alone, that is not on a private network, "
        "such as https://ping.example/a-name-of-yours"
    )
    text = top.matching("ping_url", r"[\x21-\x7e]{1,200}", allowed)
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise top.error("ping_url", text, allowed) from None
    inside = demo and is_loopback(host)
    open_to_us = parts.scheme == "https" and is_outside(host)
    if not _PING.fullmatch(text) or not (inside or open_to_us):
        raise top.error("ping_url", text, allowed)
    return text


def is_loopback(host: str) -> bool:
    """Say whether `host` is this machine, by name or number."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def is_outside(host: str) -> bool:
    """Say whether `host` could be outside this network: a full name, or a public number."""
    try:
        return ip_address(host).is_global
    except ValueError:
        pass
    last = host.lower().rpartition(".")[2]
    inward = {"localhost", "local", "internal", "lan", "home", "intranet"}
    # A name that ends in digits is a number written in an odd way, such as 127.1.
    return "." in host and last not in inward and not last.isdigit() and not last.startswith("0x")
