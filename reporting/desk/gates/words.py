"""What the pages say of each gate: one table beside that of `casework.gates`."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import LazyString, lazy_gettext

from reporting.casework.gates import (
    ACCUSED,
    OWN_NAME,
    POLICE,
    SAFEGUARDING,
    SERIOUS_RISK,
    Lack,
    Standing,
)


@dataclass(frozen=True)
class GateWords:
    """The name of a gate, what it opens, and what is written when it is opened."""

    name: LazyString
    about: LazyString
    text: LazyString
    hint: LazyString


GATE_WORDS: Mapping[str, GateWords] = {
    SERIOUS_RISK: GateWords(
        lazy_gettext("Serious risk"),
        lazy_gettext(
            "A life or somebody's safety is in danger, so something is shared whatever the "
            "reporter agreed to. Two readers sign. From 22:00 to 08:00 one may act, and the "
            "second signs within 24 hours."
        ),
        lazy_gettext("What is shared, and with whom"),
        lazy_gettext("No more than the danger needs."),
    ),
    SAFEGUARDING: GateWords(
        lazy_gettext("Safeguarding"),
        lazy_gettext(
            "A child or an adult at risk may be harmed, so a safeguarding adviser is asked without "
            "the reporter's consent. Two readers sign."
        ),
        lazy_gettext("Which facts are shared"),
        lazy_gettext("Only those that the question needs."),
    ),
    POLICE: GateWords(
        lazy_gettext("The police"),
        lazy_gettext(
            "A sheet for the police that names nobody who reported. It takes the reporter's "
            "consent, or the gate of serious risk. Two readers sign."
        ),
        lazy_gettext("What the police are told"),
        lazy_gettext("In your own words. Nothing by which the reporter could be found."),
    ),
    ACCUSED: GateWords(
        lazy_gettext("Telling those whom it is about"),
        lazy_gettext(
            "They have to know what they answer to. First the reporter is asked how it can be said "
            "safely. Two readers sign."
        ),
        lazy_gettext("What they are told, word for word"),
        lazy_gettext("They will compare it with everything they remember."),
    ),
    OWN_NAME: GateWords(
        lazy_gettext("A complaint in our own name"),
        lazy_gettext(
            "Some procedures take no anonymous complaint, those about councillors for instance. "
            "Then the oversight body complains itself. It takes the reporter's consent to a "
            "summary being shared."
        ),
        lazy_gettext("The complaint"),
        lazy_gettext("In your own words, as the complaint of the oversight body."),
    ),
}
LACKS: Mapping[Lack, LazyString] = {
    Lack.CONSENT: lazy_gettext(
        "The reporter has not agreed to this, as the triage card has it. Ask them, or open the "
        "gate of serious risk."
    ),
    Lack.WORDING: lazy_gettext("The reporter has not been asked yet how it can be said safely."),
    Lack.ANSWER: lazy_gettext(
        "The reporter has been asked how it can be said safely, and has not answered. Where ten "
        "people or fewer could be the source, silence is never enough."
    ),
}
STANDINGS: Mapping[Standing, tuple[LazyString, str]] = {
    Standing.OPEN: (lazy_gettext("Open"), "green"),
    Standing.ALONE: (lazy_gettext("Open by one signature"), "yellow"),
    Standing.WAITING: (lazy_gettext("Waits for a second signature"), "blue"),
    Standing.OVERDUE: (lazy_gettext("Closed: the second signature is overdue"), "red"),
}
