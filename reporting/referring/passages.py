"""Cuts a long text into passages that can be translated one at a time. Pure."""

from reporting import limits


def passages_of(text: str, most_bytes: int = limits.PASSAGE_BYTES) -> tuple[str, ...]:
    """Return `text` in passages of at most so many bytes, cut between paragraphs or words.

    Joined with nothing between them they are the text again.
    """
    found: list[str] = []
    rest = text
    while len(rest.encode()) > most_bytes:
        head = rest.encode()[:most_bytes].decode(errors="ignore")
        cuts = (head.rfind(mark) + 1 for mark in ("\n", ". ", " "))
        # A cut near the beginning would leave a passage of a few words.
        cut = next((cut for cut in cuts if cut > len(head) // 2), len(head))
        found.append(rest[:cut])
        rest = rest[cut:]
    return (*found, rest) if rest else tuple(found)


def own_words(summary: str, story: str, run: int = limits.OWN_WORDS) -> str:
    """Return the first `run` words of a summary that also stand in the report, or nothing.

    How somebody writes tells those who know it: a summary is in a reviewer's words.
    """
    words = summary.split()
    told = f" {' '.join(story.split()).casefold()} "
    for start in range(len(words) - run + 1):
        part = " ".join(words[start : start + run])
        if f" {part.casefold()} " in told:
            return part
    return ""
