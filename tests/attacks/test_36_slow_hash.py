"""Attack 36: many sign-ins at once use up memory and processors by the slow hash."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from reporting import limits, passwords
from reporting.passwords import CHEAPEST, PassphraseStretcher
from tests.support.journey import Reviewer, through_app

LOGINS = 50
RECEIPT_PAGES = 10
HELD = "held until the gate opens"


class Passes:
    """Counts the passes of the slow hash, and how many run at one time."""

    def __init__(self):
        self.lock, self.now, self.most, self.total = threading.Lock(), 0, 0, 0
        self.meet = threading.Event()  # never set: only waited for

    def __call__(self, passphrase, salt, profile):
        """Stand in for one pass."""
        with self.lock:
            self.now += 1
            self.total += 1
            self.most = max(self.most, self.now)
        self.meet.wait(0.005)  # long enough that others would come in if they could
        with self.lock:
            self.now -= 1
        return passphrase[:1].ljust(32, b"\0")


@pytest.fixture
def passes(monkeypatch):
    """The slow hash replaced by one that counts."""
    counted = Passes()
    monkeypatch.setattr(passwords, "_pass", counted)
    return counted


def test_two_passes_run_at_once_however_many_ask(tmp_path, passes):
    """So 50 sign-ins at once need memory for two; separate processes share the same slots."""
    stretchers = [PassphraseStretcher(tmp_path, CHEAPEST) for _ in range(4)]
    with ThreadPoolExecutor(LOGINS) as pool:
        list(pool.map(lambda n: stretchers[n % 4].stretch("six words", bytes(16)), range(LOGINS)))

    assert LOGINS == passes.total
    assert limits.ARGON2_PASSES_AT_ONCE == passes.most
    assert limits.ARGON2_PASSES_AT_ONCE * limits.ARGON2_MEMORY_KIB <= 128 * limits.KIB


def test_the_throttle_comes_before_the_hash(world, passes, monkeypatch):
    """After a burst for one name, further attempts cost no pass."""
    send = through_app(world.desk, quick=True)
    statuses = []
    for _ in range(limits.SIGN_IN_BURST + 5):
        reviewer = Reviewer(send)
        reviewer.get("/sign-in")
        values = {"username": "north-lead-1", "passphrase": "wrong", "code": "123456"}
        statuses.append(reviewer.submit(reviewer.page.form_with("code"), values).status)

    assert 429 == statuses[-1]
    assert statuses.count(400) == passes.total
    assert passes.total <= limits.SIGN_IN_BURST + 2


class Gate:
    """A slow hash that holds every attempt with one passphrase until it is opened."""

    def __init__(self, stretch):
        self.stretch = stretch
        self.inside, self.open = threading.Semaphore(0), threading.Event()

    def __call__(self, passphrase, salt):
        """Stand in for `PassphraseStretcher.stretch`."""
        if passphrase == HELD:
            self.inside.release()
            assert self.open.wait(timeout=60)
        return self.stretch(passphrase, salt)


@pytest.fixture
def gate(world, monkeypatch):
    """The slow hash of the desk, held for who types one passphrase."""
    stretcher = world.desk.extensions["reporting_door"].stretcher
    held = Gate(stretcher.stretch)
    monkeypatch.setattr(stretcher, "stretch", held)
    yield held
    held.open.set()


def knock(send, username, typed="wrong"):
    """Try to sign in from a new browser; return the status."""
    stranger = Reviewer(send)
    stranger.get("/sign-in")
    values = {"username": username, "passphrase": typed, "code": "123456"}
    return stranger.submit(stranger.page.form_with("code"), values).status


def test_invented_names_leave_threads_for_everybody_else(world, gate):
    """Two wait for the slow hash, the others are told to come back; nobody stands behind them."""
    send = through_app(world.desk, quick=True)
    reviewer = world.reviewer("north-reviewer-1")
    colleague = world.reviewer("north-lead-1")
    with ThreadPoolExecutor(limits.SIGN_IN_WAITING) as pool:
        waiting = [
            pool.submit(knock, send, f"nobody-{n}", HELD) for n in range(limits.SIGN_IN_WAITING)
        ]
        for _ in waiting:
            assert gate.inside.acquire(timeout=60)

        further = [knock(send, f"somebody-{n}") for n in range(3)]
        listed = reviewer.get("/cases").status
        colleague.cookies.pop(next(name for name in colleague.cookies if name.endswith("desk")))
        world.clock.advance(seconds=60)
        entered = colleague.sign_in(world.accounts["north-lead-1"], world.clock)
        gate.open.set()

    assert [400] * limits.SIGN_IN_WAITING == [one.result() for one in waiting]
    assert [429] * 3 == further
    assert 200 == listed
    assert "/cases" == entered.address
    assert 400 == knock(send, "somebody-0")  # there is a place again


def test_places_for_the_slow_hash_are_fewer_than_threads():
    """However full both kinds of places are, a worker goes on serving pages."""
    assert 2 * limits.SIGN_IN_WAITING <= limits.THREADS // 2


def test_an_endless_passphrase_is_refused_before_the_hash(world, passes):
    """More than 1,024 characters are no passphrase."""
    reviewer = world.reviewer()
    reviewer.get("/sign-in")
    values = {"username": "north-lead-1", "passphrase": "x" * 1_025, "code": "123456"}

    page = reviewer.submit(reviewer.page.form_with("code"), values)

    assert 1_024 == limits.PASSPHRASE_CHARACTERS
    assert 400 == page.status
    assert 0 == passes.total


def test_intake_never_hashes_slowly(world, passes):
    """Receipts are strong already, so coming back with words costs no pass."""
    words = world.reporter().write_report()
    for _ in range(RECEIPT_PAGES):
        assert 200 == world.reporter().return_with(words).status

    assert 0 == passes.total
