"""From answers to a deposit: routed and sealed in one way, whoever files the report.

The service's own test reports take the same way as every other, so that nothing tells them apart.
"""

from dataclasses import dataclass
from datetime import datetime

from reporting.envelope import Deposit, seal_report
from reporting.receipt import Receipt
from reporting.report import Report
from reporting.roster import Rosters
from reporting.routing import Access, route
from reporting.service import Service
from reporting.vocabulary import DANGER


@dataclass(frozen=True)
class Prepared:
    """A report ready to be stored, and who will be able to open it."""

    access: Access
    deposit: Deposit


def find_access(service: Service, rosters: Rosters, report: Report) -> Access:
    """Return who may open `report`, or raise NobodyLeft."""
    area = report.area or None
    return route(service, rosters, report.organisation, report.about, report.struck, area)


def prepare(
    service: Service, rosters: Rosters, report: Report, receipt: Receipt, now: datetime
) -> Prepared:
    """Route and seal `report` under `rosters`, or raise NobodyLeft; nothing is stored yet."""
    access = find_access(service, rosters, report)
    target = service.promise_of(report.organisation).acknowledge_hours
    urgent = report.safety in DANGER
    deposit = seal_report(
        report, access, rosters, receipt.keys(), now, target=target, urgent=urgent
    )
    return Prepared(access, deposit)
