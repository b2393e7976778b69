"""The addresses the surfaces are served on: read, checked and shown."""

import errno
import socket

from reporting.errors import SettingError

UNIX = "unix:"


def split_bind(setting: str, bind: str) -> tuple[str, int]:
    """Return host and port of `bind`, or raise SettingError that names the `setting`."""
    host, _, port = bind.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65_535:  # noqa: PLR2004 - TCP ends there
        raise SettingError(f"{setting} is {bind!r}; write it as 127.0.0.1:8000 or unix:/path")
    return host.strip("[]"), int(port)


def require_free(setting: str, bind: str) -> None:
    """Return only if `bind` can be listened on; raise SettingError otherwise."""
    if bind.startswith(UNIX):
        return
    host, port = split_bind(setting, bind)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            why = "it is in use already" if taken else str(error.strerror).lower()
            raise SettingError(
                f"{bind} cannot be listened on because {why}; free it or set {setting}"
            ) from None


def address_of(bind: str) -> str | None:
    """Return the address to type into a browser; None for a socket file."""
    return None if bind.startswith(UNIX) else f"http://{bind}"
