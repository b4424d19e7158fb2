"""A routine that is open to be changed: opened, copied, saved, taken back, and read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from stretchtui.domain.dose import Sides
from stretchtui.domain.figure.positions import Position
from stretchtui.domain.routine import Kind
from stretchtui.library import LibraryError
from stretchtui.library.drafting import ChangedMeanwhileError, FaultyError
from stretchtui.library.entered import EnteredExercise, mistakes, save
from stretchtui.session.open_routine import OpenRoutine
from tests.support import make_context
from tests.test_drafting import SHEET

COMMANDS = {"check": "check"}


def own(folder: Path) -> Path:
    path = folder / "routines" / "sheet.toml"
    path.parent.mkdir()
    path.write_text(SHEET, encoding="utf-8")
    return path


def test_what_ships_is_opened_as_a_copy_that_is_offered_once_it_is_saved(tmp_path: Path) -> None:
    context = make_context(tmp_path)
    routine = OpenRoutine.shown(context)
    assert (routine.file.is_new, routine.unsaved) == (True, False)
    routine.change(routine.draft.line_changed(0, "reps", 4).changed("name", "Mornings"))
    assert routine.unsaved
    routine.save()
    assert context.routine.id == "mornings"
    assert (context.routine.name, context.routine.exercises[0].dose.reps) == ("Mornings", (4, 4))
    assert "morning-bed" in context.library.routines
    assert not routine.unsaved
    again = OpenRoutine.copy(context)
    again.save()
    assert context.routine.id == "my-mornings"
    another = OpenRoutine.shown(context)
    assert (another.file.path.name, another.file.is_new) == ("my-mornings.toml", False)


def test_steps_before_a_save_can_be_taken_back_after_it_with_every_comment_at_its_line(tmp_path: Path) -> None:
    path, context = own(tmp_path), make_context(tmp_path)
    context.chosen = "sheet"
    routine = OpenRoutine.shown(context)
    routine.change(routine.draft.moved(0, 1))
    routine.change(routine.draft.added(3, "heel-slide"))
    routine.save()
    routine.undo()
    routine.undo()
    assert routine.unsaved
    routine.save()
    rows = path.read_text(encoding="utf-8").splitlines()
    assert [row for row in rows if row] == [row for row in SHEET.splitlines() if row]
    routine.redo()
    assert [line.exercise for line in routine.draft.lines] == ["pelvic-tilt", "knee-to-chest", "bed-bridge"]


def test_a_new_one_is_refused_empty_and_with_a_mistake_and_finds_a_name_that_is_free(tmp_path: Path) -> None:
    own(tmp_path)
    (tmp_path / "routines" / "my-sheet.toml").write_text("broken")
    context = make_context(tmp_path)
    routine = OpenRoutine.new(context)
    with pytest.raises(FaultyError, match="lines: expected 1 to 200"):
        routine.save()
    routine.change(routine.draft.added(0, "bed-bridge").line_changed(0, "sets", 0))
    with pytest.raises(FaultyError, match="sets"):
        routine.save()
    assert routine.line(0) is None
    routine.change(routine.draft.line_changed(0, "sets", None))
    routine.save()
    assert (routine.file.path.name, context.routine.id) == ("my-sheet-2.toml", "my-sheet-2")


def test_what_was_changed_elsewhere_is_not_overwritten_and_can_be_read_again(tmp_path: Path) -> None:
    path, context = own(tmp_path), make_context(tmp_path)
    context.chosen = "sheet"
    routine = OpenRoutine.shown(context)
    routine.change(routine.draft.removed(0))
    path.write_text(SHEET.replace("bed-bridge", "heel-slide"), encoding="utf-8")
    with pytest.raises(ChangedMeanwhileError):
        routine.save()
    assert routine.unsaved
    routine.read_again()
    assert [line.exercise for line in routine.draft.lines] == ["knee-to-chest", "pelvic-tilt", "heel-slide"]
    routine.undo()
    assert not routine.unsaved


def test_what_is_not_saved_is_offered_the_next_time_the_file_is_opened(tmp_path: Path) -> None:
    path, context = own(tmp_path), make_context(tmp_path)
    context.chosen = "sheet"
    routine = OpenRoutine.shown(context)
    assert routine.left is None
    routine.change(routine.draft.removed(0).line_changed(0, "sets", 99))
    assert routine.keep() is None
    assert path.read_text(encoding="utf-8") == SHEET
    again = OpenRoutine.shown(context)
    left = again.left
    assert left is not None
    again.go_on(left)
    assert (again.unsaved, again.draft.table()) == (True, routine.draft.table())
    again.change(again.draft.line_changed(0, "sets", None))
    again.save()
    assert OpenRoutine.shown(context).left is None
    assert "# -- after a break --" in path.read_text(encoding="utf-8")
    for number in range(2):
        again.change(again.draft.removed(0))
        assert again.keep() is None, number
    assert OpenRoutine.shown(context).left is not None
    next(tmp_path.glob("state/routine-drafts/*")).write_text('{"there": null, "text": "]"}')
    assert OpenRoutine.shown(context).left is None


def test_what_was_written_down_is_let_go_of_only_once_it_is_saved(tmp_path: Path) -> None:
    context = make_context(tmp_path)
    routine = OpenRoutine.copy(context)
    first = routine.file.path
    routine.change(routine.draft.changed("name", "Before breakfast"))
    assert routine.keep() is None
    (tmp_path / "routines").write_text("no folder")
    with pytest.raises(LibraryError, match="cannot be written"):
        routine.save()
    assert (routine.file.path, routine.unsaved) == (first, True)
    assert OpenRoutine.copy(context).left is not None
    (tmp_path / "routines").unlink()
    routine.save()
    assert routine.file.path.name == "before-breakfast.toml"
    assert not list(tmp_path.glob("state/routine-drafts/*"))


def test_an_exercise_of_a_few_words_can_be_led(tmp_path: Path) -> None:
    context = make_context(tmp_path)
    wall = EnteredExercise(
        name='Wall "slide"',
        position=Position.STANDING,
        kind=Kind.MOVEMENT,
        sides=Sides.BOTH,
        reps=[8, 10],
        instructions=["Back to the wall.", "Slide down, and up."],
    )
    save(wall, tmp_path / "exercises", "wall-slide", COMMANDS)
    routine = OpenRoutine.new(context)
    routine.change(routine.draft.added(0, "wall-slide"))
    assert routine.line(0) is None
    context.read_library()
    routine.judge()
    line = routine.line(0)
    assert line is not None
    assert (line.exercise.name, line.exercise.position, line.exercise.figure) == ('Wall "slide"', "standing", None)
    assert (line.dose.reps, line.dose.hold_s, line.dose.move_in_s) == ((8, 10), (0, 0), 2)
    assert context.library.problems == ()
    assert "# movement =" in (tmp_path / "exercises" / "wall-slide.toml").read_text(encoding="utf-8")


def test_what_is_wrong_in_an_exercise_stands_at_its_field() -> None:
    wrong = mistakes(EnteredExercise(name="", reps=[3, 1], hold_s=900), "x", COMMANDS)
    assert [mistake.key for mistake in wrong] == ["name", "dose.reps", "dose.hold_s"]
    assert mistakes(EnteredExercise(name="Hold", hold_s=[20, 30]), "hold", COMMANDS) == ()
    none = mistakes(EnteredExercise(name="None", sets=0, reps=0, hold_s=0), "none", COMMANDS)
    assert [mistake.key for mistake in none] == ["dose.sets", "dose.reps"]
