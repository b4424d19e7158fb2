"""Earlier versions of the month files, kept beside them and thinned by themselves.

`backups/2026-11/` holds the last versions of `2026-11.json`, numbered in the order they were
replaced, never by a clock that may be set back. A version is a second name for the file that
is being replaced: no copying, and its content was synced when it was written. What the last
change brought lies in `newest.json`, so the newest version and it are the whole month.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from stretchtui.journal.errors import DamagedFileError, JournalError
from stretchtui.journal.files import read_bytes, sync_folder, write_unsynced
from stretchtui.journal.layout import Sheet, parse, serialise_lines

FOLDER = "backups"
"""The folder's name inside the journal folder."""

LAST = 5
"""How many of the last versions of a month are kept."""

MONTHLY = 12
"""How many older versions are kept beside them, the last one of each month that saw a change."""

_NUMBERED = re.compile(r"([0-9]{6,18})\.json")
_NEWEST = "newest.json"
_MERGED = "merged"


class Backups:
    """The earlier versions of the month files in a journal folder; for whoever holds the lock."""

    def __init__(self, journal: Path) -> None:
        self.folder = journal / FOLDER

    def of(self, name: str) -> Path:
        """Give the folder of a month file's versions, `2026-11.json` or `2026-11`."""
        return self.folder / name.removesuffix(".json")

    def versions(self, name: str) -> list[Path]:
        """List the versions of a month file, the newest first."""
        try:
            names = os.listdir(self.of(name))  # noqa: PTH208 - half the time of iterdir, at every save
        except OSError:
            return []
        numbers = sorted((int(found[1]) for found in map(_NUMBERED.fullmatch, names) if found), reverse=True)
        return [self.of(name) / f"{number:06}.json" for number in numbers]

    def months(self) -> list[str]:
        """List the names of the month files that have versions here."""
        try:
            return sorted(f"{entry.name}.json" for entry in self.folder.iterdir() if entry.name != _MERGED)
        except OSError:
            return []

    def keep(self, path: Path) -> None:
        """Keep the file that is about to be replaced; a save is not refused because this fails."""
        with suppress(OSError):
            self._folder(path.name)
            versions = self.versions(path.name)
            number = int(versions[0].stem) + 1 if versions else 1
            kept = self.of(path.name) / f"{number:06}.json"
            _second_name(Path(os.path.realpath(path)), kept)
            self._thin([kept, *versions])

    def note_change(self, name: str, lines: Mapping[str, bytes]) -> None:
        """Note what a change that is on the disk brought."""
        with suppress(OSError, JournalError):
            self._folder(name)
            # Only a second mishap at the same moment would need this one, so the disk is not waited for.
            write_unsynced(self.of(name) / _NEWEST, serialise_lines(lines).raw)

    def best(self, name: str) -> tuple[Sheet | None, Sheet | None]:
        """Give the newest version that can be read, and what the last change brought, if there are any."""
        sheets = (_sound(version) for version in self.versions(name))
        return next(filter(None, sheets), None), _sound(self.of(name) / _NEWEST)

    @staticmethod
    def is_sound(version: Path) -> bool:
        """Tell whether a version can be read."""
        return _sound(version) is not None

    def put_away(self, path: Path, name: str = "") -> Path:
        """Move a file in here that is not needed any more, never over another; gives its new path."""
        folder = self.folder / _MERGED
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept = Path(name or path.name)
        target, number = folder / kept, 2
        while os.path.lexists(target):
            target = folder / f"{kept.stem}-{number}{kept.suffix}"
            number += 1
        path.rename(target)
        sync_folder(folder)
        sync_folder(path.parent)
        return target

    def _folder(self, name: str) -> None:
        if not self.of(name).is_dir():
            for folder in (self.folder, self.of(name)):
                folder.mkdir(mode=0o700, exist_ok=True)
                sync_folder(folder.parent)

    @staticmethod
    def _thin(versions: list[Path]) -> None:
        """Drop what has become too many, of versions from the newest on."""
        older = versions[LAST - 1 :]
        kept = [version for newer, version in pairwise(older) if _month(newer) != _month(version)]
        for version in versions[LAST:]:
            if version not in kept[:MONTHLY]:
                version.unlink()


def _second_name(source: Path, target: Path) -> None:
    """Give a file a second name, or copy it where a file can have only one; for this person only."""
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:
        shutil.copyfile(source, target)
    if os.name != "nt" and target.stat().st_mode & 0o077:
        target.chmod(0o600)


def _month(version: Path) -> tuple[int, int]:
    """Give the month in which a version was written."""
    written = datetime.fromtimestamp(version.stat().st_mtime, UTC)
    return written.year, written.month


def _sound(version: Path) -> Sheet | None:
    try:
        raw = read_bytes(version)
        return None if raw is None else parse(version, raw)
    except (OSError, DamagedFileError):
        return None
