"""The two texts that most forms of the desk ask for, each with its one length."""

from typing import Any

from reporting import limits
from reporting.web.fields import TextArea


class Reason(TextArea):
    """Why somebody does something, for colleagues."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(
            label, characters=limits.REASON_CHARACTERS, most_bytes=limits.REASON_BYTES, **more
        )


class MessageText(TextArea):
    """What somebody writes as one message."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(
            label, characters=limits.MESSAGE_CHARACTERS, most_bytes=limits.MESSAGE_BYTES, **more
        )
