"""Routine and exercise files turned into the domain's routines and exercises.

A person's own files lie in the config folder; one with the same id replaces the shipped
one. A mistake in a file is reported with file, key and what was expected, and leaves the
others usable.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from stretchtui.domain import limits
from stretchtui.domain.routine import Exercise, Routine
from stretchtui.domain.text import one_line
from stretchtui.system import files
from stretchtui.system.shapes import Mistake, Reading
from stretchtui.system.toml_lines import key_lines, line_of
from stretchtui.words.labels import Names

MOST_TOLD = 20
"""Mistakes of one file told in full."""

DEFAULT_ROUTINE = "morning-bed"

_Item = TypeVar("_Item", Exercise, Routine)


@dataclass(frozen=True, slots=True)
class FileProblem:
    """Something wrong in a file, in a sentence a person can act on; `line` is 0 where it is of the whole file.

    A `warning` is of something passed over: the file is used.
    """

    path: Path
    message: str
    line: int = 0
    warning: bool = False

    def __str__(self) -> str:
        """Name file and line, then what is wrong."""
        return f"{one_line(str(self.path))}{f':{self.line}' if self.line else ''}: {self.message}"


Tell = Callable[[FileProblem], None]


class LibraryError(Exception):
    """Something asked for that cannot be used; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Library:
    """Every usable routine and exercise by id, and what was wrong with the rest."""

    routines: dict[str, Routine]
    exercises: dict[str, Exercise]
    problems: tuple[FileProblem, ...]

    @property
    def names(self) -> Names:
        """What all of them are called."""
        return Names(
            {key: exercise.name for key, exercise in self.exercises.items()},
            {key: routine.name for key, routine in self.routines.items()},
        )

    def routine(self, routine_id: str) -> Routine:
        """Give a routine; raises LibraryError naming the ones there are."""
        try:
            return self.routines[routine_id]
        except KeyError:
            known = ", ".join(sorted(self.routines)) or "none"
            raise LibraryError(f"there is no routine {one_line(routine_id)!r}; there are: {known}") from None


def load(shipped: Path, own_routines: Path | None = None, own_exercises: Path | None = None) -> Library:
    """Read the shipped files in `shipped`, then the person's own over them."""
    problems: list[FileProblem] = []
    exercises: dict[str, Exercise] = {}
    routines: dict[str, Routine] = {}
    for folder, own in ((shipped / "exercises", False), (own_exercises, True)):
        exercises |= _read_all(folder, read_exercise, problems.append, own=own)
    for folder, own in ((shipped / "routines", False), (own_routines, True)):
        routines |= _read_all(folder, lambda path, tell: read_routine(path, exercises, tell), problems.append, own=own)
    return Library(routines, exercises, tuple(problems))


def _read_all(
    folder: Path | None, read: Callable[[Path, Tell], _Item | None], tell: Tell, *, own: bool
) -> dict[str, _Item]:
    """Read a folder's files, each id from the first by name that has it.

    Among a person's own files no link is followed; those that are installed may be links.
    """
    if own and folder is not None and (link := files.lost_link(folder)) is not None:
        tell(FileProblem(link, "is a link that leads nowhere; your own files in it are missing"))
    found: dict[str, _Item] = {}
    where: dict[str, Path] = {}
    for path in _toml_files(folder, tell):
        item = read(path, tell) if not own or _unlinked(path, tell) else None
        if item is None:
            continue
        if item.id in found:
            first = one_line(where[item.id].name)
            tell(FileProblem(path, f"id: {item.id} is the id of {first} too, which is used; choose another"))
            continue
        found[item.id], where[item.id] = item, path
    return found


def read_exercise(path: Path, tell: Tell) -> Exercise | None:
    """Read one exercise file, and tell all that is wrong in it; None where it cannot be used."""
    return _read(path, Exercise, Reading(), tell)


def read_routine(path: Path, exercises: Mapping[str, Exercise], tell: Tell) -> Routine | None:
    """Read one routine file, its exercises found by id, and tell all that is wrong; None where it cannot be used."""
    return _read(path, Routine, Reading(known={Exercise: exercises}), tell)


def _read(path: Path, kind: type[_Item], reading: Reading, tell: Tell) -> _Item | None:
    found = _content(path, tell)
    if found is None:
        return None
    text, table = found
    item = reading.table(table, kind)
    if isinstance(item, Routine) and not item.exercises:
        reading.mistakes.append(Mistake("exercises", "is missing; expected a list of exercise ids, or [[lines]]"))
        item = None
    lines: dict[str, int] = key_lines(text) if reading.mistakes or reading.unknown else {}
    told = [
        *(FileProblem(path, str(mistake), line_of(lines, mistake.key)) for mistake in reading.mistakes),
        *(FileProblem(path, str(mistake), line_of(lines, mistake.key), warning=True) for mistake in reading.unknown),
    ]
    for problem in told[:MOST_TOLD]:
        tell(problem)
    if len(told) > MOST_TOLD:
        tell(FileProblem(path, f"and {len(told) - MOST_TOLD} more of the kind", warning=item is not None))
    return item


def _toml_files(folder: Path | None, tell: Tell) -> list[Path]:
    """List a folder's files by name; none where there is no folder, or it cannot be read, which is told."""
    if folder is None:
        return []
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".toml" and not path.name.startswith("."))
    except FileNotFoundError:
        return []
    except OSError as error:
        tell(FileProblem(folder, f"cannot be read: {error.strerror or error}; the files in it are missing"))
        return []


def _unlinked(path: Path, tell: Tell) -> bool:
    try:
        files.look(path)
    except OSError as error:
        tell(FileProblem(path, f"cannot be read: {error.strerror or error}"))
        return False
    return True


def _content(path: Path, tell: Tell) -> tuple[str, dict[str, Any]] | None:
    """Read a file's text and its tables."""
    try:
        text = files.read(path, limits.SETTINGS_BYTES, follow=True).decode("utf-8-sig")
        return text, tomllib.loads(text)
    except files.StrangeFileError as error:
        wrong = f"cannot be read: {error.reason}; a routine or exercise file is a few KiB of text"
    except OSError as error:
        wrong = f"cannot be read: {error.strerror or error}"
    except ValueError as error:  # bad UTF-8, bad TOML, a number of thousands of digits
        wrong = f"is not valid TOML: {one_line(str(error))}"
    except RecursionError:
        wrong = "is nested too deeply"
    tell(FileProblem(path, wrong))
    return None
