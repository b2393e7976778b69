"""Accounts: made with generated secrets, and opened by passphrase and code alone."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pyotp
import pytest

from reporting import limits, sealing, totp
from reporting.errors import SignInRefused
from reporting.passwords import CHEAPEST, PassphraseStretcher
from reporting.people.account import (
    Credentials,
    new_account,
    renew_account,
    sign_in,
    unseal_account,
)
from reporting.store.accounts import AccountRow, find_account, insert_account, update_account
from reporting.store.engine import Store, open_store
from reporting.store.tables import metadata
from tests.support.world import Maker

NOW = datetime(2026, 5, 4, 13, 20, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty database."""
    opened = open_store(f"sqlite:///{tmp_path / 'test.sqlite'}", tmp_path)
    metadata.create_all(opened.engine)
    return opened


@pytest.fixture
def stretcher(tmp_path: Path) -> PassphraseStretcher:
    """One that costs nothing."""
    return PassphraseStretcher(tmp_path, CHEAPEST)


@pytest.fixture
def known(store: Store, stretcher: PassphraseStretcher) -> tuple[AccountRow, Credentials]:
    """A reviewer of the north."""
    row, _identity, credentials = new_account(stretcher, "reviewer", "reviewer", body="north")
    with store.write() as connection:
        insert_account(connection, row)
    return row, credentials


def code_at(credentials: Credentials, moment: datetime) -> str:
    """Return what the authenticator app shows."""
    return pyotp.TOTP(credentials.totp_secret).at(moment)


def test_signing_in_gives_the_identity_of_the_account(
    store: Store, stretcher: PassphraseStretcher, known: tuple[AccountRow, Credentials]
) -> None:
    """The identity that opens is the one whose public half everybody seals to."""
    row, credentials = known

    found = sign_in(
        store, stretcher, "reviewer", credentials.passphrase, code_at(credentials, NOW), NOW
    )

    assert row.id == found.account.id
    assert row.wrap_public == found.identity.wrap_public
    assert row.signing_public == found.identity.signing_public


def test_a_code_counts_once_and_older_ones_not_at_all(
    store: Store, stretcher: PassphraseStretcher, known: tuple[AccountRow, Credentials]
) -> None:
    """The step used last is in the sealed record, so it lasts over restarts."""
    _, credentials = known
    before = code_at(credentials, NOW - timedelta(seconds=limits.TOTP_STEP_SECONDS))
    now = code_at(credentials, NOW)
    sign_in(store, stretcher, "reviewer", credentials.passphrase, now, NOW)

    for code in (now, before):
        with pytest.raises(SignInRefused):
            sign_in(store, stretcher, "reviewer", credentials.passphrase, code, NOW)


