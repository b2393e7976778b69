"""What people write: tidied, measured as it will be sealed, and searched for hidden characters."""

import json
import re
import unicodedata

from reporting.web.lookalikes import lookalikes_in

# Refused, each because what is read would not be what was written: control characters (a terminal
# or a spreadsheet obeys them), direction overrides and isolates (they reorder words on the screen),
# halves of characters (no encoding holds them) and noncharacters (no page may hold them).
# Allowed on purpose: joiners and direction marks, without which Persian, Arabic, Urdu and emoji
# cannot be written.
_NONCHARACTERS = "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef"
    f"{_NONCHARACTERS}]"
)
# Allowed, because they come along when people copy, and shown to readers, because nobody sees them:
# breaks and joins without width, soft hyphens, fillers, tags. Flags of countries are made of tags.
_UNSEEN = re.compile(
    "(?P<flag>\U0001f3f4[\U000e0020-\U000e007e]{1,6}\U000e007f)"
    "|[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2064\u206a-\u206f\u3164"
    "\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")


def tidy(text: str) -> str:
    r"""Return `text` in Unicode form NFC, every line end as `\n`, no white space round it."""
    return unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text)).strip()


def has_hidden(text: str) -> bool:
    """Say whether `text` holds a character that may not be kept."""
    return _HIDDEN.search(text) is not None


def without_hidden(text: str) -> str:
    """Return `text` without the characters that may not be kept; it can always be shown."""
    return _HIDDEN.sub("", text)


def with_hidden_named(text: str) -> str:
    """Return `text` with each character that would deceive a reader as its code, as in [U+202E].

    Those that may not be kept do not get past the form: what came by another way must not reorder
    what a reviewer reads. Those that nobody sees, and letters that only look like their neighbours
    (`lookalikes`), do get past it, because people copy them without knowing.
    """
    alike = lookalikes_in(text)
    if alike:
        text = "".join(_code(c) if place in alike else c for place, c in enumerate(text))
    text = _UNSEEN.sub(lambda found: found["flag"] or _code(found[0]), text)
    return _HIDDEN.sub(lambda found: _code(found[0]), text)


def _code(character: str) -> str:
    return f"[U+{ord(character):04X}]"


def sealed_size(text: str) -> int:
    """Return how many bytes `text` takes once sealed: a JSON string in UTF-8, quotes included."""
    return len(json.dumps(text, ensure_ascii=False).encode("utf-8", "surrogatepass"))
