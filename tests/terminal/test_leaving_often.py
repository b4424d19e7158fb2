"""Every way out, twenty times: it is a matter of timing, so once proves little."""

from __future__ import annotations

import os
import select
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.home import PATIENCE_S, PROGRAM, environment
from tests.terminal.terminal import started
from tests.terminal.test_leaving import GONE_WITHIN_S, ORDERLY, PREVIEW, assert_kept

pytestmark = pytest.mark.slow

TIMES = 20
USUALLY_GONE_WITHIN_S = 1.0


def assert_quick(took_s: list[float]) -> None:
    """Check that leaving takes less than a second; a busy machine may make one of twenty wait."""
    assert len(took_s) == TIMES
    assert statistics.median(took_s) < USUALLY_GONE_WITHIN_S, sorted(took_s)


def moment(number: int) -> Callable[[str], object]:
    """Give another moment of the session for each trial: at its second exercise, and more or less after."""
    seen = []

    def come(screen: str) -> bool:
        if "2 of 6" in screen:
            seen.append(screen)
        return len(seen) > number

    return come


@pytest.mark.parametrize("way", ORDERLY)
def test_leaving_by_a_key_or_a_signal(tmp_path: Path, way: str) -> None:
    took_s = []
    for number in range(TIMES):
        home = tmp_path / str(number)
        home.mkdir()
        with started(home, *PREVIEW) as terminal:
            terminal.wait_for(moment(number))
            began_s = time.monotonic()
            ORDERLY[way](terminal)
            assert terminal.exit_code(GONE_WITHIN_S) == 0
            took_s.append(time.monotonic() - began_s)
            terminal.assert_restored()
            assert b"Traceback" not in terminal.raw
        assert_kept(home)
    assert_quick(took_s)


@pytest.mark.parametrize("controlling", [True, False], ids=["told", "not told"])
def test_a_window_that_is_closed(tmp_path: Path, controlling: bool) -> None:
    took_s = []
    for number in range(TIMES):
        home = tmp_path / str(number)
        home.mkdir()
        with started(home, *PREVIEW, controlling=controlling) as terminal:
            terminal.wait_for(moment(number))
            began_s = time.monotonic()
            terminal.hang_up()
            terminal.process.wait(GONE_WITHIN_S)
            took_s.append(time.monotonic() - began_s)
        assert_kept(home)
    assert_quick(took_s)


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_a_pane_of_tmux_that_is_killed(tmp_path: Path) -> None:
    took_s = []
    for number in range(TIMES):
        home = tmp_path / str(number)
        home.mkdir()
        took_s.append(killed_in_tmux(home))
        assert_kept(home)
    assert_quick(took_s)


def killed_in_tmux(home: Path) -> float:
    """Run a session in a server of tmux of its own, kill its pane, and give the seconds until it was gone."""
    socket = str(home / "tmux")

    def tmux(*arguments: str) -> str:
        command = ("tmux", "-S", socket, "-f", os.devnull, *arguments)
        env = environment(home)
        return subprocess.run(command, env=env, capture_output=True, encoding="utf-8", check=True).stdout

    # A second window keeps the server up when the first one is gone.
    tmux("new-session", "-d", "-x", "80", "-y", "24", "-s", "morning", *PROGRAM, *PREVIEW)
    tmux("new-window", "-d", "-t", "morning", "cat")
    try:
        pid = int(tmux("display-message", "-p", "-t", "morning:0", "#{pane_pid}"))
        until(lambda: "2 of 6" in tmux("capture-pane", "-p", "-t", "morning:0"))
        began_s = time.monotonic()
        tmux("kill-pane", "-t", "morning:0")
        until(lambda: not alive(pid))
        return time.monotonic() - began_s
    finally:
        tmux("kill-server")


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < deadline, "it never came to hold"
        select.select([], [], [], 0.02)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
