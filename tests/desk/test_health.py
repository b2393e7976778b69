"""What every page says while the watch is silent or its mail does not leave."""

from datetime import timedelta

import pytest

from reporting import clock, limits
from reporting.errors import StoreUnavailable
from reporting.notices.outbox import Outbox
from reporting.notices.settings import NAME
from reporting.store.watchtables import watch
from tests.desk.conftest import Place

SERVER = (
    'sender = "n@north.example"\n[[mail]]\nhost = "mail.example"\nport = 587\nsecurity = "tls"\n'
)


def beat(place: Place, ahead: int = 0) -> None:
    """Let the watch take a turn now, or so many minutes ahead."""
    minute = clock.minute_of(place.moment.now) + ahead
    with place.store.write() as connection:
        connection.execute(watch.delete())
        connection.execute(watch.insert(), {"id": 1, "beat": minute, "slot": 0, "bytes": b""})


def put(place: Place, *, slot: bool) -> None:
    """Put a notice now."""
    outbox = Outbox(place.services.instance.load_watch())
    act = outbox.put_slot if slot else outbox.put
    with place.store.write() as connection:
        act(connection, [place.account_id("north-reviewer-1")], clock.minute_of(place.moment.now))


def alarm(place: Place) -> str:
    """Return what a page says of it now; an empty text if it says nothing."""
    reviewer = place.reviewer()
    place.moment.now -= timedelta(minutes=1)  # what signing in took
    place.moment.steady += limits.HEALTH_SECONDS
    section = reviewer.get("/notices").by_id("health-alarm")
    return "" if section is None else " ".join("".join(section.itertext()).split())


def test_a_watch_that_never_ran_is_told(place: Place) -> None:
    """A desk alone is not the whole service."""
    assert "The watch has not been started" in alarm(place)


def test_a_heartbeat_from_the_future_is_no_sign_of_life(place: Place) -> None:
    """Written by hand, or before the clock was set back: the watch does nothing until then."""
    beat(place, limits.ALARM_MINUTES - 1)
    near = alarm(place)
    beat(place, limits.ALARM_MINUTES + 1)
    far = alarm(place)

    assert "" == near
    assert "The watch has been silent" in far


def test_a_silent_watch_is_told_after_a_quarter_of_an_hour(place: Place) -> None:
    """Not a minute sooner; and no more once it is back."""
    beat(place)

    place.moment.pass_by(minutes=limits.ALARM_MINUTES - 1)
    before = alarm(place)
    place.moment.pass_by(minutes=1)
    after = alarm(place)
    beat(place)
    back = alarm(place)

    assert "" == before
    assert "The watch has been silent for 15 minutes or longer" in after
    assert "" == back


def test_mail_of_a_slot_that_has_not_left_is_told(place: Place) -> None:
    """After a quarter of an hour, although the watch runs."""
    (place.services.instance.folder / NAME).write_text(SERVER)
    put(place, slot=True)

    place.moment.pass_by(minutes=limits.ALARM_MINUTES - 1)
    beat(place)
    before = alarm(place)
    place.moment.pass_by(minutes=1)
    after = alarm(place)

    assert "" == before
    assert "The mail of the last fixed time has not left" in after


def test_a_rung_that_has_not_left_is_not_told(place: Place) -> None:
    """It would tell everybody, the excluded included, that a report waits too long."""
    (place.services.instance.folder / NAME).write_text(SERVER)
    put(place, slot=False)
    place.moment.pass_by(hours=1)
    beat(place)

    assert "" == alarm(place)


@pytest.mark.parametrize(("contents", "told"), [(None, False), ("sender = 5", True)])
def test_a_demo_without_mail_misses_none(place: Place, contents: str | None, told: bool) -> None:
    """Where it was never set up nothing is late; a file with a mistake counts as set up."""
    if contents is not None:
        (place.services.instance.folder / NAME).write_text(contents)
    put(place, slot=True)
    place.moment.pass_by(hours=1)
    beat(place)

    assert told == bool(alarm(place))


def test_who_is_not_signed_in_is_told_nothing(place: Place) -> None:
    """Whether the watch runs is nobody's business outside."""
    assert place.visitor().get("/sign-in").by_id("health-alarm") is None


def test_pages_look_once_in_ten_seconds(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many are shown, so that none waits for it."""
    looks: list[int] = []

    def look(*_: object, **__: object) -> tuple[()]:
        looks.append(1)
        return ()

    monkeypatch.setattr("reporting.desk.health.find_troubles", look)
    reviewer = place.reviewer()
    place.moment.pass_by(seconds=limits.HEALTH_SECONDS)
    looks.clear()

    for _ in range(5):
        reviewer.get("/notices")
    within = len(looks)
    place.moment.pass_by(seconds=limits.HEALTH_SECONDS)
    reviewer.get("/notices")

    assert (1, 2) == (within, len(looks))


def test_a_database_that_is_away_is_no_alarm_of_its_own(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says that by itself."""

    def fail(*_: object, **__: object) -> None:
        raise StoreUnavailable

    monkeypatch.setattr("reporting.desk.health.find_troubles", fail)

    assert "" == alarm(place)
