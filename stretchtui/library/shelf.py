"""Every routine and exercise there is: what ships, and a person's own over it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from stretchtui.domain.routine import Exercise, Routine
from stretchtui.domain.text import one_line
from stretchtui.library.reading import (
    MOST_TOLD,
    FileProblem,
    Item,
    Tell,
    at_key,
    dangling,
    read_exercise,
    read_routine,
    toml_files,
    unlinked,
)
from stretchtui.system import files
from stretchtui.system.shapes import nearest
from stretchtui.words.labels import Names

DEFAULT_ROUTINE = "morning-bed"


class LibraryError(Exception):
    """Something asked for that cannot be used; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Library:
    """Every usable routine and exercise by id, where each is written, and what was wrong with the rest."""

    routines: dict[str, Routine]
    exercises: dict[str, Exercise]
    problems: tuple[FileProblem, ...]
    routine_files: dict[str, Path] = field(default_factory=dict)
    exercise_files: dict[str, Path] = field(default_factory=dict)

    @property
    def names(self) -> Names:
        """What all of them are called."""
        return Names(
            {key: exercise.name for key, exercise in self.exercises.items()},
            {key: routine.name for key, routine in self.routines.items()},
        )

    def routine(self, routine_id: str) -> Routine:
        """Give a routine; raises LibraryError that says what is wrong in its file, or names the ones there are."""
        if routine_id in self.routines:
            return self.routines[routine_id]
        raise LibraryError(self._none("routine", routine_id, self.routines, self.broken(routine_id)))

    def exercise(self, exercise_id: str) -> Exercise:
        """Give an exercise; raises LibraryError that says what is wrong in its file, or names the ones there are."""
        if exercise_id in self.exercises:
            return self.exercises[exercise_id]
        raise LibraryError(self._none("exercise", exercise_id, self.exercises, self.broken(exercise_id)))

    def broken(self, about: str) -> tuple[FileProblem, ...]:
        """Give what keeps the files of an id from being used."""
        return tuple(problem for problem in self.problems if problem.about == about and not problem.warning)

    @staticmethod
    def _none(kind: str, wanted: str, known: dict[str, Item], broken: tuple[FileProblem, ...]) -> str:
        if broken:
            return f"{kind} {one_line(wanted)!r} cannot be used: {'; '.join(map(str, broken))}"
        there = ", ".join(sorted(known)) or "none"
        return f"there is no {kind} {one_line(wanted)!r}{nearest(wanted, known)}; there are: {there}"


def load(
    shipped: Path, own_routines: Path | None = None, own_exercises: Path | None = None, most: int = MOST_TOLD
) -> Library:
    """Read the shipped files in `shipped`, then the person's own over them; `most` is told of each file."""
    problems: list[FileProblem] = []
    tell = problems.append
    exercises, exercise_files = _read_both(
        (shipped / "exercises", own_exercises), lambda path: read_exercise(path, tell, most), tell
    )
    routines, routine_files = _read_both(
        (shipped / "routines", own_routines), lambda path: read_routine(path, exercises, tell, most), tell
    )
    for key, path in exercise_files.items():
        for mistake in dangling(exercises[key], exercises):
            tell(at_key(path, mistake.key, mistake.message, warning=True, about=key))
    return Library(routines, exercises, tuple(problems), routine_files, exercise_files)


def _read_both(
    folders: tuple[Path | None, Path | None], read: Callable[[Path], Item | None], tell: Tell
) -> tuple[dict[str, Item], dict[str, Path]]:
    """Read the shipped folder, then the person's own; an id of the second replaces one of the first."""
    shipped, own = (_read_all(folder, read, tell, own=own) for folder, own in zip(folders, (False, True), strict=True))
    return shipped[0] | own[0], shipped[1] | own[1]


def _read_all(
    folder: Path | None, read: Callable[[Path], Item | None], tell: Tell, *, own: bool
) -> tuple[dict[str, Item], dict[str, Path]]:
    """Read a folder's files, each id from the first by name that has it, and where it is.

    Among a person's own files no link is followed; those that are installed may be links.
    """
    if own and folder is not None and (link := files.lost_link(folder)) is not None:
        tell(FileProblem(link, "is a link that leads nowhere; your own files in it are missing"))
        return {}, {}
    found: dict[str, Item] = {}
    where: dict[str, Path] = {}
    for path in toml_files(folder, tell):
        item = read(path) if not own or unlinked(path, tell) else None
        if item is None:
            continue
        if item.id in found:
            first = one_line(where[item.id].name)
            tell(at_key(path, "id", f"{item.id} is the id of {first} too, which is used; choose another"))
            continue
        found[item.id], where[item.id] = item, path
    return found, where
