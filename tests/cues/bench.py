"""An engine to listen to: programs in a folder of their own that note when and with what they were called."""

from __future__ import annotations

import os
import shutil
import time
import wave
from array import array
from dataclasses import dataclass
from pathlib import Path

import pytest

ESPEAK = shutil.which("espeak-ng")
"""The real engine, looked up before any test puts another of its name in front."""

needs_espeak = pytest.mark.skipif(ESPEAK is None, reason="espeak-ng is not installed")
needs_posix = pytest.mark.skipif(os.name != "posix", reason="the engines on trial are shell scripts")

AUDIBLE = 300
"""Samples below this are silence."""

LISTENING = """#!/bin/sh
cd "{folder}" || exit 9
at=$(date +%s.%N)
printf '%s\\0' "$@" > ".$at.new"
{speak}
mv ".$at.new" "$at.call"
{then}
"""


@dataclass(frozen=True)
class Call:
    """One call of an engine: the wall clock's seconds, its arguments, and what it recorded."""

    at_s: float
    arguments: list[str]
    recording: Path

    @property
    def text(self) -> str:
        return self.arguments[-1]

    def samples(self) -> tuple[array[int], int]:
        """Give what was recorded, and how many samples a second it has."""
        with wave.open(str(self.recording)) as file:
            return array("h", file.readframes(file.getnframes())), file.getframerate()

    def sounding_s(self) -> tuple[float, float]:
        """Give when in the recording the sound begins and ends, in seconds."""
        values, rate = self.samples()
        loud = [index for index, value in enumerate(values) if abs(value) > AUDIBLE]
        return loud[0] / rate, loud[-1] / rate


class Bench:
    """A folder with programs in it that is first on the path, and a folder of what they were told."""

    def __init__(self, folder: Path) -> None:
        self.programs = folder / "programs"
        self.calls_folder = folder / "calls"
        self.programs.mkdir()
        self.calls_folder.mkdir()

    def program(self, name: str, script: str) -> Path:
        path = self.programs / name
        new = self.programs / f".{name}"
        new.write_text(script)
        new.chmod(0o755)
        new.replace(path)
        return path

    @property
    def speaks_on(self) -> str:
        """What a program does that goes on for a minute; it can be told from those of any other bench."""
        link = self.programs / "sleep"
        if not link.exists():
            link.symlink_to(shutil.which("sleep") or "/bin/sleep")
        return f'exec "{link}" 60'

    def espeak(self, *, then: str = "") -> Path:
        """Put the real engine in place, recording to a file for each call and then doing something more."""
        return self.program(
            "espeak-ng",
            LISTENING.format(folder=self.calls_folder, speak=f'"{ESPEAK}" -w "$at.wav" "$@" || exit', then=then),
        )

    def noting(self, name: str, *, then: str = "") -> Path:
        """Put a program in place that only notes how it was called."""
        return self.program(name, LISTENING.format(folder=self.calls_folder, speak="", then=then))

    def alone(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let there be no other programs than those of the bench and what they need."""
        for name in ("sh", "date", "mv"):
            (self.programs / name).symlink_to(f"/bin/{name}")
        monkeypatch.setenv("PATH", str(self.programs))

    def forget(self) -> None:
        """Begin a new list of calls."""
        for path in self.calls_folder.iterdir():
            path.unlink()

    def calls(self) -> list[Call]:
        """List the calls so far, oldest first."""
        found = sorted(self.calls_folder.glob("[0-9]*.call"), key=lambda path: float(path.stem))
        return [
            Call(float(path.stem), path.read_bytes().decode().split("\0")[:-1], path.with_suffix(".wav"))
            for path in found
        ]


def processes_of(folder: Path) -> list[int]:
    """List the processes that were started from a folder, by their ids, as far as the system tells."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(folder) in line:
            found.append(int(entry.name))
    return found


def zombies() -> list[int]:
    """List children of this process that have ended and that nobody has asked after."""
    mine = str(os.getpid())
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            _, _, rest = entry.read_text().rpartition(") ")
        except OSError:
            continue
        state, parent, *_ = rest.split()
        if state == "Z" and parent == mine:
            found.append(int(entry.parent.name))
    return found


def wall_minus_monotonic_s() -> float:
    return time.time() - time.monotonic()
