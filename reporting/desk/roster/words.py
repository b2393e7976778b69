"""Names, connections and differences of signed lists, in words."""

from collections.abc import Iterable, Iterator

from flask_babel import gettext, lazy_gettext

from reporting.desk.lines import organisation_name
from reporting.desk.wording import language_words
from reporting.people.rosterdiff import Difference, News
from reporting.posts import post_words
from reporting.roster import Declaration, Member
from reporting.serves import Serves
from reporting.service import Service
from reporting.vocabulary import SUBJECTS, label_of

ROLE_NAMES = {
    "lead": lazy_gettext("Lead"),
    "reviewer": lazy_gettext("Reviewer"),
    "chair": lazy_gettext("Chair of the board"),
    "owner": lazy_gettext("Owner"),
    "interpreter": lazy_gettext("Interpreter"),
    "safeguarding": lazy_gettext("Safeguarding adviser"),
}


def served_words(service: Service, serves: Serves) -> str:
    """Say what an owner or interpreter is there for; of everybody else nothing."""
    if serves.languages:
        return ", ".join(language_words(tag) for tag in serves.languages)
    if serves.organisation is None:
        return ""
    area = service.area_name(serves.organisation, serves.area or "")
    post = post_words(str(serves.post), area)
    return f"{post}, {organisation_name(service, serves.organisation)}"


def declared_words(service: Service, declarations: Iterable[Declaration]) -> tuple[str, ...]:
    """Name each connection."""
    return tuple(connection_words(service, one) for one in declarations)


def connection_words(service: Service, declared: Declaration) -> str:
    """Name one connection."""
    place = organisation_name(service, declared.organisation)
    if declared.area:
        place = f"{place}, {service.area_name(declared.organisation, declared.area)}"
    if declared.role is None:
        return place
    role = label_of(SUBJECTS, declared.role)
    return str(gettext("%(place)s, reports about “%(role)s”", place=place, role=role))


def role_words(service: Service, member: Member) -> str:
    """Name the role of a member, and what they are there for."""
    served = served_words(service, member.serves)
    role = str(ROLE_NAMES[member.role])
    return f"{role}: {served}" if served else role


def difference_words(service: Service, found: Difference) -> Iterator[str]:
    """Say what signing a list changes about one person; nothing if it changes nothing."""
    member, before = found.member, found.before
    if not member.active and (before is None or not before.active):
        return
    if found.news is News.REMOVED:
        yield gettext(
            "Goes. From then on they cannot sign in, open nothing, and have a row in no report. "
            "What they signed stays valid. A copy of the database from before still opens to them."
        )
        return
    if found.news is News.NEW:
        yield gettext("Comes, as: %(role)s", role=role_words(service, member))
        yield gettext("Ask them by telephone for their fingerprint, and compare it with this one.")
    elif before is not None:
        yield from _changed(service, member, before)
    for one in found.added:
        yield gettext("Declares a connection to: %(place)s", place=connection_words(service, one))
    for one in found.dropped:
        yield gettext(
            "Declares no longer a connection to: %(place)s. That opens no earlier report to them.",
            place=connection_words(service, one),
        )


def _changed(service: Service, member: Member, before: Member) -> Iterator[str]:
    if member.active and not before.active:
        yield gettext("Comes back, and gets a row in every report from then on.")
    if member.fingerprint != before.fingerprint:
        yield gettext(
            "Has other keys. The fingerprint was %(before)s. Ask them by telephone, and say no if "
            "they cannot explain it.",
            before=before.fingerprint,
        )
    if (member.role, member.serves) != (before.role, before.serves):
        yield gettext(
            "Is from then on: %(role)s. Was until now: %(before)s.",
            role=role_words(service, member),
            before=role_words(service, before),
        )
