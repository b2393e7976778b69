"""The page on which a lead invites somebody, who then makes their own account."""

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, make_response, render_template, request
from flask_babel import lazy_gettext

from reporting import clock, limits
from reporting.desk.roster.declaring import places_of
from reporting.desk.roster.words import ROLE_NAMES, served_words
from reporting.desk.session import own_body
from reporting.desk.wording import utc_day_words
from reporting.errors import NameTaken
from reporting.people.account import is_username
from reporting.people.invitation import ROLES, keep_invitation, make_invitation
from reporting.posts import POSTS, POSTS_OF_AREAS
from reporting.serves import INTERPRETER, NOTHING, OWNER, Serves
from reporting.service import TAG
from reporting.services import Services
from reporting.store.invitations import InvitationRow, list_invitations
from reporting.web.csrf import answers_kept
from reporting.web.door import current_door
from reporting.web.fields import Dropdown, Form, TextLine, refuse, validate
from reporting.web.options import Choice
from reporting.web.surface import current_services

_UNCHOSEN = Choice("", lazy_gettext("Please choose"))
_NOTHING = Choice("", lazy_gettext("None"))
_LANGUAGES_CHARACTERS = 200


class InviteForm(Form):
    """Who is invited, as what, and what they will be there for."""

    username = TextLine(
        lazy_gettext("User name"),
        description=lazy_gettext("The letters a to z, digits, and hyphens in between."),
        characters=limits.USERNAME_CHARACTERS,
        required=lazy_gettext("Enter the user name they will have"),
    )
    role = Dropdown(
        lazy_gettext("Role"),
        choices=(_UNCHOSEN, *(Choice(role, ROLE_NAMES[role]) for role in ROLES)),
        required=lazy_gettext("Choose their role"),
    )
    post = Dropdown(lazy_gettext("Post, of an owner"), choices=(_NOTHING, *POSTS))
    place = Dropdown(lazy_gettext("Organisation, of an owner"))
    languages = TextLine(
        lazy_gettext("Languages, of an interpreter"),
        description=lazy_gettext("Their tags, with a space between them, such as: ar so zh-hans"),
        characters=_LANGUAGES_CHARACTERS,
    )

    def check(self) -> None:
        """Refuse what somebody of the role cannot be there for."""
        if not is_username(self.username.data):
            refuse(self.username, lazy_gettext("Use only a to z, 0 to 9, and hyphens in between"))
        self._check_owner(owner=self.role.data == OWNER)
        self._check_languages(interpreter=self.role.data == INTERPRETER)

    def _check_owner(self, *, owner: bool) -> None:
        post, place = self.post.data, self.place.data
        if not owner:
            for field in (self.post, self.place):
                if field.data:
                    refuse(field, lazy_gettext("Leave this out: only an owner has it"))
            return
        if not post:
            refuse(self.post, lazy_gettext("Choose the post of the owner"))
        if not place:
            refuse(self.place, lazy_gettext("Choose the organisation of the owner"))
        elif post in POSTS_OF_AREAS and ":" not in place:
            refuse(
                self.place, lazy_gettext("Choose the part of the organisation: this post has one")
            )

    def _check_languages(self, *, interpreter: bool) -> None:
        tags = self._tags()
        if not interpreter and tags:
            refuse(self.languages, lazy_gettext("Leave this out: only an interpreter has it"))
        elif interpreter and not tags:
            refuse(self.languages, lazy_gettext("Enter the languages of the interpreter"))
        elif not all(re.fullmatch(TAG, tag) for tag in tags):
            refuse(
                self.languages, lazy_gettext("Enter tags in small letters, such as ar or zh-hans")
            )

    def _tags(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.languages.data.replace(",", " ").split()))

    def serves(self) -> Serves:
        """Return what they will be there for; only of a form that was right."""
        if self.role.data == OWNER:
            organisation, _, area = self.place.data.partition(":")
            return Serves(organisation, self.post.data, area or None)
        return Serves(languages=self._tags()) if self.role.data == INTERPRETER else NOTHING


@dataclass(frozen=True)
class Invited:
    """One invitation that waits."""

    username: str
    role: str
    serves: str
    until: str


@dataclass(frozen=True)
class Made:
    """An invitation that was made just now, with its words."""

    username: str
    words: tuple[str, ...]
    until: str


@answers_kept
def show_invite() -> Any:
    """Show who is invited and the form, or make an invitation and show its words once."""
    services, body, form = current_services(), own_body(), InviteForm()
    form.place.choices = (_NOTHING, *places_of(services.service))
    if request.method != "POST":
        return _page(services, body, form)
    if not validate(form):
        return _page(services, body, form, HTTPStatus.BAD_REQUEST)
    serves = form.serves()
    row, words = make_invitation(
        current_door().stretcher,
        form.username.data,
        form.role.data,
        body,
        clock.day_of(services.now()),
        organisation=serves.organisation,
        serves=serves,
    )
    try:
        keep_invitation(services.store, row)
    except NameTaken as error:
        refuse(form.username, error.sentence)
        return _page(services, body, form, HTTPStatus.BAD_REQUEST)
    made = Made(row.username, tuple(words.split()), _until(services, row))
    return make_response(render_template("desk/join/words.html", made=made))


def _until(services: Services, row: InvitationRow) -> str:
    return utc_day_words(row.purge - 1, services.now(), services.service.timezone)


def _page(services: Services, body: str, form: InviteForm, status: int = HTTPStatus.OK) -> Response:
    today = clock.day_of(services.now())
    with services.store.read() as connection:
        rows = [row for row in list_invitations(connection, body) if row.purge > today]
    invited = [
        Invited(
            row.username,
            str(ROLE_NAMES[row.role]),
            served_words(services.service, row.serves),
            _until(services, row),
        )
        for row in rows
    ]
    return make_response(
        render_template("desk/join/invite.html", form=form, invited=invited), status
    )


def install_inviting(app: Flask) -> None:
    """Add the page to `app`."""
    app.add_url_rule("/people/invite", "invite", show_invite, methods=["GET", "POST"])
