"""Attack 39: a session is fixed, stolen, or a token of one purpose is used for another."""

import ast
import hashlib
from pathlib import Path

import pytest

import reporting
from reporting import limits
from reporting.web.csrf import HourSigner
from tests.support.dump import read_all
from tests.support.journey import Reviewer, through_app

SESSION = "desk"


def session_ids(world):
    """Return the ids of all stored sessions."""
    return {row["id"] for row in read_all(world.store)["session"]}


def is_signed_in(reviewer):
    """Say whether the list is shown."""
    return "/cases" == reviewer.get("/cases").address.partition("?")[0]


def test_a_session_that_was_planted_is_not_taken_on(world):
    """Signing in makes a new secret; the one somebody put there opens nothing."""
    planted = world.reviewer("north-reviewer-2").cookies[SESSION]
    victim = Reviewer(through_app(world.desk, quick=True), codes=world.codes)
    victim.cookies = {SESSION: "A" * 43}
    world.clock.advance(seconds=60)

    victim.sign_in(world.accounts["north-reviewer-1"], world.clock)

    assert victim.cookies[SESSION] not in {planted, "A" * 43}
    thief = Reviewer(through_app(world.desk, quick=True), cookies={SESSION: "A" * 43})
    assert not is_signed_in(thief)


def test_every_sign_in_has_its_own_session(world):
    """The session that the same browser had before ends with the new one."""
    reviewer = world.reviewer("north-reviewer-1")
    first, before = reviewer.cookies[SESSION], session_ids(world)
    form = next(f for f in reviewer.page.document.iter("form") if f.get("action") == "/sign-out")
    reviewer.submit(form, {})
    world.clock.advance(seconds=60)

    reviewer.sign_in(world.accounts["north-reviewer-1"], world.clock)

    assert first != reviewer.cookies[SESSION]
    assert before.isdisjoint(session_ids(world))


def test_a_cookie_is_worth_nothing_after_signing_out(world):
    """The row is gone, so a copy of the cookie opens nothing."""
    reviewer = world.reviewer("north-reviewer-1")
    copied = dict(reviewer.cookies)
    form = next(f for f in reviewer.page.document.iter("form") if f.get("action") == "/sign-out")

    reviewer.submit(form, {})

    assert set() == session_ids(world)
    assert not is_signed_in(Reviewer(through_app(world.desk, quick=True), cookies=copied))


@pytest.mark.parametrize(
    ("minutes", "kept"),
    [(limits.SESSION_IDLE_MINUTES - 1, True), (limits.SESSION_IDLE_MINUTES, False)],
)
def test_a_session_ends_when_nobody_is_there(world, minutes, kept):
    """A quarter of an hour, and it does not come back."""
    reviewer = world.reviewer("north-reviewer-1")
    copied = dict(reviewer.cookies)

    world.clock.advance(minutes=minutes)

    assert kept == is_signed_in(reviewer)
    assert kept == is_signed_in(Reviewer(through_app(world.desk, quick=True), cookies=copied))


def test_a_session_ends_after_a_working_day_whatever_happens(world):
    """However busy somebody is, after twelve hours they sign in again."""
    reviewer = world.reviewer("north-reviewer-1")
    steps = 60 * limits.SESSION_HOURS // 10

    kept = []
    for _ in range(steps):
        world.clock.advance(minutes=10)
        kept.append(is_signed_in(reviewer))

    assert [True] * (steps - 1) + [False] == kept


def test_the_database_alone_opens_no_session(world):
    """The cookie is not in the row, and the row's id is not the cookie."""
    reviewer = world.reviewer("north-reviewer-1")
    (row,) = read_all(world.store)["session"]

    for value in row.values():
        if isinstance(value, bytes):
            assert reviewer.cookies[SESSION].encode() not in value
            thief = Reviewer(
                through_app(world.desk, quick=True), cookies={SESSION: value.hex()[:43]}
            )
            assert not is_signed_in(thief)


def test_cookies_of_one_surface_mean_nothing_to_the_other(world):
    """Ports of one host share cookies, so names and keys differ."""
    reporter, reviewer = world.reporter(), world.reviewer("north-reviewer-1")
    reporter.write_report()
    assert reporter.cookies.keys().isdisjoint(reviewer.cookies.keys())

    swapped = {SESSION: next(iter(reporter.cookies.values()))}
    stranger = world.reporter()
    stranger.cookies = {next(iter(reporter.cookies)): reviewer.cookies[SESSION]}

    assert not is_signed_in(Reviewer(through_app(world.desk, quick=True), cookies=swapped))
    assert 200 == stranger.get("/en/report/form").status
    assert 404 == world.reporter().get("/en/report/receipt").status


def test_nothing_is_signed_with_sha_1():
    """The libraries' default is SHA-1; ours is not, and only second factors may use it."""
    signer = HourSigner(b"key", now=reporting.clock.moment_of_hour(0), digest_method=hashlib.sha256)
    assert "sha256" == signer.digest_method().name
    for path in Path(reporting.__file__).parent.rglob("*.py"):
        if path.name == "totp.py":
            continue
        names = {
            getattr(node, "attr", getattr(node, "id", ""))
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
        }
        assert {"sha1", "SHA1", "md5", "SECRET_KEY", "secret_key"}.isdisjoint(names), path
