"""Every routine and exercise there is: what ships, and a person's own over it."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Generic, TypeVar

from stretchtui.domain import limits
from stretchtui.domain.choices import DEFAULT_ROUTINE as DEFAULT_ROUTINE
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.refusal import Refusal
from stretchtui.domain.routine import ID, Exercise, Routine
from stretchtui.domain.text import one_line
from stretchtui.library.reading import (
    MOST_TOLD,
    Item,
    Tell,
    at_key,
    dangling_in,
    read_exercise,
    read_routine,
    toml_files,
    unlinked,
)
from stretchtui.system import files
from stretchtui.system.shapes import nearest
from stretchtui.system.toml_lines import FileProblem
from stretchtui.words.labels import Names

_Kept = TypeVar("_Kept")


class LibraryError(Refusal):
    """Something asked for that cannot be used; the message says what was expected."""


class LazyItems(Mapping[str, _Kept], Generic[_Kept]):
    """Items by id: a person's own, and over the files that ship, each of these read when it is first asked for.

    A file that ships is named by its id, so that a start does not pay for what is not looked at. `unread` looks
    for an id among own files that are too many to be read; what it finds is among the items from then on.
    """

    def __init__(
        self,
        own: Mapping[str, _Kept],
        files: Mapping[str, Path],
        read: Callable[[Path], _Kept | None],
        unread: Callable[[str], _Kept | None],
    ) -> None:
        self._found = dict(own)
        self._files = {key: path for key, path in files.items() if key not in own}
        self._read = read
        self._unread = unread

    def __getitem__(self, key: str) -> _Kept:
        if key not in self._found:
            item, path = self._unread(key), self._files.get(key)
            if item is None and path is not None:
                item = self._read(path)
            if item is not None:
                self._found[key] = item
        return self._found[key]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({*self._files, *self._found}))

    def __len__(self) -> int:
        return len({*self._files, *self._found})


class _Called(Mapping[str, str]):
    """What each item of them is called, found when it is asked for."""

    def __init__(self, items: Mapping[str, Exercise] | Mapping[str, Routine]) -> None:
        self._items = items

    def __getitem__(self, key: str) -> str:
        return self._items[key].name

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)


@dataclass(frozen=True, slots=True)
class Library:
    """Every usable routine and exercise by id, where each is written, and what was found wrong with the rest.

    `own_routines` are the ids of the person's own, which are read already.
    """

    routines: Mapping[str, Routine]
    exercises: Mapping[str, Exercise]
    told: Sequence[FileProblem]
    routine_files: Mapping[str, Path] = field(default_factory=dict)
    exercise_files: Mapping[str, Path] = field(default_factory=dict)
    own_routines: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[FileProblem, ...]:
        """What is wrong with the files that were read so far."""
        return tuple(self.told)

    @property
    def names(self) -> Names:
        """What all of them are called."""
        return Names(_Called(self.exercises), _Called(self.routines))

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
        return tuple(problem for problem in self.problems if problem.about == about != "" and not problem.warning)

    @staticmethod
    def _none(kind: str, wanted: str, known: Mapping[str, Item], broken: tuple[FileProblem, ...]) -> str:
        if broken:
            lines: list[str] = [str(problem) for problem in sorted(broken, key=attrgetter("path", "line"))]
            between = "\n  " if len(lines) > 1 else " "
            return between.join([f"{kind} {one_line(wanted)!r} cannot be used:", *lines])
        there = ", ".join(sorted(known)) or "none"
        return f"there is no {kind} {one_line(wanted)!r}{nearest(wanted, known)}; there are: {there}"


def load(
    shipped: Path,
    own_routines: Path | None = None,
    own_exercises: Path | None = None,
    most: int = MOST_TOLD,
    *,
    files_each: int | None = limits.LIBRARY_FILES,
) -> Library:
    """Read a person's own files over those in `shipped`, which are read when asked for; `most` is told of each.

    `files_each` of each folder are read at once, None for all of them.
    """
    problems: list[FileProblem] = []
    tell = problems.append

    def exercise(path: Path) -> Exercise | None:
        return read_exercise(path, tell, most)

    def routine(path: Path) -> Routine | None:
        return read_routine(path, exercises, tell, most)

    ready = {path.stem: path for path in toml_files(shipped / "exercises", tell)}
    own, exercise_files, more_exercises = _read_all(own_exercises, files_each, exercise, tell)
    exercises = LazyItems(own, ready, exercise, more_exercises)
    usable = {path: own[key] for key, path in exercise_files.items()}
    wrong = {problem.path: None for problem in problems if not problem.warning and problem.path.parent == own_exercises}
    for path, found in (wrong | usable).items():
        for problem in dangling_in(path, found, exercises):
            tell(problem)
    ready_routines = {path.stem: path for path in toml_files(shipped / "routines", tell)}
    mine, routine_files, more_routines = _read_all(own_routines, files_each, routine, tell)
    routines = LazyItems(mine, ready_routines, routine, more_routines)
    written = ChainMap(routine_files, ready_routines), ChainMap(exercise_files, ready)
    return Library(routines, exercises, problems, *written, own_routines=tuple(mine))


_Unread = Callable[[str], Item | None]
"""Looks for an id among files that were too many to be read."""


def _read_all(
    folder: Path | None, most: int | None, read: Callable[[Path], Item | None], tell: Tell
) -> tuple[dict[str, Item], dict[str, Path], _Unread[Item]]:
    """Read a person's own files in a folder, each id from the first by name that has it, and where it is.

    No link is followed among them.
    """
    found: dict[str, Item] = {}
    where: dict[str, Path] = {}
    if folder is not None and (link := files.lost_link(folder)) is not None:
        tell(FileProblem(link, "is a link that leads nowhere; your own files in it are missing"))
        return found, where, lambda _: None
    paths = toml_files(folder, tell, most)
    for path in paths:
        item = read(path) if unlinked(path, tell) else None
        if item is None:
            continue
        if item.id in found:
            first = one_line(where[item.id].name)
            tell(at_key(path, "id", f"{item.id} is the id of {first} too, which is used; choose another"))
            continue
        found[item.id], where[item.id] = item, path
    return found, where, _unread(paths, read, where, tell)


def _unread(
    paths: Sequence[Path], read: Callable[[Path], Item | None], where: dict[str, Path], tell: Tell
) -> _Unread[Item]:
    """Look for an id beside the files that were read, where there are too many, by the name that its file should have.

    Where it was found is noted in `where`.
    """
    if len(paths) < limits.LIBRARY_FILES:
        return lambda _: None
    folder, seen = paths[0].parent, {path.name for path in paths}

    @cache
    def look(key: str) -> Item | None:
        path = folder / f"{key}.toml"
        if not ID.allows(key) or path.name in seen or files.absent(path):
            return None
        item = read(path) if unlinked(path, tell) else None
        if item is not None and item.id != key:
            wrong = f"expected {key}, the file's name, by which alone it is found among so many, got {item.id}"
            tell(at_key(path, "id", wrong))
            return None
        if item is not None:
            where[key] = path
        return item

    return look
