"""Whether the watch runs and its mail leaves: what desk and `reporting check` both go by.

Only slots count for mail. They come whether or not there is a report, so what everybody is told
here is the same with one and without.
"""

from collections.abc import Iterator
from enum import Enum

from reporting import limits
from reporting.errors import SettingError
from reporting.instance import Instance
from reporting.notices.settings import load_watch_settings
from reporting.store import Connection
from reporting.store.notices import slot_waits
from reporting.store.watch import get_watch


class Trouble(Enum):
    """What people have to be told of."""

    NOT_STARTED = "not started"
    SILENT = "silent"
    MAIL_LATE = "mail late"


def find_troubles(connection: Connection, minute: int, *, mailing: bool) -> Iterator[Trouble]:
    """Give what is wrong at `minute`; `mailing` says whether mail ought to leave at all."""
    row = get_watch(connection)
    before, after = minute - limits.ALARM_MINUTES, minute + limits.ALARM_MINUTES
    if row is None:
        yield Trouble.NOT_STARTED
    elif not before < row.beat < after:
        # A minute that has not come is no sign of life either: the watch stands still until then.
        yield Trouble.SILENT
    if mailing and slot_waits(connection, before):
        yield Trouble.MAIL_LATE


def is_mailing(instance: Instance) -> bool:
    """Say whether mail ought to leave: always, but in a demo only where it has been set up."""
    if not instance.demo:
        return True
    try:
        return bool(load_watch_settings(instance).servers)
    except SettingError:
        return True
