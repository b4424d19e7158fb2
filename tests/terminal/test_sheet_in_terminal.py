"""A physiotherapist's sheet becomes a session on the screen, by keys alone, and is done."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal.home import call, recorded, settings
from tests.terminal.terminal import Terminal, started

BACK_TAB = "\x1b[Z"
RATING = "How comfortable was the session?"


def back_to_the_lines(terminal: Terminal) -> None:
    terminal.press("escape")
    terminal.wait_for("K/J Move")


def add(terminal: Terminal, name: str) -> None:
    """Add an exercise of the library, and go to its fields."""
    terminal.press("a")
    terminal.wait_for("Add an exercise")
    terminal.press(*name)
    terminal.wait_for(lambda screen: "│ " in screen and name in screen)
    terminal.press("enter")
    terminal.wait_for(lambda screen: "Add an exercise" not in screen)
    terminal.press("enter")
    terminal.wait_for("← → Change")


def make(terminal: Terminal, name: str, reps: str) -> None:
    """Make an exercise that is done standing, both sides together, in pure repetitions."""
    terminal.press("a")
    terminal.wait_for("Add an exercise")
    terminal.press(*name)
    terminal.wait_for("makes one of your own")
    terminal.press("ctrl+n")
    terminal.wait_for("How it is done")
    terminal.press("tab", *("right",) * 6, "tab", "right", "tab", *("right",) * 4)
    terminal.press("tab", "tab", *reps, "tab", "tab", *"Stand tall.", "enter", *"Up, and down.")
    terminal.wait_for(lambda screen: "standing" in screen and "both together" in screen)
    terminal.press("ctrl+s")
    terminal.wait_for(lambda screen: "How it is done" not in screen)


@pytest.mark.slow
def test_a_sheet_of_six_becomes_a_session_and_is_done(tmp_path: Path) -> None:
    settings(tmp_path, sound="silent")
    with started(tmp_path, size=(90, 28)) as terminal:
        terminal.wait_for("Start")
        terminal.press("n")
        terminal.wait_for("adds an exercise")
        terminal.press(*(BACK_TAB,) * 9, *"From the practice", "tab", *"twice a day", "tab", *"my physio", "tab")
        terminal.press("space", "right", "right", "space", "tab", "2", "tab", *"2026-11-20", *("tab",) * 4)
        add(terminal, "Lumbar")
        terminal.press("tab", "tab", "tab", "5")
        back_to_the_lines(terminal)
        add(terminal, "Knee to chest")
        terminal.press(*("right",) * 5, *("tab",) * 4, "2", "0")
        terminal.wait_for("right only")
        back_to_the_lines(terminal)
        add(terminal, "pelvic tilt")
        terminal.press("tab", "tab", "tab", *"8-10", "tab", "0", "tab", "2", "tab", "3")
        back_to_the_lines(terminal)
        make(terminal, "Heel raise", "12")
        make(terminal, "Wall slide", "8-10")
        add(terminal, "Hamstring")
        terminal.press(*("tab",) * 10, *"A towel helps.", "ctrl+s")
        terminal.wait_for("Saved as")
        back_to_the_lines(terminal)
        terminal.press("q")
        terminal.wait_for(lambda screen: "Level" in screen and "From the practice" in screen)
        terminal.press("q")
        assert terminal.exit_code() == 0
    assert call(tmp_path, "routines", "check").exit_code == 0
    shown = call(tmp_path, "routines", "show", "from-the-practice").stdout
    assert "Plan: Mon, Wed, twice a day\nHow often: twice a day\nFrom 2026-11-20\nSet by my physio\n" in shown
    with started(tmp_path, "start", "from-the-practice", "--speed", "400", "--record") as terminal:
        terminal.wait_for(RATING)
        terminal.press("ctrl+s", "q", "q")
        assert terminal.exit_code() == 0
    (record,) = recorded(tmp_path)
    assert record["outcome"] == "completed"
    assert [(line["exercise"], line["side"], line["planned"]["reps"]) for line in record["exercises"]] == [
        ("lumbar-rotation", "left", 5),
        ("lumbar-rotation", "right", 5),
        ("knee-to-chest", "right", 1),
        ("pelvic-tilt", "both", 9),
        ("heel-raise", "both", 12),
        ("wall-slide", "both", 9),
        ("hamstring-stretch", "left", 1),
        ("hamstring-stretch", "right", 1),
    ]
    assert record["exercises"][2]["planned"]["hold_s"] == 20
