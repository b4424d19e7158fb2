"""Routine and exercise files turned into the domain's routines and exercises.

A person's own files lie in the config folder; one with the same id replaces the shipped
one. A mistake in a file is reported with file, key and what was expected, and leaves the
others usable.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from stretchtui.domain import limits
from stretchtui.domain.figure.keyframes import Frame, Leg
from stretchtui.domain.figure.pose import Figure
from stretchtui.domain.routine import ONCE, Cues, Dose, Exercise, Routine, Sides, Source, Span
from stretchtui.domain.text import one_line, sanitise
from stretchtui.system import files
from stretchtui.words.labels import Names

MOST_EXERCISES = 50
"""In one routine; more is a mistake."""

DEFAULT_ROUTINE = "morning-bed"

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MAX_ID = 64
_File = TypeVar("_File")
_Item = TypeVar("_Item", Exercise, Routine)


@dataclass(frozen=True, slots=True)
class FileProblem:
    """One mistake in one file, in a sentence a person can act on."""

    path: Path
    message: str

    def __str__(self) -> str:
        """Name the file, then the mistake."""
        return f"{one_line(str(self.path))}: {self.message}"


class LibraryError(Exception):
    """A file that cannot be used; the message names the key and what was expected."""


class _DoseFile(msgspec.Struct, forbid_unknown_fields=True):
    hold_s: tuple[int, int]
    sets: tuple[int, int] = ONCE
    reps: tuple[int, int] = ONCE
    sides: Sides = Sides.BOTH
    get_ready_s: float = 10.0
    move_in_s: float = 3.0
    move_out_s: float = 3.0
    switch_sides_s: float = 5.0
    rest_s: float = 0.0
    set_rest_s: float = 15.0
    ours: tuple[str, ...] = ()
    note: str = ""


class _CuesFile(msgspec.Struct, forbid_unknown_fields=True):
    get_ready: str
    move_in: str
    hold: str
    move_out: str
    switch_sides: str = "Change to the {side}."
    rest: str = "Rest a moment."


class _ExerciseFile(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    name: str
    dose: _DoseFile
    cues: _CuesFile
    purpose: str = ""
    start: str = ""
    instructions: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    ask_first: tuple[str, ...] = ()
    side_phrase: str = "{side} side"
    figure: Figure | None = None


class _SourceFile(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    author: str = ""
    url: str = ""
    note: str = ""


class _RoutineFile(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    name: str
    source: _SourceFile
    exercises: tuple[str, ...]
    short: tuple[str, ...] = ()
    start: str = ""
    disclosures: tuple[str, ...] = ()


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
        exercises |= _read_all(folder, read_exercise, problems, own=own)
    for folder, own in ((shipped / "routines", False), (own_routines, True)):
        routines |= _read_all(folder, lambda path: read_routine(path, exercises), problems, own=own)
    return Library(routines, exercises, tuple(problems))


def _read_all(
    folder: Path | None, read: Callable[[Path], _Item], problems: list[FileProblem], *, own: bool
) -> dict[str, _Item]:
    """Read a folder's files, each id from the first by name that has it; what is wrong goes to problems.

    Among a person's own files no link is followed; those that are installed may be links.
    """
    if own and folder is not None and (link := files.lost_link(folder)) is not None:
        problems.append(FileProblem(link, "is a link that leads nowhere; your own files in it are missing"))
    found: dict[str, _Item] = {}
    where: dict[str, Path] = {}
    for path in _toml_files(folder):
        try:
            if own:
                _check_unlinked(path)
            item = read(path)
        except LibraryError as error:
            problems.append(FileProblem(path, str(error)))
            continue
        if item.id in found:
            first = one_line(where[item.id].name)
            problems.append(FileProblem(path, f"id: {item.id} is the id of {first} too, which is used; choose another"))
            continue
        found[item.id], where[item.id] = item, path
    return found


def read_exercise(path: Path) -> Exercise:
    """Read one exercise file; raises LibraryError."""
    tables = _tables(path)
    file = _convert(tables, _ExerciseFile)
    _check_id(file.id)
    _check_figure_keys(tables.get("figure"))
    if file.dose.sides is not Sides.BOTH and "{side}" not in file.side_phrase:
        raise LibraryError(f"side_phrase: expected text with {{side}} in it, got {one_line(file.side_phrase)!r}")
    try:
        dose = _dose(file.dose)
    except ValueError as error:
        raise LibraryError(f"dose: {error}") from None
    return Exercise(
        id=file.id,
        name=_named("name", file.name),
        purpose=one_line(file.purpose),
        start=one_line(file.start),
        instructions=_lines(file.instructions),
        cautions=_lines(file.cautions),
        ask_first=_lines(file.ask_first),
        cues=Cues(**{name: one_line(value) for name, value in msgspec.structs.asdict(file.cues).items()}),
        dose=dose,
        side_phrase=one_line(file.side_phrase),
        figure=file.figure,
    )


def read_routine(path: Path, exercises: dict[str, Exercise]) -> Routine:
    """Read one routine file, its exercises looked up by id; raises LibraryError."""
    file = _convert(_tables(path), _RoutineFile)
    _check_id(file.id)
    if not file.exercises:
        raise LibraryError("exercises: expected at least one exercise id")
    if len(file.exercises) > MOST_EXERCISES:
        raise LibraryError(f"exercises: expected at most {MOST_EXERCISES}, got {len(file.exercises)}")
    for position, wanted in enumerate(file.exercises):
        if wanted not in exercises:
            raise LibraryError(f"exercises[{position}]: there is no exercise {one_line(wanted)!r}")
    for position, wanted in enumerate(file.short):
        if wanted not in file.exercises:
            raise LibraryError(f"short[{position}]: {one_line(wanted)!r} is not among this routine's exercises")
    return Routine(
        id=file.id,
        name=_named("name", file.name),
        source=Source(**{name: one_line(value) for name, value in msgspec.structs.asdict(file.source).items()}),
        exercises=tuple(exercises[wanted] for wanted in file.exercises),
        short=file.short,
        start=one_line(file.start),
        disclosures=_lines(file.disclosures),
    )


def _toml_files(folder: Path | None) -> list[Path]:
    """List a folder's files by name; none where it cannot be read."""
    try:
        found = folder.glob("*.toml") if folder else ()
        return sorted(path for path in found if not path.name.startswith("."))
    except OSError:
        return []


