"""Codes of the second factor: the published vectors, clocks that differ, and one use each."""

import base64
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.totp import matching_step, new_secret, provisioning_uri

# RFC 6238, appendix B, SHA-1: the last six of its eight digits, which is what six-digit codes are.
SECRET = base64.b32encode(b"12345678901234567890").decode()
VECTORS = {
    59: "287082",
    1111111109: "081804",
    1111111111: "050471",
    1234567890: "005924",
    2000000000: "279037",
    20000000000: "353130",
}
PRESENT, CODE = 1234567890, "005924"
STEP = PRESENT // 30


def at(seconds):
    """Return the moment `seconds` after the epoch."""
    return datetime.fromtimestamp(seconds, UTC)


@pytest.mark.parametrize(("seconds", "code"), VECTORS.items())
def test_the_vectors_of_the_standard_hold(seconds, code):
    """Every authenticator app computes these same codes."""
    assert seconds // 30 == matching_step(SECRET, code, at(seconds), 0)


@pytest.mark.parametrize("drift", [-30, 0, 30])
def test_a_clock_half_a_minute_off_is_forgiven(drift):
    """The step found is the code's own, whatever our clock says."""
    assert STEP == matching_step(SECRET, CODE, at(PRESENT + drift), 0)


@pytest.mark.parametrize("drift", [-60, 60, 3600])
def test_a_clock_further_off_is_not(drift):
    """Codes seen a minute ago are worth nothing."""
    assert matching_step(SECRET, CODE, at(PRESENT + drift), 0) is None


@pytest.mark.parametrize("last_step", [STEP, STEP + 1])
def test_a_code_counts_once(last_step):
    """A step already used, or older than one used, is refused."""
    assert STEP == matching_step(SECRET, CODE, at(PRESENT), STEP - 1)
    assert matching_step(SECRET, CODE, at(PRESENT), last_step) is None


@pytest.mark.parametrize(
    "typed",
    ["005 924", " 0 0 5 9 2 4 ", "005\u00a0924", "٠٠٥٩٢٤", "۰۰۵۹۲۴", "००५९२४", "００５９２４"],
)
def test_spaces_and_any_digits_are_read(typed):
    """Apps show a space in the middle, and keyboards have digits of their own."""
    assert STEP == matching_step(SECRET, typed, at(PRESENT), 0)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "5924",
        "0005924",
        "00592a",
        "-05924",
        "005924" * 5,
        "005-924",
        "²²²²²²",
        "\ud800",
        "0" * 10**6,
    ],
)
def test_anything_but_six_digits_is_refused(typed):
    """Odd text is a wrong code, not an error."""
    assert matching_step(SECRET, typed, at(PRESENT), 0) is None


@given(st.text(max_size=40))
def test_no_text_raises(typed):
    """Whatever is typed, the answer is a step or None."""
    assert matching_step(SECRET, typed, at(PRESENT), 0) in (None, STEP - 1, STEP, STEP + 1)


def test_the_first_seconds_of_the_epoch_have_no_step_before_them():
    """A clock that lost its battery starts in 1970, and must not crash the sign-in."""
    assert matching_step(SECRET, CODE, at(0), 0) is None


def test_a_new_secret_is_160_bits_in_base32():
    """As long as the hash, which is what the standard recommends."""
    made = {new_secret() for _ in range(50)}

    assert 50 == len(made)
    assert {20} == {len(base64.b32decode(secret)) for secret in made}


def test_the_address_for_the_app_names_service_user_and_secret():
    """What is left out is the usual: SHA-1, six digits, thirty seconds."""
    address = urlsplit(provisioning_uri(SECRET, "ada", "Demo reporting service"))

    assert ("otpauth", "totp") == (address.scheme, address.netloc)
    assert "/Demo%20reporting%20service:ada" == address.path
    assert {"secret": [SECRET], "issuer": ["Demo reporting service"]} == parse_qs(address.query)
