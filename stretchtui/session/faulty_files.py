"""Files of a person's own that cannot be used: what is wrong in each, and how it can be mended on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from stretchtui.library import FileProblem, LibraryError
from stretchtui.library.drafting import opened
from stretchtui.library.reading import OWN_EXERCISES
from stretchtui.session.context import AppContext
from stretchtui.session.open_text import OpenText


class Mending(StrEnum):
    """How a file can be mended: its lines by fields, its text, or not here."""

    BY_FIELDS = "fields"
    BY_TEXT = "text"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class FaultyFile:
    """A file that cannot be used, its mistakes, and how it can be mended."""

    path: Path
    problems: tuple[FileProblem, ...]
    mending: Mending


def faulty_files(context: AppContext) -> Iterator[FaultyFile]:
    """Give the files that cannot be used, each looked at when it is asked for."""
    wrong = [problem for problem in context.library.problems if not problem.warning]
    for path in dict.fromkeys(problem.path for problem in wrong):
        problems = tuple(problem for problem in wrong if problem.path == path)
        yield FaultyFile(path, problems, _mending(context, path, problems))


def _mending(context: AppContext, path: Path, problems: tuple[FileProblem, ...]) -> Mending:
    """Find out how a file can be mended; exercises inside a routine's file have no fields."""
    routines = context.locations.routines
    inside = any(problem.message.startswith(OWN_EXERCISES) for problem in problems)
    if path.parent == routines and not inside and _opens(lambda: opened(path)):
        return Mending.BY_FIELDS
    if path.parent in (routines, context.locations.exercises) and _opens(lambda: OpenText(context, path)):
        return Mending.BY_TEXT
    return Mending.ELSEWHERE


def _opens(way: Callable[[], object]) -> bool:
    try:
        way()
    except LibraryError:
        return False
    return True
