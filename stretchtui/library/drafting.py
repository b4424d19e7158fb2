"""Routine files as a screen changes them: opened, judged by the validator of files, and written back."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from stretchtui.domain import limits
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.draft import RoutineDraft
from stretchtui.domain.routine import ID, Exercise, Line, Routine
from stretchtui.library.library import LibraryError
from stretchtui.library.reading import exercises_in, parsed, routine_in
from stretchtui.library.rewriting import rewritten
from stretchtui.library.writing import copied, empty_text
from stretchtui.system import files
from stretchtui.system.shapes import Mistake, Reading

_BYTE_ORDER_MARK = "\ufeff"


class FaultyError(LibraryError):
    """A draft that has mistakes was to be saved."""


class ChangedMeanwhileError(LibraryError):
    """A file is not as it was when it was opened."""


@dataclass(frozen=True, slots=True)
class RoutineFile:
    """A routine file that is open: where it is, what was there (None for a new one), and the text that is changed."""

    path: Path
    there: bytes | None
    text: str

    @property
    def draft(self) -> RoutineDraft:
        """The draft of a person who has changed nothing yet."""
        return RoutineDraft.of_table(parsed(self.text))

    @property
    def is_new(self) -> bool:
        """Tell whether it is not on the disk yet."""
        return self.there is None


@dataclass(frozen=True, slots=True)
class Judged:
    """What the validator of files says of a draft: each line as it would be led, the routine, and every mistake."""

    lines: tuple[Line | None, ...]
    routine: Routine | None
    mistakes: tuple[Mistake, ...]

    def of_line(self, number: int) -> tuple[tuple[str, str], ...]:
        """Give what is wrong in a line: at which of its keys, and what."""
        where = f"lines[{number}]"
        return tuple(
            (mistake.key.removeprefix(where).removeprefix("."), mistake.message)
            for mistake in self.mistakes
            if mistake.key == where or mistake.key.startswith(f"{where}.")
        )

    @property
    def of_head(self) -> tuple[tuple[str, str], ...]:
        """Give what is wrong elsewhere."""
        in_lines = tuple(f"lines[{number}]" for number in range(len(self.lines)))
        return tuple(
            (mistake.key, mistake.message) for mistake in self.mistakes if not mistake.key.startswith(in_lines)
        )


def opened(path: Path) -> RoutineFile:
    """Open a routine file of a person's own; raises LibraryError."""
    file = opened_text(path)
    try:
        parsed(file.text)
    except (ValueError, RecursionError) as error:
        raise LibraryError(f"{path}: cannot be read: {error}") from None
    return file


def opened_text(path: Path) -> RoutineFile:
    """Open a file of a person's own whose text may be anything; raises LibraryError."""
    try:
        raw = files.read(path, limits.LIBRARY_FILE_BYTES)
        text = raw.decode("utf-8")
    except (OSError, ValueError) as error:
        raise LibraryError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
    return RoutineFile(path, raw, text.removeprefix(_BYTE_ORDER_MARK))


def copy_of(source: Path, folder: Path, name: str, taken: Collection[str]) -> RoutineFile:
    """Make a new file of another with its comments, under a name and an id that is free; raises LibraryError."""
    new_id = free_id(name, taken)
    return RoutineFile(folder / f"{new_id}.toml", None, copied(source, new_id, Routine, name))


def empty(folder: Path, name: str, taken: Collection[str]) -> RoutineFile:
    """Make a new file without lines."""
    new_id = free_id(name, taken)
    return RoutineFile(folder / f"{new_id}.toml", None, empty_text(new_id, name))


def free_id(name: str, taken: Collection[str]) -> str:
    """Make an id of a name that no other has."""
    wanted = re.sub("[^a-z0-9]+", "-", name.lower())[:50].strip("-")
    wanted = wanted if ID.allows(wanted) else "my-own"
    number = 2
    found = wanted
    while found in taken:
        found = f"{wanted}-{number}"
        number += 1
    return found


def taken(folder: Path, known: Collection[str]) -> set[str]:
    """Give the ids that a new file in a folder cannot have: those there are, and the names of its files."""
    try:
        return {*known, *(path.stem for path in folder.iterdir())}
    except OSError:
        return {*known}


def judged(draft: RoutineDraft, exercises: Mapping[str, Exercise]) -> Judged:
    """Judge a draft as its file would be."""
    table = draft.table()
    routine, reading = routine_in(table, exercises)
    if routine is not None:
        return Judged(routine.lines, routine, ())
    each = Reading(known={Exercise: exercises_in(table, exercises, Reading())})
    lines = tuple(each.table(line.values, Line) for line in draft.lines)
    return Judged(lines, None, tuple(reading.mistakes))


def save(file: RoutineFile, draft: RoutineDraft, exercises: Mapping[str, Exercise]) -> RoutineFile:
    """Write a draft into its file, whole or not at all, and give the file as it is then.

    Raises FaultyError for one with mistakes, ChangedMeanwhileError where others have changed the file or
    made one of its name, and LibraryError.
    """
    if wrong := judged(draft, exercises).mistakes:
        raise FaultyError(str(wrong[0]))
    return written(file, rewritten(file.text, draft))


def written(file: RoutineFile, text: str) -> RoutineFile:
    """Write a text into a file, whole or not at all, and give the file as it is then.

    Raises ChangedMeanwhileError and LibraryError as `save` does.
    """
    mark = _BYTE_ORDER_MARK if (file.there or b"").startswith(_BYTE_ORDER_MARK.encode()) else ""
    raw = (mark + text).encode()
    if len(raw) > limits.LIBRARY_FILE_BYTES:
        raise LibraryError(f"{file.path}: {files.TooLargeError(file.path, limits.LIBRARY_FILE_BYTES).reason}")

    def unchanged() -> None:
        if _there(file.path) not in (file.there, None):  # one that is gone holds nothing that writing could lose
            raise ChangedMeanwhileError(f"{file.path} was changed by another program")

    try:
        unchanged()
        files.make_folder(file.path.parent)
        files.write(file.path, raw, last_check=unchanged)
    except OSError as error:
        raise LibraryError(f"{file.path}: cannot be written: {error.strerror or error}") from None
    return RoutineFile(file.path, raw, text)


def _there(path: Path) -> bytes | None:
    """Give what is in a file now, None where there is none."""
    try:
        return files.read(path, limits.LIBRARY_FILE_BYTES)
    except FileNotFoundError:
        return None
