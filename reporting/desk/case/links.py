"""The pages that link a case to another and take the link away, and the panel of its links."""

from contextlib import suppress
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from flask import Response, abort, request
from flask_babel import gettext, lazy_gettext

from reporting import ids
from reporting.casework import kinds
from reporting.casework.card import Card
from reporting.casework.links import links_of
from reporting.casework.record import Act, record
from reporting.desk.case.acting import ActForm, ActPage, draw_act, open_to_act, perform, show_act
from reporting.desk.case.chronicle import mark_of
from reporting.desk.case.linking import find_case, link_refusal, openable
from reporting.desk.case.opened import OpenCase, author_of, open_case
from reporting.desk.case.panel import Panel
from reporting.desk.case.sheet import Reader
from reporting.desk.lines import reference_of
from reporting.errors import Changed, NotAllowed
from reporting.ids import ReportId
from reporting.web.csrf import answers_kept
from reporting.web.fields import Hidden, TextLine, refuse, validate
from reporting.web.surface import current_services

_ID_CHARACTERS = 20


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
