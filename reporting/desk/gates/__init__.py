"""The pages of gates: what is opened, why, by whom, and the sheets behind them."""

from flask import Flask

from reporting.desk.gates import pages, sheets


def install_gates(app: Flask) -> None:
    """Add the pages of gates to `app`."""
    base = "/cases/<number>/gates"
    app.add_url_rule(base, "gates", pages.show_gates, methods=["GET"])
    app.add_url_rule("/cases/<number>/sign-gate", "sign_gate", pages.sign_gate, methods=["POST"])
    app.add_url_rule(f"{base}/wording", "wording", pages.ask_wording, methods=["GET", "POST"])
    app.add_url_rule(f"{base}/<gate>", "gate", pages.open_gate, methods=["GET", "POST"])
    app.add_url_rule(f"{base}/<gate>/sheet", "gate_sheet", sheets.show_sheet, methods=["GET"])
