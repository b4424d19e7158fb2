"""Files of a person's own that cannot be used: what is wrong in each, and how it can be mended on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from stretchtui.domain import limits
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.text import harm_at
from stretchtui.library import FileProblem
from stretchtui.library.reading import OWN_EXERCISES, parsed
from stretchtui.session.context import AppContext
from stretchtui.system import files


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
    """Find out how a file can be mended; exercises inside a routine's file have no fields.

    The overview waits for this, so that nothing is opened that would load what only a change needs.
    """
    routines = context.locations.routines
    if path.parent not in (routines, context.locations.exercises):
        return Mending.ELSEWHERE
    try:
        text = files.read(path, limits.LIBRARY_FILE_BYTES).decode("utf-8-sig")
    except (OSError, ValueError):
        return Mending.ELSEWHERE
    inside = any(problem.message.startswith(OWN_EXERCISES) for problem in problems)
    if path.parent == routines and not inside and _is_toml(text):
        return Mending.BY_FIELDS
    return Mending.BY_TEXT if harm_at(text) is None else Mending.ELSEWHERE


def _is_toml(text: str) -> bool:
    try:
        parsed(text)
    except (ValueError, RecursionError):
        return False
    return True