def _check_unlinked(path: Path) -> None:
    try:
        files.look(path)
    except OSError as error:
        raise LibraryError(f"cannot be read: {error.strerror or error}") from None


def _tables(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(files.read(path, limits.SETTINGS_BYTES, follow=True).decode("utf-8-sig"))
    except files.StrangeFileError as error:
        raise LibraryError(f"cannot be read: {error.reason}; a routine or exercise file is a few KiB of text") from None
    except OSError as error:
        raise LibraryError(f"cannot be read: {error.strerror or error}") from None
    except ValueError as error:  # bad UTF-8, bad TOML, a number of thousands of digits
        raise LibraryError(f"is not valid TOML: {one_line(str(error))}") from None
    except RecursionError:
        raise LibraryError("is nested too deeply") from None


def _convert(tables: dict[str, Any], kind: type[_File]) -> _File:
    try:
        return msgspec.convert(tables, kind)
    except msgspec.ValidationError as error:
        raise LibraryError(_explain(error)) from None
    except RecursionError:
        raise LibraryError("is nested too deeply") from None


def _check_figure_keys(figure: dict[str, Any] | None) -> None:
    """Report misspelt keys of a figure, which msgspec passes over in data classes."""
    if figure is None:
        return
    _known_keys("figure", figure, Figure)
    for number, frame in enumerate(figure.get("frames", ())):
        _known_keys(f"figure.frames[{number}]", frame, Frame)
        for name in ("leg", "other_leg"):
            if name in frame:
                _known_keys(f"figure.frames[{number}].{name}", frame[name], Leg)


def _known_keys(where: str, table: dict[str, Any], kind: type[Figure | Frame | Leg]) -> None:
    known = kind.__dataclass_fields__
    for key in table:
        if key not in known:
            raise LibraryError(one_line(f"{where}: unknown key {key!r}; expected one of {', '.join(known)}"))


def _explain(error: msgspec.ValidationError) -> str:
    """Turn msgspec's `Expected ... - at `$.dose.hold_s`` into `dose.hold_s: expected ...`."""
    what, _, where = sanitise(str(error)).partition(" - at `$.")
    what = what[:1].lower() + what[1:]
    return one_line(f"{where.rstrip('`')}: {what}" if where else what)


def _dose(file: _DoseFile) -> Dose:
    return Dose(
        sets=_span("sets", file.sets, 10),
        reps=_span("reps", file.reps, 50),
        hold_s=_span("hold_s", file.hold_s, 300),
        sides=file.sides,
        get_ready_s=_seconds("get_ready_s", file.get_ready_s),
        move_in_s=_seconds("move_in_s", file.move_in_s),
        move_out_s=_seconds("move_out_s", file.move_out_s),
        switch_sides_s=_seconds("switch_sides_s", file.switch_sides_s),
        rest_s=_seconds("rest_s", file.rest_s),
        set_rest_s=_seconds("set_rest_s", file.set_rest_s),
        ours=_dose_keys(file.ours),
        note=one_line(file.note),
    )


def _span(key: str, values: tuple[int, int], most: int) -> Span:
    low, high = values
    if not 1 <= low <= high <= most:
        raise ValueError(f"{key}: expected [minimum, maximum] between 1 and {most}, got [{low}, {high}]")
    return Span(low, high)


def _seconds(key: str, value: float) -> float:
    if not 0 <= value <= 300:
        raise ValueError(f"{key}: expected 0-300 seconds, got {value:g}")
    return value


def _check_id(value: str) -> None:
    if not _ID.fullmatch(value) or len(value) > _MAX_ID:
        raise LibraryError(f"id: expected lower-case words joined by hyphens, e.g. my-stretch; got {one_line(value)!r}")


def _named(key: str, value: str) -> str:
    text = one_line(value)
    if not text:
        raise LibraryError(f"{key}: expected some text")
    return text


def _dose_keys(names: tuple[str, ...]) -> tuple[str, ...]:
    for position, name in enumerate(names):
        if name not in _DoseFile.__struct_fields__:
            raise ValueError(f"ours[{position}]: there is no dose key {one_line(name)!r}")
    return names


def _lines(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one_line(text) for text in texts)
