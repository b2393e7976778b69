"""What the board and the lead say of an organisation in public, as far as their signatures fit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from babel.dates import format_date
from flask_babel import get_locale

from reporting import clock
from reporting.errors import BadSignature, RosterRefused, StoreUnavailable
from reporting.ids import AccountId
from reporting.roster import Rosters
from reporting.services import Services
from reporting.statement import Statement, read_statement, signer_of, unsigned_statement
from reporting.statistics.roles import BOARD, LEAD, MAY_WRITE
from reporting.store.accounts import AccountRow, list_role
from reporting.store.statements import StatementRow, list_statements
from reporting.web.text import with_hidden_named

PARTS = ("summary", "challenges", "next")  # of a report, written by the lead
MANDATORY = "challenges"  # there is no report without


class Version(NamedTuple):
    """One version of a text: when it was written, what it says, and what an item says was done.

    `gone` marks a text of a board whose author has no account any more, so that nobody can check
    the signature.
    """

    day: str
    text: str
    did: str
    gone: bool


@dataclass(frozen=True)
class Said:
    """A text as it is now, with every earlier version, the newest first."""

    about: str
    present: Version
    earlier: tuple[Version, ...] = ()

    @property
    def number(self) -> int:
        """How many versions there are."""
        return 1 + len(self.earlier)


@dataclass(frozen=True)
class Question:
    """A question of the board, and the reply of the lead if there is one."""

    said: Said
    reply: Said | None


@dataclass(frozen=True)
class Words:
    """All that is said of one organisation; `left_out` counts texts that were altered.

    `parts` are those of reports: by their kind, then by the number of the release.
    """

    assessments: Mapping[str, Said] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    items: tuple[Said, ...] = ()
    changes: Mapping[str, Said] = field(default_factory=dict)
    parts: Mapping[str, Mapping[str, Said]] = field(default_factory=dict)
    left_out: int = 0
    trouble: bool = False

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """Those that nobody has answered."""
        return tuple(each for each in self.questions if each.reply is None)

    @property
    def answered(self) -> tuple[Question, ...]:
        """Those that somebody has answered."""
        return tuple(each for each in self.questions if each.reply is not None)


class Signer(NamedTuple):
    """An account that may have signed, with its role and key."""

    role: str
    key: bytes


Signers = Mapping[AccountId, Signer]


def signers_of(rosters: Rosters, boards: Iterable[AccountRow]) -> Signers:
    """Return who may have signed: leads as their rosters name them, boards by their accounts."""
    leads = {
        member.account: Signer(LEAD, member.signing_public)
        for roster in rosters.by_body.values()
        for member in roster.members
        if member.role == LEAD
    }
    return leads | {row.id: Signer(BOARD, row.signing_public) for row in boards}


def read_words(services: Services, series: str | None = None) -> Mapping[str, Words]:
    """Return the words on each organisation by its code, or on one of them."""
    try:
        rosters = services.rosters.current()
        with services.store.read() as connection:
            rows = list_statements(connection, series)
            boards = list_role(connection, BOARD) if rows else []
    except (StoreUnavailable, RosterRefused):
        return {code: Words(trouble=True) for code in services.service.organisations}
    signers = signers_of(rosters, boards)
    by_series: dict[str, list[StatementRow]] = {}
    for row in rows:
        by_series.setdefault(row.series, []).append(row)
    return {code: _words(found, signers) for code, found in by_series.items()}


def _words(rows: Iterable[StatementRow], signers: Signers) -> Words:
    versions: dict[tuple[str, str], list[tuple[int, Version]]] = {}
    left_out = 0
    for row in rows:
        try:
            said, gone = _check(row, signers)
        except BadSignature:
            left_out += 1
            continue
        version = Version(_day(said.day), _shown(said.text), _shown(said.did), gone)
        versions.setdefault((said.kind, said.about), []).append((said.day, version))
    texts: dict[str, dict[str, tuple[int, Said]]] = {kind: {} for kind in MAY_WRITE}
    for (kind, about), found in versions.items():
        first_day = found[0][0]
        present, *earlier = (version for _, version in reversed(found))
        texts[kind][about] = (first_day, Said(about, present, tuple(earlier)))
    replies = {about: said for about, (_, said) in texts["reply"].items()}
    return Words(
        {about: said for about, (_, said) in texts["assessment"].items()},
        tuple(Question(s, replies.get(s.about)) for s in _newest_first(texts["question"])),
        tuple(_newest_first(texts["item"])),
        {about: said for about, (_, said) in texts["change"].items()},
        {part: {about: said for about, (_, said) in texts[part].items()} for part in PARTS},
        left_out,
    )


def _newest_first(texts: Mapping[str, tuple[int, Said]]) -> list[Said]:
    ordered = sorted(texts.values(), key=lambda pair: (-pair[0], pair[1].about))
    return [said for _, said in ordered]


def _check(row: StatementRow, signers: Signers) -> tuple[Statement, bool]:
    """Return a statement that fits its row and was signed by who may say such, or raise.

    A board is in no roster that would remember its former members: where an account is gone, its
    words stay, and the page says that they cannot be checked.
    """
    signer = signers.get(signer_of(row.bytes))
    gone = signer is None and BOARD in MAY_WRITE.get(row.kind, ())
    if signer is not None:
        said = read_statement(row.bytes, signer.key)
        allowed = signer.role in MAY_WRITE.get(said.kind, ())
    else:
        said, allowed = unsigned_statement(row.bytes), gone
    place = (said.series, said.kind, said.about, said.version)
    if not allowed or place != (row.series, row.kind, row.about, row.version):
        raise BadSignature
    return said, gone


def _day(day: int) -> str:
    date = clock.date_of_day(clock.plausible_day(day))
    return format_date(date, "long", locale=get_locale())


def _shown(text: str) -> str:
    return with_hidden_named(text)
