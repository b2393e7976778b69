"""The service file: whom reports may be about, who oversees them, and what pages tell people.

`docs/service-file.md` is its specification. Everything is checked on loading, so that a mistake
stops the start with a sentence instead of showing itself on a reporter's page.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError

from reporting import limits
from reporting.catalogues import has_words, is_english
from reporting.circumstances import BOROUGHS_TOO
from reporting.promise import FOUNDING, RANGES, Promise, promise_from
from reporting.servicefile.addresses import address_from, leave_url_from
from reporting.servicefile.borough import BOROUGH_KEYS, Borough, boroughs_from
from reporting.servicefile.bsl import VIDEO_KEYS, WAY_KEYS, BslVideo, video_from, ways_from
from reporting.servicefile.support import SUPPORT_KEYS, Support, support_from
from reporting.servicefile.toml import Table, Translated, read_toml, refuse_twice
from reporting.slots import slots_from
from reporting.vocabulary import label_of

TABLES: Mapping[str, tuple[str, ...]] = {
    "": (
        "name",
        "demo",
        "timezone",
        "leave_url",
        "address",
        "telephone",
        "emergency_telephone",
        "emergency_text",
        "emergency_bsl",
        "notice_slots",
        "languages",
        "bodies",
        "organisations",
        "boroughs",
        "support",
        "bsl_video",
        "bsl_ways",
    ),
    "languages": ("tag", "name", "locale"),
    "bodies": ("code", "name", "telephone", "paper"),
    "organisations": (
        "code",
        "name",
        "body",
        "alternate",
        "areas",
        "kinds",
        "police",
        "people",
        "people_in",
        "promise",
    ),
    "boroughs": BOROUGH_KEYS,
    "organisations.areas": ("code", "name", "people", "of", "police"),
    "organisations.promise": tuple(RANGES),
    "support": SUPPORT_KEYS,
    "bsl_video": VIDEO_KEYS,
    "bsl_ways": WAY_KEYS,
}

KINDS = ("nine", "four")  # groups of racism in figures, never both in a year
TAG = r"[a-z]{2,3}(-[a-z0-9]{2,8})*"
TAG_IN_WORDS = "a lower-case BCP 47 tag, such as en or zh-hans"


@dataclass(frozen=True)
class Area:
    """A part of an organisation, by which reviewers declare connections and figures are told.

    `people` is its public head-count, `of` staff or residents; both None where figures of the
    organisation are not released yet. `police` is the force there, "" if that of the organisation.
    """

    code: str
    name: str
    people: int | None = None
    of: Literal["staff", "residents"] | None = None
    police: str = ""


@dataclass(frozen=True)
class Body:
    """An oversight body; `paper` is where a form on paper reaches it, "" if it takes none."""

    code: str
    name: str
    telephone: str
    paper: str = ""


@dataclass(frozen=True)
class Organisation:
    """Whom a report is about; `body` and `alternate` are codes of two different bodies."""

    code: str
    name: str
    body: str
    alternate: str
    areas: tuple[Area, ...]
    promise: Promise = FOUNDING
    kinds: Literal["nine", "four"] = "nine"
    police: str = ""
    people: str = ""
    people_in: Translated = ()


@dataclass(frozen=True)
class Language:
    """A language of the pages: in paths by `tag` (en), in catalogues by `locale` (en_GB)."""

    tag: str
    name: str
    locale: str


@dataclass(frozen=True)
class Service:
    """One service file, checked. The first language is the one to fall back on."""

    name: str
    demo: bool
    timezone: ZoneInfo
    leave_url: str
    telephone: str
    emergency_telephone: str
    languages: tuple[Language, ...]
    bodies: Mapping[str, Body]
    organisations: Mapping[str, Organisation]
    support: tuple[Support, ...]
    notice_slots: tuple[int, ...] = limits.NOTICE_SLOTS
    boroughs: tuple[Borough, ...] = ()
    emergency_text: str = ""
    emergency_bsl: str = ""
    bsl_video: BslVideo | None = None
    bsl_ways: tuple[Support, ...] = ()
    address: str = ""

    def area_name(self, organisation: str, area: str) -> str:
        """Return the name of an area; of one that is not listed any more, its code."""
        place = self.organisations.get(organisation)
        listed = place.areas if place else ()
        return next((each.name for each in listed if each.code == area), area)

    def borough_name(self, code: str) -> str:
        """Return the name of a borough; of one that is not listed any more, its code."""
        named = next((each.name for each in self.boroughs if each.code == code), None)
        return named or label_of(BOROUGHS_TOO, code)

    def promise_of(self, organisation: str) -> Promise:
        """Return what an organisation promises; for one that is not listed any more, FOUNDING."""
        place = self.organisations.get(organisation)
        return place.promise if place else FOUNDING


def load_service(path: Path) -> Service:
    """Return the service in the file at `path`, or raise ServiceFileError."""
    return service_from(read_toml(path))


def service_from(tree: object) -> Service:
    """Return the service in a TOML tree, or raise ServiceFileError."""
    top = Table(tree, "", TABLES[""])
    demo = top.flag("demo")
    languages = tuple(_language(each) for each in _listed(top, "languages", "tag"))
    # The file is written in English, so no text is translated into that.
    tags = [each.tag for each in languages if not is_english(each.locale)]
    bodies = [
        Body(each.code("code"), each.text("name"), each.text("telephone"), _optional(each, "paper"))
        for each in _listed(top, "bodies", "code")
    ]
    organisations = [
        _organisation(each, [body.code for body in bodies], tags)
        for each in _listed(top, "organisations", "code")
    ]
    _refuse_own_post_room(top, [each.name for each in organisations])
    boroughs = boroughs_from(top)
    return Service(
        name=top.text("name"),
        demo=demo,
        timezone=_timezone(top),
        leave_url=leave_url_from(top),
        telephone=top.text("telephone"),
        emergency_telephone=top.text("emergency_telephone"),
        languages=languages,
        bodies={body.code: body for body in bodies},
        organisations={each.code: each for each in organisations},
        support=tuple(
            support_from(
                each, demo=demo, boroughs=[borough.code for borough in boroughs], tags=tags
            )
            for each in _listed(top, "support", "code")
        ),
        notice_slots=slots_from(top),
        boroughs=boroughs,
        emergency_bsl=_optional(top, "emergency_bsl"),
        bsl_video=video_from(top),
        bsl_ways=ways_from(top, demo=demo, tags=tags),
        emergency_text=_optional(top, "emergency_text"),
        address=address_from(top),
    )


def _optional(table: Table, key: str) -> str:
    return table.text(key) if table.has(key) else ""


def _refuse_own_post_room(top: Table, names: Iterable[str]) -> None:
    """Refuse an address on paper that is an organisation's own: its post room would open it."""
    for each in _listed(top, "bodies", "code"):
        paper = _optional(each, "paper").casefold()
        if any(name.casefold() in paper for name in names):
            allowed = "an address that does not name an organisation that reports are about"
            raise each.error("paper", each.peek("paper"), allowed)


