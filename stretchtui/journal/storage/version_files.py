"""The files of a month's versions: what they are called, which there are, and how one comes to be and goes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from stretchtui.domain import limits
from stretchtui.domain.dataclass import dataclass
from stretchtui.journal.errors import DamagedFileError
from stretchtui.journal.storage.document import MonthDocument, read_sheet
from stretchtui.system.files import look, read, write

_NUMBERED = r"([0-9]{6,18})\.json"
# A second name, which the thinning of the first one does not touch.
_PINNED = r"(import|restore|restored)-([0-9]{6,18})\.json"
# What a merge passed over: the month never was so, and it has no other name.
_OLDER = r"merge-([0-9]{6,18})\.json"
# Two machines number alike, so a sync tool leaves conflict copies in here too; nobody needs them.
STRAY = r"(?s:(?:[0-9]{6,18}|newest)(?!\.json$)(?:\.json)?[ ._(~-].*)"
_KINDS = (_NUMBERED, _PINNED, _OLDER)


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies among a month's versions: all names, and the versions of each kind, the newest first."""

    names: Sequence[str]
    numbered: list[Path]
    pinned: list[Path]
    merged: list[Path]

    @property
    def next_number(self) -> int:
        """The number of the version that comes next."""
        return 1 + max((number_of(found[0]) for found in (self.numbered, self.pinned, self.merged) if found), default=0)

    def whole(self) -> list[Path]:
        """Give the versions that are the month as it was once, each by one of its names, the newest first."""
        return by_number(self.pinned, self.numbered)


def versions_in(folder: Path) -> Listing:
    """List the ordinary files in the folder of a month's versions; nothing is looked for behind a link."""
    try:
        for each in (folder.parent, folder):
            look(each, folder=True)
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if entry.is_file(follow_symlinks=False)]
    except OSError:
        names = []
    kinds = ([folder / name for name in names if re.fullmatch(kind, name)] for kind in _KINDS)
    return Listing(names, *(sorted(found, key=number_of, reverse=True) for found in kinds))


def by_number(*kinds: Iterable[Path]) -> list[Path]:
    """Join versions of several kinds, the newest first; one that has two names goes by the later kind's."""
    found = {number_of(path): path for paths in kinds for path in paths}
    return [path for _, path in sorted(found.items(), reverse=True)]


def drop(versions: Iterable[Path]) -> None:
    """Remove versions, as far as that can be done."""
    for version in versions:
        with suppress(OSError):
            version.unlink()


def thin(versions: list[Path]) -> None:
    """Drop what has become too many, of versions from the newest on."""
    older = versions[limits.LAST_VERSIONS - 1 :]
    kept = [version for newer, version in pairwise(older) if _month(newer) != _month(version)]
    for version in versions[limits.LAST_VERSIONS :]:
        if version not in kept[: limits.MONTHLY_VERSIONS]:
            version.unlink()


def number_of(version: Path) -> int:
    """Give the number of a version, pinned or not."""
    return int(version.stem.rpartition("-")[2])


def give_second_name(source: Path, target: Path) -> None:
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


def sound(version: Path, known: MonthDocument | None = None) -> MonthDocument | None:
    """Read a version; None where it cannot be read. `known` is a file that may be the same, and was read already."""
    try:
        return read_sheet(version, known)
    except (OSError, DamagedFileError):
        return None
