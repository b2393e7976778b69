"""The page on which somebody says where notices are sent to them, and what leads see there."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext, lazy_gettext

from reporting import limits
from reporting.desk.session import signed_in
from reporting.errors import RosterRefused
from reporting.notices.address import is_address
from reporting.notices.contacts import REACHED, seal_contact, watch_key
from reporting.store.accounts import AccountRow
from reporting.store.contacts import delete_contact, find_without, get_contact, put_contact
from reporting.web.csrf import answers_kept
from reporting.web.fields import Form, TextLine, refuse, validate
from reporting.web.surface import current_services


class AddressForm(Form):
    """Where somebody wants notices sent."""

    address = TextLine(
        lazy_gettext("Your mail address"),
        description=lazy_gettext(
            "Best one that your oversight body gave you. It is sealed to the program that sends "
            "notices."
        ),
        characters=limits.ADDRESS_CHARACTERS,
        required=lazy_gettext("Enter your mail address"),
    )

    def check(self) -> None:
        """Take only what mail can be sent to as it stands."""
        if not is_address(self.address.data):
            refuse(
                self.address,
                lazy_gettext("Enter a plain mail address, such as name@example.org"),
            )


@dataclass(frozen=True)
class Reach:
    """Whether notices reach somebody, and for a lead, the colleagues whom none reaches."""

    is_set: bool
    unreached: tuple[str, ...]


def _read_reach(account: AccountRow) -> Reach:
    with current_services().store.read() as connection:
        is_set = get_contact(connection, account.id) is not None
        unreached = (
            find_without(connection, REACHED, account.body) if account.role == "lead" else []
        )
    return Reach(is_set, tuple(name for name in unreached if name != account.username))


def _page(form: AddressForm, status: int = HTTPStatus.OK) -> Response:
    done = {
        "kept": gettext("Your address was kept."),
        "removed": gettext("Your address was removed. No notice reaches you now."),
    }.get(request.args.get("done", ""), "")
    page = render_template(
        "desk/notices.html", form=form, reach=_read_reach(signed_in().account), done=done
    )
    return make_response(page, status)


@answers_kept
def notices() -> Any:
    """Show whether an address is set, or take another."""
    form = AddressForm()
    if request.method == "GET":
        return _page(form)
    if not validate(form):
        return _page(form, HTTPStatus.BAD_REQUEST)
    services, account = current_services(), signed_in().account
    try:
        public = watch_key(services.rosters.current(), account.body)
    except RosterRefused:
        form.form_errors = [
            gettext(
                "Your address was not kept, because the signed list of your body is not in force. "
                "Please tell your lead, and try again once it is."
            )
        ]
        return _page(form, HTTPStatus.SERVICE_UNAVAILABLE)
    box = seal_contact(public, account.username, form.address.data)
    with services.store.write() as connection:
        put_contact(connection, account.id, box)
    return redirect(url_for("notices", done="kept"), HTTPStatus.SEE_OTHER)


def remove_address() -> Any:
    """Forget the address of whoever asks."""
    with current_services().store.write() as connection:
        delete_contact(connection, signed_in().account.id)
    return redirect(url_for("notices", done="removed"), HTTPStatus.SEE_OTHER)


def install_notices(app: Flask) -> None:
    """Add the page to `app`."""
    app.add_url_rule("/notices", "notices", notices, methods=["GET", "POST"])
    app.add_url_rule("/notices/remove", "remove_address", remove_address, methods=["POST"])
