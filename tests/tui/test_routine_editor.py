"""Changing a routine on the screen: by keyboard, by mouse, and what is refused."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from textual.widgets import Input, OptionList, Static

from stretchtui.domain.dose import Sides
from stretchtui.domain.figure.positions import Position
from stretchtui.library.entered import EnteredExercise
from stretchtui.session.context import AppContext
from stretchtui.session.open_routine import OpenRoutine
from stretchtui.tui.screens.confirm import ConfirmScreen
from stretchtui.tui.screens.exercise_picker import ExercisePickerScreen
from stretchtui.tui.screens.new_exercise import NewExerciseScreen
from stretchtui.tui.screens.overview import OverviewScreen
from stretchtui.tui.screens.routine_editor import RoutineEditorScreen
from stretchtui.tui.widgets.draft_list import DraftList
from stretchtui.tui.widgets.exercise_figure import ExerciseFigure
from stretchtui.tui.widgets.exercise_list import ExerciseRows
from stretchtui.tui.widgets.figure_view import FigureView
from stretchtui.tui.widgets.key_line import KeyLine
from tests.test_drafting import SHEET
from tests.tui.harness import Morning, morning
from tests.tui.test_choosing import own_routine
from tests.tui.test_mouse import click_on

HOSTILE = SHEET.replace("[2, 3]", '[2, 3]\nnote = "[bold]x[/] [@click=app.quit]y"').replace('"Sheet"  #', '"[red]S"  #')


def editor(context: AppContext) -> RoutineEditorScreen:
    return RoutineEditorScreen(context, OpenRoutine.shown(context))


def screen_of(hand: Morning) -> RoutineEditorScreen:
    screen = hand.app.screen
    assert isinstance(screen, RoutineEditorScreen)
    return screen


def lines(hand: Morning) -> list[str]:
    return [line.exercise for line in screen_of(hand).draft.lines]


def saved(folder: Path, name: str) -> dict[str, Any]:
    return tomllib.loads((folder / "routines" / f"{name}.toml").read_text(encoding="utf-8"))


async def test_by_keyboard_a_routine_is_copied_changed_taken_back_and_saved(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        await hand.press("e", "J", "J", "u", "u", "U", "K")
        assert lines(hand)[:3] == ["lumbar-rotation", "pelvic-tilt", "knee-to-chest"], "the line was not moved back"
        await hand.press("down", "J", "enter", "right", "right", "right", "right")
        assert lines(hand)[:3] == ["lumbar-rotation", "knee-to-chest", "pelvic-tilt"]
        await hand.press("escape", "k", "enter", *("right",) * 5, "tab", "tab", *"2", "tab", *"8-10", "tab", "2", "0")
        await hand.press("tab", "4", "tab", "5", ".", "5", "tab", "tab", "tab", "3", "enter", *"slow", "ctrl+s")
        (line,) = (line for line in saved(tmp_path, "my-morning-bed-routine")["lines"] if len(line) > 2)
        assert line == {
            "exercise": "knee-to-chest",
            "side": "right",
            "sets": 2,
            "reps": [8, 10],
            "hold_s": 20,
            "tempo": {"in_s": 4, "out_s": 5.5},
            "pain_limit": 3,
            "note": "slow",
        }
        await hand.press("escape", "a", *"sit to", "enter")
        assert lines(hand)[2] == "sit-to-stand"
        await hand.press("y", "minus", "K", "u", "u", "u", "u", "U")
        assert lines(hand)[2] == "sit-to-stand"
        assert len(lines(hand)) == 7
        hand.app.screen.query_one("#head-plan-days").focus()
        await hand.press("space", "left", "space", "enter", "2", "tab", *"2026-11-2", "ctrl+s")
        assert hand.told[-1].message == "From: expected a day such as 2026-11-22, got '2026-11-2'"
        await hand.press("0", "tab", *"2026-12-18", "escape")
        await hand.press("q", "n", "ctrl+s", "q")
        assert isinstance(hand.app.screen, OverviewScreen)
        assert hand.app.context.routine.id == "my-morning-bed-routine"
        assert "My morning bed routine" in hand.text("#title")
        assert len(hand.app.context.routine.exercises) == 7
        written = saved(tmp_path, "my-morning-bed-routine")
        assert written["plan"] == {"days": ["monday", "sunday"], "times": 2}
        assert written["dates"] == {"begins": date(2026, 11, 20), "ends": date(2026, 12, 18)}


async def test_by_mouse_a_routine_is_changed_and_saved(tmp_path: Path) -> None:
    own_routine(tmp_path, SHEET, "sheet")
    async with morning(tmp_path, size=(120, 36), routine="sheet") as hand:
        await click_on(hand, hand.app.screen.query_one("#title"), "e change")
        screen = screen_of(hand)
        actions = screen.query_one("#editor-actions", Static)
        await click_on(hand, screen.query_one(DraftList), "pelvic tilt", line=2)
        await click_on(hand, screen.query_one("#field-side"), "›")
        for sign in ("Up", "Copy", "Remove", "Undo", "Redo"):
            await click_on(hand, actions, sign)
        assert lines(hand) == ["pelvic-tilt", "knee-to-chest", "bed-bridge"]
        await click_on(hand, actions, "Add")
        picker = hand.app.screen
        assert isinstance(picker, ExercisePickerScreen)
        await click_on(hand, picker.query_one("#picker-position"), "›")
        await click_on(hand, picker.query_one("#picker-found"), "Bed bridge", line=2)
        await click_on(hand, picker.query_one(KeyLine), "Take")
        await click_on(hand, screen.query_one("#head-plan-days"), "Wed")
        await click_on(hand, screen.query_one("#field-reps"), "4-5")
        await hand.press("6")
        await click_on(hand, actions, "Save")
        for _ in range(2):  # from the field to the lines, then back
            await click_on(hand, actions, "Back")
        assert isinstance(hand.app.screen, OverviewScreen)
        assert hand.app.screen.query_one(ExerciseRows).texts[0].startswith("1  Posterior pelvic tilt")
        assert saved(tmp_path, "sheet")["plan"] == {"days": ["wednesday"]}
        assert saved(tmp_path, "sheet")["lines"][::2] == [
            {"exercise": "pelvic-tilt", "side": "both", "tempo": {"in_s": 2}},
            {"exercise": "bed-bridge", "reps": 6},
        ]


async def test_what_is_wrong_is_told_at_its_line_and_keeps_it_from_being_saved(tmp_path: Path) -> None:
    path = own_routine(tmp_path, HOSTILE, "sheet")
    async with morning(tmp_path, routine="sheet", front=editor) as hand:
        screen = screen_of(hand)
        assert screen.query_one("#head-name", Input).value == "[red]S"
        assert screen.query_one("#field-note", Input).value == "[bold]x[/] [@click=app.quit]y"
        assert not screen.routine.unsaved
        await hand.press("enter", "tab", "tab", "9", "9", "escape", "down", "ctrl+s")
        assert path.read_text(encoding="utf-8") == HOSTILE
        assert screen.query_one(DraftList).highlighted == 0
        assert hand.text("#editor-wrong").startswith("Sets: expected a whole number or [minimum, maximum] between 1")
        assert "not right" in str(screen.query_one(OptionList).get_option_at_index(0).prompt)
        assert hand.told[-1].title == "Not saved"
        await hand.pilot.resize_terminal(40, 15)
        await hand.press("enter")
        assert screen.query_one("#field-side").region.height == 1
        await hand.pilot.resize_terminal(200, 50)
        assert screen.draft.lines[0].value("sets") == 99
        path.write_text(SHEET, encoding="utf-8")
        await hand.press("escape", "u", "ctrl+s", "n")
        assert path.read_text(encoding="utf-8") == SHEET
        await hand.press("minus", "ctrl+s")
        assert isinstance(hand.app.screen, ConfirmScreen)
        await hand.press("y")
        assert lines(hand) == ["knee-to-chest", "pelvic-tilt", "bed-bridge"]


async def test_leaving_the_program_keeps_what_was_changed_for_the_next_time(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        await hand.press("e", "minus", "ctrl+q")
    async with morning(tmp_path) as hand:
        await hand.press("e")
        assert isinstance(hand.app.screen, ConfirmScreen)
        await hand.press("y")
        assert len(lines(hand)) == 5
        await hand.press("q", "enter")
        assert len(lines(hand)) == 5, "Enter alone lost what was changed"
        await hand.press("q", "y", "e")
        assert len(lines(hand)) == 6, "it was left on purpose"
    assert not (tmp_path / "routines").exists()


async def test_leaving_the_program_keeps_an_exercise_that_is_being_made(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        await hand.press("e", "a", "ctrl+n", *"Wall", "tab", "right", "tab", "tab", "right", "tab", "tab", *"8-10")
        await hand.press("tab", "tab", *"Down.", "enter", *"Up.", "ctrl+q")
    async with morning(tmp_path) as hand:
        await hand.press("e", "a", *"sq", "ctrl+n")
        assert "not saved: Wall. Go on" in hand.text("#confirm-question")
        await hand.press("n", "escape", "ctrl+n", "y")
        form = hand.app.screen
        assert isinstance(form, NewExerciseScreen)
        assert form.entered() == EnteredExercise(
            name="Wall",
            position=Position.SUPINE,
            sides=Sides.ALTERNATING,
            reps=[8, 10],
            instructions=("Down.", "Up."),
        )
        await hand.press("ctrl+s")
        assert "wall" in lines(hand)
        await hand.press("a", "ctrl+n", *"x", "escape", "y", "ctrl+n")
        assert isinstance(hand.app.screen, NewExerciseScreen), "it was left on purpose"
        assert hand.app.screen.entered() == EnteredExercise(name="")


async def test_a_new_routine_takes_an_exercise_of_ones_own_with_its_name_in_the_figures_place(tmp_path: Path) -> None:
    async with morning(tmp_path) as hand:
        await hand.press("n", "ctrl+s")
        assert "a adds an exercise" in hand.text("#editor-title")
        assert hand.told[-1].message == "Nothing in it yet."
        await hand.press("a", *"Wall s")
        assert "No exercise has “Wall s” in its name" in hand.text("#picker-text")
        await hand.press("ctrl+n", *"lide", *("tab", *("right",) * 6), "tab", "right", "tab", *("right",) * 4)
        await hand.press("tab", "tab", *"8-", "ctrl+s")
        assert hand.text("#made-wrong").startswith("Reps: expected")
        await hand.press("1", "0", "tab", "tab", *"Down.", "enter", *"Up.", "ctrl+s")
        assert lines(hand) == ["wall-slide"]
        figure = screen_of(hand).query_one(ExerciseFigure)
        assert not figure.query_one(FigureView).display
        await hand.press(*("shift+tab",) * 9, *"At it", "ctrl+s", "escape", "escape")
        exercise = hand.app.context.routine.exercises[0]
        assert (exercise.position, exercise.dose.reps, exercise.dose.sides) == ("standing", (8, 10), "both")
        assert exercise.instructions == ("Down.", "Up.")
        assert hand.app.context.routine.id == "at-it"
        assert hand.app.context.library.problems == ()
