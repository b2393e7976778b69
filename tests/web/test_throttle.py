"""The sign-in throttle: guessing is slowed, colleagues are never locked out."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting import limits
from reporting.web.throttle import DeviceTokens, SignInThrottle, WaitingRoom

KEY = bytes(32)
TODAY = 20_000


class Clock:
    """A clock that goes only when told to."""

    def __init__(self, moment=0.0):
        self.moment = moment

    def __call__(self):
        """Return the moment it was set to."""
        return self.moment


@pytest.fixture
def clock():
    """Seconds, beginning at nought."""
    return Clock()


@pytest.fixture
def throttle(clock):
    """Three attempts at once, then one every ten seconds; at most four buckets of a kind."""
    return SignInThrottle(clock, rate=0.1, burst=3, most=4)


@pytest.fixture
def today():
    """The day, which tests may change."""
    return Clock(TODAY)


@pytest.fixture
def tokens(today):
    """Device tokens made today."""
    return DeviceTokens(KEY, today)


def attempts(throttle, username, device, count):
    """Return how many of `count` attempts may go on."""
    return sum(throttle.allow(username, device) for _ in range(count))


def test_guessing_from_unknown_browsers_is_slowed(throttle, clock):
    """However many browsers guess at one name, they share one bucket."""
    allowed = attempts(throttle, "ada", None, 100)
    clock.moment += 10

    later = attempts(throttle, "ada", None, 100)

    assert 3 == allowed
    assert 1 == later


def test_a_flood_never_locks_out_a_browser_that_signed_in_before(throttle, tokens):
    """The colleague's own browser has a bucket that a flood cannot reach."""
    device = tokens.device_of(tokens.make_device_token("ada"), "ada")
    attempts(throttle, "ada", None, 10_000)

    own = attempts(throttle, "ada", device, 3)

    assert not throttle.allow("ada", None)
    assert 3 == own


def test_a_flood_of_invented_names_never_locks_out_a_known_browser(throttle, tokens):
    """Memory is bounded, and what fills it is kept apart from known browsers."""
    device = tokens.device_of(tokens.make_device_token("ada"), "ada")
    for number in range(1_000):
        attempts(throttle, f"name {number}", None, 4)

    own = attempts(throttle, "ada", device, 3)

    assert 3 == own
    assert 4 >= len(throttle._unknown)


def test_a_known_browser_is_slowed_too(throttle, tokens):
    """A stolen cookie buys no more guesses than a bucket holds."""
    device = tokens.device_of(tokens.make_device_token("ada"), "ada")

    assert 3 == attempts(throttle, "ada", device, 100)


def test_two_browsers_of_one_colleague_have_a_bucket_each(throttle, tokens):
    """A forgotten passphrase at one desk does not slow the other."""
    first = tokens.device_of(tokens.make_device_token("ada"), "ada")
    second = tokens.device_of(tokens.make_device_token("ada"), "ada")
    attempts(throttle, "ada", first, 100)

    assert first != second
    assert 3 == attempts(throttle, "ada", second, 100)


def test_a_full_room_turns_away_its_own_kind_only(tokens):
    """Strangers cannot take the places of known browsers, nor the other way round."""
    room, device = WaitingRoom(places=1), tokens.device_of(tokens.make_device_token("ada"), "ada")

    with room.enter(None) as stranger, room.enter(None) as another, room.enter(device) as known:
        entered = (stranger, another, known)

    assert (True, False, True) == entered
    for kind in (None, device):
        with room.enter(kind) as again:
            assert again


@pytest.mark.parametrize("spelling", ["ADA", "Ada", "ａｄａ"])
def test_another_spelling_is_no_other_bucket(throttle, spelling):
    """Otherwise each spelling would buy another burst of guesses at one account."""
    attempts(throttle, "ada", None, 3)

    assert not throttle.allow(spelling, None)


def test_buckets_are_not_named_after_people(throttle):
    """A dump of this process lists no user names."""
    throttle.allow("ada.lovelace", None)

    assert "ada" not in repr(throttle._unknown._buckets.keys())


@pytest.mark.parametrize("username", ["", "\ud800", "\0", "x" * 10**6])
def test_odd_user_names_are_counted_like_others(throttle, username):
    """Whatever stands in the field, the answer is yes or no."""
    assert 3 == attempts(throttle, username, None, 5)


def test_a_token_is_read_back_by_its_own_name_only(tokens):
    """A colleague's token, or one's own under another name, is no known browser."""
    token = tokens.make_device_token("ada")

    assert tokens.device_of(token, "ada") == tokens.device_of(token, "ADA") is not None
    assert tokens.device_of(token, "grace") is None


def test_a_token_of_another_service_is_not_accepted(tokens, today):
    """Keys differ between services, and so do their tokens."""
    token = DeviceTokens(b"\x01" * 32, today).make_device_token("ada")

    assert tokens.device_of(token, "ada") is None


def test_a_token_is_good_for_its_days_and_no_longer(tokens, today):
    """A computer sold on is not known for ever."""
    token = tokens.make_device_token("ada")

    today.moment = TODAY + limits.DEVICE_DAYS - 1
    assert tokens.device_of(token, "ada") is not None
    today.moment = TODAY + limits.DEVICE_DAYS
    assert tokens.device_of(token, "ada") is None


def test_a_token_does_not_contain_the_name(tokens):
    """The next user of a shared computer does not learn who works there."""
    token = tokens.make_device_token("ada.lovelace")

    payload = base64.urlsafe_b64decode(token.partition(".")[0] + "==")

    assert b"lovelace" not in payload
    assert "lovelace" not in token


@given(st.one_of(st.none(), st.text(max_size=300)))
def test_a_made_up_token_is_no_device(token):
    """Whatever stands in the cookie, the answer is None and never an error."""
    tokens = DeviceTokens(KEY, lambda: TODAY)

    assert tokens.device_of(token, "ada") is None


@given(st.integers(0, 500), st.integers(1, 127))
def test_a_changed_token_is_no_device(place, change):
    """Every character is signed, or is the signature."""
    tokens = DeviceTokens(KEY, lambda: TODAY)
    token = tokens.make_device_token("ada")
    at = place % (len(token) - 1)  # the last character of base64 holds bits that mean nothing

    changed = token[:at] + chr(ord(token[at]) ^ change) + token[at + 1 :]

    assert tokens.device_of(changed, "ada") is None
