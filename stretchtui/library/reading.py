"""One routine or exercise file read into the domain's own, with all that is wrong in it told at once.

The files come from anybody: what is too large, too deep or not TOML at all is a mistake like any other.
"""

from __future__ import annotations

import re
import tomllib
from collections import ChainMap
from collections.abc import Callable, Collection, Iterator, Mapping
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar, cast

from stretchtui.domain import limits
from stretchtui.domain.fields import fields_of
from stretchtui.domain.routine import ID, Exercise, Routine
from stretchtui.domain.text import counted, one_line
from stretchtui.system import files
from stretchtui.system.shapes import Mistake, Reading, nearest
from stretchtui.system.toml_lines import FileProblem, key_lines, line_of, line_told

MOST_TOLD = 20
"""Mistakes of one file told in full, where nobody asked for all of them."""

OWN_EXERCISES = "own_exercises"
"""Where a routine file has exercises inside it, that are its own and nobody else's."""

Item = TypeVar("Item", Exercise, Routine)

_DEEP = re.compile(r"""(?<![\w"'-])(?:[\w"'-]++[ \t]*+\.[ \t]*+){32}""")
"""A key of very many parts, which readers of TOML take very long over."""

Tell = Callable[[FileProblem], None]


def read_exercise(path: Path, tell: Tell, most: int = MOST_TOLD) -> Exercise | None:
    """Read one exercise file, and tell `most` of what is wrong in it; None where it cannot be used."""
    found = _content(path, tell)
    return None if found is None else _exercise(path, found, tell, most)


def read_routine(path: Path, exercises: Mapping[str, Exercise], tell: Tell, most: int = MOST_TOLD) -> Routine | None:
    """Read one routine file, its exercises found by id, and tell `most` of what is wrong; None where it cannot be used.

    Exercises inside the file go before those of the same id outside.
    """
    found = _content(path, tell)
    return None if found is None else _routine(path, found, exercises, tell, most)


def mistakes_in(path: Path, text: str, exercises: Mapping[str, Exercise] | None) -> tuple[FileProblem, ...]:
    """Give what would be wrong in a file with a text; `exercises` are those that a routine may name, None for one."""
    told: list[FileProblem] = []
    found = _tables(path, text.encode("utf-8", "surrogatepass"), told.append)
    if found is not None and exercises is None:
        _exercise(path, found, told.append, MOST_TOLD)
    elif found is not None and exercises is not None:
        _routine(path, found, exercises, told.append, MOST_TOLD)
    return tuple(problem for problem in told if not problem.warning)


_Found = tuple[str, dict[str, Any]]
"""A file's text and its tables."""


def _exercise(path: Path, found: _Found, tell: Tell, most: int) -> Exercise | None:
    reading = Reading()
    item = reading.table(found[1], Exercise)
    _tell_all(path, found, reading, tell, most)
    return item


def _routine(path: Path, found: _Found, exercises: Mapping[str, Exercise], tell: Tell, most: int) -> Routine | None:
    item, reading = routine_in(found[1], exercises)
    _tell_all(path, found, reading, tell, most)
    return item


def routine_in(table: Mapping[str, Any], exercises: Mapping[str, Exercise]) -> tuple[Routine | None, Reading]:
    """Read a routine file's table: the routine, None where it cannot be used, and all that was found."""
    inside = Reading()
    known = exercises_in(table, exercises, inside)
    reading = Reading(known={Exercise: known})
    item = reading.table({key: value for key, value in table.items() if key != OWN_EXERCISES}, Routine)
    if item is not None and not item.exercises:
        reading.mistakes.append(Mistake("exercises", "is missing; expected a list of exercise ids, or [[lines]]"))
    reading.mistakes += inside.mistakes
    reading.unknown += inside.unknown
    return (None if reading.mistakes else item), reading


def exercises_in(
    table: Mapping[str, Any], exercises: Mapping[str, Exercise], reading: Reading
) -> Mapping[str, Exercise]:
    """Give the exercises that a routine's table may name: those inside it before the others."""
    tables = table.get(OWN_EXERCISES, [])
    own = _own_exercises(tables, reading)
    known = ChainMap(own, cast(dict[str, Exercise], exercises))
    for number, inside in enumerate(tables if isinstance(tables, list) else ()):
        if isinstance(inside, dict):
            reading.unknown += dangling(inside, known, f"{OWN_EXERCISES}[{number}].")
    return known


def _own_exercises(tables: Any, reading: Reading) -> dict[str, Exercise]:
    """Read the exercises inside a routine file."""
    own: dict[str, Exercise] = {}
    if not (isinstance(tables, list) and all(isinstance(table, dict) for table in tables)):
        reading.mistakes.append(Mistake(OWN_EXERCISES, f"expected tables, [[{OWN_EXERCISES}]]"))
        return own
    for number, table in enumerate(tables):
        where = f"{OWN_EXERCISES}[{number}]"
        exercise = reading.table(table, Exercise, where)
        if exercise is not None and exercise.id in own:
            reading.mistakes.append(Mistake(f"{where}.id", f"{exercise.id} is in this file twice; choose another"))
        elif exercise is not None:
            own[exercise.id] = exercise
    return own


