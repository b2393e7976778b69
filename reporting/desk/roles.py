"""Which role may do what at the desk: one table. A page without a line is open to nobody."""

from reporting.roster import READING_ROLES
from reporting.serves import ADVISER, HELPING_ROLES, INTERPRETER, OWNER
from reporting.web.roles import EVERYBODY

READERS = READING_ROLES
LEADS = frozenset({"lead"})
OWNERS, INTERPRETERS, ADVISERS = (frozenset({role}) for role in (OWNER, INTERPRETER, ADVISER))
SIGNED_IN = READERS | HELPING_ROLES
# Where somebody goes on after signing in, if not to the list of cases.
HOMES = {OWNER: "referrals", INTERPRETER: "translations", ADVISER: "advice"}

ALLOWED: dict[str, frozenset[str]] = {
    "static": EVERYBODY,
    "healthz": EVERYBODY,
    "home": EVERYBODY,
    "sign_in": EVERYBODY,
    "join": EVERYBODY,
    "sign_out": SIGNED_IN,
    "case_referral": READERS,
    "send_referral": READERS,
    "case_asked": READERS,
    "case_translation": READERS,
    "case_advice": READERS,
    "gates": READERS,
    "gate": READERS,
    "sign_gate": READERS,  # whoever opened it cannot sign it again
    "wording": READERS,
    "gate_sheet": READERS,
    "referrals": OWNERS,
    "referral": OWNERS,
    "translations": INTERPRETERS,
    "translation": INTERPRETERS,
    "advice": ADVISERS,
    "advice_one": ADVISERS,
    "cases": READERS,
    "search": READERS,
    "case": READERS,
    "case_file": READERS,
    "opening": READERS,
    "grant": READERS,  # to whom, routing says
    "override": LEADS,  # who are not kept out themselves
    "answer_override": LEADS,  # whoever asked cannot sign
    "promise": READERS,
    "acknowledge": READERS,
    "reply": READERS,
    "triage": READERS,
    "move": READERS,
    "notes": READERS,
    "links": READERS,
    "unlink": READERS,
    "outcome": READERS,
    "second": READERS,  # whoever proposed it cannot sign it
    "monitor": READERS,
    "close": READERS,
    "reopen": READERS,
    "export": READERS,
    "paper": READERS,
    "survey": READERS,
    "check_in": READERS,
    "openings": LEADS,
    "people": LEADS,
    "invite": LEADS,
    "next_list": LEADS,
    "removal": LEADS,  # whoever is marked does not take it back
    "my_connections": SIGNED_IN,
    "notices": READERS,
    "remove_address": READERS,
    "duty": READERS,
    "duty_week": LEADS,
    "absences": LEADS,
    "end_absence_of": LEADS,
    "my_duty": READERS,
    "offer_duty": READERS,
    "answer_offer": READERS,
    "add_absence": READERS,
    "end_absence": READERS,
}
