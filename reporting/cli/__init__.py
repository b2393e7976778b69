"""The `reporting` command. Each command tells what went wrong in one sentence.

Exit codes: 0 done, 1 refused or failed, 2 wrong use.
"""

import os
from typing import Any

import click

from reporting import __version__
from reporting.cli.commands import COMMANDS, load_command
from reporting.cli.sentences import sentence_of
from reporting.errors import ReportingError


class Commands(click.Group):
    """Loads a command only when it is wanted, and turns every expected error into a sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        cmd_name: str,
    ) -> click.Command | None:
        """Return one command, or None."""
        return load_command(cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        """Run; tell errors that people can do something about without a traceback."""
        try:
            return super().invoke(ctx)
        except ReportingError as error:
            raise click.ClickException(sentence_of(error)) from None
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{place}{error.strerror or 'it failed'}") from None


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reporting")
def main() -> None:
    """Anonymous reporting of racism, read by an oversight body outside the organisation."""
    os.umask(0o077)  # whatever a command writes is its owner's alone
