"""The ids that there are, for a shell to complete a word with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from click.shell_completion import CompletionItem

from stretchtui.cli.services import Services
from stretchtui.domain.refusal import Refusal
from stretchtui.system.program import LAST
from stretchtui.system.toml_lines import FileProblem

MOST_OFFERED = 100
"""So many ids are offered of those that begin as the word does; the others come when more of it is typed."""

_PLAIN = re.compile(r"\w[\w.-]*", re.ASCII)
"""What means nothing to a shell, which puts it on the line as it is: a file from elsewhere may have any id."""


def _routines(services: Services) -> Iterable[str]:
    return services.library().routines


def _own_routines(services: Services) -> Iterable[str]:
    library = services.library()
    return _own(library.routine_files, services.locations.routines, library.problems)


def _exercises(services: Services) -> Iterable[str]:
    return services.library().exercises


def _own_exercises(services: Services) -> Iterable[str]:
    library = services.library()
    return _own(library.exercise_files, services.locations.exercises, library.problems)


def _own(files: Mapping[str, Path], folder: Path, problems: Iterable[FileProblem]) -> Iterable[str]:
    """Give the ids of a person's own files, of those that cannot be used too: they can be edited."""
    usable = {key for key, path in files.items() if path.parent == folder}
    return sorted(usable | {problem.about for problem in problems if problem.path.parent == folder and problem.about})


def _sessions(services: Services) -> Iterator[CompletionItem | str]:
    """Give `last`, and the ids of the last sessions with what they were; nothing in the journal is mended for it."""
    from stretchtui.words import commands

    yield LAST
    for session in sorted(services.journal().settled(), key=lambda each: each.started_at, reverse=True):
        yield CompletionItem(session.id, help="  ".join(commands.session_parts(session)))


_SOURCES: dict[str, Callable[[Services], Iterable[CompletionItem | str]]] = {
    "routines": _routines,
    "own routines": _own_routines,
    "exercises": _exercises,
    "own exercises": _own_exercises,
    "sessions": _sessions,
    "deleted sessions": lambda _: (LAST,),
}


def offered(kind: str, begun: str) -> list[CompletionItem]:
    """Give what a word can go on to that was begun; nothing where it cannot be found, and never a complaint."""
    try:
        found = (
            item if isinstance(item, CompletionItem) else CompletionItem(item) for item in _SOURCES[kind](Services())
        )
        fitting = (item for item in found if item.value.startswith(begun) and _PLAIN.fullmatch(item.value))
        return [*islice(fitting, MOST_OFFERED)]
    except (Refusal, OSError):
        return []
