"""Every way out keeps what was done, and gives the terminal back while there is one."""

from __future__ import annotations

import select
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from stretchtui.domain.routine import Routine
from tests.terminal.home import PATIENCE_S, recorded
from tests.terminal.terminal import Terminal, started

PREVIEW = ("start", "--level", "gentle", "--speed", "60", "--record", "--sound", "silent")
"""Fast, and yet far from its end when the second exercise is seen: whoever reads may be two seconds behind,
after which the session waits for them."""

SLOW_PREVIEW = ("start", "--level", "gentle", "--speed", "20", "--record", "--sound", "silent")
GONE_WITHIN_S = 10.0
STUCK_AFTER_S = 3.0
"""Longer than the frames last that Textual keeps ready for a terminal that takes none."""


ORDERLY: dict[str, Callable[[Terminal], None]] = {
    "ctrl+q": lambda terminal: terminal.press("ctrl+q"),
    "ctrl+c": lambda terminal: terminal.press("ctrl+c"),
    "SIGTERM": lambda terminal: terminal.signal(signal.SIGTERM),
    "SIGHUP": lambda terminal: terminal.signal(signal.SIGHUP),
    "SIGINT": lambda terminal: terminal.signal(signal.SIGINT),
}


def assert_kept(home: Path, reps: int = 2) -> None:
    """Check that the journal is sound and holds the beginning of one session, of its first side so many reps."""
    (record,) = recorded(home)
    assert record["outcome"] == "partial"
    first = record["exercises"][0]
    assert first["exercise"] == "lumbar-rotation"
    assert first["done"]["reps"] >= reps
    assert record["exercises"][-1]["outcome"] == "skipped"


def stall(terminal: Terminal) -> None:
    """Stop reading, as a hanging connection does, until the program cannot but wait for us."""
    unread, since = -1, time.monotonic()
    deadline = since + PATIENCE_S
    while time.monotonic() - since < STUCK_AFTER_S:
        assert time.monotonic() < deadline
        waiting = terminal.unread()
        if waiting != unread:
            unread, since = waiting, time.monotonic()
        select.select([], [], [], 0.05)
    assert unread > 0


@pytest.mark.slow
def test_leaving_in_mid_session_keeps_it_and_restores_the_terminal(tmp_path: Path) -> None:
    with started(tmp_path, *PREVIEW) as terminal:
        terminal.wait_in_session_for("2 of 6")
        terminal.press("ctrl+q")
        assert terminal.exit_code(GONE_WITHIN_S) == 0
        terminal.assert_restored()
        assert b"Traceback" not in terminal.raw
    assert_kept(tmp_path)


@pytest.mark.slow
def test_a_terminal_that_reads_no_more_cannot_hold_the_program_or_its_notes(tmp_path: Path) -> None:
    with started(tmp_path, *SLOW_PREVIEW) as terminal:
        terminal.wait_in_session_for("2 of 6")
        stall(terminal)
        terminal.hang_up()
        terminal.process.wait(GONE_WITHIN_S)
    assert_kept(tmp_path)


@pytest.mark.slow
def test_a_killed_program_offers_its_session_at_the_next_start(tmp_path: Path, routine: Routine) -> None:
    with started(tmp_path, *PREVIEW) as terminal:
        terminal.wait_in_session_for("2 of 6")
        terminal.signal(signal.SIGKILL)
        assert terminal.exit_code() == -signal.SIGKILL
    assert recorded(tmp_path) == []
    with started(tmp_path) as terminal:
        screen = terminal.wait_for(lambda text: "Discard (d)" in text and "It stopped at" in text)
        assert "A session was interrupted" in screen
        # What is shown was written down before; what was written down is shown a little later.
        assert any(f"in: {exercise.name}" in screen for exercise in routine.exercises[1:]), screen
        terminal.press("k")
        terminal.wait_for("1 day this week, goal of 3")
        terminal.press("q")
        assert terminal.exit_code() == 0
    assert [record["outcome"] for record in recorded(tmp_path)] == ["partial"]


