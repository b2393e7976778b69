"""What every page of referrals begins with: the case, its referrals, and whom one may ask."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from flask import abort
from flask_babel import gettext, lazy_gettext

from reporting import ids
from reporting.casework.gates import Situation
from reporting.casework.referrals import Referrals, Sent
from reporting.desk.case.opened import OpenCase, author_of, open_case
from reporting.desk.case.opening import record_opening
from reporting.desk.wording import language_words
from reporting.errors import RosterRefused
from reporting.ids import AccountId, ReferralId
from reporting.referring.acting import Desk
from reporting.referring.addressee import Addressee
from reporting.referring.reading import Exchange, read_exchange
from reporting.roster import Member, Rosters
from reporting.routing import Offer, free_advisers, free_interpreters, owners_for
from reporting.serves import OWNER
from reporting.store.referrals import has_referral_stanza
from reporting.web.errors import error_page
from reporting.web.options import Choice
from reporting.web.surface import current_rosters, current_services

NOT_IN_FORCE = lazy_gettext(
    "The signed list of colleagues is not in force, so nobody can be asked. Tell your lead."
)


@dataclass(frozen=True)
class Speaker:
    """An interpreter and one of their languages."""

    language: str
    member: Member

    @property
    def account(self) -> AccountId:
        """Whose account it is."""
        return self.member.account

    @property
    def code(self) -> str:
        """What the form carries."""
        return f"{self.language}.{ids.to_hex(self.account)}"


@dataclass(frozen=True)
class Found:
    """A case as one request opened it, with what was asked of others so far."""

    opened: OpenCase
    desk: Desk
    referrals: Referrals

    def situation(self) -> Situation:
        """Return how the case stands now."""
        case = self.desk.case
        said = case.conversation.status.count
        return self.desk.record.situation(case.chain.events, said, self.desk.author.now)

    @property
    def area(self) -> str | None:
        """The area the report is about, as triage found or the reporter said; None if unknown."""
        triage = self.desk.case.progress.triage
        area = triage.area if triage else self.desk.case.report.area
        return area if self._knows(area) else None

    @property
    def areas(self) -> frozenset[str]:
        """The areas it is about, as triage found and as the reporter said; none if not known."""
        if self.area is None:
            return frozenset()
        said = self.desk.case.report.area
        return frozenset({self.area, said} if self._knows(said) else {self.area})

    @property
    def about(self) -> frozenset[str]:
        """Whom it is about, as the reporter ticked and as triage found."""
        triage = self.desk.case.progress.triage
        return frozenset(self.desk.case.report.about) | frozenset(triage.about if triage else ())

    def _knows(self, area: str) -> bool:
        place = current_services().service.organisations.get(self.desk.case.report.organisation)
        return place is not None and any(area == each.code for each in place.areas)

    def exchange(self, sent: Sent) -> Exchange | None:
        """Open what was sent, with the answers; None if it is no longer there."""
        store = current_services().store
        return read_exchange(store, sent.referral, sent.key, sent.to.account, self.desk.rosters)

    def owners(self) -> tuple[Offer, ...]:
        """Return the owners whom routing allows, the best first."""
        report, service = self.desk.case.report, current_services().service
        if report.organisation not in service.organisations:
            return ()
        return owners_for(
            service,
            self.desk.rosters,
            report.organisation,
            self.about,
            report.struck,
            self.areas,
        )

    def addressees(self) -> tuple[Addressee, ...]:
        """Return these owners as the reporter, the readers and they themselves read of them."""
        return tuple(self._addressee(offer.member) for offer in self.owners())

    def still_reaches(self, sent: Sent) -> bool:
        """Say whether what was sent is with whom it was sent to, by the post and area of an owner.

        Of somebody who has another account since, only if it was wrapped again for that one.
        """
        holders = [one for one in self._holders() if one.named == sent.to.named]
        if sent.kind != OWNER:
            helping = self.desk.rosters.interpreters() + self.desk.rosters.advisers()
            holders = [Addressee(member.account) for member in helping]
        return any(
            one.account == sent.to.account
            or (
                self.desk.rosters.is_one(one.account, sent.to.account)
                and self._has_row(one.account, sent.referral)
            )
            for one in holders
        )

    def _has_row(self, account: AccountId, number: ReferralId) -> bool:
        with current_services().store.read() as connection:
            return has_referral_stanza(connection, account, number)

    def _holders(self) -> tuple[Addressee, ...]:
        """Return the owners of the organisation as the signed lists have them."""
        organisation = self.desk.case.report.organisation
        place = current_services().service.organisations.get(organisation)
        if place is None:
            return ()
        owners = self.desk.rosters.owners(organisation, place.body, place.alternate)
        return tuple(map(self._addressee, owners))

    def _addressee(self, member: Member) -> Addressee:
        area = member.serves.area or ""
        organisation = self.desk.case.report.organisation
        name = current_services().service.area_name(organisation, area)
        return Addressee(member.account, str(member.serves.post), area, name)

    def interpreters(self) -> tuple[Speaker, ...]:
        """Return the interpreters who have no connection, once for each of their languages.

        Those of the language of the form come first; people write in any language on it.
        """
        report = self.desk.case.report
        free = free_interpreters(
            self.desk.rosters, report.organisation, self.about, report.struck, self.areas
        )
        found = {Speaker(tag, member) for member in free for tag in member.serves.languages}
        found |= {Speaker(report.language, m) for m in free if m.serves.speaks(report.language)}
        return tuple(
            sorted(found, key=lambda s: (s.language != report.language, s.language, s.account))
        )

    def advisers(self) -> tuple[Member, ...]:
        """Return the safeguarding advisers who have no connection."""
        report = self.desk.case.report
        return free_advisers(
            self.desk.rosters, report.organisation, self.about, report.struck, self.areas
        )


def find(number: str) -> Found:
    """Open a case and its referrals, or answer 404; of a test of the promise nobody is asked.

    What was asked of others is of the report, a translation all of it: so it is recorded as an
    opening of the case's own page is.
    """
    opened = open_case(number)
    record_opening(opened)
    return found_of(opened)


def found_of(opened: OpenCase) -> Found:
    """Return what pages of referrals need of an opened case."""
    services, author = current_services(), author_of(opened)
    try:
        rosters = current_rosters()
    except RosterRefused:
        rosters = Rosters({})
    desk = Desk(services.store, opened.case, opened.report_key, author, rosters)
    return Found(opened, desk, desk.referrals)


def find_to_act(number: str) -> Found:
    """Open a case to ask somebody; nobody is asked about a test, nor without signed rosters."""
    found = find(number)
    if found.desk.case.is_test:
        abort(HTTPStatus.NOT_FOUND)
    if not found.opened.in_force:
        abort(error_page(HTTPStatus.SERVICE_UNAVAILABLE, str(NOT_IN_FORCE)))
    return found


def owner_choices(found: Found) -> Iterator[Choice]:
    """Return owners as answers to choose from, by post and area."""
    for offer, addressee in zip(found.owners(), found.addressees(), strict=True):
        hint = "" if offer.recommended else gettext("Not the usual choice for such a report.")
        yield Choice(ids.to_hex(addressee.account), addressee.words, hint)


def member_choices(members: Iterable[Member]) -> Iterator[Choice]:
    """Return advisers as answers, by their body and their fingerprint."""
    bodies = _body_names()
    for member in members:
        yield Choice(ids.to_hex(member.account), _member_words(member, bodies))


def speaker_choices(speakers: Iterable[Speaker]) -> Iterator[Choice]:
    """Return interpreters as answers: language first, then as other members."""
    bodies = _body_names()
    for speaker in speakers:
        words = f"{language_words(speaker.language)}: {_member_words(speaker.member, bodies)}"
        yield Choice(speaker.code, words)


def _body_names() -> dict[AccountId, str]:
    services, names = current_services(), dict[AccountId, str]()
    for roster in current_rosters().by_body.values():
        name = services.service.bodies[roster.body].name
        names |= {member.account: name for member in roster.members}
    return names


def _member_words(member: Member, bodies: Mapping[AccountId, str]) -> str:
    return f"{bodies.get(member.account, '')}, {member.fingerprint}"
