"""A routine on paper: nothing of the prescription is missing, and nothing in the page is fetched or run."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from stretchtui import library
from stretchtui.domain.routine import Routine
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