def test_one_code_opens_one_of_two_sessions_begun_at_the_same_moment(
    make_any_world: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever reads a code over a shoulder and sends it at once still comes too late."""
    world = make_any_world()
    stretcher = PassphraseStretcher(world.instance.run, CHEAPEST)
    person = world.accounts["north-lead-1"]
    code = pyotp.TOTP(person["totp_secret"]).at(NOW)
    # On PostgreSQL both have read the record before either writes; SQLite lets in one at a time.
    together = threading.Barrier(2 if world.store.dialect == "postgresql" else 1)

    def matching_step(secret: str, code: str, now: datetime, last: int) -> int | None:
        found = totp.matching_step(secret, code, now, last)
        together.wait(timeout=10)
        return found

    def attempt(_: int) -> bool:
        try:
            passphrase = person["passphrase"]
            sign_in(world.store, stretcher, "north-lead-1", passphrase, code, NOW)
        except SignInRefused:
            return False
        return True

    monkeypatch.setattr(
        "reporting.people.account.totp", SimpleNamespace(matching_step=matching_step)
    )
    with ThreadPoolExecutor(2) as pool:
        entered = list(pool.map(attempt, range(2)))

    assert [False, True] == sorted(entered)


@pytest.mark.parametrize("wrong", ["username", "passphrase", "code"])
def test_each_wrong_part_is_the_same_error(
    store: Store,
    stretcher: PassphraseStretcher,
    known: tuple[AccountRow, Credentials],
    wrong: str,
) -> None:
    """Nothing in the refusal says which part it was."""
    _, credentials = known
    parts = {
        "username": "reviewer",
        "passphrase": credentials.passphrase,
        "code": code_at(credentials, NOW),
    } | {wrong: "000000"}

    with pytest.raises(SignInRefused) as refused:
        sign_in(store, stretcher, **parts, now=NOW)

    assert SignInRefused.sentence == refused.value.sentence
    assert refused.value.__cause__ is None


def test_a_refused_code_leaves_the_record_as_it_was(
    store: Store, stretcher: PassphraseStretcher, known: tuple[AccountRow, Credentials]
) -> None:
    """A guesser with the passphrase uses up no code."""
    row, credentials = known

    with pytest.raises(SignInRefused):
        sign_in(store, stretcher, "reviewer", credentials.passphrase, "000000", NOW)

    with store.read() as connection:
        assert row == find_account(connection, "reviewer")


def test_a_disabled_account_is_refused(
    store: Store, stretcher: PassphraseStretcher, known: tuple[AccountRow, Credentials]
) -> None:
    """With everything right."""
    row, credentials = known
    with store.write() as connection:
        update_account(connection, replace(row, disabled=True))

    with pytest.raises(SignInRefused):
        sign_in(
            store, stretcher, "reviewer", credentials.passphrase, code_at(credentials, NOW), NOW
        )


def test_a_sealed_record_of_another_account_does_not_open(
    store: Store, stretcher: PassphraseStretcher, known: tuple[AccountRow, Credentials]
) -> None:
    """Swapping rows in the database gives nobody another identity."""
    row, credentials = known
    other, _, _ = new_account(stretcher, "other", "reviewer", body="north")
    swapped = replace(other, salt=row.salt, verifier=row.verifier, sealed=row.sealed)
    with store.write() as connection:
        insert_account(connection, swapped)

    with pytest.raises(SignInRefused):
        sign_in(store, stretcher, "other", credentials.passphrase, code_at(credentials, NOW), NOW)


def test_a_renewed_account_is_another_person(
    stretcher: PassphraseStretcher, known: tuple[AccountRow, Credentials]
) -> None:
    """Identity, passphrase and second factor are all new; name and id stay."""
    row, credentials = known

    renewed, identity, fresh = renew_account(stretcher, row)

    assert (row.id, row.username) == (renewed.id, renewed.username)
    assert row.wrap_public != renewed.wrap_public == identity.wrap_public
    assert credentials.passphrase != fresh.passphrase
    assert credentials.totp_secret != fresh.totp_secret
    with pytest.raises(SignInRefused):
        unseal_account(stretcher, renewed, credentials.passphrase)


def test_the_passphrase_alone_unseals_for_signing_at_the_command_line(
    stretcher: PassphraseStretcher, known: tuple[AccountRow, Credentials]
) -> None:
    """Typed in any case; a wrong one is refused."""
    row, credentials = known

    identity = unseal_account(stretcher, row, credentials.passphrase.upper())

    assert row.signing_public == identity.signing_public
    with pytest.raises(SignInRefused):
        unseal_account(stretcher, row, "wrong")


def test_nothing_secret_is_stored_or_shown(
    known: tuple[AccountRow, Credentials], stretcher: PassphraseStretcher
) -> None:
    """The row has one size, and no representation says a secret."""
    row, credentials = known
    identity = unseal_account(stretcher, row, credentials.passphrase)
    stored = b"".join(value for value in row.__dict__.values() if isinstance(value, bytes))

    assert limits.ACCOUNT_SIZE + sealing.OVERHEAD == len(row.sealed)
    for secret in (credentials.passphrase, credentials.totp_secret):
        assert secret.encode() not in stored
        assert secret not in repr(credentials)
    assert identity.to_bytes() not in stored
    assert "Identity(…)" == repr(identity)
