"""Windows of any size: too small says so and comes back, and no size ends the program."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.terminal.terminal import started
from tests.terminal.test_leaving import GONE_WITHIN_S

SESSION = ("start", "--level", "gentle", "--speed", "3", "--record", "--sound", "silent")


def test_too_small_says_so_and_comes_back_when_enlarged(tmp_path: Path) -> None:
    with started(tmp_path, *SESSION) as terminal:
        terminal.wait_for("How stiff")
        terminal.press("enter")
        terminal.wait_for("1 of 6")
        terminal.resize(30, 8)
        terminal.wait_for("Too small")
        terminal.resize(36, 12)
        terminal.wait_for(lambda screen: "of 6" in screen and "Too small" not in screen)
        terminal.press("ctrl+q")
        assert terminal.exit_code(GONE_WITHIN_S) == 0


@pytest.mark.slow
def test_a_program_started_in_a_tiny_window_is_there_once_it_grows(tmp_path: Path) -> None:
    with started(tmp_path, size=(12, 4)) as terminal:
        terminal.wait_for("small")
        terminal.resize(80, 24)
        terminal.wait_for("Morning bed routine")
        terminal.press("q")
        assert terminal.exit_code(GONE_WITHIN_S) == 0
        terminal.assert_restored()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_two_hundred_random_sizes_end_nothing(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    sizes = [(1, 1), (500, 200), (1, 200), (500, 1)]
    sizes += [(chance.randint(1, 500), chance.randint(1, 200)) for _ in range(200 - len(sizes))]
    chance.shuffle(sizes)
    with started(tmp_path, *SESSION) as terminal:
        terminal.wait_for("How stiff")
        terminal.press("enter")
        terminal.wait_for("1 of 6")
        for size in sizes:
            terminal.resize(*size)
            terminal.read(0.05)
            assert terminal.process.poll() is None
            if chance.random() < 0.1:
                terminal.press(chance.choice(("?", "space", "f", "n", "q", "escape")))
        terminal.resize(80, 24)
        terminal.press("escape")
        terminal.wait_for(lambda screen: "StretchTUI" in screen or "of 6" in screen or "session" in screen)
        terminal.press("ctrl+q")
        assert terminal.exit_code(GONE_WITHIN_S) == 0
        terminal.assert_restored()
        assert b"Traceback" not in terminal.raw
