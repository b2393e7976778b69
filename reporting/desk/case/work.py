"""The everyday work on a case: on to another state, notes, and links to other cases."""

from contextlib import suppress
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from flask import Response, abort, request
from flask_babel import gettext, lazy_gettext

from reporting import ids, limits
from reporting.casework import kinds
from reporting.casework.card import Card
from reporting.casework.notes import links_of, notes_of
from reporting.casework.record import Act, record
from reporting.desk.case.acting import (
    ActForm,
    ActPage,
    draw_act,
    offer_act,
    open_to_act,
    perform,
    show_act,
)
from reporting.desk.case.chronicle import mark_of
from reporting.desk.case.linking import find_case, link_refusal, openable
from reporting.desk.case.opened import OpenCase, author_of, open_case
from reporting.desk.case.panel import Panel
from reporting.desk.case.sheet import Reader
from reporting.desk.lines import reference_of
from reporting.desk.wording import utc_day_words
from reporting.errors import Changed, NotAllowed
from reporting.ids import ReportId
from reporting.vocabulary import STATES
from reporting.web.csrf import answers_kept
from reporting.web.fields import Hidden, RadioChoice, TextArea, TextLine, refuse, validate
from reporting.web.surface import current_services
from reporting.web.text import with_hidden_named

MOVES = tuple(term for term in STATES if term.code in kinds.WORKING - {"referred"})
_ID_CHARACTERS = 20


class MoveForm(ActForm):
    """Where a case goes on to, and why."""

    to = RadioChoice(
        lazy_gettext("Where is it now?"),
        choices=MOVES,
        description=lazy_gettext("The reporter sees this word when they come back."),
        required=lazy_gettext("Choose where the case is now"),
    )
    reason = TextArea(
        lazy_gettext("Why?"),
        description=lazy_gettext("For colleagues."),
        characters=limits.REASON_CHARACTERS,
        most_bytes=limits.REASON_BYTES,
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


class LinkForm(ActForm):
    """The reference of another report."""

    reference = TextLine(
        lazy_gettext("Reference of the other report"),
        description=lazy_gettext(
            "Such as 1a2b-3c4d. Link what is about the same place, person or rule. Only reports "
            "that you can open are found."
        ),
        characters=_ID_CHARACTERS,
        required=lazy_gettext("Enter the reference of the other report"),
    )


class UnlinkForm(ActForm):
    """A link to take away."""

    case = Hidden(characters=_ID_CHARACTERS)


@answers_kept
def move(number: str) -> Any:
    """Move a case on to another state of work."""
    opened, form = open_to_act(number), MoveForm()
    page = ActPage(gettext("Move this report on"), gettext("Move it on"))
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


@answers_kept
def link(number: str) -> Any:
    """Link a case to another that the account may open."""
    opened, form = open_to_act(number), LinkForm()
    page = ActPage(gettext("Link to another report"), gettext("Link them"))
    if request.method == "GET":
        return show_act(opened, kinds.LINKED, form, page)
    if not validate(form):
        return draw_act(opened, form, page, HTTPStatus.BAD_REQUEST)
    other = find_case(form.reference.data)
    if isinstance(other, Response):
        return other
    refusal = link_refusal(opened, other)
    if other is None or refusal:
        refuse(form.reference, refusal)
        return draw_act(opened, form, page, HTTPStatus.BAD_REQUEST)
    done = perform(opened, form, _link_to(kinds.LINKED, other), page)
    if done.status_code == HTTPStatus.SEE_OTHER:
        _link_back(kinds.LINKED, other, opened)
    return done


@answers_kept
def unlink(number: str) -> Any:
    """Take a link away, on both sides."""
    opened, form = open_to_act(number), UnlinkForm()
    page = ActPage(gettext("Take this link away"), gettext("Take it away"))
    known = ids.from_hex(form.case.data)
    if known is None or ReportId(known) not in links_of(opened.case.chain.events):
        abort(HTTPStatus.NOT_FOUND)
    other = open_case(form.case.data)
    if not validate(form):
        return draw_act(opened, form, page, HTTPStatus.BAD_REQUEST)
    done = perform(opened, form, _link_to(kinds.UNLINKED, other), page)
    if done.status_code == HTTPStatus.SEE_OTHER:
        _link_back(kinds.UNLINKED, other, opened)
    return done


def _link_to(kind: str, other: OpenCase) -> Act:
    return Act(kind, {"case": other.number}, card=lambda card: _with(kind, card, other.number))


def _with(kind: str, card: Card, number: str) -> Card:
    left = tuple(each for each in card.links if each != number)
    return replace(card, links=(*left, number) if kind == kinds.LINKED else left)


def _link_back(kind: str, other: OpenCase, opened: OpenCase) -> None:
    """Let the other case say the same; if a colleague changes it just now, its page lacks it."""
    store, author = current_services().store, author_of(other)
    with suppress(Changed, NotAllowed):
        record(store, other.case, other.report_key, author, _link_to(kind, opened))


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


@dataclass(frozen=True)
class Linked:
    """Another report: its number in hex, and its reference."""

    number: str
    reference: str


@dataclass(frozen=True)
class LinksPanel:
    """The reports that this one is linked to, with what the form to take one away carries."""

    number: str
    links: tuple[Linked, ...]
    revision: str
    seen: str


def links_panel(opened: OpenCase, _reader: Reader) -> Panel | None:
    """Return the linked reports that the account can open; of others nothing is said."""
    events = opened.case.chain.events
    can_open = openable(events)
    links = tuple(
        Linked(ids.to_hex(case), reference_of(case))
        for case in links_of(events)
        if case in can_open
    )
    if not links:
        return None
    content = LinksPanel(opened.number, links, str(opened.case.revision), mark_of(opened.case))
    return Panel("desk/case/links.html", content)
