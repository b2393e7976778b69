"""What a reporter has told one lead alone: that somebody has treated them worse since."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext

from reporting import ids
from reporting.checkin import Worse, open_check_ins
from reporting.desk.case.opened import OpenCase
from reporting.desk.case.panel import Panel
from reporting.desk.case.sheet import Reader
from reporting.desk.session import signed_in
from reporting.desk.wording import utc_day_words
from reporting.errors import BadSignature
from reporting.message import CHECK_IN
from reporting.store.checkins import list_check_ins
from reporting.web.surface import current_services
from reporting.web.text import with_hidden_named


@dataclass(frozen=True)
class Told:
    """One answer: the day it came, and its words."""

    day: str
    text: str


@dataclass(frozen=True)
class WorsePanel:
    """The answers that were sealed to this lead."""

    answers: tuple[Told, ...]


def worse_panel(opened: OpenCase, reader: Reader) -> Panel | None:
    """Return the answers to a lead whom a question about worse treatment names; else nothing.

    Nobody else's rows are looked at: a page of another account asks the store for none.
    """
    if not any(
        _names(reader, message.data)
        for message in opened.case.conversation.messages
        if message.kind == CHECK_IN
    ):
        return None
    answers = tuple(
        Told(
            _day(worse, reader), with_hidden_named(worse.text) or gettext("Nothing more was said.")
        )
        for worse in sorted(_genuine(opened), key=lambda worse: worse.number)
    )
    return Panel("desk/case/worse.html", WorsePanel(answers))


def _names(reader: Reader, data: object) -> bool:
    return isinstance(data, dict) and data.get("lead") == ids.to_hex(reader.account)


def _day(worse: Worse, reader: Reader) -> str:
    return utc_day_words(worse.day, reader.now, reader.service.timezone)


def _genuine(opened: OpenCase) -> Iterator[Worse]:
    """Give what the reporter of this very case signed; anybody can seal a row to a lead."""
    with current_services().store.read() as connection:
        rows = list_check_ins(connection)
    for worse in open_check_ins(rows, signed_in().identity.unwrapper):
        if worse.report != opened.case.number:
            continue
        try:
            worse.signed_by(opened.case.reporter_key)
        except BadSignature:
            continue
        yield worse
