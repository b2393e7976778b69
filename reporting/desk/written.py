"""What somebody typed into a form of the desk, to be given back where it could not be kept."""

from collections.abc import Iterator

from flask import request

from reporting.web import text

# The fields of the desk that people write in, in the order in which they are given back.
FIELDS = (
    "message", "words", "text", "reason", "plan", "evidence",
    "summary", "asked", "actions", "outcome", "questions", "to", "key",
)  # fmt: skip
TRIED = "tried_"  # begins the fields of what was tried, one for each option
# Of this page the field of that name holds codes that were ticked, which tell nobody anything.
_TICKED = {"outcome": "actions"}


def written() -> str:
    """Return what came with this request, each field apart; hidden characters are gone."""
    found = (text.without_hidden(text.tidy(request.form.get(name, ""))) for name in _names())
    return "\n\n".join(each for each in found if each)


def _names() -> Iterator[str]:
    ticked = _TICKED.get(request.endpoint or "", "")
    yield from (name for name in FIELDS if name != ticked)
    yield from (name for name in request.form if name.startswith(TRIED))
