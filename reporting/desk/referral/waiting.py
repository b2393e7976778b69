"""Which of those who were asked still have to answer, as the list of cases goes by it.

Who answers holds no key of the report and cannot say so on its card. So the card has the hour
since somebody was asked, and is brought up to their answer when a reader first sees it.
"""

from contextlib import suppress
from dataclasses import replace

from reporting import clock
from reporting.casework.record import keep_card
from reporting.casework.timing import first_due
from reporting.desk.case.opened import OpenCase, open_case
from reporting.desk.referral.due import timers_of
from reporting.desk.referral.found import found_of
from reporting.errors import Changed, StoreUnavailable
from reporting.web.surface import current_services


def keep_waiting(opened: OpenCase) -> OpenCase:
    """Return a case whose card fits what was answered since, as far as the database takes it."""
    card = opened.case.card
    if card.asked == clock.LAST_HOUR or not opened.in_force:
        return opened
    services, found = current_services(), found_of(opened)
    asked = first_due(
        timer
        for sent in found.referrals.sent
        for timer in timers_of(found, sent, found.exchange(sent), services.service, services.now())
    )
    if asked == card.asked:
        return opened
    with suppress(Changed, StoreUnavailable):
        keep_card(services.store, opened.case, opened.report_key, replace(card, asked=asked))
        return open_case(opened.number)
    return opened