def test_leaving_from_the_rating_keeps_what_was_entered(tmp_path: Path) -> None:
    with started(tmp_path, "start", "--short", "--speed", "400", "--record", "--sound", "silent") as terminal:
        terminal.wait_for(lambda screen: "How comfortable was the session?" in screen and "Accept" in screen)
        terminal.press("4")
        terminal.wait_for("4 of 10")
        terminal.signal(signal.SIGTERM)
        assert terminal.exit_code(GONE_WITHIN_S) == 0
    (record,) = recorded(tmp_path)
    assert (record["outcome"], record["stiffness_after"], record["comfort"]) == ("completed", 4, None)


@pytest.mark.slow
@pytest.mark.parametrize("answer", ["k", "r"])
def test_a_rating_outlives_a_kill(tmp_path: Path, answer: str) -> None:
    with started(tmp_path, "start", "--speed", "400", "--record", "--sound", "silent") as terminal:
        terminal.wait_for(lambda screen: "How comfortable was the session?" in screen and "Accept" in screen)
        terminal.press("4", "enter", "2", "enter")
        terminal.wait_for("2 of 5")
        terminal.read_out(1.5)
        terminal.signal(signal.SIGKILL)
        assert terminal.exit_code() == -signal.SIGKILL
    assert [record["stiffness_after"] for record in recorded(tmp_path)] == [None]
    with started(tmp_path) as terminal:
        terminal.wait_for("A rating is not saved yet")
        terminal.press(answer)
        if answer == "r":
            terminal.wait_for("2 of 5")
            terminal.press("ctrl+s")
        terminal.wait_for("1 day this week, goal of 3")
        terminal.press("q")
        assert terminal.exit_code() == 0
    (record,) = recorded(tmp_path)
    assert (record["stiffness_after"], record["comfort"]) == (4, 2)


@pytest.mark.slow
def test_a_session_in_which_nothing_was_held_leaves_no_record(tmp_path: Path) -> None:
    with started(tmp_path, "start", "--sound", "silent") as terminal:
        terminal.wait_for("How stiff")
        terminal.press("enter")
        terminal.wait_for("1 of 6")
        terminal.signal(signal.SIGTERM)
        assert terminal.exit_code(GONE_WITHIN_S) == 0
    assert recorded(tmp_path) == []


@pytest.mark.slow
def test_keys_that_outrun_the_screens_break_nothing(tmp_path: Path) -> None:
    with started(tmp_path, *PREVIEW) as terminal:
        terminal.wait_in_session_for("2 of 6")
        terminal.press("q")
        terminal.wait_for("End the session here?")
        terminal.press("y")
        for _ in range(200):
            terminal.press("ctrl+s")
            terminal.read(0.002)
        terminal.wait_for("Comfort not rated")
        terminal.press("ctrl+q")
        assert terminal.exit_code(GONE_WITHIN_S) == 0
        terminal.assert_restored()
    assert_kept(tmp_path)


@pytest.mark.parametrize(
    "noise",
    [
        pytest.param(b"\xff\xfe\x80", id="no UTF-8"),
        pytest.param(b"\x1b[M \xe0\xe0", id="a far mouse click of an old terminal", marks=pytest.mark.slow),
    ],
)
def test_bytes_that_are_no_text_do_not_end_the_session(tmp_path: Path, noise: bytes) -> None:
    with started(tmp_path, *PREVIEW[:4], "120", *PREVIEW[5:]) as terminal:
        terminal.wait_for("1 of 6")
        terminal.send(noise)
        terminal.wait_in_session_for("2 of 6")
        terminal.press("ctrl+q")
        assert terminal.exit_code(GONE_WITHIN_S) == 0
        terminal.assert_restored()
        assert b"Traceback" not in terminal.raw
    assert_kept(tmp_path)
