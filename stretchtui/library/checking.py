"""Files that were named, checked as a person asked: every mistake of every one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from stretchtui.domain.dose import Sides
from stretchtui.domain.routine import Exercise
from stretchtui.library.library import Library
from stretchtui.library.reading import at_key, dangling_in, is_exercise, read_exercise, read_routine
from stretchtui.system.toml_lines import FileProblem
from stretchtui.words import routine_files as words

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
    for path in (path for path, of_exercise in kinds if of_exercise):
        problems += dangling_in(path, places.get(path), exercises)
    problems += unfinished(places)
    for path in (path for path, of_exercise in kinds if not of_exercise):
        read_routine(path, exercises, tell, ALL)
    return problems


def unfinished(exercises: Mapping[Path, Exercise]) -> Iterator[FileProblem]:
    """Find in a person's own exercises what is still as a new file has it, or is not said or not meant as it stands.

    They can be led all the same: the cues, which must be there, say what to do at each moment.
    """
    begun = tomllib.loads(words.EXERCISE.format(id='""', name='""', position=words.NO_POSITION, check=""))
    for path, exercise in exercises.items():
        told = {} if exercise.instructions else {"instructions": words.NO_STEPS}
        if exercise.dose.sides is Sides.BOTH:
            cues = {f"cues.{key}": said for key, said in asdict(exercise.cues).items()}
            told |= {key: words.NO_SIDE for key, said in cues.items() if "{side}" in said}
        for key in words.TO_FILL_IN:
            said = getattr(exercise, key)
            if said and (list(said) if isinstance(said, tuple) else said) == begun[key]:
                told[key] = words.STILL_AS_BEGUN
        for key, message in told.items():
            yield at_key(path, key, message, warning=True, about=exercise.id)
