"""Earlier versions of the month files, kept beside them and thinned by themselves.

`backups/2026-11/` holds the last versions of `2026-11.json`, numbered in the order they were
replaced, never by a clock that may be set back. A version is a second name for the file that
is being replaced: no copying, and its content was synced when it was written. What the last
change brought lies in `newest.json`, so the newest version and it are the whole month.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import chain, pairwise
from pathlib import Path
from typing import NamedTuple, TypeVar

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
_KINDS = (_NUMBERED, _PINNED, _OLDER)
_NEWEST = "newest.json"
_SPARE = 32 * 1024
"""How much more than a file was, in bytes, it may be when it is written again."""


class Backups:
    """The earlier versions of all months in a journal folder; for whoever holds the lock."""

    def __init__(self, journal: Path) -> None:
        self.folder = journal / FOLDER

    def of(self, name: str) -> MonthVersions:
        """Give the versions of a month by the name of its file."""
        return MonthVersions(self, name)

    def months(self) -> list[str]:
        """List the names of the month files that have versions here."""
        try:
            look(self.folder, folder=True)
            return sorted(f"{entry.name}.json" for entry in self.folder.iterdir() if entry.name != MERGED)
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
        kept = Path(name or path.name)
        target, number = folder / kept, 2
        while os.path.lexists(target):
            target = folder / f"{kept.stem}-{number}{kept.suffix}"
            number += 1
        path.rename(target)
        sync_folder(folder)
        sync_folder(path.parent)
        return target


class _Listing(NamedTuple):
    """What lies among a month's versions: all names, and the versions of each kind, the newest first."""

    names: Sequence[str]
    numbered: list[Path]
    pinned: list[Path]
    merged: list[Path]

    @property
    def next_number(self) -> int:
        """The number of the version that comes next."""
        return 1 + max((number_of(found[0]) for found in self[1:] if found), default=0)

    def whole(self) -> list[Path]:
        """Give the versions that are the month as it was once, each by one of its names, the newest first."""
        return _by_number(self.pinned, self.numbered)


