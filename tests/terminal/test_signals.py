"""Signals of job control, and terminals that stop reading: the session waits, and everything comes back right."""

from __future__ import annotations

import os
import signal
import time
from functools import partial
from pathlib import Path

import pytest

from tests.terminal import terminal as pseudo_terminal
from tests.terminal.home import PROGRAM, recorded
from tests.terminal.terminal import Terminal
from tests.terminal.test_leaving import GONE_WITHIN_S, stall

started = partial(pseudo_terminal.started, program=PROGRAM)
"""Only the parent of a process is told that it stopped."""

SLOW = ("start", "--level", "gentle", "--speed", "4", "--record", "--sound", "silent")
PAUSED = "Space goes on"
THREADS = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to count threads")


TIMES = 20
"""What is a matter of timing is tried so often."""


def read_for(terminal: Terminal, seconds: float) -> None:
    """Let the program go on for a while, its screen being read."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        terminal.read(0.02)


def threads(terminal: Terminal) -> int:
    return len(os.listdir(f"/proc/{terminal.process.pid}/task"))  # noqa: PTH208


def wait_until_stopped(terminal: Terminal) -> None:
    """Wait for the program to stand still, as the shell does."""
    deadline = time.monotonic() + GONE_WITHIN_S
    while time.monotonic() < deadline:
        pid, status = os.waitpid(terminal.process.pid, os.WUNTRACED | os.WNOHANG)
        if pid and os.WIFSTOPPED(status):
            terminal.read_out(0.05)
            return
        terminal.read(0.02)
    raise AssertionError("it did not stop")


def assert_right(terminal: Terminal) -> None:
    """Check that keys work, that the screen follows, and that leaving puts everything back."""
    terminal.press("?")
    terminal.wait_for("Everywhere")
    terminal.press("q")
    terminal.wait_for(PAUSED)
    terminal.press("space")
    terminal.wait_for(lambda screen: PAUSED not in screen and "of 6" in screen)
    terminal.press("ctrl+q")
    assert terminal.exit_code(GONE_WITHIN_S) == 0
    terminal.assert_restored()
    assert b"Traceback" not in terminal.raw


@THREADS
@pytest.mark.slow
def test_a_stray_sigcont_changes_nothing(tmp_path: Path) -> None:
    with started(tmp_path, *SLOW) as terminal:
        terminal.wait_for("1 of 6")
        before = threads(terminal)
        for _ in range(TIMES):
            terminal.signal(signal.SIGCONT)
            read_for(terminal, 0.15)
            assert threads(terminal) == before
        assert_right(terminal)


@pytest.mark.slow
def test_after_a_stop_the_screen_is_drawn_anew_over_what_others_wrote(tmp_path: Path) -> None:
    with started(tmp_path, *SLOW) as terminal:
        terminal.wait_for("1 of 6")
        for _ in range(TIMES):
            terminal.signal(signal.SIGSTOP)
            wait_until_stopped(terminal)
            terminal.show(b"\x1b[?1049l\x1b[2J\x1b[Hwhat the shell wrote")
            terminal.signal(signal.SIGCONT)
            terminal.wait_for(lambda screen: "of 6" in screen and "shell" not in screen)
        assert_right(terminal)


@pytest.mark.slow
def test_ctrl_z_gives_the_terminal_back_and_fg_comes_back_paused(tmp_path: Path) -> None:
    with started(tmp_path, *SLOW) as terminal:
        terminal.wait_for("1 of 6")
        for _ in range(TIMES):
            terminal.press("ctrl+z")
            wait_until_stopped(terminal)
            terminal.assert_restored()
            terminal.signal(signal.SIGCONT)
            terminal.wait_for(PAUSED)
            terminal.press("space")
            terminal.wait_for(lambda screen: PAUSED not in screen and "of 6" in screen)
        assert_right(terminal)


@pytest.mark.slow
def test_seven_seconds_of_standing_still_in_a_hold_are_not_counted(tmp_path: Path) -> None:
    start = ("start", "--level", "gentle", "--sound", "silent", "--from", "knee-to-chest")
    with started(tmp_path, *start, size=(40, 15)) as terminal:
        terminal.wait_for("How stiff")
        terminal.press("enter")
        terminal.wait_for("GET READY")
        terminal.press("n")
        left = clock_on(terminal.wait_for("HOLD"))
        terminal.signal(signal.SIGSTOP)
        wait_until_stopped(terminal)
        time.sleep(7)  # the only way for the kernel's clock to run on
        terminal.signal(signal.SIGCONT)
        screen = terminal.wait_for("PAUSED")
        assert "clock stood still" in screen
        assert left - clock_on(screen) <= 3
        terminal.press("ctrl+q")
        assert terminal.exit_code(GONE_WITHIN_S) == 0


def clock_on(screen: str) -> int:
    """Read the seconds that the session has left off the screen."""
    minutes, seconds = next(word for word in screen.split() if ":" in word and word[0].isdigit()).split(":")
    return 60 * int(minutes) + int(seconds)


@pytest.mark.slow
def test_a_terminal_that_reads_again_finds_the_session_paused(tmp_path: Path) -> None:
    with started(tmp_path, *SLOW) as terminal:
        terminal.wait_for("1 of 6")
        stall(terminal)
        terminal.wait_for(PAUSED)
        assert_right(terminal)
    assert [record["outcome"] for record in recorded(tmp_path)] in ([], ["partial"])


FAULTY = (
    "from stretchtui.cli import main; from stretchtui.tui.screens.session import SessionScreen\n"
    "def fault(self):\n"
    "    note = 'a secret of mine'\n"
    "    raise RuntimeError(note)\n"
    "SessionScreen.action_toggle_figure_only = fault\n"
    "main.main()"
)


def test_a_fault_of_ours_keeps_the_session_and_shows_one_sentence_without_notes(tmp_path: Path) -> None:
    with started(tmp_path, *SLOW[:4], "120", *SLOW[5:], program=FAULTY) as terminal:
        terminal.wait_in_session_for("2 of 6")
        terminal.press("f")
        assert terminal.exit_code(GONE_WITHIN_S) == 1
        terminal.assert_restored()
        said = bytes(terminal.raw)
    assert b"A report without your notes is in" in said
    assert b"secret" not in said
    assert b"Traceback" not in said
    (report,) = (tmp_path / "state" / "stretchtui").glob("fault-*.txt")
    assert report.stat().st_mode & 0o777 == 0o600
    assert "secret" not in report.read_text()
    assert "RuntimeError" in report.read_text()
    assert [record["outcome"] for record in recorded(tmp_path)] == ["partial"]
