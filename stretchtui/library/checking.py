"""Files that were named, checked as a person asked: every mistake of every one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from stretchtui.domain.routine import Exercise
from stretchtui.library.library import Library
from stretchtui.library.reading import FileProblem, at_key, dangling, is_exercise, read_exercise, read_routine

ALL = 1_000
"""So many mistakes of a file are told to whoever asks for all: more than anybody reads."""


def check(paths: Sequence[Path], library: Library) -> list[FileProblem]:
    """Give every mistake of some files; the exercises among them are known to the routines among them."""
    problems: list[FileProblem] = []
    tell = problems.append
    exercises, places = dict(library.exercises), dict[Path, Exercise]()
    kinds = [(path, is_exercise(path)) for path in paths]
    for path in (path for path, of_exercise in kinds if of_exercise):
        exercise = read_exercise(path, tell, ALL)
        if exercise is not None and exercise.id in (other.id for other in places.values()):
            tell(at_key(path, "id", f"{exercise.id} is the id of another of these files too; choose another"))
        elif exercise is not None:
            exercises[exercise.id] = places[path] = exercise
    for path, exercise in places.items():
        for mistake in dangling(exercise, exercises):
            tell(at_key(path, mistake.key, mistake.message, warning=True, about=exercise.id))
    for path in (path for path, of_exercise in kinds if not of_exercise):
        read_routine(path, exercises, tell, ALL)
    return problems