def _listed(table: Table, key: str, unique: str, path: str = "") -> tuple[Table, ...]:
    tables = table.tables(key, TABLES[f"{path}{key}"])
    refuse_twice(tables, unique)
    return tables


def _timezone(top: Table) -> ZoneInfo:
    name = top.text("timezone")
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # OSError: "Europe" names a folder of zones
        allowed = "a name of the IANA time zones, such as Europe/London"
        raise top.error("timezone", name, allowed) from None


def _language(table: Table) -> Language:
    tag = table.matching("tag", TAG, TAG_IN_WORDS)
    locale = table.text("locale")
    allowed = "a locale of the tag's language that has a catalogue, such as en_GB"
    try:
        language = Locale.parse(locale).language
    except (ValueError, UnknownLocaleError):
        raise table.error("locale", locale, allowed) from None
    if language != tag.partition("-")[0] or not has_words(locale):
        raise table.error("locale", locale, allowed)
    return Language(tag, table.text("name"), locale)


def _organisation(table: Table, bodies: Iterable[str], tags: Sequence[str]) -> Organisation:
    body = table.one_of("body", bodies)
    # A report about the oversight body goes to the alternate, so the two can never be one.
    others = [code for code in bodies if code != body]
    return Organisation(
        code=table.code("code"),
        name=table.text("name"),
        body=body,
        alternate=table.one_of("alternate", others),
        areas=_areas(table),
        kinds="four" if table.has("kinds") and table.one_of("kinds", KINDS) == "four" else "nine",
        police=_optional(table, "police"),
        people=_optional(table, "people"),
        people_in=_people_in(table, tags),
        promise=promise_from(table.table("promise", TABLES["organisations.promise"])),
    )


def _people_in(organisation: Table, tags: Sequence[str]) -> Translated:
    translated = organisation.translated("people_in", tags)
    if translated and not organisation.has("people"):
        raise organisation.error("people", organisation.peek("people"), "text, where people_in is")
    return translated


def _areas(organisation: Table) -> tuple[Area, ...]:
    """Return the areas: all with a head-count, or none while figures are not released yet."""
    tables = _listed(organisation, "areas", "code", "organisations.")
    counted = any(each.has("people") or each.has("of") for each in tables)
    return tuple(_area(each, counted=counted) for each in tables)


def _area(table: Table, *, counted: bool) -> Area:
    people, of = _people(table) if counted else (None, None)
    police = _optional(table, "police")
    return Area(table.code("code"), table.text("name"), people, of, police)


def _people(area: Table) -> tuple[int, Literal["staff", "residents"]]:
    # One that is smaller could point at people; it is merged with another before the year begins.
    if area.one_of("of", ("staff", "residents")) == "staff":
        return area.whole("people", limits.AREA_STAFF, limits.LARGEST_NUMBER), "staff"
    return area.whole("people", limits.AREA_RESIDENTS, limits.LARGEST_NUMBER), "residents"
