"""The pages on which readers of a case ask somebody outside it (docs/referral.md)."""

from flask import Flask

from reporting.desk.referral import asking, drafting, exchange


def install_referral(app: Flask) -> None:
    """Add the pages of referrals of a case to `app`."""
    for path, name, view in (
        ("referral", "case_referral", drafting.draft),
        ("referrals/<referral>", "case_asked", exchange.show_exchange),
        ("translation", "case_translation", asking.ask_interpreter),
        ("advice", "case_advice", asking.ask_adviser),
    ):
        app.add_url_rule(f"/cases/<number>/{path}", name, view, methods=["GET", "POST"])
    app.add_url_rule(
        "/cases/<number>/referral/send", "send_referral", drafting.send_draft, methods=["POST"]
    )
