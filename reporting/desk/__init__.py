"""The desk: where reviewers of an oversight body open, acknowledge and answer reports."""

from reporting.desk.app import create_app

__all__ = ["create_app"]
