"""Plain text: decoded, without what cannot be seen, and encoded anew."""

import re
import unicodedata

from reporting.evidence.codes import BROKEN, HIDDEN, MISLABELLED, PLAIN, Refused
from reporting.evidence.made import Made

_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029\f\v]")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
# Used, one at a time, between the letters of Persian or Urdu and between emoji; anywhere else they
# can be a mark that nobody sees, by which a copy is known.
_JOINERS = "\u200c\u200d"
_STRAY_JOINERS = re.compile(
    rf"(?<![^\x00-\x7f])[{_JOINERS}]|[{_JOINERS}](?![^\x00-\x7f])|[{_JOINERS}]{{2,}}"
)


def clean_text(data: bytes) -> Made:
    """Return the text of `data` in UTF-8, or raise Refused."""
    text = _LINE_ENDS.sub("\n", _decoded(data))
    if any(unicodedata.category(each) == "Cc" and each not in "\n\t" for each in set(text)):
        raise Refused(MISLABELLED)
    unseen = {each for each in set(text) if unicodedata.category(each) in {"Cf", "Co", "Cn", "Cs"}}
    kept = text.translate(dict.fromkeys(map(ord, unseen - set(_JOINERS))))
    if not kept.isascii():
        kept = _STRAY_JOINERS.sub("", kept)
    kept = "\n".join(line.rstrip(" \t") for line in kept.split("\n"))
    removed = frozenset({HIDDEN}) if kept != text else frozenset[str]()
    return Made(PLAIN, kept.encode(), removed)


def _decoded(data: bytes) -> str:
    try:
        if data.startswith(_WIDE):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if _ends_inside_a_letter(data):
        raise Refused(BROKEN)
    try:
        return data.decode("cp1252")  # what older programs of Windows write
    except UnicodeDecodeError:
        raise Refused(BROKEN) from None


def _ends_inside_a_letter(data: bytes) -> bool:
    for missing in range(1, 4):
        try:
            whole = data[:-missing].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return not whole.isascii()
    return False
