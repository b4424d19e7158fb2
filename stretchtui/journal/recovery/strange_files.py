"""What stands in the journal folder under a name of the program's own, and is none of its files or folders.

Nothing of it is opened, followed, moved or removed: it is told, and saving works without it as far as it can.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from stretchtui.domain.text import one_line
from stretchtui.journal.errors import Problem, unopened
from stretchtui.journal.storage.backups import FOLDER, MERGED
from stretchtui.journal.storage.files import LEFTOVER
from stretchtui.journal.storage.lock import LOCK_NAME
from stretchtui.journal.writer import MOVE_NAME
from stretchtui.system.files import StrangeFileError, is_link, look
from stretchtui.system.locks import FileLock

ASIDE = r"([0-9]{4}-[0-9]{2}\.json)\.damaged-[0-9A-Za-z.-]+"
"""What a damaged month is called once it is set aside, its own name first."""

UNREAD = r"(?s:([0-9]{4}-[0-9]{2})(?![0-9]).*)"
"""A name that begins as a month's does: of those that are neither a month, a copy nor set aside, nothing is read."""


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
                if name == FOLDER:
                    os.scandir(folder / name).close()
            except FileNotFoundError:
                continue
            except OSError as error:
                found.append(unopened(folder / name, error, effect))
    return tuple(found)


def unread(folder: Path, names: Collection[str]) -> Iterator[Problem]:
    """Tell of the names that look like a month's and are read by nobody, of those that lie in the journal folder."""
    for name in sorted(names):
        meant = re.fullmatch(UNREAD, name)
        if meant is not None and not re.fullmatch(ASIDE, name):
            what = f"{one_line(name)} looks like a copy of {meant[1]}.json, and nobody reads it."
            yield Problem(
                folder / name, what, "`journal merge` with its name takes in what it has; or move it elsewhere."
            )


def links(folder: Path) -> Iterator[Problem]:
    """Tell of the links that stand in the place of backups, of files set aside and of writers' own; for a whole check.

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
        held = FileLock(folder / LOCK_NAME).held
        for path in sorted(folder.iterdir()):
            set_aside = re.fullmatch(ASIDE, path.name) and is_link(path.lstat())
            if set_aside or LEFTOVER.fullmatch(path.name) or path == held:
                yield from _link(path)


def refusal(path: Path) -> StrangeFileError | None:
    """Give why a file in the journal is not opened at all, if it is not."""
    try:
        look(path)
    except StrangeFileError as error:
        return error
    except OSError:
        pass
    return None


def _link(path: Path) -> Iterator[Problem]:
    try:
        look(path, folder=_is_folder(path))
    except StrangeFileError as error:
        name = "/".join(path.parts[path.parts.index(FOLDER) :]) if FOLDER in path.parts[:-1] else path.name
        yield unopened(path, error, name=name)


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not is_link(path.lstat())
