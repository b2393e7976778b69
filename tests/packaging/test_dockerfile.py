"""The image: nothing in it that need not be, nobody in it who is root."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.places import ROOT
from tests.packaging.dockerfile import list_of, read_stages

ARGUMENTS, STAGES = read_stages(ROOT / "Dockerfile")
FINAL = STAGES[-1]


def test_it_has_two_stages_of_one_pinned_base():
    """Both stages start from one exact version of Python, never from whatever is newest."""
    assert ["${BASE}", "${BASE}"] == [stage.base for stage in STAGES]
    assert re.fullmatch(r"python:3\.\d+\.\d+-slim-[a-z]+", ARGUMENTS["BASE"])


def test_the_final_stage_builds_nothing():
    """What builds stays behind: no package manager runs in the image that is shipped."""
    runs = [argument for name, argument in FINAL.steps if name == "RUN"]

    assert [] == [run for run in runs if re.search(r"\b(pip|apt|apt-get|curl|wget)\b", run)]
    assert ["--from=build /opt/reporting /opt/reporting"] == [
        argument for name, argument in FINAL.steps if name == "COPY"
    ]


def test_it_runs_as_nobody_special():
    """The user is a number that is not 0, so that a platform can check it."""
    user, _, group = FINAL.last("USER").partition(":")

    assert int(user) >= 1000
    assert int(group) >= 1000


def test_the_command_chooses_the_program():
    """The image is the `reporting` command; signals reach it, since no shell stands between."""
    assert ["reporting"] == list_of(FINAL.last("ENTRYPOINT"))
    assert ["--help"] == list_of(FINAL.last("CMD"))


def test_it_can_be_read_only():
    """All that is written lies in the one volume, and Python writes nothing beside its code."""
    environment = " ".join(argument for name, argument in FINAL.steps if name == "ENV")

    assert FINAL.last("VOLUME") == "/instance"
    assert "REPORTING_INSTANCE=/instance" in environment
    assert "PYTHONDONTWRITEBYTECODE=1" in environment


@pytest.mark.parametrize("word", ["secret", "password", "token", "private"])
def test_it_carries_no_secret(word):
    """No argument and no variable is a secret: they stay readable in an image for ever."""
    settings = [
        argument
        for stage in STAGES
        for name, argument in stage.steps
        if name in {"ENV", "ARG", "LABEL"}
    ]

    assert [] == [setting for setting in settings if word in setting.lower()]


def test_only_named_files_get_in():
    """The context begins with nothing, and neither keys nor an instance is let in."""
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]

    assert rules[0] == "*"
    assert set() == {"!keys/", "!var/", "!.git/", "!tests/"} & set(rules)


def test_what_it_copies_is_let_in():
    """Every COPY from the context names something that .dockerignore lets in, and that exists."""
    rules = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    copied = [
        source
        for name, argument in STAGES[0].steps
        if name == "COPY"
        for source in argument.split()[:-1]
    ]

    assert [] == [source for source in copied if not (ROOT / source).exists()]
    assert [] == [
        source
        for source in copied
        if f"!{source.split('/')[0]}" not in {r.strip("/") for r in rules}
    ]


def test_hadolint_finds_nothing():
    """The Dockerfile keeps the usual rules of its craft."""
    linter = Path(sys.executable).with_name("hadolint")
    done = subprocess.run(
        [linter, ROOT / "Dockerfile"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout


def test_hadolint_would_find_something(tmp_path):
    """A Dockerfile that runs as root from the newest base is refused."""
    bad = tmp_path / "Dockerfile"
    bad.write_text("FROM debian:latest\nRUN cd / && sudo apt-get install python3\n")
    linter = Path(sys.executable).with_name("hadolint")

    done = subprocess.run([linter, bad], capture_output=True, text=True, check=False)

    assert done.returncode != 0
    assert "DL3007" in done.stdout
