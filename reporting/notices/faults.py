"""What `reporting check` says of the watch and its mail; nothing of it counts reports."""

from collections.abc import Iterator

from reporting import clock
from reporting.errors import CannotOpen, SettingError
from reporting.notices.contacts import REACHED, open_contact
from reporting.notices.health import Trouble, find_troubles
from reporting.notices.outbox import Outbox
from reporting.notices.settings import NAME, WatchSettings, load_watch_settings
from reporting.services import Services
from reporting.store import Connection
from reporting.store.contacts import find_without, list_contacts

_SENTENCES = {
    Trouble.NOT_STARTED: "The watch has never run; start it: reporting watch.",
    Trouble.SILENT: (
        "The watch has been silent for 15 minutes or longer, so nobody is told when a report "
        "waits too long; start it: reporting watch."
    ),
    Trouble.MAIL_LATE: (
        "The mail of a fixed time has not left for 15 minutes or longer; the mail servers in "
        f"{NAME} do not take it."
    ),
}


def find_notice_faults(services: Services) -> Iterator[str]:
    """Give one sentence for each thing that keeps notices from people."""
    try:
        settings = load_watch_settings(services.instance)
    except SettingError as error:
        yield f"{error.sentence}."
        settings = WatchSettings()
    else:
        if not settings.servers and not services.instance.demo:
            yield (
                "No mail server is set up, so nobody is told of anything: docs/operations.md, "
                '"The watch file".'
            )
    with services.store.read() as connection:
        yield from _find_troubles(services, settings, connection)
        if settings.servers:
            yield from _find_unreached(services, connection)


def _find_troubles(
    services: Services, settings: WatchSettings, connection: Connection
) -> Iterator[str]:
    minute = clock.minute_of(services.now())
    for trouble in find_troubles(connection, minute, mailing=bool(settings.servers)):
        # A demo that has just been made is in order.
        if trouble is not Trouble.NOT_STARTED or not services.instance.demo:
            yield _SENTENCES[trouble]


def _find_unreached(services: Services, connection: Connection) -> Iterator[str]:
    watch = services.instance.load_watch()
    for username in find_without(connection, REACHED):
        yield f"No notice reaches {username}, who has no mail address: {_command(username)}."
    refused = {n.account for n in Outbox(watch).waiting(connection) if n.refused}
    for account, row in list_contacts(connection):
        try:
            open_contact(watch.unwrapper, row.username, row.bytes)
        except CannotOpen:
            yield (
                f"The mail address of {row.username} does not open to this watch; enter it again: "
                f"{_command(row.username)}."
            )
            continue
        if account in refused:
            yield (
                f"The mail server refuses the mail address of {row.username}; enter another: "
                f"{_command(row.username)}."
            )


def _command(username: str) -> str:
    return f"reporting account address {username}"
