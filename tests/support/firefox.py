"""Debian's Firefox without script, drawn pictures and web fonts, as its most careful users have it.

It is driven by Marionette, the protocol it brings along: a line of JSON after its length, over a
socket of this machine. https://firefox-source-docs.mozilla.org/testing/marionette/
"""

import json
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from tests.support.running import wait_until

PREFERENCES = {
    "javascript.enabled": False,
    "svg.disabled": True,
    "gfx.downloadable_fonts.enabled": False,
    "marionette.port": 0,
    "network.proxy.type": 0,
    "browser.startup.homepage": "about:blank",
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}
SECONDS = 60


class Firefox:
    """One window."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._answers: BinaryIO = connection.makefile("rb")
        self._number = 0
        self._read()

    def _read(self) -> Any:
        length = b""
        while (byte := self._answers.read(1)) != b":":
            length += byte
        return json.loads(self._answers.read(int(length)))

    def ask(self, command: str, **values: object) -> Any:
        """Send one command and return its answer; RuntimeError where it is refused."""
        self._number += 1
        sent = json.dumps([0, self._number, command, values]).encode()
        self._connection.sendall(b"%d:%s" % (len(sent), sent))
        _, _, error, answer = self._read()
        if error:
            raise RuntimeError(f"{command}: {error['message']}")
        return answer

    def number(self, selector: str, name: str) -> int:
        """Return a property of the first element that fits, in CSS pixels."""
        found = self.ask("WebDriver:FindElement", using="css selector", value=selector)["value"]
        element = next(iter(found.values()))
        return int(self.ask("WebDriver:GetElementProperty", id=element, name=name)["value"])


def _port(profile: Path, process: subprocess.Popen[bytes]) -> int:
    """Wait until it listens, and return where."""
    written = profile / "MarionetteActivePort"
    wait_until(
        lambda: process.poll() is not None or (written.exists() and written.read_text() != ""),
        "Firefox to begin to listen",
    )
    return int(written.read_text())


@contextmanager
def open_firefox(profile: Path) -> Iterator[Firefox]:
    """Start one with a new profile in an empty folder, and end it."""
    path = shutil.which("firefox-esr")
    if path is None:
        raise RuntimeError("Firefox is missing; tools/debian-packages installs it")
    lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in PREFERENCES.items()]
    (profile / "user.js").write_text("".join(lines))
    process = subprocess.Popen(
        [path, "--headless", "--no-remote", "--marionette", "--profile", str(profile)],
        env={"HOME": str(profile), "PATH": "/usr/bin:/bin"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        with socket.create_connection(("127.0.0.1", _port(profile, process)), SECONDS) as opened:
            firefox = Firefox(opened)
            firefox.ask("WebDriver:NewSession")
            yield firefox
    finally:
        process.terminate()
        process.wait(SECONDS)
