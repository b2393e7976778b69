"""Where boards and leads write: one page for each kind of text, and every version stays."""

from http import HTTPStatus
from typing import Any, NamedTuple

from flask import Flask, abort, make_response, redirect, render_template, request, url_for
from flask_babel import gettext, lazy_gettext

from reporting import clock, ids
from reporting.errors import Changed, StoreUnavailable
from reporting.service import Organisation
from reporting.statement import Statement, sign_statement
from reporting.statistics.broken import broken_runs
from reporting.statistics.forms import FORMS, WordsForm
from reporting.statistics.reach import require_reach
from reporting.statistics.roles import MAY_WRITE
from reporting.statistics.shelf import read_shelf
from reporting.statistics.wording import name_period
from reporting.statistics.words import PARTS, Said, Words, read_words
from reporting.store.statements import StatementRow, insert_statement
from reporting.web.csrf import answers_kept
from reporting.web.fields import validate
from reporting.web.sessions import SignedInSession, current_session
from reporting.web.surface import current_services

NEW = "new"
PART_TITLES = {
    "summary": lazy_gettext("What these figures show"),
    "challenges": lazy_gettext("Challenges"),
    "next": lazy_gettext("What comes next"),
}
CHANGED = lazy_gettext(
    "Somebody has written here since you opened this page. Their text is below; yours is still "
    "in the form. Press the button again to add yours as a further version."
)


class Subject(NamedTuple):
    """What is written about: a heading, what is answered if there is something, the text so far."""

    heading: str
    context: str = ""
    said: Said | None = None

    @property
    def version(self) -> int:
        """How many versions there are."""
        return self.said.number if self.said else 0


def _find(place: Organisation, kind: str, about: str) -> Subject:
    """Return what may be written about, or answer 404: nothing else can be."""
    services = current_services()
    words = read_words(services, place.code).get(place.code, Words())
    if words.trouble:
        raise StoreUnavailable  # not a bare 503: what came with the form is given back
    if kind in {"assessment", "change", *PARTS}:
        subject = _of_release(place, kind, about, words)
    elif kind == "reply":
        subject = _of_question(about, words)
    else:
        subject = _of_itself(kind, about, words)
    if subject is None:
        abort(HTTPStatus.NOT_FOUND)
    return subject


def _of_question(about: str, words: Words) -> Subject | None:
    question = next((each for each in words.questions if each.said.about == about), None)
    if question is None:
        return None
    heading = str(gettext("Reply to the board"))
    return Subject(heading, question.said.present.text, question.reply)


def _of_itself(kind: str, about: str, words: Words) -> Subject | None:
    if about == NEW:
        is_item = kind == "item"
        return Subject(str(gettext("You said, we did") if is_item else gettext("Ask a question")))
    # A question stays as it was asked; an item can be worded anew.
    items = words.items if kind == "item" else ()
    said = next((each for each in items if each.about == about), None)
    return Subject(str(gettext("You said, we did")), said=said) if said else None


def _of_release(place: Organisation, kind: str, about: str, words: Words) -> Subject | None:
    shelf = read_shelf(current_services())
    if shelf.trouble:
        raise StoreUnavailable  # nothing can be checked, which does not mean that it is not there
    series = shelf.of(place.code)
    if kind == "change":
        run = next((run for run in broken_runs(series) if run.about == about), None)
        said = words.changes.get(about)
        heading = gettext("What will change")
        frozen = run.frozen[-1] if run else None
    else:
        frozen = next((f for f in series.frozen if str(f.release.sequence) == about), None)
        texts = words.parts.get(kind, {}) if kind in PARTS else words.assessments
        said = texts.get(about)
        heading = PART_TITLES.get(kind) or gettext("Assess these figures")
    if frozen is None:
        return None
    return Subject(str(heading), name_period(frozen.release.period), said)


@answers_kept
def write(code: str, kind: str, about: str) -> Any:
    """Show a form for a text, and take it."""
    session = current_session()
    if session is None or session.account.role not in MAY_WRITE.get(kind, ()):
        abort(HTTPStatus.NOT_FOUND)
    place = require_reach(code)
    subject = _find(place, kind, about)
    present = subject.said.present if subject.said else None
    known = {"text": present.text, "did": present.did} if present else {}
    form = FORMS[kind](data={**known, "version": str(subject.version)})
    if request.method == "GET":
        return _page(place, kind, subject, form)
    if not validate(form):
        return _page(place, kind, subject, form, HTTPStatus.BAD_REQUEST)
    if form.version.data != str(subject.version):
        return _conflict(place, kind, subject, form)
    try:
        _add(place, session, kind, about, subject.version + 1, form)
    except Changed:
        return _conflict(place, kind, _find(place, kind, about), form)
    return redirect(url_for("figures_of", code=code, saved="yes"), HTTPStatus.SEE_OTHER)


def _add(
    place: Organisation,
    session: SignedInSession,
    kind: str,
    about: str,
    version: int,
    form: WordsForm,
) -> None:
    services = current_services()
    about = ids.to_hex(ids.new_id()) if about == NEW else about
    day = clock.day_of(services.now())
    said = Statement(
        place.code, kind, about, version, day, session.account.id, form.text.data, form.done
    )
    row = StatementRow(place.code, kind, about, version, sign_statement(said, session.identity))
    with services.store.write() as connection:
        insert_statement(connection, row)


def _conflict(place: Organisation, kind: str, subject: Subject, form: WordsForm) -> Any:
    form.form_errors = [str(CHANGED)]
    form.version.data = str(subject.version)
    return _page(place, kind, subject, form, HTTPStatus.CONFLICT)


def _page(
    place: Organisation,
    kind: str,
    subject: Subject,
    form: WordsForm,
    status: int = HTTPStatus.OK,
) -> Any:
    page = render_template(
        "statistics/write.html",
        here="figures",
        place=place,
        kind=kind,
        subject=subject,
        form=form,
    )
    return make_response(page, status)


def install_writing(app: Flask) -> None:
    """Add these pages to `app`."""
    address = "/figures/<code>/words/<kind>/<about>"
    app.add_url_rule(address, "write", write, methods=["GET", "POST"])
