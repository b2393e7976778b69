"""The surface for reporters: one form, one receipt, one conversation; no script, no account."""

from reporting.intake.app import create_app

__all__ = ["create_app"]
