"""Passphrases: generously read, slowly stretched, and never more than two at a time."""

import math
import subprocess
import sys
from pathlib import Path

import pytest
from argon2.low_level import Type, hash_secret_raw

from reporting import limits, passwords, primitives, words
from reporting.errors import SignInRefused
from reporting.passwords import (
    CHEAPEST,
    STANDARD,
    PassphraseStretcher,
    new_passphrase,
    tidy_passphrase,
)

ROOT = Path(__file__).parent.parent
SALT = bytes(range(16))

# Runs in processes of its own. Each pass notes its beginning and end in one file that is only
# ever appended to, while it holds its slot: so the file tells how many were inside at once.
WORKER = """
import os, sys
from pathlib import Path
from reporting import passwords

folder = Path(sys.argv[1])
notes = os.open(folder / "notes", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
slow = passwords._pass

def noted(*given):
    os.write(notes, b"+")
    try:
        return slow(*given)
    finally:
        os.write(notes, b"-")

passwords._pass = noted
stretcher = passwords.PassphraseStretcher(folder, passwords.Argon2Profile(1, 16_384, 1))
sys.stdout.write("ready\\n")
sys.stdout.flush()
sys.stdin.readline()
for _ in range(8):
    stretcher.stretch("six words that nobody would guess", bytes(16))
"""

