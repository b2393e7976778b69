"""Which command is where: a module is loaded only for its own command."""

from importlib import import_module

import click

COMMANDS = {
    "account": "account:account",
    "case": "case:case",
    "check": "upkeep:check",
    "demo": "demo:demo",
    "desk": "serve:desk",
    "duty": "duty:duty",
    "init": "init:init",
    "intake": "serve:intake",
    "poster": "poster:poster",
    "purge": "upkeep:purge",
    "release": "release:release",
    "recovery": "recovery:recovery",
    "roster": "roster:roster",
    "serve": "serve:serve",
    "statistics": "serve:statistics",
    "tidy": "upkeep:tidy",
    "watch": "upkeep:watch",
}


def load_command(name: str) -> click.Command | None:
    """Return the command of that name, or None."""
    if name not in COMMANDS:
        return None
    module, _, attribute = COMMANDS[name].partition(":")
    command: click.Command = getattr(import_module(f"reporting.cli.{module}"), attribute)
    return command
