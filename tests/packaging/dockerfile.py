"""The Dockerfile as data, and its build stage carried out in a folder instead of an image.

There need not be a Docker engine where the tests run. What an engine adds (the base image, layers,
users) is looked at as text; what our own steps do is done.
"""

import json
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

SECONDS = 280
STAGES = ("/opt", "/src")  # the places our steps write to


@dataclass
class Stage:
    """One stage: where it starts from, and its instructions in order."""

    base: str
    name: str
    steps: list[tuple[str, str]] = field(default_factory=list)

    def last(self, instruction: str) -> str:
        """Return the argument of the last such instruction."""
        return [argument for name, argument in self.steps if name == instruction][-1]


def read_stages(path: Path) -> tuple[dict[str, str], list[Stage]]:
    """Return the arguments before the first stage with their defaults, and the stages."""
    arguments: dict[str, str] = {}
    stages: list[Stage] = []
    text = path.read_text("utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        instruction, _, argument = line.partition(" ")
        if instruction == "FROM":
            base, _, name = argument.partition(" AS ")
            stages.append(Stage(base, name))
        elif stages:
            stages[-1].steps.append((instruction, " ".join(argument.split())))
        else:
            key, _, value = argument.partition("=")
            arguments[key] = value
    return arguments, stages


def list_of(argument: str) -> list[str]:
    """Return an instruction's argument in its exec form."""
    words: list[str] = json.loads(argument)
    return words


class Builder:
    """Carries out a stage with every absolute path moved into a folder."""

    def __init__(self, context: Path, folder: Path) -> None:
        """Take files from `context` and write only below `folder`."""
        self._context = context
        self.folder = folder
        self._workdir = folder
        programs = folder / "programs"
        programs.mkdir()
        # A link would lead venv to think that this environment is the base.
        python = Path(sys.base_prefix) / "bin" / "python3"
        (programs / "python").write_text(f'#!/bin/sh\nexec {shlex.quote(str(python))} "$@"\n')
        (programs / "python").chmod(0o755)
        self._environment = {
            **{key: os.environ[key] for key in os.environ if key.startswith(("PIP_", "HOME"))},
            "PATH": f"{programs}:/usr/bin:/bin",
        }

    def moved(self, text: str) -> str:
        """Return `text` with the image's own folders moved."""
        for place in STAGES:
            text = text.replace(place, f"{self.folder}{place}")
        return text

    def build(self, stage: Stage) -> None:
        """Carry out WORKDIR, COPY and RUN; ENV is for the package manager's comfort alone."""
        for instruction, argument in stage.steps:
            match instruction:
                case "WORKDIR":
                    self._workdir = Path(self.moved(argument))
                    self._workdir.mkdir(parents=True)
                case "COPY":
                    self._copy(*argument.split())
                case "RUN":
                    self._run(self.moved(argument))

    def _copy(self, *words: str) -> None:
        *sources, target = words
        for source in sources:
            path = self._context / source
            if path.is_dir():
                ignore = shutil.ignore_patterns("__pycache__")
                shutil.copytree(path, self._workdir / target, ignore=ignore)
            else:
                (self._workdir / target).mkdir(exist_ok=True)
                shutil.copy(path, self._workdir / target)

    def _run(self, command: str) -> None:
        done = subprocess.run(
            ["sh", "-euc", command],
            cwd=self._workdir,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )
        assert done.returncode == 0, done.stdout + done.stderr
