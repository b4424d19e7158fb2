"""Routine files with `[[lines]]`, and what an exercise file says beside its dose."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from stretchtui import library
from stretchtui.domain.dose import Sides, Span
from stretchtui.domain.routine import Dates, Kind, Position, Routine, Side
from stretchtui.library import FileProblem, Library
from tests.tables import every_row
from tests.test_library import EXERCISE, exercise_in, write

SHEET = """
id = "evening"
name = "Evening"
frequency = "twice a day"
set_by = "my physiotherapist"
dates = {begins = 2026-11-20, ends = 2026-12-18}
[source]
title = "My sheet"

[[lines]]
exercise = "knee-to-chest"
side = "each"
first_side = "right"
sets = 2
reps = [2, 3]
hold_s = 20
rest_s = 5
note = "a towel under the knee"
pain_limit = 3

[[lines]]
exercise = "bed-bridge"
reps = 12
tempo = {in_s = 2, hold_s = 0, out_s = 2}

[[lines]]
exercise = "hamstring-stretch"
side = "right"
"""


ONLY = 'stretch"\nside = "right"\n'
"""The side of the last line."""


def read(folder: Path, shipped: Library, text: str) -> tuple[Routine | None, list[str]]:
    told: list[FileProblem] = []
    routine = library.read_routine(write(folder / "x.toml", text), shipped.exercises, told.append)
    return routine, [f"{problem.line} {problem.message}" for problem in told]


def test_a_sheet_becomes_a_routine_with_doses_of_its_own(tmp_path: Path, shipped: Library) -> None:
    routine, told = read(tmp_path, shipped, SHEET)
    assert told == []
    assert routine is not None
    assert (routine.frequency, routine.set_by) == ("twice a day", "my physiotherapist")
    assert routine.dates == Dates(begins=date(2026, 11, 20), ends=date(2026, 12, 18))
    knee, bridge, thigh = routine.exercises
    assert (knee.dose.sets, knee.dose.reps, knee.dose.hold_s) == (Span(2, 2), Span(2, 3), Span(20, 20))
    assert (knee.dose.first_side, knee.dose.rest_s, knee.dose.pain_limit) == (Side.RIGHT, 5, 3)
    assert knee.note == "a towel under the knee"
    assert (bridge.dose.reps, bridge.dose.hold_s, bridge.dose.move_in_s) == (Span(12, 12), Span(0, 0), 2)
    assert thigh.dose.sides is Sides.RIGHT
    assert thigh.dose.hold_s == shipped.exercises["hamstring-stretch"].dose.hold_s


@every_row(
    ("old", "new", "told"),
    [
        ('"bed-bridge"', '"bed-brige"', "22 lines[1].exercise: there is no exercise 'bed-brige' (did you mean"),
        (
            "reps = 12",
            "reps = 51",
            "23 lines[1].reps: expected a whole number or [minimum, maximum] between 1 and 50, ",
        ),
        ("reps = 12", "hold_s = 3", "24 lines[1].tempo.hold_s: the hold is given twice; leave out this one or "),
        ("in_s = 2", "in_s = 0", "24 lines[1].tempo.in_s: expected more than 0 s, for a repetition without a hold "),
        (
            ONLY,
            ONLY.replace("right", "both"),
            "28 lines[2].side: hamstring-stretch is done on one side at a time; expected each, ",
        ),
        (
            ONLY,
            ONLY.replace("right", "rigth"),
            "28 lines[2].side: expected one of both, each, alternating, left, right, got 'rigth'",
        ),
        ('"right"\nsets', '"both"\nsets', "13 lines[0].first_side: expected one of left, right, got 'both'"),
        ("pain_limit = 3", "pain_limit = 11", "19 lines[0].pain_limit: expected a whole number 0-10, got 11"),
        ("pain_limit = 3", "pain_limits = 3", "19 lines[0].pain_limits: unknown key, passed over (did you mean pain_"),
        ("[source]", 'exercises = ["bed-bridge"]\n[source]', "7 exercises: the exercises are given twice; leave out"),
        ("= 2026-12-18", '= "2026-12-18"', "6 dates.ends: expected a day such as 2026-11-22, got '2026-12-18' (write"),
        ("= 2026-12-18", "= 2026-11-18", "6 dates.ends: expected a day from 2026-11-20 on, got 2026-11-18"),
    ],
)
def test_a_mistake_in_a_line_names_its_key_and_line(
    tmp_path: Path, shipped: Library, old: str, new: str, told: str
) -> None:
    assert SHEET.count(old) == 1
    (found,) = read(tmp_path, shipped, SHEET.replace(old, new))[1]
    assert found.startswith(told)


def test_a_routine_without_exercises_is_told_both_ways_to_list_them(tmp_path: Path, shipped: Library) -> None:
    head, _, _ = SHEET.partition("[[lines]]")
    routine, told = read(tmp_path, shipped, head)
    assert routine is None
    assert told == ["0 exercises: is missing; expected a list of exercise ids, or [[lines]]"]


def test_an_exercise_says_what_it_is_how_one_lies_and_what_to_mind(tmp_path: Path) -> None:
    more = """
plain_name = "hunch and hollow"
kind = "movement"
position = "four-point"
movement = "flexion"
equipment = ["a mat"]
support = "the mattress"
always = "Never into pain."
mistakes = ["Shrugged shoulders."]
easier = "pelvic-tilt"
harder = "bed-bridge"
[cues]
"""
    exercise = exercise_in(write(tmp_path / "x.toml", EXERCISE.replace("[cues]\n", more)))
    assert (exercise.kind, exercise.position, exercise.movement) == (Kind.MOVEMENT, Position.FOUR_POINT, "flexion")
    assert (exercise.equipment, exercise.support, exercise.always) == (("a mat",), "the mattress", "Never into pain.")
    assert (exercise.mistakes, exercise.easier, exercise.harder) == (
        ("Shrugged shoulders.",),
        "pelvic-tilt",
        "bed-bridge",
    )
    assert exercise.title == "Cat and cow: hunch and hollow"
