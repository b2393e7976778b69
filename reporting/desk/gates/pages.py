"""Gates of a case: all of them, one that is opened, the second signature, and safe wording."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import abort, render_template
from flask_babel import gettext, lazy_gettext

from reporting import clock, limits
from reporting.casework import kinds
from reporting.casework.gates import (
    ACCUSED,
    GATES,
    Gate,
    GateOpening,
    Standing,
    find_open,
    gate_openings,
    lack_of,
    standing_of,
)
from reporting.casework.record import Act
from reporting.conversation import Saying
from reporting.desk.case.acting import ActForm, ActPage, draw_act, offer_act, perform, show_act
from reporting.desk.case.opened import reader
from reporting.desk.case.sheet import Reader
from reporting.desk.gates.words import GATE_WORDS, LACKS, STANDINGS
from reporting.desk.referral.drafting import Hint, hints_of
from reporting.desk.referral.found import Found, find_to_act
from reporting.desk.wording import utc_day_words
from reporting.message import WORDING, WORDING_ANSWER
from reporting.web.csrf import answers_kept
from reporting.web.errors import error_page
from reporting.web.fields import Hidden, TextArea, validate
from reporting.web.text import with_hidden_named

SIGNED = lazy_gettext(
    "This has been signed already, or it was you who opened it. Nothing was changed."
)
LEFT_TO_US = lazy_gettext("The reporter leaves it to us.")
SHEETS = frozenset({"police", "own_name"})


class GateForm(ActForm):
    """Why a gate is opened, and what would be said."""

    reason = TextArea(
        lazy_gettext("Why"),
        description=lazy_gettext("It stays with the report, and nobody can change it."),
        characters=limits.GATE_REASON_CHARACTERS,
        required=lazy_gettext("Write why"),
    )
    text = TextArea(
        "", characters=limits.GATE_TEXT_CHARACTERS, required=lazy_gettext("Write what is said")
    )


class WordingForm(ActForm):
    """What the reporter is asked before those whom it is about are told."""

    text = TextArea(
        lazy_gettext("What you would tell them"),
        description=lazy_gettext(
            "The reporter reads it, and can say how it is safer for them. Ask in their language."
        ),
        characters=limits.GATE_TEXT_CHARACTERS,
        required=lazy_gettext("Write what you would tell them"),
    )


class SignForm(ActForm):
    """Which opening is signed."""

    opening = Hidden(characters=10)


@dataclass(frozen=True)
class OpeningLine:
    """One opening of a gate as the page shows it; `may_sign` if a second signature can be given.

    `place` is its own among the openings of the case: the number of its event would count those
    of which a reader is not told, which are links to reports that they cannot open.
    """

    place: int
    opened: str
    reason: str
    text: str
    state: str
    colour: str
    overdue: bool
    may_sign: bool


@dataclass(frozen=True)
class GateLine:
    """One gate of the page."""

    code: str
    name: str
    about: str
    lack: str
    open: bool
    has_sheet: bool
    asks: bool
    openings: tuple[OpeningLine, ...]


@dataclass(frozen=True)
class GatePage:
    """What stands above the form of one gate."""

    lack: str
    said: tuple[str, ...] = ()
    hints: tuple[Hint, ...] = ()
    preview: str = ""


def show_gates(number: str) -> str:
    """Show every gate of a case, what was opened, and what is still to be signed."""
    found = find_to_act(number)
    return render_template(
        "desk/gates/gates.html",
        number=number,
        gates=tuple(_line(found, gate, reader()) for gate in GATES.values()),
        revision=str(found.desk.case.revision),
    )


def _line(found: Found, gate: Gate, who_reads: Reader) -> GateLine:
    words, situation = GATE_WORDS[gate.code], found.situation()
    lack = lack_of(gate, situation)
    events, zone = found.desk.case.chain.events, found.desk.author.zone
    return GateLine(
        gate.code,
        str(words.name),
        str(words.about),
        str(LACKS[lack]) if lack else "",
        find_open(events, gate.code, situation.hour, zone) is not None,
        gate.code in SHEETS,
        gate.asks,
        tuple(
            opening_line(found, each, who_reads)
            for each in gate_openings(events)
            if each.gate == gate.code
        ),
    )


def opening_line(found: Found, opening: GateOpening, who_reads: Reader) -> OpeningLine:
    """Return one opening in words."""
    hour, zone = clock.hour_of(found.desk.author.now), found.desk.author.zone
    standing = standing_of(opening, hour, zone)
    state, colour = STANDINGS[standing]
    day = utc_day_words(opening.hour // clock.HOURS_A_DAY, who_reads.now, zone)
    return OpeningLine(
        gate_openings(found.desk.case.chain.events).index(opening),
        gettext("%(who)s, %(day)s", who=who_reads.name_of(opening.opener), day=day),
        with_hidden_named(opening.reason),
        with_hidden_named(opening.text),
        str(state),
        colour,
        standing == Standing.OVERDUE,
        standing != Standing.OPEN and not _is_own(found, opening),
    )


def _is_own(found: Found, opening: GateOpening) -> bool:
    return opening.person == found.desk.case.chain.person_of(found.desk.author.account)


@answers_kept
def open_gate(number: str, gate: str) -> Any:
    """Show what a gate needs, or open it with a reason."""
    found = find_to_act(number)
    if gate not in GATES:
        abort(HTTPStatus.NOT_FOUND)
    words, form = GATE_WORDS[gate], GateForm()
    form.text.label.text, form.text.description = str(words.text), str(words.hint)
    lack = lack_of(GATES[gate], found.situation())
    page = ActPage(
        words.name,
        lazy_gettext("Sign"),
        (words.about,),
        "desk/gates/gate.html",
        GatePage(
            str(LACKS[lack]) if lack else "",
            _wordings(found) if GATES[gate].asks else (),
            hints_of(form.text.data),
            with_hidden_named(form.text.data) if gate == ACCUSED else "",
        ),
    )
    if not form.is_submitted():
        return show_act(found.opened, kinds.GATE_OPENED, form, page)
    if lack is not None:
        form.form_errors = [str(LACKS[lack])]
        return draw_act(found.opened, form, page, HTTPStatus.CONFLICT)
    if not validate(form):
        return draw_act(found.opened, form, page, HTTPStatus.BAD_REQUEST)
    data = {"gate": gate, "reason": form.reason.data, "text": form.text.data}
    return perform(found.opened, form, Act(kinds.GATE_OPENED, data), page)


def _wordings(found: Found) -> tuple[str, ...]:
    """Return what the reporter was asked about safe wording, and what they said."""
    return tuple(
        with_hidden_named(message.text) or str(LEFT_TO_US)
        for message in found.desk.case.conversation.messages
        if message.kind in (WORDING, WORDING_ANSWER) and message.data.get("gate") == ACCUSED
    )


@answers_kept
def sign_gate(number: str) -> Any:
    """Give the second signature; the opener's own is refused."""
    found, form = find_to_act(number), SignForm()
    openings = gate_openings(found.desk.case.chain.events)
    opening = next((o for at, o in enumerate(openings) if str(at) == form.opening.data), None)
    if opening is None or opening.second is not None or _is_own(found, opening):
        abort(error_page(HTTPStatus.CONFLICT, str(SIGNED)))
    page = ActPage(GATE_WORDS[opening.gate].name, lazy_gettext("Sign"))
    if not validate(form):
        return draw_act(found.opened, form, page, HTTPStatus.BAD_REQUEST)
    data = {"gate": opening.gate, "opening": opening.sequence}
    return perform(found.opened, form, Act(kinds.GATE_CONFIRMED, data), page)


@answers_kept
def ask_wording(number: str) -> Any:
    """Ask the reporter how those whom it is about can be told safely."""
    found, form = find_to_act(number), WordingForm()
    page = ActPage(
        lazy_gettext("How can it be said safely?"),
        lazy_gettext("Ask the reporter"),
        (
            lazy_gettext(
                "Those whom it is about will be told this, and nothing else. The reporter sees it "
                "first and can change it."
            ),
        ),
    )

    def act() -> Act:
        saying = Saying(form.text.data, WORDING, {"gate": ACCUSED})
        note = {"text": gettext("The reporter was asked how it can be said safely.")}
        return Act(kinds.NOTED, note, saying)

    return offer_act(found.opened, kinds.NOTED, form, page, act)
