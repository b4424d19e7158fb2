"""Routine and exercise files written for a person: new ones, copies of others, and one file to pass on."""

from __future__ import annotations

import json
import re
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Table

from stretchtui.domain import limits
from stretchtui.domain.routine import Exercise, Routine
from stretchtui.library.library import DEFAULT_ROUTINE, Library, LibraryError
from stretchtui.library.reading import OWN_EXERCISES
from stretchtui.system import files, resources
from stretchtui.words import routine_files as words

_HEAD = re.compile(r"\A(?:#.*\n)+\n*")
"""The comment that a file begins with."""


def routine_text(library: Library, new_id: str, source: str | None, commands: words.Names) -> str:
    """Write a routine file with a new id: the lines of another routine, every key explained.

    One that has lines of its own is copied as it is, with its comments. `commands` are those that
    the comments name.
    """
    routine = library.routine(source or DEFAULT_ROUTINE)
    if routine.lines:
        return copied(library.routine_files[routine.id], new_id, Routine)
    exercises = routine.exercises if source else routine.planned(short=True)
    head = words.ROUTINE_HEAD.format(
        id=_text(new_id),
        name=_text(words.name_of(new_id)),
        title=_text(routine.source.title if source else words.SET_FOR_ME),
        first=_text(exercises[0].id),
        **commands,
    )
    lines = [
        words.LINE.format(id=_text(exercise.id), name=exercise.name, dose=words.line_dose(exercise))
        + ("" if number else words.LINE_KEYS)
        for number, exercise in enumerate(exercises)
    ]
    return f"{_schema_line(Routine)}{head}{words.LINES_HEAD.format(**commands)}{''.join(lines)}"


def exercise_text(library: Library, new_id: str, source: str | None, commands: words.Names) -> str:
    """Write an exercise file with a new id: a copy of another with its comments, or one with every key explained."""
    if source is not None:
        return copied(library.exercise_files[library.exercise(source).id], new_id, Exercise)
    name = words.name_of(new_id)
    return new_exercise(new_id, name, words.NO_POSITION, commands)


def new_exercise(new_id: str, name: str, position: str, commands: words.Names) -> str:
    """Write an exercise file with every key explained; `position` is the row that says how one lies, sits or stands."""
    return _schema_line(Exercise) + words.EXERCISE.format(
        id=_text(new_id), name=_text(name), position=position, **commands
    )


def exported(library: Library, routine: Routine, shipped: Path) -> str:
    """Write a routine as one file to pass on, with those of its exercises inside that do not ship."""
    document = _document(library.routine_files[routine.id])
    inside: AoT = document.get(OWN_EXERCISES) or tomlkit.aot()
    there = {str(table.get("id")) for table in inside}
    for exercise in dict.fromkeys(exercise.id for exercise in routine.exercises):
        place = library.exercise_files.get(exercise)
        if exercise not in there and place is not None and shipped not in place.parents:
            inside.append(_table(_document(place)))
    if len(inside):
        document[OWN_EXERCISES] = inside
    return _without_schema(tomlkit.dumps(document))  # the address is one of this computer


def write_new(path: Path, text: str | bytes, *, force: bool = False) -> None:
    """Write a file that is not there yet, or with `force` over one; raises LibraryError."""
    try:
        files.make_folder(path.parent)
        if not force and path.exists():
            raise LibraryError(f"{path} is there already")
        files.write(path, text.encode("utf-8") if isinstance(text, str) else text)
    except OSError as error:
        raise LibraryError(f"{path}: cannot be written: {error.strerror or error}") from None


def copied(source: Path, new_id: str, kind: type[Routine | Exercise], name: str = "") -> str:
    """Copy a file with its comments under a new id and a name, one made of the id where none is given.

    What a routine that ships says of itself, that its doses are those of its source, is not said of a copy: that is
    changed by whoever uses it.
    """
    document = _document(source)
    ships = kind is Routine and source.is_relative_to(resources.folder("data"))
    if ships:
        document["source"]["note"] = words.began_as(str(document["name"]))
    document["id"], document["name"] = new_id, name or words.name_of(new_id)
    text = _without_schema(tomlkit.dumps(document))
    return _schema_line(kind) + (_HEAD.sub("", text) if ships else text)


def empty_text(new_id: str, name: str) -> str:
    """Write a routine file that has no lines yet."""
    return _schema_line(Routine) + words.EMPTY_ROUTINE.format(
        id=_text(new_id), name=_text(name), title=_text(words.SET_FOR_ME)
    )


def _document(path: Path) -> tomlkit.TOMLDocument:
    try:
        raw = files.read(path, limits.LIBRARY_FILE_BYTES, follow=True)
        return tomlkit.parse(raw.decode("utf-8-sig"))
    # What one reader of TOML takes, the other may still stumble over.
    except (OSError, ValueError, RecursionError, TOMLKitError, LookupError, TypeError, AttributeError) as error:
        raise LibraryError(f"{path}: cannot be copied: {error}") from None


def _table(document: tomlkit.TOMLDocument) -> Table:
    """Make a table of a whole document, its comments left behind."""
    table = tomlkit.table()
    for key, value in document.unwrap().items():
        table[key] = value
    return table


def _schema_line(kind: type[Routine | Exercise]) -> str:
    """Name the JSON Schema that ships for a kind of file, for editors that complete by it."""
    return f"#:schema {(resources.folder('data') / 'schemas' / f'{kind.__name__.lower()}.schema.json').as_uri()}\n"


def _without_schema(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#:schema "))


def _text(value: str) -> str:
    """Write a text as TOML has it."""
    return json.dumps(value, ensure_ascii=False)
