"""What somebody typed into a form of the desk, to be given back where it could not be kept."""

from flask import request

from reporting.web import text

# The fields of the desk that people write in, in the order in which they are given back.
FIELDS = (
    "message", "words", "text", "reason", "plan", "evidence",
    "summary", "asked", "actions", "outcome", "questions",
)  # fmt: skip


def written() -> str:
    """Return what came with this request, each field apart; hidden characters are gone."""
    found = (text.without_hidden(text.tidy(request.form.get(name, ""))) for name in FIELDS)
    return "\n\n".join(each for each in found if each)
