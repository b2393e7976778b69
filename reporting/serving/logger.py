"""Gunicorn's logger, writing through the one formatter and never an access log."""

from typing import Any

from gunicorn.glogging import Logger

from reporting.web.logs import install_logs


class QuietLogger(Logger):  # type: ignore[misc]
    """Gunicorn's records as lines of `reporting.web.logs`; requests are not recorded at all."""

    def setup(self, cfg: Any) -> None:
        """Take the place of gunicorn's own handlers, which print messages and addresses."""
        self.cfg = cfg
        self._access_log_enabled = False
        self.error_log.propagate = True
        install_logs(cfg.proc_name)

    def access(self, *_arguments: Any) -> None:
        """Record nothing: who asked for what, and when, is what this service must not know."""

    def reopen_files(self) -> None:
        """Do nothing: there are no files."""
