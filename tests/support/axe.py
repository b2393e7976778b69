"""axe-core on a page in the browser: WCAG 2.2 AA and best practice."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.support.browser import Visitor

SCRIPT = Path(__file__).parents[1] / "browser" / "vendor" / "axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

# Without script a browser runs no timer either, and axe would wait for its own for ever: its
# short ones run at once, and its long ones, which are deadlines, never.
TIMERS = """
window.setTimeout = (act, after) => { if (!(after > 100)) Promise.resolve().then(act); return 0; }
"""


@dataclass(frozen=True)
class Finding:
    """One rule a page breaks, and the elements that break it."""

    page: str
    rule: str
    help: str
    elements: tuple[str, ...]


@cache
def _script() -> str:
    return SCRIPT.read_text("utf-8")


def check_page(visitor: Visitor) -> list[Finding]:
    """Return what axe finds on the visitor's page as it stands.

    The checker goes in through the debugger, so it needs no laxer content security policy.
    """
    page = visitor.page
    if not visitor.way.script:
        page.evaluate(TIMERS)
    page.evaluate(f"{_script()}; null")
    results: dict[str, Any] = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", list(TAGS)
    )
    # No rule passed would mean that axe saw no page.
    if not results["passes"]:
        raise AssertionError(f"axe looked at nothing on {page.url}")
    return [
        Finding(
            page=page.url,
            rule=violation["id"],
            help=violation["help"],
            elements=tuple(node["html"] for node in violation["nodes"]),
        )
        for violation in results["violations"]
    ]
