"""The floor: the same six requests with nothing but the work that must be done.

The same server, cookie, draft, routing, sealing and commits as intake, but pages without a
template, forms without checks and no guard around them. What intake costs above this is the
price of its pages and of its care.
"""

from flask import Flask, g, redirect, request
from werkzeug.wrappers import Response

from reporting import clock
from reporting.envelope import seal_report
from reporting.intake.draft import Answers, Sent, keep_answers, load_draft, put_content
from reporting.receipt import new_receipt
from reporting.report import Report
from reporting.routing import route
from reporting.services import Services, services_from_environment
from reporting.store.reports import insert_deposit
from reporting.web.visit import begin_visit, install_visits

PAGE = (
    '<!doctype html><main><form method="post" action="{action}">'
    '<input type="hidden" name="page" value="{action}"></form></main>'
)


def create_app(services: Services | None = None) -> Flask:
    """Return the floor over `services`, or over those of the environment."""
    services = services or services_from_environment("intake")
    app = Flask("floor")
    app.extensions["reporting"] = services
    install_visits(app, "floor", insecure_http=True)
    _add_pages(app, services)
    return app


def _add_pages(app: Flask, services: Services) -> None:
    @app.get("/")
    def start() -> str:
        return PAGE.format(action="/form")

    @app.get("/form")
    def show_form() -> str:
        begin_visit()
        return PAGE.format(action="/form")

    @app.post("/form")
    def take_form() -> Response:
        given = request.form
        report = Report(
            language="en",
            organisation=given["organisation"],
            reporter_role=given["reporter_role"],
            conduct=tuple(given.getlist("conduct")),
            story=given["story"],
            about=tuple(given.getlist("about")),
            struck=tuple(given.getlist("struck")),
            safety=given.get("safety", ""),
        )
        keep_answers(services.store, begin_visit().secret, lambda _before: report, services.now())
        return redirect("/check", 303)

    @app.get("/check")
    def check() -> str:
        _answers(services)
        return PAGE.format(action="/check")

    @app.post("/check")
    def send() -> Response:
        send_report(services)
        return redirect("/receipt", 303)

    @app.get("/receipt")
    def show_receipt() -> str:
        content = load_draft(services.store, g.visit.secret, services.now()).content
        assert isinstance(content, Sent)
        return f'<p id="receipt">{" ".join(content.receipt.words)}</p>'


def _answers(services: Services) -> Answers:
    content = load_draft(services.store, g.visit.secret, services.now()).content
    assert isinstance(content, Answers)
    return content


def send_report(services: Services) -> None:
    """Seal the draft of this visit and store report and receipt in one transaction."""
    now, secret = services.now(), g.visit.secret
    draft = load_draft(services.store, secret, now)
    assert isinstance(draft.content, Answers)
    report = draft.content.report
    rosters = services.rosters.current()
    access = route(services.service, rosters, report.organisation, report.about, report.struck)
    receipt = new_receipt()
    target = services.service.promise_of(report.organisation).acknowledge_hours
    deposit = seal_report(report, access, rosters, receipt.keys(), now, target=target)
    sent = Sent(receipt, clock.minute_of(now), deposit.due, report.organisation, access.body, None)
    with services.store.write() as connection:
        insert_deposit(connection, deposit)
        put_content(connection, secret, draft, sent, now)
