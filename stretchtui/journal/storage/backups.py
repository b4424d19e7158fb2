"""Earlier versions of the month files, kept beside them and thinned by themselves.

`backups/2026-11/` holds the last versions of `2026-11.json`, numbered in the order they were
replaced, never by a clock that may be set back. A version is a second name for the file that
is being replaced: no copying, and its content was synced when it was written. What the last
change brought lies in `newest.json`, so the newest version and it are the whole month.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TypeVar

from stretchtui.domain import limits
from stretchtui.journal.storage.document import MonthDocument, laid_out
from stretchtui.journal.storage.files import FULL, LEFTOVER, free_name, signature, write_unsynced
from stretchtui.journal.storage.version_files import (
    STRAY,
    Listing,
    by_number,
    drop,
    give_second_name,
    number_of,
    sound,
    thin,
    versions_in,
)
from stretchtui.system.files import look, make_inner, sync_folder, write

T = TypeVar("T")
Read = Callable[[Path], MonthDocument | None]

FOLDER = "backups"
"""The folder's name inside the journal folder."""

MERGED = "merged"
"""The folder's name in there for files that are not needed any more."""

_NEWEST = "newest.json"
_SPARE = 32 * 1024
"""How much more than a file was, in bytes, it may be when it is written again."""


class Backups:
    """The earlier versions of all months in a journal folder; for whoever holds the lock."""

    def __init__(self, journal: Path) -> None:
        self.folder = journal / FOLDER

    def of(self, name: str) -> MonthVersions:
        """Give the versions of a month by the name of its file."""
        return MonthVersions(self, self.folder.parent / name)

    def months(self) -> list[str]:
        """List the names of the month files that have versions here."""
        try:
            look(self.folder, folder=True)
            return sorted(f"{name}.json" for name in os.listdir(self.folder) if name != MERGED)  # noqa: PTH208
        except OSError:
            return []

    def with_room(self, path: Path, work: Callable[[], T]) -> T:
        """Do the work of writing a file; where the disk is full, drop older versions and do it again.

        Raises OSError where there is nothing more to drop, and all others as the system gives them.
        """
        while True:
            try:
                return work()
            except OSError as error:
                if error.errno not in FULL or not self.make_room(path):
                    raise

    def make_room(self, path: Path) -> bool:
        """Drop older versions, of the oldest months first, until a file can be written; False: nothing to drop.

        Of each month the newest version that can be read stays.
        """
        present = signature(path)
        wanted = _SPARE + (present[1] if present else 0)
        freed = 0
        for version in chain.from_iterable(self.of(name).older() for name in self.months()):
            with suppress(OSError):
                size = version.lstat().st_size
                version.unlink()
                freed += size
            if freed >= wanted:
                break
        return freed > 0

    def put_away(self, path: Path, name: str = "") -> Path:
        """Move a file in here that is not needed any more, never over another; gives its new path."""
        folder = self.folder / MERGED
        make_inner(self.folder)
        make_inner(folder)
        kept = folder / (name or path.name)
        target = free_name(kept, kept.suffix)
        path.rename(target)
        sync_folder(folder)
        sync_folder(path.parent)
        return target


