"""The codes that the cleaning of a file answers with; `vocabulary` has their words.

They stand apart because the process that cleans loads nothing that it does not need.
"""

JPEG, PNG, WEBP, PDF, TEXT = "jpeg", "png", "webp", "pdf", "text"
PICTURES = frozenset({JPEG, PNG, WEBP})

# What a cleaned file is.
PICTURE, DOCUMENT, PLAIN = "picture", "document", "plain"

# What was taken out.
LOCATION, TIME, DEVICE, AUTHOR, SOFTWARE, TITLE = (
    "location", "time", "device", "author", "software", "title",
)  # fmt: skip
COMMENT, THUMBNAIL, EDITS, PROFILE, OTHER, APPENDED, FRAMES = (
    "comment", "thumbnail", "edits", "profile", "other", "appended", "frames",
)  # fmt: skip
SCRIPTS, ENCLOSED, SELECTABLE, HIDDEN, SIZE = "scripts", "enclosed", "selectable", "hidden", "size"

# Why a file is not taken.
EMPTY, TOO_LARGE, NOT_TAKEN, MISLABELLED, TWO_KINDS, BROKEN, LOCKED, TOO_MANY_PAGES, TOO_MUCH = (
    "empty", "too_large", "not_taken", "mislabelled", "two_kinds", "broken", "locked",
    "too_many_pages", "too_much",
)  # fmt: skip
TOO_MANY, NOT_NOW = "too_many", "not_now"


class Refused(Exception):
    """A file that is not taken, with the code that says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
