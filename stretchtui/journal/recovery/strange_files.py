"""What stands in the journal folder under a name of the program's own, and is none of its files or folders.

Nothing of it is opened, followed, moved or removed: it is told, and saving works without it as far as it can.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from stretchtui.domain.text import one_line
from stretchtui.journal.errors import Problem
from stretchtui.journal.storage.backups import FOLDER, MERGED
from stretchtui.journal.storage.lock import LOCK_NAME
from stretchtui.journal.writer import MOVE_NAME
from stretchtui.system.files import StrangeFileError, is_link, look

ASIDE = re.compile(r"([0-9]{4}-[0-9]{2}\.json)\.damaged-[0-9A-Za-z.-]+")
"""What a damaged month is called once it is set aside, its own name first."""


def in_the_way(folder: Path, names: Collection[str]) -> tuple[Problem, ...]:
    """Tell what is in the way of saving, of the names that lie in the journal folder: at every look, so two at most."""
    effects = {
        LOCK_NAME: "Nothing can be saved until then.",
        MOVE_NAME: "No session can move to another month until then.",
        FOLDER: "No earlier versions are kept until then.",
    }
    found = []
    for name, effect in effects.items():
        if name in names:
            try:
                look(folder / name, folder=name == FOLDER)
            except StrangeFileError as error:
                found.append(_problem(folder / name, error, effect))
            except OSError:
                continue
    return tuple(found)


def links(folder: Path) -> Iterator[Problem]:
    """Tell of the links that stand in the place of backups, and of files that were set aside; for a whole check.

    What the program itself set aside or put away is out of the way, whatever it is, unless it became a link.
    """
    backups = folder / FOLDER
    with suppress(OSError):
        look(backups, folder=True)
        inner = sorted(backups.iterdir())
        for place in (*inner, *(path for month in inner if _is_folder(month) for path in sorted(month.iterdir()))):
            if place.parent.name != MERGED or is_link(place.lstat()):
                yield from _link(place)
    with suppress(OSError):
        for path in sorted(folder.iterdir()):
            if ASIDE.fullmatch(path.name) and is_link(path.lstat()):
                yield from _link(path)


def _link(path: Path) -> Iterator[Problem]:
    try:
        look(path, folder=_is_folder(path))
    except StrangeFileError as error:
        yield _problem(path, error, "It is left as it is until then.")


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not is_link(path.lstat())


def _problem(path: Path, error: StrangeFileError, effect: str) -> Problem:
    name = "/".join(path.parts[path.parts.index(FOLDER) :]) if FOLDER in path.parts[:-1] else path.name
    what = f"{one_line(name)} was not opened: {error.reason}."
    return Problem(path, what, f"{error.todo[:1].upper()}{error.todo[1:]}. {effect}")