def dangling(table: Mapping[str, Any], known: Collection[str], where: str = "") -> Iterator[Mistake]:
    """Find easier and harder ones that there are not in an exercise's table, be it right or wrong otherwise."""
    for key in ("easier", "harder"):
        other = table.get(key)
        if isinstance(other, str) and ID.allows(other) and other not in known and other != table.get("id"):
            yield Mistake(f"{where}{key}", f"there is no exercise {other!r}{nearest(other, known)}")


def dangling_in(path: Path, exercise: Exercise | None, known: Collection[str]) -> Iterator[FileProblem]:
    """Find them in a file; one that cannot be used, None, is read again for it."""
    about = exercise.id if exercise else path.stem
    if exercise is not None:
        table: Mapping[str, Any] = {"easier": exercise.easier, "harder": exercise.harder}
    else:
        table = (_content(path, lambda _: None) or ("", {}))[1]
    for mistake in dangling(table, known):
        yield at_key(path, mistake.key, mistake.message, warning=True, about=about)


def at_key(path: Path, key: str, message: str, *, warning: bool = False, about: str = "") -> FileProblem:
    """Make what is found wrong at a key after a file was read; it is read again for the line."""
    found = _content(path, lambda _: None)
    line = line_of(key_lines(found[0]), key) if found else 0
    return FileProblem(path, f"{key}: {message}", line, warning, about or path.stem)


def is_exercise(path: Path) -> bool:
    """Tell an exercise file from a routine's by the keys it has."""
    found = _content(path, lambda _: None)
    routine, exercise = (sum(key in fields_of(kind) for key in (found or ({}, {}))[1]) for kind in (Routine, Exercise))
    return exercise > routine


def id_of(path: Path) -> str:
    """Give the id of a file that was found right."""
    found = _content(path, lambda _: None)
    return str(found[1]["id"]) if found else path.stem


def toml_files(folder: Path | None, tell: Tell, most: int | None = limits.LIBRARY_FILES) -> list[Path]:
    """List `most` of a folder's files by name, None for all; none where it is not there, or not to be read.

    That it cannot be read is told, and when it has more than are read at a start.
    """
    if folder is None:
        return []
    try:
        named = (path for path in folder.iterdir() if path.suffix == ".toml" and not path.name.startswith("."))
        found = sorted(named, key=attrgetter("name"))
    except FileNotFoundError:
        return []
    except OSError as error:
        tell(FileProblem(folder, f"cannot be read: {error.strerror or error}; the files in it are missing"))
        return []
    if len(found) > limits.LIBRARY_FILES:
        there = f"has {counted(len(found), 'file')}"
        some = (
            f"{there}; the first {limits.LIBRARY_FILES} by name are listed, each other is used when its id is asked for"
        )
        tell(FileProblem(folder, some, warning=True))
    return found[:most]


def unlinked(path: Path, tell: Tell) -> bool:
    """Tell whether a file is an ordinary one, and no link or pipe; else say so."""
    try:
        files.look(path)
    except OSError as error:
        tell(FileProblem(path, f"cannot be read: {error.strerror or error}", about=path.stem))
        return False
    return True


def _tell_all(path: Path, found: _Found, reading: Reading, tell: Tell, most: int) -> None:
    """Tell what a reading found wrong, each mistake with its line."""
    text, table = found
    lines: dict[str, int] = key_lines(text) if reading.mistakes or reading.unknown else {}
    about = table["id"] if isinstance(table.get("id"), str) else path.stem
    told = [(mistake, False) for mistake in reading.mistakes] + [(mistake, True) for mistake in reading.unknown]
    for mistake, warning in told[:most]:
        tell(FileProblem(path, str(mistake), line_of(lines, mistake.key), warning, about))
    if len(told) > most:
        left = f"and {len(told) - most} more of the kind"
        tell(FileProblem(path, left, warning=not reading.mistakes, about=about))


def parsed(text: str) -> dict[str, Any]:
    """Read a text as TOML; raises ValueError, and RecursionError where it is nested too deeply."""
    if _DEEP.search(text):
        raise RecursionError
    return tomllib.loads(text)


def _content(path: Path, tell: Tell) -> _Found | None:
    """Read a file's text and its tables."""
    try:
        raw = files.read(path, limits.LIBRARY_FILE_BYTES, follow=True)
    except files.StrangeFileError as error:
        wrong = f"cannot be read: {error.reason}; a routine or exercise file is a few KiB of text"
    except OSError as error:
        wrong = f"cannot be read: {error.strerror or error}"
    else:
        return _tables(path, raw, tell)
    tell(FileProblem(path, wrong, about=path.stem))
    return None


def _tables(path: Path, raw: bytes, tell: Tell) -> _Found | None:
    """Read what a file has as text and as tables."""
    line = 0
    try:
        text = raw.decode("utf-8-sig")
        return text, parsed(text)
    except tomllib.TOMLDecodeError as error:
        wrong = f"is not valid TOML: {one_line(str(error))}"
        line = line_told(wrong)
    except UnicodeDecodeError:
        wrong = "is not text in UTF-8; save it as UTF-8"
    except ValueError:
        wrong = "is not valid TOML: a number of thousands of digits"
    except RecursionError:
        wrong = "is nested too deeply"
    tell(FileProblem(path, wrong, line, about=path.stem))
    return None
