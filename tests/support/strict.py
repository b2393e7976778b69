"""Intake of a demo instance with what slows a flood, as a real instance has it."""

from flask import Flask

from reporting import intake


def create_app() -> Flask:
    """Return intake for the instance of the environment; floods are slowed."""
    return intake.create_app(patient=False)
