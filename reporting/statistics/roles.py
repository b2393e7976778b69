"""Which role may do what on the public surface: one table. A page without a line is closed.

Public pages are open to everybody, but to somebody of another organisation who has signed in:
`reach.py` says which organisations an account may look at, and all others are unknown to it.
"""

from collections.abc import Mapping

from reporting.web.roles import EVERYBODY

ANALYST, BOARD, LEAD = "analyst", "board", "lead"
BOARDS = frozenset({BOARD})
LEADS = frozenset({LEAD})
SIGNED_IN = frozenset({ANALYST, BOARD, LEAD})
WRITERS = BOARDS | LEADS

ALLOWED: dict[str, frozenset[str]] = {
    "static": EVERYBODY,
    "healthz": EVERYBODY,
    "start": EVERYBODY,
    "method": EVERYBODY,
    "organisation": EVERYBODY,
    "releases": EVERYBODY,
    "release": EVERYBODY,
    "report": EVERYBODY,
    "file": EVERYBODY,
    "table_file": EVERYBODY,
    "feedback": EVERYBODY,
    "home": EVERYBODY,
    "sign_in": EVERYBODY,
    "sign_out": SIGNED_IN,
    "figures": SIGNED_IN,
    "figures_of": SIGNED_IN,
    "compare": SIGNED_IN,
    "proposed": LEADS,
    "write": WRITERS,
    "read_feedback": BOARDS,
}

# Who may write what, in the name of the board or of the lead; nobody may take anything back.
MAY_WRITE: Mapping[str, frozenset[str]] = {
    "assessment": BOARDS,
    "question": BOARDS,
    "reply": LEADS,
    "item": LEADS,
    "change": LEADS,
    "summary": LEADS,
    "challenges": LEADS,
    "next": LEADS,
}
