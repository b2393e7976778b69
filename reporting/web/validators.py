"""Validators with our own sentences: each says what to do, and none repeats what was sent."""

from typing import Any

from flask_babel import format_decimal, gettext
from wtforms.validators import StopValidation

from reporting.web import text


def _say(sentence: str, **values: str) -> str:
    return str(gettext(sentence, **values))


class Sealed:
    """Refuses text with hidden characters, or longer than it may be once sealed.

    People are told `characters`, because they can count those; `most_bytes` decides, because what
    is sealed has one size. Both hold.
    """

    def __init__(self, characters: int, most_bytes: int) -> None:
        self.characters, self.most_bytes = characters, most_bytes

    def __call__(self, _form: Any, field: Any) -> None:
        """Stop with the sentence for the first thing that is wrong."""
        sentence = self._complaint(field.data)
        if sentence:
            raise StopValidation(sentence)

    def _complaint(self, written: str) -> str:
        size = text.sealed_size(written)
        if text.has_hidden(written):
            return _say(
                "Your answer held hidden characters that cannot be kept. "
                "They are taken out below: check your answer and go on"
            )
        if len(written) > self.characters:
            return _say(
                "Your answer is %(count)s characters long. The most we can take is %(most)s: "
                "please shorten it",
                count=format_decimal(len(written)),
                most=format_decimal(self.characters),
            )
        if size > self.most_bytes:
            over = -(-(size - self.most_bytes) * len(written) // size)
            return _say(
                "Your answer takes more room than we have, because emoji and some letters "
                "take more than others. Please shorten it by about %(over)s characters",
                over=format_decimal(over),
            )
        return ""


class Required:
    """Refuses an empty answer with `sentence`, which says what to do."""

    def __init__(self, sentence: Any) -> None:
        self.sentence = sentence

    def __call__(self, _form: Any, field: Any) -> None:
        """Stop where there is no answer."""
        if not field.data:
            raise StopValidation(str(self.sentence))
