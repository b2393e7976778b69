"""How much a visitor has to load: HTML, style sheets and script of the pages open to everybody."""

import gzip
import re
from dataclasses import dataclass

from bench import figures
from bench.browser import Browser, attributes_of
from bench.ledger import Ledger
from bench.numbers import thousands
from bench.server import Surface

PAGES = {"intake": ("/", "/en/", "/en/return"), "statistics": ("/",)}
_LINK = re.compile(r"<link\b([^>]*)>")
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL)


@dataclass(frozen=True)
class Weight:
    """Bytes of one page: its HTML as sent, its style sheets compressed, its script."""

    html: int
    css: int
    script: int


def weigh(browser: Browser, path: str) -> Weight:
    """Load a page as a browser would, and weigh it."""
    page = browser.get(path)
    links = [attributes_of(tag) for tag in _LINK.findall(page.text)]
    sheets = [link["href"] for link in links if link.get("rel") == "stylesheet"]
    scripts = [(attributes_of(tag), inner) for tag, inner in _SCRIPT.findall(page.text)]
    return Weight(
        html=len(page.body),
        css=sum(len(gzip.compress(browser.get(sheet).body)) for sheet in sheets),
        script=sum(
            len(browser.get(tag["src"]).body if "src" in tag else inner.encode())
            for tag, inner in scripts
        ),
    )


def measure_weight(ledger: Ledger, surfaces: dict[str, Surface]) -> None:
    """Record the heaviest of the pages that need no account."""
    weights, named = [], []
    for name, surface in surfaces.items():
        browser = Browser(surface.port)
        for path in PAGES[name]:
            weights.append(weigh(browser, path))
            named.append(f"{name} {path}")
        browser.close()
    how = f"heaviest of {', '.join(named)}"
    html, css = max(w.html for w in weights), max(w.css for w in weights)
    ledger.record(figures.HTML, thousands(html), f"{how}; as sent, padding included")
    ledger.record(figures.CSS, thousands(css), f"{how}; compressed by gzip, level 9")
    ledger.record(figures.SCRIPT, max(w.script for w in weights), how)


def measure_memory(ledger: Ledger, surface: Surface, after: str) -> None:
    """Record the memory of the largest worker of a surface."""
    found = surface.worker_bytes()
    how = f"PSS of the largest of {len(found)} workers, after {after}"
    ledger.record(figures.MEMORY[surface.name], max(found) / 1e6, how)
