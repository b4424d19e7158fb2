"""A whole morning in a real terminal: from the first key to the calendar."""

from __future__ import annotations

import random
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.terminal.home import recorded, settings, today, verb
from tests.terminal.terminal import Terminal, started

NAMES = [
    "Lumbar rotations",
    "Posterior pelvic tilt",
    "Knee to chest",
    "Hamstring stretch",
    "Bed bridge",
    "Both knees to chest",
]
LINES = [
    ("lumbar-rotation", "left"),
    ("lumbar-rotation", "right"),
    ("pelvic-tilt", "both"),
    ("knee-to-chest", "left"),
    ("knee-to-chest", "right"),
    ("hamstring-stretch", "left"),
    ("hamstring-stretch", "right"),
    ("bed-bridge", "both"),
    ("knees-to-chest", "both"),
]
REPS = {"lumbar-rotation": (2, 3), "pelvic-tilt": (3, 4), "bed-bridge": (4, 5)}
HOLDS_S = (10, 15)

PLACE = re.compile(r"([1-6]) of 6 · ([\w-]+(?: [\w-]+)*)(?:: [\w-]+(?: [\w-]+)*)?(?: · ([\w ]+))?")
RATING = "How comfortable was the session?"
NOTICE = "General wellness information"


def place(screen: str) -> tuple[str, str] | None:
    """Read off the exercise's name and its side."""
    found = PLACE.search(screen)
    if found is None:
        return None
    words = (found[3] or "").split()
    return found[2], next((side for side in ("left", "right") if side in words), "both")


def calendar_mark(screen: str) -> str:
    """Read off the glyph beside today in the calendar."""
    found = re.search(rf"\[ ?{today().day}\]([^ ])", screen)
    return found[1] if found else ""


def save_and_quit(terminal: Terminal, mark: str) -> None:
    """Save the rating, see today in the calendar, and leave by the keys that the footer shows."""
    terminal.press("ctrl+s")
    terminal.wait_for(lambda screen: calendar_mark(screen) == mark)
    terminal.press("q")
    terminal.wait_for("this week")
    terminal.press("q")
    assert terminal.exit_code() == 0
    terminal.assert_restored()


def lines_of(record: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(line["exercise"], line["side"]): line for line in record["exercises"]}


@pytest.mark.slow
def test_an_untouched_session_goes_through_everything_in_order_and_is_recorded(tmp_path: Path) -> None:
    with started(tmp_path, "start", "--speed", "40", "--record", "--sound", "silent") as terminal:
        seen = terminal.watch(place, lambda screen: RATING in screen)
        assert list(dict.fromkeys(name for name, _ in seen)) == NAMES
        assert list(dict.fromkeys((name, side) for name, side in seen)) == [
            (NAMES[0], "left"),
            (NAMES[0], "right"),
            (NAMES[1], "both"),
            (NAMES[2], "left"),
            (NAMES[2], "right"),
            (NAMES[3], "left"),
            (NAMES[3], "right"),
            (NAMES[4], "both"),
            (NAMES[5], "both"),
        ]
        save_and_quit(terminal, "●")
    (record,) = recorded(tmp_path)
    check_record(record)
    for (exercise, side), line in lines_of(record).items():
        check_dose(exercise, line)
        assert line["outcome"] == "done", (exercise, side)


def check_record(record: dict[str, Any]) -> None:
    """Compare a completed, unrated record of a preview with DESIGN's fields."""
    expected = {
        "schema": 2,
        "day": str(today()),
        "routine": "morning-bed",
        "routine_name": "Morning bed routine",
        "level": "standard",
        "short": False,
        "outcome": "completed",
        "stiffness_before": None,
        "stiffness_after": None,
        "comfort": None,
        "scales": {"stiffness": "nrs-0-10/1", "comfort": "comfort-1-5/1"},
        "note": "",
        "source": "timer",
        "speed": 40,
        "deleted": False,
    }
    assert {key: record[key] for key in expected} == expected
    assert set(record) - set(expected) == {
        "id", "started_at", "ended_at", "timezone", "active_s", "exercises", "updated_at"
    }  # fmt: skip
    instants = [datetime.fromisoformat(record[key]) for key in ("started_at", "ended_at", "updated_at")]
    assert all(instant.tzinfo for instant in instants)
    assert instants == sorted(instants)
    assert 240 < record["active_s"] < 600
    assert [(line["exercise"], line["side"]) for line in record["exercises"]] == LINES


