"""The pages of a copy: what it is for, the copy on paper, and the file."""

from http import HTTPStatus
from typing import Any

from flask import Response, current_app, redirect, render_template, request, url_for
from flask_babel import gettext

from reporting import canonical, primitives
from reporting.casefile import fingerprint_of_key, seal_case_file
from reporting.casework import kinds
from reporting.casework.record import Act, note
from reporting.desk.case.acting import ActPage, check_in_force, draw_act, open_to_act, show_act
from reporting.desk.case.opened import OpenCase, author_of
from reporting.desk.case.told import subject_answers
from reporting.desk.exporting.files import enclose, enclosed, file_choices, files_that_may_go
from reporting.desk.exporting.forms import FILE, NOTES, ExportForm
from reporting.desk.exporting.paper import copy_of_today, draw_paper
from reporting.desk.lines import reference_of
from reporting.desk.session import signed_in
from reporting.errors import Changed, NotAllowed, RosterRefused
from reporting.store.accounts import list_accounts
from reporting.web.alone import with_style
from reporting.web.csrf import answers_kept
from reporting.web.fields import validate
from reporting.web.surface import current_services


@answers_kept
def export(number: str) -> Any:
    """Ask what a copy is for, and make it."""
    opened, form = open_to_act(number), ExportForm()
    form.barred = _keys_of_accounts()
    _offer_files(opened, form)
    page = ActPage(
        gettext("A copy of this report"),
        gettext("Make the copy"),
        (
            gettext(
                "A copy leaves the circle of those who can open this report, and nobody can take "
                "it back. Make one only where somebody has to decide on it and cannot sign in here."
            ),
        ),
        "desk/exporting/form.html",
        subject_answers(opened.case.report, current_services().service),
    )
    if request.method == "GET":
        return show_act(opened, kinds.EXPORTED, form, page)
    if not validate(form):
        return draw_act(opened, form, page, HTTPStatus.BAD_REQUEST)
    try:
        return _make_file(opened, form) if form.how.data == FILE else _make_paper(opened, form)
    except (Changed, NotAllowed) as error:
        form.form_errors = [gettext(error.sentence)]
        return draw_act(opened, form, page, HTTPStatus.CONFLICT)


def _offer_files(opened: OpenCase, form: ExportForm) -> None:
    """Let the form ask which files go with the copy, where there are any."""
    form.sizes = {code: held.file.size for code, (_, held) in files_that_may_go(opened).items()}
    if form.sizes:
        form.files.choices = file_choices(opened)
    else:
        del form.files


def show_paper(number: str) -> Any:
    """Show the copy on paper that the account made today; without one, ask what it is for."""
    opened = open_to_act(number)
    made = copy_of_today(opened)
    if made is None:
        return redirect(url_for("export", number=opened.number), HTTPStatus.SEE_OTHER)
    notes = made.data.get("notes") is True
    paper = draw_paper(opened, str(made.data.get("to", "")), notes=notes)
    return render_template("desk/exporting/paper.html", paper=paper, number=opened.number)


def _make_paper(opened: OpenCase, form: ExportForm) -> Any:
    _record(opened, form, {})
    return redirect(url_for("paper", number=opened.number), HTTPStatus.SEE_OTHER)


def _make_file(opened: OpenCase, form: ExportForm) -> Response:
    """Return the sealed file; that it was made is recorded before it leaves."""
    enclosures = enclose(opened, form.chosen)
    notes = NOTES in form.notes.data
    paper = draw_paper(opened, form.to.data, notes=notes, files=enclosed(enclosures))
    page = render_template("desk/exporting/file.html", paper=paper)
    document = with_style(current_app, page, "desk")
    data = seal_case_file(document, form.public, signed_in().identity, enclosures)
    digest = canonical.encode_bytes(primitives.sha256(document.encode()))
    more: dict[str, Any] = {"key": fingerprint_of_key(form.public), "digest": digest}
    if form.chosen:
        more["files"] = [one.name for one in enclosures]
    _record(opened, form, more)
    response = Response(data, content_type="application/octet-stream")
    name = f"{reference_of(opened.case.number)}.case"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _record(opened: OpenCase, form: ExportForm, more: dict[str, Any]) -> None:
    """Write into the history what was made, or raise NotAllowed: then nothing is made."""
    check_in_force(opened)
    if kinds.next_state(kinds.EXPORTED, opened.case.progress.state) is None:
        raise NotAllowed
    data = {
        "as": form.how.data,
        "to": form.to.data,
        "reason": form.reason.data,
        "notes": NOTES in form.notes.data,
    } | more
    store, author = current_services().store, author_of(opened)
    note(store, opened.case, opened.report_key, author, Act(kinds.EXPORTED, data))


def _keys_of_accounts() -> frozenset[bytes]:
    """Return the public keys of everybody listed and of every account, excluded or not."""
    services = current_services()
    with services.store.read() as connection:
        accounts = frozenset(row.wrap_public for row in list_accounts(connection))
    try:
        return accounts | services.rosters.current().wrap_keys
    except RosterRefused:
        return accounts  # nothing is exported before they are in force again
