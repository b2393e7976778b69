"""Text as it may stand in a cell: no program may take it for a formula, or choke on it.

Every text of a file passes here, also those of our own. Numbers do not.
"""

import re

_STARTS_A_FORMULA = tuple("=+-@\t\r\0＝＋－＠")  # noqa: RUF001 - some programs fold wide forms
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def safe_text(text: str) -> str:
    """Return `text` for a cell: behind `'` where it begins like a formula, without controls."""
    quoted = f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text
    return _NOT_IN_XML.sub("", quoted)
