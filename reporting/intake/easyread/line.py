"""One line of an easy read page: a picture and the sentences beside it."""

from dataclasses import dataclass

from reporting.service import Service
from reporting.web.promised import promised_by_all

APART = "\u2068\u2069"  # the signs before and after what is isolated


@dataclass(frozen=True)
class Line:
    """One picture, a file of `templates/intake/pictures/`, and the sentences beside it."""

    picture: str
    sentences: tuple[str, ...]


def apart(text: str) -> str:
    """Return a name or a number so that it runs its own way in a line that runs the other."""
    return f"{APART[0]}{text}{APART[1]}"


def line(picture: str, *sentences: str) -> Line:
    """Return a line of these sentences."""
    return Line(picture, sentences)


def promised_line(service: Service) -> Line:
    """Return within how long a person answers, as every full page says it."""
    promised = promised_by_all(service)
    said = (promised.sentence, *promised.places, promised.founding)
    return Line("clock", tuple(filter(None, said)))
