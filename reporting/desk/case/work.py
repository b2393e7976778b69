"""The everyday work on a case: on to another state, and notes."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, lazy_gettext

from reporting import limits
from reporting.casework import kinds
from reporting.casework.notes import notes_of
from reporting.casework.record import Act
from reporting.desk.case.acting import ActForm, ActPage, offer_act, open_to_act
from reporting.desk.case.opened import OpenCase
from reporting.desk.case.panel import Panel
from reporting.desk.case.sheet import Reader
from reporting.desk.fields import Reason
from reporting.desk.wording import utc_day_words
from reporting.vocabulary import STATES
from reporting.web.csrf import answers_kept
from reporting.web.fields import RadioChoice, TextArea
from reporting.web.text import with_hidden_named

MOVES = tuple(term for term in STATES if term.code in kinds.WORKING - {"referred"})


class MoveForm(ActForm):
    """Where a case goes on to, and why."""

    to = RadioChoice(
        lazy_gettext("Where is it now?"),
        choices=MOVES,
        description=lazy_gettext("The reporter sees this word when they come back."),
        required=lazy_gettext("Choose where the case is now"),
    )
    reason = Reason(
        lazy_gettext("Why?"),
        description=lazy_gettext("For colleagues."),
        required=lazy_gettext("Write why, in a sentence"),
    )


class NoteForm(ActForm):
    """A note for colleagues."""

    text = TextArea(
        lazy_gettext("Your note"),
        description=lazy_gettext(
            "Colleagues who can open this report read it, and the reporter never does. It stays as "
            "long as the report, and nobody can change it."
        ),
        characters=limits.NOTE_CHARACTERS,
        most_bytes=limits.NOTE_BYTES,
        required=lazy_gettext("Write a note"),
    )


@answers_kept
def move(number: str) -> Any:
    """Move a case on to another state of work."""
    opened, form = open_to_act(number), MoveForm()
    page = ActPage(gettext("Say where this report stands"), gettext("Keep this"))
    return offer_act(
        opened,
        kinds.MOVED,
        form,
        page,
        lambda: Act(kinds.MOVED, {"to": form.to.data, "reason": form.reason.data}),
    )


@answers_kept
def write_note(number: str) -> Any:
    """Write a note for colleagues."""
    opened, form = open_to_act(number), NoteForm()
    page = ActPage(gettext("Write a note for colleagues"), gettext("Keep the note"))
    return offer_act(
        opened, kinds.NOTED, form, page, lambda: Act(kinds.NOTED, {"text": form.text.data})
    )


@dataclass(frozen=True)
class NoteLine:
    """One note: who wrote it, on which day, and what."""

    who: str
    day: str
    text: str


@dataclass(frozen=True)
class NotesPanel:
    """The notes of colleagues."""

    number: str
    notes: tuple[NoteLine, ...]


def notes_panel(opened: OpenCase, reader: Reader) -> Panel | None:
    """Return the notes; a hidden character that came by another way is named."""
    zone = reader.service.timezone
    lines = tuple(
        NoteLine(
            reader.name_of(note.actor),
            utc_day_words(note.day, reader.now, zone),
            with_hidden_named(note.text),
        )
        for note in notes_of(opened.case.chain.events)
    )
    if opened.case.is_test:
        return None
    return Panel("desk/case/notes.html", NotesPanel(opened.number, lines))
