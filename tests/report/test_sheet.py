"""A routine on paper: nothing of the prescription is missing, and nothing in the page is fetched or run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from stretchtui import library
from stretchtui.domain.routine import Position, Routine
from stretchtui.library import FileProblem, Library
from stretchtui.report.sheet import sheet_page, sheet_text
from tests.terminal.home import call
from tests.test_routine_lines import SHEET


def routine_of(folder: Path, shipped: Library, text: str = SHEET) -> Routine:
    path = folder / "sheet.toml"
    path.write_text(text, encoding="utf-8")
    told: list[FileProblem] = []
    routine = library.read_routine(path, shipped.exercises, told.append)
    assert told == []
    assert routine is not None
    return routine


class Tags(HTMLParser):
    """Counts elements, and lists what they would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.fetched += [name for name, _ in attrs if name in ("src", "href", "onload", "onclick")]


def test_a_sheet_has_each_dose_with_its_rests_sides_and_notes(tmp_path: Path, shipped: Library) -> None:
    text = sheet_text(routine_of(tmp_path, shipped))
    assert text.startswith("Evening\nTwice a day, from 2026-11-20 to 2026-12-18\nSet by my physiotherapist\n")
    for line in (
        "1. Knee to chest",
        "   2 sets 2-3 times, hold 20 s, each side, right side first, rest 5 s between, 15 s between sets, "
        "pain up to 3 of 10",
        "   Note: a towel under the knee",
        "   12 times, rest 3 s between",
        "   Hold 10-15 s, right side only",
        "From “My sheet”.",
    ):
        assert f"\n{line}\n" in text


@pytest.mark.parametrize("write", [sheet_text, sheet_page])
def test_a_sheet_says_how_to_lie_sit_or_stand_before_each_exercise(
    shipped: Library, write: Callable[[Routine], str]
) -> None:
    exercise = shipped.exercises["one-leg-stand"]
    own = (
        replace(exercise, start="Stand with your back to a wall."),
        replace(exercise, start="", position=Position.PRONE, figure=None),
        replace(exercise, start="", position=None, figure=None),
    )
    stand, lie, unsaid = (write(replace(shipped.routines["neck"], exercises=(each,))) for each in own)
    assert "Stand with your back to a wall." in stand
    assert stand.index("to a wall") < stand.index(exercise.instructions[0])
    assert "On the front." in lie
    assert "<p></p>" not in unsaid
    assert all(line == "" or line.strip() for line in unsaid.splitlines())


def test_what_is_shown_of_a_routine_has_its_rests_starts_and_notes_too(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "stretchtui" / "routines"
    folder.mkdir(parents=True)
    (folder / "evening.toml").write_text(SHEET.replace("rest_s = 5", "set_rest_s = 30"), encoding="utf-8")
    shown = call(tmp_path, "routines", "show", "evening").stdout
    assert "hold 20 s, each side, right side first, rest 30 s between sets\n" in shown
    assert "\n   On your back, both knees bent, feet on the mattress.\n" in shown
    assert "\n   Note: a towel under the knee\n" in shown
    printed = call(tmp_path, "routines", "show", "evening", "--sheet").stdout
    assert "right side first, rest 30 s between sets, pain up to 3 of 10\n" in printed


def test_a_page_has_two_stills_for_each_figure_and_fetches_nothing(tmp_path: Path, shipped: Library) -> None:
    tags = Tags()
    tags.feed(sheet_page(routine_of(tmp_path, shipped)))
    assert (tags.names.count("section"), tags.names.count("svg")) == (3, 3 * (1 + 2))
    assert tags.fetched == []


def test_what_a_file_says_stays_text_on_the_page(tmp_path: Path, shipped: Library) -> None:
    evil = "<script>alert(1)</script>"
    page = sheet_page(routine_of(tmp_path, shipped, SHEET.replace("a towel under the knee", evil)))
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_the_command_prints_a_sheet_or_writes_a_page(tmp_path: Path) -> None:
    printed = call(tmp_path, "routines", "show", "--sheet").stdout
    assert printed.startswith("Morning bed routine\n")
    page = tmp_path / "sheet.html"
    written = call(tmp_path, "routines", "show", "morning-bed", "--sheet", "--output", str(page))
    assert (written.exit_code, written.stdout) == (0, f"{page}\n")
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    again = call(tmp_path, "routines", "show", "--output", str(page))
    assert (again.exit_code, "sheet.html" in again.stderr) == (1, True)