def check_dose(exercise: str, line: dict[str, Any]) -> None:
    """Hold one line of the record against the source's ranges."""
    planned, done = line["planned"], line["done"]
    assert planned["sets"] == 1
    low, high = REPS.get(exercise, (1, 1))
    assert low <= done["reps"] <= planned["reps"] <= high
    if exercise not in REPS:
        assert HOLDS_S[0] <= planned["hold_s"] <= HOLDS_S[1]
        assert HOLDS_S[0] <= done["hold_s"] <= HOLDS_S[1]


@pytest.mark.slow
def test_the_wellness_notice_shows_on_the_first_start_only(tmp_path: Path) -> None:
    settings(tmp_path, sound="silent")
    for first in (True, False):
        with started(tmp_path) as terminal:
            screen = terminal.wait_for(
                lambda text, first=first: "this week" in text and "? Help" in text and (NOTICE in text) is first
            )
            assert all(name in screen for name in NAMES)
            assert ("! says when back pain needs urgent care" in " ".join(screen.split())) is first
            assert terminal.raw.startswith(b"With a screen reader: stretchtui --plain ") is first
            terminal.press("q")
            assert terminal.exit_code() == 0
            terminal.assert_restored()


def test_keys_lead_from_the_overview_through_a_pause_and_an_early_end_to_the_calendar(tmp_path: Path) -> None:
    settings(tmp_path, sound="silent")
    with started(tmp_path, size=(60, 18)) as terminal:
        terminal.wait_for("this week")
        terminal.press("enter")
        terminal.wait_for("How stiff")
        terminal.press("6", "enter")
        terminal.wait_for("1 of 6")
        terminal.press("space")
        terminal.wait_for("PAUSED")
        terminal.press("space")
        terminal.wait_for(lambda screen: "PAUSED" not in screen)
        terminal.press("q")
        terminal.wait_for("End the session here?")
        terminal.press("y")
        terminal.wait_for(lambda screen: RATING in screen and "Accept" in screen)
        terminal.press("3")
        save_and_quit(terminal, "◐")
    (record,) = recorded(tmp_path)
    assert (record["outcome"], record["speed"]) == ("partial", 1)
    assert (record["stiffness_before"], record["stiffness_after"]) == (6, 3)


@pytest.mark.slow
def test_a_preview_leaves_no_record_unless_asked_to(tmp_path: Path) -> None:
    with started(tmp_path, "start", "--speed", "200", "--sound", "silent") as terminal:
        terminal.wait_for("of 6")
        terminal.wait_for("this week")
        terminal.press("ctrl+q")
        assert terminal.exit_code() == 0
    assert recorded(tmp_path) == []


@pytest.mark.slow
def test_an_exercise_to_start_from_and_the_short_version_are_obeyed(tmp_path: Path) -> None:
    options = ("--short", "--from", "pelvic-tilt", "--level", "gentle", "--speed", "200", "--record")
    with started(tmp_path, "start", "morning-bed", *options, "--sound", "silent") as terminal:
        terminal.wait_for("2 of 3")
        terminal.wait_for(RATING)
        terminal.press("ctrl+q")
        assert terminal.exit_code() == 0
    (record,) = recorded(tmp_path)
    outcomes = {line["exercise"]: line["outcome"] for line in record["exercises"]}
    assert outcomes == {"lumbar-rotation": "skipped", "pelvic-tilt": "done", "knee-to-chest": "done"}
    assert (record["short"], record["level"], record["outcome"]) == (True, "gentle", "partial")


@pytest.mark.slow
@pytest.mark.parametrize("size", [(40, 15), (80, 24), (120, 36), (20, 5), (200, 50)])
def test_any_size_shows_something_and_survives_resizing(tmp_path: Path, size: tuple[int, int]) -> None:
    sizes = random.Random(str(size))  # noqa: S311 - the same sizes every time
    with started(tmp_path, "start", "--speed", "20", "--sound", "silent", size=size) as terminal:
        terminal.wait_for(lambda screen: "1 of 6" in screen or "Too small" in screen)
        for _ in range(30):
            terminal.resize(sizes.randint(1, 220), sizes.randint(1, 60))
            terminal.read(0.1)
        terminal.resize(80, 24)
        terminal.wait_for(lambda screen: place(screen) and "? Help" in screen)
        terminal.press("ctrl+q")
        assert terminal.exit_code() == 0
        terminal.assert_restored()
    assert verb(tmp_path, "journal", "list").returncode == 0
