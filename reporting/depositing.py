"""From answers to a deposit: routed and sealed in one way, whoever files the report.

The service's own test reports take the same way as every other, so that nothing tells them apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from reporting.attachment import File, Place, place_of
from reporting.envelope import Deposit, header_digest, new_report_key, seal_report
from reporting.ids import FileId
from reporting.receipt import Receipt
from reporting.report import Report
from reporting.roster import Rosters
from reporting.routing import Access, route
from reporting.service import Service
from reporting.vocabulary import DANGER


@dataclass(frozen=True)
class Prepared:
    """A report ready to be stored, who will be able to open it, and where its files are sealed."""

    access: Access
    deposit: Deposit
    places: Mapping[FileId, Place] = field(default_factory=dict, repr=False)


def find_access(service: Service, rosters: Rosters, report: Report) -> Access:
    """Return who may open `report`, or raise NobodyLeft."""
    area = report.area or None
    return route(service, rosters, report.organisation, report.about, report.struck, area)


def prepare(
    service: Service,
    rosters: Rosters,
    report: Report,
    receipt: Receipt,
    now: datetime,
    files: Sequence[File] = (),
) -> Prepared:
    """Route and seal `report` under `rosters`, or raise NobodyLeft; nothing is stored yet."""
    access = find_access(service, rosters, report)
    target = service.promise_of(report.organisation).acknowledge_hours
    urgent = report.safety in DANGER
    report_key = new_report_key()
    deposit = seal_report(
        report,
        access,
        rosters,
        receipt.keys(),
        now,
        target=target,
        urgent=urgent,
        files=files,
        report_key=report_key,
    )
    digest = header_digest(deposit.header)
    places = {file.number: place_of(report_key, digest, file.number) for file in files}
    return Prepared(access, deposit, places)
