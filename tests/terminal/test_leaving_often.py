"""Every way out, twenty times: it is a matter of timing, so once proves little."""

from __future__ import annotations

import os
import select
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.home import PATIENCE_S, PROGRAM, environment, recorded
from tests.terminal.terminal import started
from tests.terminal.test_leaving import GONE_WITHIN_S, ORDERLY, PREVIEW, SLOW_PREVIEW, assert_kept, stall
from tests.terminal.test_signals import FAULTY, TIMES

pytestmark = pytest.mark.slow

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


def test_a_fault_of_ours(tmp_path: Path) -> None:
    took_s = []
    for number in range(TIMES):
        home = tmp_path / str(number)
        home.mkdir()
        with started(home, *PREVIEW, program=(sys.executable, "-c", FAULTY)) as terminal:
            terminal.wait_for(moment(number))
            began_s = time.monotonic()
            terminal.press("f")
            assert terminal.exit_code(GONE_WITHIN_S) == 1
            took_s.append(time.monotonic() - began_s)
            terminal.assert_restored()
            assert b"Traceback" not in terminal.raw
            assert b"secret" not in terminal.raw
        assert_kept(home)
    assert_quick(took_s)


@pytest.mark.skipif(sys.platform == "win32", reason="counts a child's seconds as POSIX does")
@pytest.mark.parametrize("words", [(), PREVIEW], ids=["overview", "session"])
def test_a_dead_terminal_keeps_no_core_busy(tmp_path: Path, words: tuple[str, ...]) -> None:
    used_s = []
    for _ in range(TIMES):
        with started(tmp_path, *words, controlling=False) as terminal:
            terminal.wait_for(lambda screen: "2 of 6" in screen or "this week" in screen)
            before_s = seconds_used(terminal.process.pid)
            terminal.hang_up()
            _, _, usage = os.wait4(terminal.process.pid, 0)
            terminal.process.returncode = 0
            used_s.append(usage.ru_utime + usage.ru_stime - before_s)
    assert statistics.median(used_s) < USUALLY_GONE_WITHIN_S, sorted(used_s)


def seconds_used(pid: int) -> float:
    """Give the seconds of a processor that a process has used."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    except OSError:
        pytest.skip("needs /proc to count a running program's seconds")
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_a_session_nobody_could_see_is_kept_where_it_was_seen_when_the_power_goes(tmp_path: Path) -> None:
    for number in range(TIMES // 4):
        home = tmp_path / str(number)
        home.mkdir()
        with started(home, *SLOW_PREVIEW) as terminal:
            terminal.wait_in_session_for("2 of 6")
            stall(terminal)
            terminal.signal(signal.SIGKILL)
            terminal.process.wait(GONE_WITHIN_S)
        with started(home) as terminal:
            terminal.wait_for("A session was interrupted")
            terminal.press("k")
            terminal.wait_for("1 day this week, goal of 3")
            terminal.press("q")
            assert terminal.exit_code(GONE_WITHIN_S) == 0
        assert_kept(home)
        (record,) = recorded(home)
        # Those three seconds at twenty times the pace would have led through two more exercises.
        assert [done["outcome"] for done in record["exercises"]].count("done") <= 4


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