class MonthVersions:
    """The earlier versions of one month's file; for whoever holds the lock. Where the disk is full, older ones go."""

    def __init__(self, backups: Backups, path: Path) -> None:
        self.folder = backups.folder / path.stem
        """Where they lie."""
        self._path = path
        self._backups = backups
        self._behind = False

    def listed(self) -> list[tuple[Path, str | None]]:
        """List the versions, the newest first, each with what it was kept for if it stays for longer."""
        found = versions_in(self.folder)
        kept = {number_of(path): path.name.partition("-")[0] for path in (*found.pinned, *found.merged)}
        versions = by_number(found.pinned, found.numbered, found.merged)
        return [(path, kept.get(number_of(path))) for path in versions]

    def whole(self) -> list[Path]:
        """List the versions that are the month as it was once, the newest first."""
        return versions_in(self.folder).whole()

    def older(self) -> list[Path]:
        """List what may go where the disk is full, the oldest first: the newest version that can be read stays."""
        found = versions_in(self.folder)
        versions = found.whole()
        while versions and sound(versions.pop(0)) is None:
            pass
        return sorted((*versions, *found.merged), key=number_of)

    def passed_over(self) -> list[MonthDocument]:
        """Read the versions with what merges passed over, as far as they can be read."""
        return [*filter(None, map(sound, versions_in(self.folder).merged))]

    def best(self, read: Read = sound) -> tuple[MonthDocument | None, MonthDocument | None]:
        """Give the newest version that can be read, and what the last change brought, if there are any."""
        return next(filter(None, map(read, self.whole())), None), read(self.folder / _NEWEST)

    def has_any(self) -> bool:
        """Tell whether there is anything to bring the month back from."""
        return any(sheet.lines for sheet in self.best() if sheet)

    def pin(self, why: str) -> int:
        """Keep the month as it is, before an `import` or a `restore`, whatever else is thinned; gives the number.

        That it had no file is kept too. On return it is there to stay. Raises OSError as the system gives it.
        """
        return self._backups.with_room(self._path, lambda: self._pin(why))

    def pin_version(self, version: Path, why: str) -> None:
        """Keep a version for longer too; one that is pinned already stays so for its first reason."""
        found = versions_in(self.folder)
        if number_of(version) in map(number_of, (*found.pinned, *found.merged)):
            return
        pinned = version.with_name(f"{why}-{version.name}")
        give_second_name(version, pinned)
        sync_folder(version.parent)
        drop([path for path in by_number([pinned], found.pinned)[limits.PINNED_VERSIONS :] if path != pinned])

    def keep_passed_over(self, raw: bytes) -> None:
        """Keep what a merge passed over as a version; on return it is there to stay.

        Raises OSError as the system gives it.
        """
        self._backups.with_room(self._path, lambda: self._write("merge", raw))
        drop(versions_in(self.folder).merged[limits.MERGED_VERSIONS :])

    def keep(self) -> None:
        """Keep the file that is about to be replaced; a save is not refused because this fails."""
        self._behind = self._tried(self._keep) is not None

    def note_change(self, before: MonthDocument, after: MonthDocument) -> OSError | None:
        """Note what a change that is on the disk brought to the file; gives what stopped that, if anything did."""
        # Where the version before could not be kept, only the whole file has all there is.
        known, self._behind = {} if self._behind else before.lines, False
        lines = {key: line for key, line in after.lines.items() if known.get(key) != line}
        return self._tried(lambda: self._note(lines))

    def _prepared(self) -> Listing:
        """Make the folder where it is missing, and look into it."""
        for folder in (self.folder.parent, self.folder):
            make_inner(folder)
        return versions_in(self.folder)

    def _tried(self, step: Callable[[], object]) -> OSError | None:
        """Do a step, and once more if it fails; gives why both did."""
        failed: OSError | None = None
        for _ in range(2):
            try:
                self._backups.with_room(self._path, step)
            except OSError as error:
                failed = error
            else:
                return None
        return failed

    def _pin(self, why: str) -> int:
        if look(self._path) is None:
            return self._write(why, laid_out({}))
        version = self._keep()
        self.pin_version(version, why)
        return number_of(version)

    def _write(self, why: str, raw: bytes) -> int:
        """Write what no file of the month was as the newest version; gives its number."""
        number = self._prepared().next_number
        write(self.folder / f"{why}-{number:06}.json", raw)
        return number

    def _keep(self) -> Path:
        """Keep the file as the newest version; gives that."""
        found = self._prepared()
        # A save that failed after this step, or was cut short, has kept it already.
        if found.numbered and os.path.samestat(os.lstat(found.numbered[0]), os.lstat(self._path)):
            return found.numbered[0]
        number = found.next_number
        while os.path.lexists(kept := self.folder / f"{number:06}.json"):
            number += 1
        give_second_name(self._path, kept)
        with suppress(OSError):
            thin([kept, *found.numbered])
            for name in found.names:
                if re.fullmatch(STRAY, name) or LEFTOVER.fullmatch(name):
                    (self.folder / name).unlink()
        return kept

    def _note(self, lines: Mapping[str, bytes]) -> None:
        self._prepared()
        # Only a second mishap at the same moment would need this one, so the disk is not waited for.
        write_unsynced(self.folder / _NEWEST, laid_out(lines))
