"""The form on paper: the questions of the guided form, to be printed and filled in by hand.

It is made from the same screens, questions and groups, so that whoever types it in finds every
answer on the form of the website (docs/posters.md).
"""

from collections.abc import Sequence
from typing import NamedTuple

from flask import Blueprint, Flask, render_template, url_for
from flask_babel import gettext

from reporting.answers import BY_FIELD
from reporting.intake.groups import GROUPS, Group, grouped
from reporting.intake.screenforms import LISTS, boroughs_of
from reporting.intake.screens import SCREENS
from reporting.service import Service
from reporting.web.alone import with_style
from reporting.web.options import Option, options_of
from reporting.web.surface import current_services
from reporting.web.untranslated import Spoken, as_it_stands

blueprint = Blueprint("papering", __name__)
STORY_LINES, NAMED_LINES = 16, 1


class Part(NamedTuple):
    """Boxes to tick, under a heading of their own or under none."""

    heading: Spoken | str
    labels: tuple[Spoken | str, ...]


class Asked(NamedTuple):
    """One question with what there is to know: boxes to tick, or empty `lines` to write on."""

    field: str
    label: str
    hint: str = ""
    parts: tuple[Part, ...] = ()
    lines: int = 0


class Topic(NamedTuple):
    """The questions of one screen."""

    name: str
    heading: str
    questions: tuple[Asked, ...]


class Place(NamedTuple):
    """Where a form about an organisation goes; `paper` is empty where the body takes none."""

    organisation: str
    body: str
    paper: str
    telephone: str


@blueprint.get("/<lang>/paper")
def paper(lang: str) -> str:  # noqa: ARG001 - read by web.language
    """Show the form to be printed; no cookie is set, and nothing of it is sent."""
    return _render("intake/paper.html", back_url=url_for("pages.start"))


def paper_file(app: Flask, tag: str) -> str:
    """Return the form in a language of the service as a file of its own, style included."""
    with app.test_request_context(f"/{tag}/paper"):
        app.preprocess_request()
        made = _render("intake/paper_file.html")
    return with_style(app, made, "public")


def _render(template: str, **more: str) -> str:
    service = current_services().service
    places = places_of(service)
    return render_template(
        template,
        topics=topics_of(service),
        places=places,
        several_bodies=len({each.body for each in places if each.paper}) > 1,
        **more,
    )


def places_of(service: Service) -> tuple[Place, ...]:
    """Return where a form goes, for each organisation that it may be about."""
    found = [(each.name, service.bodies[each.body]) for each in service.organisations.values()]
    return tuple(Place(name, body.name, body.paper, body.telephone) for name, body in found)


def topics_of(service: Service) -> tuple[Topic, ...]:
    """Return every screen that asks something, with its questions, in the language of the page."""
    return tuple(
        Topic(screen.name, str(screen.heading), tuple(_ask(service, f) for f in screen.fields))
        for screen in SCREENS
        if screen.fields
    )


def _ask(service: Service, field: str) -> Asked:
    places = service.organisations.values()
    match field:
        case "story":
            hint = gettext("Any language. Leave out what only you could know.")
            return Asked(field, gettext("In your own words"), hint, lines=STORY_LINES)
        case "named":
            return Asked(field, gettext("Somebody by name"), lines=NAMED_LINES)
        case "organisation":
            names = tuple(as_it_stands(each.name) for each in places)
            return Asked(field, gettext("It is about"), _how_many(field), (Part("", names),))
        case "area":
            areas = tuple(
                Part(as_it_stands(each.name), tuple(as_it_stands(a.name) for a in each.areas))
                for each in places
            )
            return Asked(field, gettext("Which part of it?"), _how_many(field), areas)
    # Of `struck` in general words: which body is the usual one hangs on the organisation.
    question = BY_FIELD[field]
    terms = boroughs_of(service) if field == "borough" else question.terms
    options = options_of(terms)
    parts = _parts(options, GROUPS.get(field, ()))
    hint = str(question.hint) or (_how_many(field) if len(options) > 1 else "")
    return Asked(field, str(question.asked), hint, parts)


def _how_many(field: str) -> str:
    return str(gettext("Tick any.") if field in LISTS else gettext("Tick one at most."))


def _parts(options: Sequence[Option], groups: Sequence[Group]) -> tuple[Part, ...]:
    if not groups:
        return (Part("", _labels(options)),)
    return tuple(
        # One box needs no heading beside its own words.
        Part(str(each.group.label) if len(each.options) > 1 else "", _labels(each.options))
        for each in grouped(options, groups)
    )


def _labels(options: Sequence[Option]) -> tuple[Spoken | str, ...]:
    return tuple(option.label for option in options)
