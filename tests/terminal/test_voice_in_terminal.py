"""A voice in a real terminal: heard in order, seen when it is missing, and silent once the program is gone."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cues.bench import Bench, processes_of
from tests.terminal.home import PATIENCE_S
from tests.terminal.terminal import Terminal, started

SESSION = ("start", "--level", "gentle", "--sound", "voice")
GONE_WITHIN_S = 10.0

WAYS: dict[str, Callable[[Terminal], None]] = {
    "ctrl+q": lambda terminal: terminal.press("ctrl+q"),
    "SIGTERM": lambda terminal: terminal.signal(signal.SIGTERM),
    "closed window": lambda terminal: terminal.hang_up(),
}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def path(bench: Bench, *, alone: bool = False) -> str:
    return str(bench.programs) if alone else f"{bench.programs}{os.pathsep}{os.environ['PATH']}"


def wait_until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.parametrize("way", [pytest.param(way, marks=() if way == "SIGTERM" else pytest.mark.slow) for way in WAYS])
def test_leaving_silences_the_engine(tmp_path: Path, bench: Bench, way: str) -> None:
    bench.noting("espeak-ng", then=bench.speaks_on)
    with started(tmp_path, *SESSION, PATH=path(bench)) as terminal:
        terminal.wait_for("How stiff")
        terminal.press("enter")
        terminal.wait_for("1 of 6")
        wait_until(lambda: processes_of(bench.programs))
        WAYS[way](terminal)
        terminal.exit_code(GONE_WITHIN_S)
        assert b"Traceback" not in terminal.raw
        if way != "closed window":
            terminal.assert_restored()
    wait_until(lambda: not processes_of(bench.programs))
    (call,) = bench.calls()
    assert call.text.startswith("Exercise one of six. Lumbar rotations: knee rolls. Twice on each side, ")


def test_a_missing_voice_is_said_on_the_screen(tmp_path: Path, bench: Bench) -> None:
    with started(tmp_path, *SESSION, size=(100, 30), PATH=path(bench, alone=True)) as terminal:
        terminal.wait_for("No speech engine found")
        terminal.wait_for("Install espeak-ng")
        terminal.press("ctrl+q")
        terminal.exit_code(GONE_WITHIN_S)


@pytest.mark.slow
def test_what_an_engine_prints_never_reaches_the_screen(tmp_path: Path, bench: Bench) -> None:
    bench.noting("espeak-ng", then="echo NOISE; echo NOISE >&2; cat >&2; exit 3")
    with started(tmp_path, *SESSION, PATH=path(bench)) as terminal:
        terminal.wait_for("How stiff")
        terminal.press("enter")
        terminal.wait_for("1 of 6")
        for cue in range(1, 9):
            # A cue that comes while the engine still runs cuts it short, which is no failure of its own.
            wait_until(lambda cue=cue: len(bench.calls()) >= cue or "stopped working" in terminal.text)
            terminal.read_out()
            if "stopped working" in terminal.text:
                break
            terminal.press("space")
        terminal.wait_for("stopped working")
        terminal.press("ctrl+q")
        terminal.exit_code(GONE_WITHIN_S)
        assert b"NOISE" not in terminal.raw
