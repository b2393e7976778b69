"""Easy read: five pages that say in short sentences and pictures what the full pages say."""

import re
from http import HTTPStatus

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue

from reporting.intake.easyread.line import APART
from reporting.intake.easyread.texts import TOPICS
from reporting.web.surface import current_services
from reporting.web.untranslated import Spoken, as_it_stands

blueprint = Blueprint("easyread", __name__)
BACK = "back"  # the page whose way on is to come back; that of the others is to report
_HARD = re.compile(r"\*([^*\s](?:[^*]*[^*\s])?)\*")
_ISOLATED = re.compile(f"({APART[0]}[^{APART[1]}]*{APART[1]})")


def parts_of(sentence: str) -> list[tuple[Spoken | str, bool]]:
    """Return the parts of a sentence, each with whether it stands in bold; a lone star stays.

    What is isolated is a name or a number of the service file.
    """
    return [
        (as_it_stands(said[1:-1]) if said.startswith(APART[0]) else said, at % 2 == 1)
        for at, part in enumerate(_HARD.split(sentence))
        for said in _ISOLATED.split(part)
        if said
    ]


@blueprint.get("/<lang>/easy/<topic>")
def page(lang: str, topic: str) -> ResponseReturnValue:  # noqa: ARG001 - read by web.language
    """Show one topic; no cookie is set, and nothing is fetched beside what every page fetches."""
    if topic not in TOPICS:
        abort(HTTPStatus.NOT_FOUND)
    chosen = TOPICS[topic]
    lines = [
        (line.picture, [parts_of(sentence) for sentence in line.sentences])
        for line in chosen.lines(current_services().service)
    ]
    return render_template(
        "intake/easy.html",
        topic=topic,
        title=chosen.title,
        lines=lines,
        topics=[(name, each.title) for name, each in TOPICS.items()],
        comes_back=topic == BACK,
        back_url=url_for("pages.start"),
    )
