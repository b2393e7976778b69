"""The Nu HTML checker, run once for many pages (starting Java costs more than checking)."""

import json
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "browser" / "nu"
JAR = FOLDER / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
SECONDS = 300


@dataclass(frozen=True)
class Finding:
    """One thing the checker says about one page."""

    page: str
    line: int
    message: str
    extract: str


def check_html(pages: Iterable[tuple[str, bytes]]) -> list[Finding]:
    """Return what the checker finds, warnings included, in pages given as (name, HTML bytes)."""
    names = {}
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, html) in enumerate(pages):
            path = Path(folder, f"{number:04}.html")
            path.write_bytes(html)
            names[path.name] = name
        if not names:
            raise ValueError("no page to check")
        done = subprocess.run(
            ["java", "-jar", JAR, "--format", "json", "--stdout", "--exit-zero-always", folder],
            capture_output=True,
            check=True,
            timeout=SECONDS,
        )
    # An empty answer would read as "no findings", so the report itself must be there.
    messages = json.loads(done.stdout)["messages"]
    return [
        Finding(
            page=names[message["url"].rpartition("/")[2]],
            line=message.get("lastLine", 0),
            message=message["message"],
            extract=message.get("extract", ""),
        )
        for message in messages
    ]
