"""Pages of the signed list: who is in it, what the next one says, what one declares oneself."""

from flask import Flask

from reporting.desk.roster.declaring import install_declaring
from reporting.desk.roster.people import install_people
from reporting.desk.roster.removing import install_removing
from reporting.desk.roster.signing import install_signing


def install_roster(app: Flask) -> None:
    """Add the pages to `app`."""
    install_people(app)
    install_signing(app)
    install_removing(app)
    install_declaring(app)
