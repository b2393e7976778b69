"""The surface for the public: what is published, and for now what will be."""

from reporting.statistics.app import create_app

__all__ = ["create_app"]
