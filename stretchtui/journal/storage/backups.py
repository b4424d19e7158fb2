"""Earlier versions of the month files, kept beside them and thinned by themselves.

`backups/2026-11/` holds the last versions of `2026-11.json`, numbered in the order they were
replaced, never by a clock that may be set back. A version is a second name for the file that
is being replaced: no copying, and its content was synced when it was written. What the last
change brought lies in `newest.json`, so the newest version and it are the whole month.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from stretchtui.domain import limits
from stretchtui.journal.errors import DamagedFileError
from stretchtui.journal.storage.document import MonthDocument, laid_out, parse
from stretchtui.journal.storage.files import FULL, LEFTOVER, read_bytes, signature, write_unsynced
from stretchtui.system.files import look, make_inner, read, sync_folder, write

T = TypeVar("T")

FOLDER = "backups"
"""The folder's name inside the journal folder."""

MERGED = "merged"
"""The folder's name in there for files that are not needed any more."""

_NUMBERED = re.compile(r"([0-9]{6,18})\.json")
# A second name, which the thinning of the first one does not touch.
_PINNED = re.compile(r"(import|restore|restored)-([0-9]{6,18})\.json")
# What a merge passed over: the month never was so, and it has no other name.
_OLDER = re.compile(r"merge-([0-9]{6,18})\.json")
# Two machines number alike, so a sync tool leaves conflict copies in here too; nobody needs them.
_STRAY = re.compile(r"(?:[0-9]{6,18}|newest)(?!\.json$)(?:\.json)?[ ._(~-].*", re.DOTALL)
_NEWEST = "newest.json"
_SPARE = 32 * 1024
"""How much more than a file was, in bytes, it may be when it is written again."""


