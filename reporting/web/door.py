"""What guards the way in: the slow hash, the throttle before it, and the browsers it knows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Response, current_app, request

from reporting import clock, limits
from reporting.passwords import Argon2Profile, PassphraseStretcher
from reporting.services import Services
from reporting.web.throttle import DeviceTokens, SignInThrottle, WaitingRoom

EXTENSION = "reporting_door"
_BETWEEN = "~"  # occurs in no token
_SECONDS_A_DAY = clock.HOURS_A_DAY * clock.SECONDS_AN_HOUR


@dataclass(frozen=True)
class Door:
    """Everything sign-in needs beside the accounts; `steady` gives seconds that only grow."""

    stretcher: PassphraseStretcher
    throttle: SignInThrottle
    room: WaitingRoom
    devices: DeviceTokens
    steady: Callable[[], float]
    cookie: str
    secure: bool

    def _tokens(self) -> list[str]:
        value = request.cookies.get(self.cookie, "")
        return [token for token in value.split(_BETWEEN)[: limits.PEOPLE_A_BROWSER] if token]

    @contextmanager
    def attempt(self, username: str) -> Iterator[bool]:
        """Give whether this browser may try to sign in as `username` now; if so it is counted."""
        devices = [self.devices.device_of(token, username) for token in self._tokens()]
        device = next((d for d in devices if d is not None), None)
        with self.room.enter(device) as entered:
            # Who found no place has tried nothing, and comes back with as many attempts left.
            yield entered and self.throttle.allow(username, device)

    def remember(self, response: Response, username: str) -> None:
        """Let the browser show next time that `username` has signed in with it before."""
        others = [t for t in self._tokens() if self.devices.device_of(t, username) is None]
        tokens = [self.devices.make_device_token(username), *others]
        response.set_cookie(
            self.cookie,
            _BETWEEN.join(tokens[: limits.PEOPLE_A_BROWSER]),
            max_age=limits.DEVICE_DAYS * _SECONDS_A_DAY,
            secure=self.secure,
            httponly=True,
            samesite="Strict",
        )


def make_door(
    services: Services, surface: str, profile: Argon2Profile, steady: Callable[[], float]
) -> Door:
    """Return the door of one process; each `surface` knows its own browsers."""
    cookie = f"{surface}-device"
    return Door(
        stretcher=PassphraseStretcher(services.instance.run, profile),
        throttle=SignInThrottle(steady),
        room=WaitingRoom(),
        devices=DeviceTokens(services.instance.session_key, lambda: clock.day_of(services.now())),
        steady=steady,
        cookie=cookie if services.insecure_http else f"__Host-{cookie}",
        secure=not services.insecure_http,
    )


def current_door() -> Door:
    """Return the door of the application that answers the present request."""
    door: Door = current_app.extensions[EXTENSION]
    return door
