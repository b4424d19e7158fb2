"""Months that are damaged or gone: kept whole, brought back from their backups and from what can still be read."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from stretchtui.domain import limits
from stretchtui.domain.text import counted, one_line
from stretchtui.journal.errors import DamagedFileError, Problem
from stretchtui.journal.months import Months
from stretchtui.journal.records.order import complete, union
from stretchtui.journal.salvage import salvage
from stretchtui.journal.storage.backups import FOLDER, Backups
from stretchtui.journal.storage.document import TABLE, MonthDocument, RawRecord, parse
from stretchtui.journal.storage.files import quarantine, read_bytes
from stretchtui.journal.storage.month import Month
from stretchtui.journal.storage.tinydb_storage import DurableStorage
from stretchtui.system.files import LinkError


def rescue(month: Month, months: Months, backups: Backups, now: datetime) -> Problem | None:
    """Rescue a month that is damaged, or gone though there are backups of it; None when it is sound.

    A damaged file is kept whole under another name; the newest sound version, the last change
    and every record that can still be read take its place. Gives what to tell. The caller
    holds the lock. Raises OSError as the system gives it.
    """
    path = months.path(month)
    damage = None
    try:
        if DurableStorage(path, months.known(month)).read() is not None or not backups.has(path.name):
            return None
    except LinkError:
        return None  # it is told by whoever reads, and left as it is
    except DamagedFileError as error:
        damage = error
    version, newest = backups.best(path.name)
    read = salvage(readable(path)) if damage else {}
    lines = _joined(version, newest, read)
    aside = path
    if damage:
        aside = quarantine(path, now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ"), keep_name=bool(lines))
    if lines:
        tables = version.tables() if version else {}
        content = tables | {TABLE: {key: RawRecord(line) for key, line in lines.items()}}
        storage = DurableStorage(path)
        backups.with_room(path, lambda: storage.write(content))
        backups.note_change(path, MonthDocument(), storage.sheet or MonthDocument())
    months.forget(month)
    kept = _kept(len(lines), len(read), with_backup=version is not None or newest is not None)
    if damage is None:
        return Problem(path, f"{path.name} had vanished; {kept}.", "Look through that month.")
    what = f"{damage}; it was kept whole as {one_line(aside.name)} and {kept}."
    return Problem(aside, what, "Look through that month: what is missing can only be in that file.")


def rescued(path: Path, backups: Backups) -> Mapping[str, bytes]:
    """Give the records that `rescue` would bring back into a month that is damaged or gone; changes nothing."""
    return _joined(*backups.best(path.name), salvage(readable(path)))


def gone(months: Months, backups: Backups) -> tuple[Problem, ...]:
    """Tell of months whose file is gone though there are backups of it."""
    present = set(months.listed())
    missing = {name for name in backups.months() if (month := Month.named(name)) and month not in present}
    names = sorted(name for name in missing if backups.has(name))
    if not names:
        return ()
    last, others = names[-1], names[:-1]
    what = f"{last} is gone from the journal, and there are backups of it:"
    todo = f"`journal repair` brings it back; if it was meant to go, remove its folder in {FOLDER} too."
    if others:
        what = f"{last} and {counted(len(others), 'other month')} are gone from the journal, with backups of them left:"
        todo = f"`journal repair` brings them back; if they were meant to go, remove their folders in {FOLDER} too."
    return (Problem(months.folder / last, what, todo),)


def readable(path: Path, *, follow: bool = False) -> bytes:
    """Give the bytes of a file as far as it can be read at all; `follow` if the person named it."""
    with suppress(OSError, DamagedFileError):
        return read_bytes(path, limits.SALVAGED_BYTES, follow=follow, head=True) or b""
    return b""


class Readable(NamedTuple):
    """The records that can be read in a journal file, as lines; `damage` says why they may not be all there were."""

    lines: Mapping[str, bytes]
    damage: DamagedFileError | None = None


def readable_in(path: Path, *, follow: bool = False) -> Readable:
    """Give the records in any journal file: all of a sound one, what can be read of another.

    A list of records, as an export has them, is sound too. `follow` if the person named the file.
    Raises OSError where it could not be opened.
    """
    damage = None
    try:
        raw = read_bytes(path, follow=follow)
        lines = {} if raw is None else parse(path, raw).lines
    except DamagedFileError as error:
        lines, damage = {}, error
    if lines:
        return Readable(lines)
    raw = readable(path, follow=follow)
    return Readable(salvage(raw), None if _is_list(raw) else damage)


def _is_list(raw: bytes) -> bool:
    try:
        return isinstance(msgspec.json.decode(raw), list)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return False


def _joined(version: MonthDocument | None, newest: MonthDocument | None, read: Mapping[str, bytes]) -> dict[str, bytes]:
    return complete(union(*(sheet.lines for sheet in (version, newest) if sheet)), read)


def _kept(lines: int, read: int, *, with_backup: bool) -> str:
    if not lines:
        return "the month begun afresh"
    source = "its backup" if with_backup else ""
    if read:
        source += f"{' and ' if source else ''}{read} that could still be read in it"
    return f"{counted(lines, 'session')} came back from {source}"
