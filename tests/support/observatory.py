"""The MDN HTTP Observatory's table as data, and the score it gives to an answer.

From mdn/mdn-http-observatory (`src/grader/charts.js`, `src/scanner/index.js`, 94042bb): start at
100; bonuses count only where the score without them is at least 90; A+ from 100.
"""

import re
from collections.abc import Iterable, Mapping

START = 100
BONUS_FROM = 90
SIX_MONTHS = 15_768_000
COEP = {"require-corp", "credentialless"}
CORP = {"same-origin", "same-site", "cross-origin"}
COOP = {"same-origin", "same-origin-allow-popups"}
PRIVATE_REFERRER = {
    "no-referrer",
    "same-origin",
    "strict-origin",
    "strict-origin-when-cross-origin",
}
FLAWLESS_COOKIE = ("secure", "httponly", "samesite=")


def _policy(headers: Mapping[str, str]) -> dict[str, list[str]]:
    parts = [part.split() for part in headers.get("Content-Security-Policy", "").split(";")]
    return {part[0].lower(): part[1:] for part in parts if part}


def _content_security(headers: Mapping[str, str]) -> int:
    policy = _policy(headers)
    if not policy:
        return -25
    values = [value for sources in policy.values() for value in sources]
    if any(value.startswith(("'unsafe-", "http:", "*", "data:")) for value in values):
        return -20
    return 10 if policy.get("default-src") == ["'none'"] else 5


def _transport(headers: Mapping[str, str], preloaded: bool) -> int:
    found = re.search(r"max-age=(\d+)", headers.get("Strict-Transport-Security", ""))
    if not found:
        return -20
    if int(found[1]) < SIX_MONTHS:
        return -10
    return 5 if preloaded else 0


def _framing(headers: Mapping[str, str]) -> int:
    if _policy(headers).get("frame-ancestors") == ["'none'"]:
        return 5
    denied = headers.get("X-Frame-Options", "").upper() in {"DENY", "SAMEORIGIN"}
    return 5 if denied else -20


def _cookies(cookies: Iterable[str]) -> int:
    lowered = [cookie.lower() for cookie in cookies]
    if not lowered:
        return 0
    flawless = all(all(flag in cookie for flag in FLAWLESS_COOKIE) for cookie in lowered)
    return 5 if flawless else -40


def _named(headers: Mapping[str, str], name: str, good: set[str], bonus: int) -> int:
    return bonus if headers.get(name, "") in good else 0


def modifiers(
    headers: Mapping[str, str], cookies: Iterable[str], preloaded: bool = False
) -> dict[str, int]:
    """Return what each row of the table adds or takes for one answer.

    `headers` maps names as written here to values; `cookies` are the Set-Cookie values. Scripts
    are not looked at: pages that have any are found by other tests.
    """
    return {
        "content-security-policy": _content_security(headers),
        "cross-origin-opener-policy": _named(headers, "Cross-Origin-Opener-Policy", COOP, 10),
        "cross-origin-embedder-policy": _named(headers, "Cross-Origin-Embedder-Policy", COEP, 10),
        "cross-origin-resource-policy": _named(headers, "Cross-Origin-Resource-Policy", CORP, 10),
        "referrer-policy": _named(headers, "Referrer-Policy", PRIVATE_REFERRER, 5),
        "frame-ancestors": _framing(headers),
        "strict-transport-security": _transport(headers, preloaded),
        "cookies": _cookies(cookies),
        "nosniff": 0 if headers.get("X-Content-Type-Options") == "nosniff" else -5,
    }


def score(headers: Mapping[str, str], cookies: Iterable[str], preloaded: bool = False) -> int:
    """Return the score of one answer (100 and above is A+)."""
    values = modifiers(headers, cookies, preloaded).values()
    base = START + sum(value for value in values if value < 0)
    return base + sum(value for value in values if value > 0) if base >= BONUS_FROM else base
