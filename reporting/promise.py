"""What one organisation promises: within how long each step comes (docs/service-file.md).

Founding is what the service was founded on, an answer within 24 hours. An organisation may set
another target; then pages say so, and whether the founding one was kept is recorded as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from reporting import limits
from reporting.servicefile.toml import Table


@dataclass(frozen=True)
class Promise:
    """The periods of one organisation; docs/deadlines.md says what each is counted from."""

    acknowledge_hours: int = limits.ACKNOWLEDGE_HOURS
    triage_days: int = limits.TRIAGE_DAYS
    plan_working_days: int = limits.PLAN_WORKING_DAYS
    update_days: int = limits.UPDATE_DAYS
    outcome_months: int = limits.OUTCOME_MONTHS
    survey_days: int = limits.SURVEY_DAYS
    check_in_months: int = limits.CHECK_IN_MONTHS
    second_check_in_months: int = limits.SECOND_CHECK_IN_MONTHS
    interpreter_days: int = limits.INTERPRETER_DAYS
    summary_hours: int = limits.SUMMARY_HOURS
    owner_working_days: int = limits.OWNER_WORKING_DAYS
    retention_months: int = limits.RETENTION_MONTHS

    @property
    def is_founding(self) -> bool:
        """Whether the first answer is promised as the service was founded to promise it."""
        return self.acknowledge_hours == limits.ACKNOWLEDGE_HOURS


FOUNDING = Promise()
RANGES: Mapping[str, tuple[int, int]] = {
    "acknowledge_hours": limits.ACKNOWLEDGE_HOURS_RANGE,
    "triage_days": limits.TRIAGE_DAYS_RANGE,
    "plan_working_days": limits.PLAN_WORKING_DAYS_RANGE,
    "update_days": limits.UPDATE_DAYS_RANGE,
    "outcome_months": limits.OUTCOME_MONTHS_RANGE,
    "survey_days": limits.SURVEY_DAYS_RANGE,
    "check_in_months": limits.CHECK_IN_MONTHS_RANGE,
    "second_check_in_months": limits.SECOND_CHECK_IN_MONTHS_RANGE,
    "interpreter_days": limits.INTERPRETER_DAYS_RANGE,
    "summary_hours": limits.SUMMARY_HOURS_RANGE,
    "owner_working_days": limits.OWNER_WORKING_DAYS_RANGE,
    "retention_months": limits.RETENTION_MONTHS_RANGE,
}


def was_kept(target: int, bucket: int, kept: bool | None) -> bool:
    """Say whether a first answer came in time, by what its acknowledgement keeps of its hours.

    `bucket` is enough for the founding target; of any other, `kept` says it (message.py).
    """
    return 0 < bucket <= target if kept is None else kept


def promise_from(table: Table | None) -> Promise:
    """Return the promise in a table of the service file; what it does not say stays founding."""
    if table is None:
        return FOUNDING
    promise = Promise(**{key: table.whole(key, *RANGES[key]) for key in RANGES if table.has(key)})
    first, second = promise.check_in_months, promise.second_check_in_months
    if first < second:
        return promise
    if table.has("second_check_in_months"):
        allowed = f"more months than check_in_months, which is {first}"
        raise table.error("second_check_in_months", second, allowed)
    allowed = f"fewer months than second_check_in_months, which is {second}"
    raise table.error("check_in_months", first, allowed)