class Backups:
    """The earlier versions of the month files in a journal folder; for whoever holds the lock."""

    def __init__(self, journal: Path) -> None:
        self.folder = journal / FOLDER
        self._behind = False

    def of(self, name: str) -> Path:
        """Give the folder of a month file's versions, `2026-11.json` or `2026-11`."""
        return self.folder / name.removesuffix(".json")

    def versions(self, name: str, *, merged: bool = True) -> list[Path]:
        """List the versions of a month file, the newest first; one that is pinned may have that name alone.

        Without `merged` only those that are the month as it was once.
        """
        names = self._names(name)
        kinds = (_PINNED, _NUMBERED, _OLDER) if merged else (_PINNED, _NUMBERED)
        found = {number_of(path): path for kind in kinds for path in self._found(name, names, kind)}
        return [path for _, path in sorted(found.items(), reverse=True)]

    def pinned(self, name: str) -> dict[int, str]:
        """Say of the versions of a month file that stay for longer by their numbers what they were kept for."""
        found = (*self._listed(name, _PINNED), *self._listed(name, _OLDER))
        return {number_of(path): path.name.partition("-")[0] for path in found}

    def pin(self, path: Path, why: str) -> int:
        """Keep a file as it is, before an `import` or a `restore`, whatever else is thinned; gives its number.

        On return it is there to stay. Raises OSError as the system gives it.
        """
        self._keep(path)
        version = self._listed(path.name, _NUMBERED)[0]
        self.pin_version(path.name, version, why)
        return number_of(version)

    def pin_version(self, name: str, version: Path, why: str) -> None:
        """Keep a version of a month file for longer too; one that is pinned already stays so for its first reason."""
        if number_of(version) in self.pinned(name):
            return
        _second_name(version, version.with_name(f"{why}-{version.name}"))
        sync_folder(version.parent)
        for older in self._listed(name, _PINNED)[limits.PINNED_VERSIONS :]:
            if number_of(older) != number_of(version):
                with suppress(OSError):
                    older.unlink()

    def pin_nothing(self, name: str, why: str) -> int:
        """Keep it as a version that a month had no file, so that one can go back to that; gives its number.

        On return it is there to stay. Raises OSError as the system gives it.
        """
        self._folder(name)
        number = self._next(name)
        write(self.of(name) / f"{why}-{number:06}.json", laid_out({}))
        return number

    def keep_older(self, name: str, raw: bytes) -> None:
        """Keep what a merge passed over as a version of a month file; on return it is there to stay.

        Raises OSError as the system gives it.
        """
        self._folder(name)
        write(self.of(name) / f"merge-{self._next(name):06}.json", raw)
        for older in self._listed(name, _OLDER)[limits.MERGED_VERSIONS :]:
            with suppress(OSError):
                older.unlink()

    def older(self, name: str) -> list[MonthDocument]:
        """Read the versions of a month file with what merges passed over, as far as they can be read."""
        return [*filter(None, map(_sound, self._listed(name, _OLDER)))]

    def months(self) -> list[str]:
        """List the names of the month files that have versions here."""
        try:
            look(self.folder, folder=True)
            return sorted(f"{entry.name}.json" for entry in self.folder.iterdir() if entry.name != MERGED)
        except OSError:
            return []

    def keep(self, path: Path) -> None:
        """Keep the file that is about to be replaced; a save is not refused because this fails."""
        self._behind = self._twice(path, lambda: self._keep(path)) is not None

    def note_change(self, path: Path, before: MonthDocument, after: MonthDocument) -> OSError | None:
        """Note what a change that is on the disk brought to a file; gives what stopped that, if anything did."""
        # Where the version before could not be kept, only the whole file has all there is.
        known, self._behind = {} if self._behind else before.lines, False
        lines = {key: line for key, line in after.lines.items() if known.get(key) != line}
        return self._twice(path, lambda: self._note(path.name, lines))

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
        for version in self._older():
            with suppress(OSError):
                size = version.lstat().st_size
                version.unlink()
                freed += size
            if freed >= wanted:
                break
        return freed > 0

    def best(self, name: str) -> tuple[MonthDocument | None, MonthDocument | None]:
        """Give the newest version that can be read, and what the last change brought, if there are any."""
        sheets = (_sound(version) for version in self.versions(name, merged=False))
        return next(filter(None, sheets), None), _sound(self.of(name) / _NEWEST)

    def has(self, name: str) -> bool:
        """Tell whether there is anything to bring a month file back from."""
        return any(sheet.lines for sheet in self.best(name) if sheet)

    @staticmethod
    def is_sound(version: Path) -> bool:
        """Tell whether a version can be read."""
        return _sound(version) is not None

    def put_away(self, path: Path, name: str = "") -> Path:
        """Move a file in here that is not needed any more, never over another; gives its new path."""
        folder = self.folder / MERGED
        make_inner(self.folder)
        make_inner(folder)
        kept = Path(name or path.name)
        target, number = folder / kept, 2
        while os.path.lexists(target):
            target = folder / f"{kept.stem}-{number}{kept.suffix}"
            number += 1
        path.rename(target)
        sync_folder(folder)
        sync_folder(path.parent)
        return target

    def _next(self, name: str) -> int:
        return max(map(number_of, self.versions(name)), default=0) + 1

    def _listed(self, name: str, kind: re.Pattern[str]) -> list[Path]:
        return self._found(name, self._names(name), kind)

    def _found(self, name: str, names: Iterable[str], kind: re.Pattern[str]) -> list[Path]:
        found = (self.of(name) / other for other in names if kind.fullmatch(other))
        return sorted(found, key=number_of, reverse=True)

    def _names(self, name: str) -> list[str]:
        """List the ordinary files among a month file's versions; nothing is looked for behind a link."""
        try:
            for folder in (self.folder, self.of(name)):
                look(folder, folder=True)
            with os.scandir(self.of(name)) as entries:
                return [entry.name for entry in entries if entry.is_file(follow_symlinks=False)]
        except OSError:
            return []

    def _older(self) -> Iterator[Path]:
        for name in self.months():
            versions = self.versions(name, merged=False)
            while versions and not self.is_sound(versions.pop(0)):
                pass
            yield from sorted((*versions, *self._listed(name, _OLDER)), key=number_of)

    def _twice(self, path: Path, step: Callable[[], object]) -> OSError | None:
        """Do a step for a file, and once more if it fails; gives why it failed again."""
        try:
            step()
        except OSError as first:
            try:
                if first.errno in FULL:
                    self.make_room(path)
                step()
            except OSError as second:
                return second
        return None

    def _keep(self, path: Path) -> None:
        self._folder(path.name)
        names = self._names(path.name)
        versions, *others = (self._found(path.name, names, kind) for kind in (_NUMBERED, _PINNED, _OLDER))
        # A save that failed after this step, or was cut short, has kept it already.
        if versions and os.path.samestat(os.lstat(versions[0]), os.lstat(path)):
            return
        number = max((number_of(found[0]) for found in (versions, *others) if found), default=0) + 1
        while os.path.lexists(kept := self.of(path.name) / f"{number:06}.json"):
            number += 1
        _second_name(path, kept)
        with suppress(OSError):
            self._thin([kept, *versions])
            for name in names:
                if _STRAY.fullmatch(name) or LEFTOVER.fullmatch(name):
                    (self.of(path.name) / name).unlink()

    def _note(self, name: str, lines: Mapping[str, bytes]) -> None:
        self._folder(name)
        # Only a second mishap at the same moment would need this one, so the disk is not waited for.
        write_unsynced(self.of(name) / _NEWEST, laid_out(lines))

    def _folder(self, name: str) -> None:
        for folder in (self.folder, self.of(name)):
            make_inner(folder)

    @staticmethod
    def _thin(versions: list[Path]) -> None:
        """Drop what has become too many, of versions from the newest on."""
        older = versions[limits.LAST_VERSIONS - 1 :]
        kept = [version for newer, version in pairwise(older) if _month(newer) != _month(version)]
        for version in versions[limits.LAST_VERSIONS :]:
            if version not in kept[: limits.MONTHLY_VERSIONS]:
                version.unlink()


def number_of(version: Path) -> int:
    """Give the number of a version, pinned or not."""
    return int(version.stem.rpartition("-")[2])


def _second_name(source: Path, target: Path) -> None:
    """Give a file a second name, or copy it where a file can have only one, or is not this person's alone.

    Its permissions are not changed: it may have a name outside the journal already, and be another's.
    """
    found = look(source)
    if found is not None and (os.name == "nt" or not found.st_mode & 0o077):
        try:
            os.link(source, target)
        except FileExistsError:
            raise
        except OSError:
            pass
        else:
            return
    write(target, read(source, limits.MONTH_BYTES))
    with suppress(OSError):
        if found is not None:
            os.utime(target, ns=(found.st_atime_ns, found.st_mtime_ns))


def _month(version: Path) -> tuple[int, int]:
    """Give the month in which a version was written."""
    written = datetime.fromtimestamp(version.lstat().st_mtime, UTC)
    return written.year, written.month


def _sound(version: Path) -> MonthDocument | None:
    try:
        raw = read_bytes(version)
        return None if raw is None else parse(version, raw)
    except (OSError, DamagedFileError):
        return None
