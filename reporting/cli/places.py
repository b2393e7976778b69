"""Where an account belongs and what it is there for, as options of `account add`."""

import re
from collections.abc import Callable

import click

from reporting import limits
from reporting.people.account import is_username
from reporting.posts import POSTS, POSTS_OF_AREAS
from reporting.roster import PERSON_ROLES
from reporting.serves import INTERPRETER, NOTHING, OWNER, Serves
from reporting.service import TAG, TAG_IN_WORDS, Service
from reporting.vocabulary import codes

BOARD = "board"  # in no roster: it reads no report, only what is published and told to it


def place_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say what somebody is there for."""
    for option in (
        click.option(
            "--language",
            "languages",
            multiple=True,
            metavar="TAG",
            help="What an interpreter speaks.",
        ),
        click.option("--area", help="The area of the organisation that an owner is of."),
        click.option("--post", type=click.Choice(codes(POSTS)), help="The post of an owner there."),
        click.option("--organisation", help="The organisation of an owner or analyst."),
    ):
        command = option(command)
    return command


def check_username(username: str) -> None:
    """Raise UsageError unless this can be a user name."""
    if not is_username(username):
        most = limits.USERNAME_CHARACTERS
        raise click.UsageError(f"a user name is up to {most} of a-z, 0-9 and hyphens in between")


def usual_body(service: Service, role: str, organisation: str | None) -> str | None:
    """Return the body that lists the owners of an organisation; for other roles nothing."""
    place = service.organisations.get(organisation or "")
    return place.body if place and role == OWNER else None


def check_place(service: Service, role: str, body: str | None, organisation: str | None) -> None:
    """Raise UsageError unless the role has the body and organisation that it needs."""
    placed = role in {OWNER, "analyst"}
    if placed and organisation is None:
        raise click.UsageError(f"the role {role} needs --organisation")
    if organisation is not None and organisation not in service.organisations:
        known = ", ".join(service.organisations)
        raise click.UsageError(f"--organisation is {organisation!r}; known are {known}")
    of_body = role in PERSON_ROLES | {BOARD}
    if not of_body and body is not None:
        raise click.UsageError(f"the role {role} belongs to no oversight body; leave out --body")
    if of_body and body not in service.bodies:
        known = ", ".join(service.bodies)
        raise click.UsageError(f"the role {role} needs --body (one of {known})")
    if of_body and role != OWNER and organisation is not None:
        raise click.UsageError(f"the role {role} is of no organisation; leave out --organisation")


def read_serves(service: Service, role: str, given: Serves) -> Serves:
    """Return what somebody is there for, or raise UsageError naming the option to mend."""
    if role != OWNER and (given.post or given.area):
        raise click.UsageError(f"the role {role} has no --post and no --area")
    if role != INTERPRETER and given.languages:
        raise click.UsageError(f"the role {role} has no --language")
    if role == OWNER:
        return _post(service, given)
    return _languages(given.languages) if role == INTERPRETER else NOTHING


def _languages(tags: tuple[str, ...]) -> Serves:
    if not tags:
        raise click.UsageError("an interpreter needs --language, once for each")
    for tag in tags:
        if not re.fullmatch(TAG, tag):
            raise click.UsageError(f"--language is {tag!r}; it must be {TAG_IN_WORDS}")
    return Serves(languages=tuple(dict.fromkeys(tags)))


def _post(service: Service, given: Serves) -> Serves:
    if given.post is None:
        raise click.UsageError(f"an owner needs --post, one of {', '.join(codes(POSTS))}")
    place = service.organisations[str(given.organisation)]
    known = [each.code for each in place.areas]
    if given.area is None and given.post in POSTS_OF_AREAS:
        raise click.UsageError(f"a {given.post} needs --area, one of {', '.join(known)}")
    if given.area is not None and given.area not in known:
        raise click.UsageError(f"--area is {given.area!r}; {place.code} has {', '.join(known)}")
    return given
