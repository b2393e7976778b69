"""The figures of one organisation for everybody: how many, what about, how it ended, how fair."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from flask_babel import get_locale, get_translations, gettext

from reporting import limits
from reporting.disclosure.menu import TABLES as MENU
from reporting.disclosure.menu import TOTALS
from reporting.disclosure.rates import rate_of
from reporting.service import Organisation
from reporting.statistics.broken import Run, broken_runs
from reporting.statistics.shelf import Frozen, Series
from reporting.statistics.tables import Drawing, Table
from reporting.statistics.wording import TABLES, name_period, say_number, say_rate
from reporting.statistics.words import Said, Words
from reporting.vocabulary import PROMISE_LINES, label_of

# What the public page shows. Areas are not among them: a list of areas reads like a ranking.
LISTS = ("kind", "outcome")
SHARES = ("within_24h", "action", "within_3_months", "felt_safe", "process_fair", "treated_worse")
PUBLIC = ("received", *LISTS, "decided", *SHARES, "decisions_changed", "facts_corrected")


@dataclass(frozen=True)
class Share:
    """A part and its whole in words, with the rate that the two numbers allow."""

    title: str
    part: str
    whole: str
    rate: str
    period: str


@dataclass(frozen=True)
class Change:
    """An entry that two broken promises opened: when they were broken, and what will change."""

    about: str
    periods: tuple[str, ...]
    said: Said | None


@dataclass(frozen=True)
class Figures:
    """What the releases of an organisation say to everybody; `newest` names the last of them."""

    promise: str = ""
    promise_period: str = ""
    trend: Table | None = None
    years: Table | None = None
    lists: tuple[Table, ...] = ()
    shares: tuple[Share, ...] = ()
    not_yet: tuple[str, ...] = ()
    left_out: str = ""
    newest: str = ""


@dataclass(frozen=True)
class Overview:
    """Everything of one organisation that its public page shows."""

    code: str
    name: str
    figures: Figures
    assessed: tuple[tuple[str, str, Said], ...]
    changes: tuple[Change, ...]
    words: Words


def make_overview(place: Organisation, series: Series, words: Words, drawing: Drawing) -> Overview:
    """Return what the public page says of an organisation."""
    return Overview(
        place.code,
        place.name,
        _figures(series, drawing, str(get_locale()), get_translations()),
        tuple(_assessed(series, words)),
        tuple(_change(run, words) for run in reversed(broken_runs(series))),
        words,
    )


@lru_cache(maxsize=limits.FIGURES_READY)
def _figures(series: Series, drawing: Drawing, _locale: str, _catalogue: object) -> Figures:
    """Return the figures in the language of the page: the same for everybody, so made once."""
    if not series.frozen:
        return Figures(left_out=say_left_out(series))
    promised = next((f for f in reversed(series.frozen) if f.told.promise), None)
    lists = [(f, code) for code in LISTS if (f := series.newest_with(code))]
    shares = [(f, code) for code in SHARES if (f := series.newest_with(code))]
    have = {code for _, code in [*lists, *shares]}
    years = [f for f in series.frozen if f.release.kind == "year"]
    return Figures(
        promise=str(label_of(PROMISE_LINES, promised.told.promise or "")) if promised else "",
        promise_period=name_period(promised.release.period) if promised else "",
        trend=_totals(gettext("Reports received, by quarter"), series.quarters, drawing),
        years=_totals(gettext("Reports received, by year"), years, drawing),
        lists=tuple(_table(frozen, code, drawing) for frozen, code in lists),
        shares=tuple(_share(frozen, code) for frozen, code in shares),
        not_yet=tuple(str(TABLES[code].title) for code in (*LISTS, *SHARES) if code not in have),
        left_out=say_left_out(series),
        newest=series.frozen[-1].name,
    )


@lru_cache(maxsize=limits.FIGURES_READY)
def _drawn(
    frozen: Frozen, drawing: Drawing, every: bool, _locale: str, _catalogue: object
) -> tuple[Table, ...]:
    return tuple(
        drawing.table(frozen.release, table)
        for table in frozen.release.tables
        if every or table.code in PUBLIC
    )


def draw_tables(frozen: Frozen, drawing: Drawing, *, every: bool) -> tuple[Table, ...]:
    """Return the tables of a release for its page; without `every`, those that are public."""
    return _drawn(frozen, drawing, every, str(get_locale()), get_translations())


def _table(frozen: Frozen, code: str, drawing: Drawing) -> Table:
    found = frozen.release.table(code)
    assert found is not None  # noqa: S101 - it was found by this
    return drawing.table(frozen.release, found)


def _totals(title: str, releases: Sequence[Frozen], drawing: Drawing) -> Table | None:
    """Return the total of each release as a line, in the order of time."""
    numbers = [
        (name_period(frozen.release.period), (total.cells or {})[()])
        for frozen in releases[-limits.QUARTERS_SHOWN :]
        if (total := frozen.release.table(TOTALS["received"].code))
    ]
    if not numbers:
        return None
    definition = str(TABLES["received"].definition)
    made = Table("received", str(title), definition, str(gettext("Period")))
    return drawing.lines(made, numbers)


def _share(frozen: Frozen, code: str) -> Share:
    release = frozen.release
    part, whole = release.table(code), release.table(TOTALS[MENU[code].population].code)
    counts = [(table.cells or {}) if table else {} for table in (part, whole)]
    numbers = counts[0].get(("yes",), 0), counts[1].get((), 0)
    return Share(
        str(TABLES[code].title),
        say_number(numbers[0]),
        say_number(numbers[1]),
        say_rate(rate_of(*numbers)),
        name_period(release.period),
    )


def _assessed(series: Series, words: Words) -> list[tuple[str, str, Said]]:
    """Return name and period of each release that was assessed, the newest first."""
    return [
        (frozen.name, name_period(frozen.release.period), said)
        for frozen in reversed(series.frozen)
        if (said := words.assessments.get(str(frozen.release.sequence)))
    ]


def _change(run: Run, words: Words) -> Change:
    periods = tuple(name_period(frozen.release.period) for frozen in run.frozen)
    return Change(run.about, periods, words.changes.get(run.about))


def say_left_out(series: Series) -> str:
    """Return which releases are not shown, and why; an empty text if all are."""
    if not series.left_out:
        return ""
    numbers = ", ".join(map(str, series.left_out))
    return str(
        gettext(
            "Left out, because they are missing or were altered after they were signed: "
            "releases %(numbers)s.",
            numbers=numbers,
        )
    )
