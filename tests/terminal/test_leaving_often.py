"""Every way out, twenty times: it is a matter of timing, so once proves little."""

from __future__ import annotations

import itertools
import os
import select
import shutil
import signal
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.terminal.forked import START
from tests.terminal.home import PATIENCE_S, PROGRAM, environment, has_read_the_notice, recorded
from tests.terminal.terminal import Terminal, started
from tests.terminal.test_leaving import GONE_WITHIN_S, ORDERLY, PREVIEW, SLOW_PREVIEW, assert_kept, stall
from tests.terminal.test_signals import FAULTY, TIMES

pytestmark = pytest.mark.slow

USUALLY_GONE_WITHIN_S = 1.0
UNDER_WAY = "· knees to the right"
"""Shown once the first rep is done."""


def assert_quick(took_s: list[float]) -> None:
    """Check that leaving takes less than a second; a busy machine may make one of twenty wait."""
    assert len(took_s) == TIMES
    assert statistics.median(took_s) < USUALLY_GONE_WITHIN_S, sorted(took_s)


def homes(tmp_path: Path) -> Iterator[Path]:
    """Make a person's folder for each trial."""
    for number in range(TIMES):
        home = tmp_path / str(number)
        home.mkdir()
        yield home


def wait_for_a_moment(terminal: Terminal, number: int) -> None:
    """Wait until the session is under way, and for every trial a little longer."""
    terminal.wait_for("1 of 6")
    terminal.press("n")  # begins the movement that one gets ready for
    terminal.wait_in_session_for(UNDER_WAY)
    for _ in range(number):
        terminal.read(0.02)


@pytest.mark.parametrize("way", [*ORDERLY, "a fault of ours"])
def test_leaving_by_a_key_a_signal_or_a_fault(tmp_path: Path, way: str) -> None:
    faulty = way not in ORDERLY
    took_s = []
    for number, home in enumerate(homes(tmp_path)):
        with started(home, *PREVIEW, program=FAULTY if faulty else START) as terminal:
            wait_for_a_moment(terminal, number)
            began_s = time.monotonic()
            terminal.press("f") if faulty else ORDERLY[way](terminal)
            assert terminal.exit_code(GONE_WITHIN_S) == faulty
            took_s.append(time.monotonic() - began_s)
            terminal.assert_restored()
            assert b"Traceback" not in terminal.raw
            assert b"secret" not in terminal.raw
        assert_kept(home, reps=1)
    assert_quick(took_s)


@pytest.mark.parametrize("controlling", [True, False], ids=["told", "not told"])
def test_a_window_that_is_closed_ends_it_soon_and_keeps_no_core_busy(tmp_path: Path, controlling: bool) -> None:
    took_s, used_s = [], []
    for number, home in enumerate(homes(tmp_path)):
        with started(home, *PREVIEW, program=PROGRAM, controlling=controlling) as terminal:
            wait_for_a_moment(terminal, number)
            spent = closed(terminal)
        assert_kept(home, reps=1)
        took_s.append(spent[0])
        used_s.append(spent[1])
    assert_quick(took_s)
    assert_quick(used_s)


def test_an_overview_whose_window_is_closed_keeps_no_core_busy(tmp_path: Path) -> None:
    used_s = []
    for _ in range(TIMES // 4):
        with started(tmp_path, program=PROGRAM, controlling=False) as terminal:
            terminal.wait_for("this week")
            used_s.append(closed(terminal)[1])
    assert statistics.median(used_s) < USUALLY_GONE_WITHIN_S, sorted(used_s)


def closed(terminal: Terminal) -> tuple[float, float]:
    """Close a terminal's window; give the seconds until the program was gone, and a processor's that it used."""
    lived_s, before, began_s = seconds_used(terminal.process.pid), os.times(), time.monotonic()
    terminal.hang_up()
    terminal.process.wait(GONE_WITHIN_S)
    took_s, after = time.monotonic() - began_s, os.times()
    of_children_s = after.children_user + after.children_system - before.children_user - before.children_system
    return took_s, of_children_s - lived_s


def seconds_used(pid: int) -> float:
    """Give the seconds of a processor that a process has used."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    except OSError:
        pytest.skip("needs /proc to count a running program's seconds")
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_a_session_nobody_could_see_is_kept_where_it_was_seen_when_the_power_goes(tmp_path: Path) -> None:
    for home in itertools.islice(homes(tmp_path), TIMES // 4):
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
    for home in homes(tmp_path):
        took_s.append(killed_in_tmux(home))
        assert_kept(home, reps=1)
    assert_quick(took_s)


def killed_in_tmux(home: Path) -> float:
    """Run a session in a server of tmux of its own, kill its pane, and give the seconds until it was gone."""
    socket = str(home / "tmux")
    has_read_the_notice(home)

    def tmux(*arguments: str) -> str:
        command = ("tmux", "-S", socket, "-f", os.devnull, *arguments)
        env = environment(home)
        return subprocess.run(command, env=env, capture_output=True, encoding="utf-8", check=True).stdout

    # A second window keeps the server up when the first one is gone.
    tmux("new-session", "-d", "-x", "80", "-y", "24", "-s", "morning", *PROGRAM, *PREVIEW)
    tmux("new-window", "-d", "-t", "morning", "cat")
    try:
        pid = int(tmux("display-message", "-p", "-t", "morning:0", "#{pane_pid}"))
        until(lambda: UNDER_WAY in tmux("capture-pane", "-p", "-t", "morning:0"))
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
        select.select([], [], [], 0.05)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