class MonthVersions:
    """The earlier versions of one month's file, `name`; for whoever holds the lock."""

    def __init__(self, backups: Backups, name: str) -> None:
        self.folder = backups.folder / name.removesuffix(".json")
        """Where they lie."""
        self._backups = backups
        self._name = name
        self._behind = False

    def listed(self) -> list[tuple[Path, str | None]]:
        """List the versions, the newest first, each with what it was kept for if it stays for longer."""
        found = self._look()
        kept = {number_of(path): path.name.partition("-")[0] for path in (*found.pinned, *found.merged)}
        versions = _by_number(found.pinned, found.numbered, found.merged)
        return [(path, kept.get(number_of(path))) for path in versions]

    def whole(self) -> list[Path]:
        """List the versions that are the month as it was once, the newest first."""
        return self._look().whole()

    def older(self) -> list[Path]:
        """List what may go where the disk is full, the oldest first: the newest version that can be read stays."""
        found = self._look()
        versions = found.whole()
        while versions and _sound(versions.pop(0)) is None:
            pass
        return sorted((*versions, *found.merged), key=number_of)

    def passed_over(self) -> list[MonthDocument]:
        """Read the versions with what merges passed over, as far as they can be read."""
        return [*filter(None, map(_sound, self._look().merged))]

    def best(self) -> tuple[MonthDocument | None, MonthDocument | None]:
        """Give the newest version that can be read, and what the last change brought, if there are any."""
        return next(filter(None, map(_sound, self.whole())), None), _sound(self.folder / _NEWEST)

    def has_any(self) -> bool:
        """Tell whether there is anything to bring the month back from."""
        return any(sheet.lines for sheet in self.best() if sheet)

    @staticmethod
    def is_sound(version: Path) -> bool:
        """Tell whether a version can be read."""
        return _sound(version) is not None

    def pin(self, path: Path, why: str) -> int:
        """Keep the month as it is, before an `import` or a `restore`, whatever else is thinned; gives the number.

        That it had no file is kept too. On return it is there to stay. Raises OSError as the system gives it.
        """
        if look(path) is None:
            number = self._prepared().next_number
            write(self.folder / f"{why}-{number:06}.json", laid_out({}))
            return number
        version = self._keep(path)
        self.pin_version(version, why)
        return number_of(version)

    def pin_version(self, version: Path, why: str) -> None:
        """Keep a version for longer too; one that is pinned already stays so for its first reason."""
        found = self._look()
        if number_of(version) in map(number_of, (*found.pinned, *found.merged)):
            return
        pinned = version.with_name(f"{why}-{version.name}")
        _second_name(version, pinned)
        sync_folder(version.parent)
        _drop([path for path in _by_number([pinned], found.pinned)[limits.PINNED_VERSIONS :] if path != pinned])

    def keep_passed_over(self, raw: bytes) -> None:
        """Keep what a merge passed over as a version; on return it is there to stay.

        Raises OSError as the system gives it.
        """
        found = self._prepared()
        write(self.folder / f"merge-{found.next_number:06}.json", raw)
        _drop(found.merged[limits.MERGED_VERSIONS - 1 :])

    def keep(self, path: Path) -> None:
        """Keep the file that is about to be replaced; a save is not refused because this fails."""
        self._behind = self._twice(path, lambda: self._keep(path)) is not None

    def note_change(self, path: Path, before: MonthDocument, after: MonthDocument) -> OSError | None:
        """Note what a change that is on the disk brought to the file; gives what stopped that, if anything did."""
        # Where the version before could not be kept, only the whole file has all there is.
        known, self._behind = {} if self._behind else before.lines, False
        lines = {key: line for key, line in after.lines.items() if known.get(key) != line}
        return self._twice(path, lambda: self._note(lines))

    def _look(self) -> _Listing:
        """List the ordinary files among the versions; nothing is looked for behind a link."""
        try:
            for folder in (self._backups.folder, self.folder):
                look(folder, folder=True)
            with os.scandir(self.folder) as entries:
                names = [entry.name for entry in entries if entry.is_file(follow_symlinks=False)]
        except OSError:
            names = []
        kinds = ([self.folder / name for name in names if kind.fullmatch(name)] for kind in _KINDS)
        return _Listing(names, *(sorted(found, key=number_of, reverse=True) for found in kinds))

    def _prepared(self) -> _Listing:
        """Make the folder where it is missing, and look into it."""
        for folder in (self._backups.folder, self.folder):
            make_inner(folder)
        return self._look()

    def _twice(self, path: Path, step: Callable[[], object]) -> OSError | None:
        """Do a step for a file, and once more if it fails; gives why it failed again."""
        try:
            step()
        except OSError as first:
            try:
                if first.errno in FULL:
                    self._backups.make_room(path)
                step()
            except OSError as second:
                return second
        return None

    def _keep(self, path: Path) -> Path:
        """Keep a file as the newest version; gives that."""
        found = self._prepared()
        # A save that failed after this step, or was cut short, has kept it already.
        if found.numbered and os.path.samestat(os.lstat(found.numbered[0]), os.lstat(path)):
            return found.numbered[0]
        number = found.next_number
        while os.path.lexists(kept := self.folder / f"{number:06}.json"):
            number += 1
        _second_name(path, kept)
        with suppress(OSError):
            _thin([kept, *found.numbered])
            for name in found.names:
                if _STRAY.fullmatch(name) or LEFTOVER.fullmatch(name):
                    (self.folder / name).unlink()
        return kept

    def _note(self, lines: Mapping[str, bytes]) -> None:
        self._prepared()
        # Only a second mishap at the same moment would need this one, so the disk is not waited for.
        write_unsynced(self.folder / _NEWEST, laid_out(lines))


def _by_number(*kinds: Iterable[Path]) -> list[Path]:
    """Join versions of several kinds, the newest first; one that has two names goes by the later kind's."""
    found = {number_of(path): path for paths in kinds for path in paths}
    return [path for _, path in sorted(found.items(), reverse=True)]


def _drop(versions: Iterable[Path]) -> None:
    for version in versions:
        with suppress(OSError):
            version.unlink()


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
