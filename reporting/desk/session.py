"""Who is signed in, for the pages of the desk that nobody else reaches."""

from http import HTTPStatus

from flask import abort

from reporting.store.accounts import AccountRow
from reporting.web.sessions import SignedInSession, current_session


def signed_in() -> SignedInSession:
    """Return the session of this request."""
    session = current_session()
    if session is None:
        abort(HTTPStatus.NOT_FOUND)  # roles.py lets nobody in without one
    return session


def own_account() -> AccountRow:
    """Return the account of whoever asks, who belongs to a body; else there is no such page."""
    account = signed_in().account
    if account.body is None:
        abort(HTTPStatus.NOT_FOUND)
    return account


def own_body() -> str:
    """Return the body of whoever asks, or answer 404: nobody sees what is another's."""
    return str(own_account().body)