# Takes every slot and then dies without letting go of anything itself.
DYING = """
import contextlib, os, signal, sys
from pathlib import Path
from reporting import passwords

slots = passwords.PassphraseStretcher(Path(sys.argv[1]))._slots
held = contextlib.ExitStack()
for _ in slots:
    held.enter_context(passwords._one_of(slots))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def stretcher(tmp_path):
    """A stretcher cheap enough to use in every test."""
    return PassphraseStretcher(tmp_path, CHEAPEST)


def run(code, folder, **options):
    """Start `code` in a process of its own, working in `folder`."""
    return subprocess.Popen([sys.executable, "-c", code, str(folder)], cwd=ROOT, **options)


def test_a_new_passphrase_is_six_words_of_the_list():
    """77 bits, before the slow hash makes each guess dear."""
    made = [new_passphrase() for _ in range(500)]

    assert 500 == len(set(made))
    assert {6} == {len(passphrase.split(" ")) for passphrase in made}
    assert {word for passphrase in made for word in passphrase.split(" ")} <= set(words.WORDS)
    assert 77 < limits.PASSPHRASE_WORDS * math.log2(len(words.WORDS))


def test_the_standard_cost_is_the_second_recommended_option_of_rfc_9106():
    """Three passes over 64 MiB in four lanes; less would be a decision, not an accident."""
    assert (3, 64 * 1024, 4) == (STANDARD.time_cost, STANDARD.memory_kib, STANDARD.lanes)


def test_same_inputs_give_same_keys_and_any_difference_others(stretcher):
    """Passphrase and salt decide, and nothing else does."""
    keys = stretcher.stretch("one two three", SALT)

    assert keys == stretcher.stretch("one two three", SALT)
    assert keys.verifier != stretcher.stretch("one two four", SALT).verifier
    assert keys.verifier != stretcher.stretch("one two three", bytes(16)).verifier
    assert (32, 32) == (len(keys.verifier), len(keys.unsealing_key))


def test_verifier_and_unsealing_key_come_of_one_pass_under_different_labels(stretcher):
    """The database keeps the verifier: it must not be the key, nor lead to it."""
    once = hash_secret_raw(
        b"one two three", SALT, time_cost=1, memory_cost=8, parallelism=1, hash_len=32, type=Type.ID
    )

    keys = stretcher.stretch("One  TWO-three", SALT)

    assert primitives.derive(once, "account/verifier") == keys.verifier
    assert primitives.derive(once, "account/unsealing") == keys.unsealing_key
    assert keys.verifier != keys.unsealing_key


def test_the_cost_matters(tmp_path):
    """A stretcher with another profile makes other keys: the profile is really used."""
    cheap = PassphraseStretcher(tmp_path, CHEAPEST).stretch("one two three", SALT)

    standard = PassphraseStretcher(tmp_path).stretch("one two three", SALT)

    assert cheap != standard


@pytest.mark.parametrize(
    "typed",
    [
        "unison drop-down yo-yo crumb omen kettle",
        "  UNISON   Drop-Down\tyo-yo\ncrumb omen kettle ",
        "unison drop down yo yo crumb omen kettle",
        "unison-drop-down-yo-yo-crumb-omen-kettle",
        "ｕｎｉｓｏｎ drop\u2010down yo\u2011yo crumb, omen; kettle.",
    ],
)
def test_case_spacing_and_hyphens_never_keep_a_colleague_out(typed):
    """All of these are one passphrase."""
    assert "unison drop down yo yo crumb omen kettle" == tidy_passphrase(typed)


def test_no_two_words_of_the_list_become_one():
    """Tidying must not cost entropy: different passphrases stay different."""
    tidied = {tidy_passphrase(word) for word in words.WORDS}

    assert len(words.WORDS) == len(tidied)
    assert not {"drop", "felt", "tip", "t", "yo"} & set(words.WORDS)


def test_a_long_passphrase_is_refused_before_any_work(stretcher, monkeypatch):
    """Length must not buy time on this machine."""
    monkeypatch.setattr(passwords, "_pass", lambda *given: pytest.fail("was hashed"))

    with pytest.raises(SignInRefused):
        stretcher.stretch("a" * (limits.PASSPHRASE_CHARACTERS + 1), SALT)


@pytest.mark.parametrize("typed", ["", " ", "\0", "\ud800", "🙂" * 1_024, "\ufdfa" * 1_024])
def test_any_text_within_the_cap_can_be_stretched(stretcher, typed):
    """Odd text is a wrong passphrase, not an error."""
    keys = stretcher.stretch(typed, SALT)

    assert 32 == len(keys.verifier)


def test_neither_repr_nor_str_shows_a_key(stretcher):
    """Tracebacks and logs print reprs."""
    keys = stretcher.stretch("one two three", SALT)

    assert "Stretched()" == repr(keys) == str(keys)


def test_never_more_than_two_passes_at_once_whatever_process_asks(tmp_path):
    """Four processes with eight passes each: two run together, never three."""
    workers = [
        run(WORKER, tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(4)
    ]
    assert [b"ready\n"] * 4 == [worker.stdout.readline() for worker in workers]

    for worker in workers:
        worker.stdin.write(b"go\n")
        worker.stdin.flush()
    for worker in workers:
        worker.communicate(timeout=60)

    assert [0] * 4 == [worker.returncode for worker in workers]
    inside, most = 0, 0
    notes = (tmp_path / "notes").read_bytes()
    for note in notes:
        inside += 1 if note == ord("+") else -1
        most = max(most, inside)
    assert 64 == len(notes)
    assert 2 == most == limits.ARGON2_PASSES_AT_ONCE


def test_a_killed_process_leaves_no_slot_taken(tmp_path, stretcher):
    """The system lets go of the locks: nobody has to tidy up before the next sign-in."""
    with run(DYING, tmp_path) as dying:
        dying.wait(timeout=60)

    keys = stretcher.stretch("one two three", SALT)

    assert -9 == dying.returncode
    assert 32 == len(keys.verifier)


def test_a_failing_pass_gives_its_slot_back(tmp_path, stretcher, monkeypatch):
    """Three failures in a row would otherwise use up both slots for good."""
    monkeypatch.setattr(passwords, "_pass", lambda *given: 1 / 0)
    for _ in range(limits.ARGON2_PASSES_AT_ONCE + 1):
        with pytest.raises(ZeroDivisionError):
            stretcher.stretch("one two three", SALT)
    monkeypatch.undo()

    stretcher.stretch("one two three", SALT)

    assert {"argon2-0.lock", "argon2-1.lock"} == {file.name for file in tmp_path.iterdir()}
