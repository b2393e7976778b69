"""Letting somebody in who is kept out: asked, ended, and carried out with the second signature."""

from collections.abc import Callable
from dataclasses import replace

from reporting import ids
from reporting.asked import NO
from reporting.case import Author, Case
from reporting.casework import kinds
from reporting.casework.access import Places, route_anew, write_rows
from reporting.casework.overrides import Override, Overrides, may_sign, read_overrides
from reporting.casework.record import Act, note
from reporting.conversation import Saying
from reporting.errors import NotAllowed
from reporting.ids import AccountId
from reporting.message import OVERRIDDEN as OVERRIDDEN_MESSAGE
from reporting.message import OVERRIDE
from reporting.opening import Triage
from reporting.rerouting import OVERRIDDEN, find_excluded
from reporting.roster import Rosters
from reporting.store import Connection
from reporting.store.engine import Store

LEAD = "lead"
NO_PART = "Nobody can be let in so. Nothing was changed."


def overrides_of(case: Case, rosters: Rosters) -> Overrides:
    """Return the overrides of a case; a lead who has left still signed what they signed."""
    leads = frozenset(
        member.account
        for roster in rosters.by_body.values()
        for member in roster.members
        if member.role == LEAD
    )
    return read_overrides(case.chain, case.conversation.messages, leads)


def ask_act(case: Case, places: Places, asker: AccountId, account: AccountId, reason: str,
            words: str) -> Act:  # fmt: skip
    """Return the act that asks the reporter; raise NotAllowed if it cannot come to anything."""
    if account not in find_excluded(*places, case.triage, asker):
        raise NotAllowed(NO_PART)
    number = ids.to_hex(ids.new_id())
    data = {"override": number, "account": ids.to_hex(account), "reason": reason}
    return Act(kinds.OVERRIDE_ASKED, data, Saying(words, OVERRIDE, {"override": number}))


def end_act(override: Override, reason: str) -> Act:
    """Return the act by which a lead ends an override."""
    return Act(kinds.OVERRIDE_ENDED, {"override": override.number, "reason": reason})


def sign_act(case: Case, report_key: bytes, author: Author, places: Places, words: str) -> Act:
    """Return the act that lets somebody in, with `words` to the reporter; all rows go with it.

    Raises NotAllowed, here or in the transaction, unless the reporter has agreed and both leads
    may open the report, are listed as leads today, and are not kept out of it themselves.
    """
    override = overrides_of(case, places[1]).newest
    if override is None or not may_sign(override, case.chain.person_of(author.account)):
        raise NotAllowed(NO_PART)
    data = {
        "override": override.number,
        "account": ids.to_hex(override.account),
        "reason": override.reason,
    }
    said = Saying(words, OVERRIDDEN_MESSAGE, {"override": override.number})
    also = _rewrite(case, report_key, author.account, override, places)
    return Act(kinds.OVERRIDDEN, data, said, also=also)


def _rewrite(
    case: Case, report_key: bytes, second: AccountId, override: Override, places: Places
) -> Callable[[Connection], None]:
    def let_in(triage: Triage) -> Triage:
        # Whoever asked may have given the report up meanwhile: then they have no part in it.
        for lead in (override.asker, second):
            if override.account not in find_excluded(*places, triage, lead):
                raise NotAllowed(NO_PART)
        return replace(triage, access={**triage.access, override.account: OVERRIDDEN})

    def rewrite(connection: Connection) -> None:
        anew = route_anew(connection, case, report_key, places, let_in)
        write_rows(connection, case, report_key, places[1], anew)

    return rewrite


def note_refusal(
    store: Store, case: Case, report_key: bytes, author: Author, rosters: Rosters
) -> bool:
    """Write the event that the reporter said no, if nobody has; say whether it was written."""
    override = overrides_of(case, rosters).newest
    if override is None or override.noted or override.is_running:
        return False
    data = {"override": override.number, "answer": NO}
    note(store, case, report_key, author, Act(kinds.OVERRIDE_ENDED, data))
    return True
