"""The writing side of the journal: one change at a time, each on the disk when it returns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from tinydb import TinyDB
from tinydb.table import Table

from stretchtui.domain.record import SessionRecord
from stretchtui.domain.text import one_line
from stretchtui.journal.backups import Backups
from stretchtui.journal.codec import prepared
from stretchtui.journal.errors import (
    DamagedFileError,
    FileChangedError,
    JournalBusy,
    JournalWriteError,
    Problem,
    RecordExists,
)
from stretchtui.journal.files import read_bytes, remove_leftovers, set_aside, write_bytes
from stretchtui.journal.layout import TABLE, Line, Sheet, parse
from stretchtui.journal.lock import WriterLock
from stretchtui.journal.merging import complete, union
from stretchtui.journal.months import Month, Months
from stretchtui.journal.salvage import salvage
from stretchtui.journal.storage import DurableStorage

MOVE_NAME = ".moving"
"""The note of a record on its way to another month, there only while it moves."""

TICK = timedelta(milliseconds=1)
"""The least time between two changes of a record."""

SALVAGED_BYTES = 256 * 1024 * 1024
"""How much of a damaged file is looked through for records."""

_ATTEMPTS = 5


class Sessions(Table):
    """A table whose documents go by the record's own id."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB says int and takes any class

    def put(self, documents: Mapping[str, Any]) -> None:
        """Put whole documents into the table in one write, in place of those of the same ids."""
        self._update_table(lambda table: table.update(documents))  # type: ignore[arg-type]


class _MonthFile(TinyDB):
    """One month file, opened for one change."""

    table_class = Sessions


class Writer:
    """Changes the month files in a folder; every method but `locked` runs within it.

    Raises JournalBusy when another program keeps the journal or one of its files busy,
    JournalWriteError for values that cannot be kept, and OSError as the system gives it,
    which `locked` puts into words.
    """

    def __init__(self, months: Months, now: Callable[[], datetime], lock_timeout_s: float) -> None:
        self.months = months
        self.folder = months.folder
        self.backups = Backups(self.folder)
        self.events: list[Problem] = []
        self.notices: list[Problem] = []
        self._now = now
        self._lock = WriterLock(self.folder, lock_timeout_s)
        self._swept = False
        # Ids whose adding failed at a step after which they may be on the disk all the same:
        # adding them once more must not be refused.
        self._unsure: set[str] = set()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Take the writer's turn, finish what a crash left undone, and put system errors into words."""
        try:
            with self._lock.hold():
                if not self._swept:
                    remove_leftovers(self.folder)
                    self._swept = True
                self._finish_move()
                yield
        except OSError as error:
            raise JournalWriteError.from_os(self.folder, error) from error

    def put(self, month: Month, record: SessionRecord, *, new: bool = False) -> SessionRecord:
        """Write a record into a month and give it back as it was saved.

        Raises RecordError if it cannot be kept and, with `new`, RecordExists if its id is there.
        """
        record, document = prepared(record)

        def put(table: Sessions) -> None:
            known = record.id in (table.storage.read() or {}).get(TABLE, {})
            if known and new and record.id not in self._unsure:
                raise exists(record.id)
            if new:
                self._unsure.add(record.id)
            table.put({record.id: document})

        self.change(month, put, {record.id: record})
        self._unsure.discard(record.id)
        return record

    def put_lines(self, month: Month, lines: Mapping[str, bytes]) -> None:
        """Write records into a month as the lines they are."""
        self.change(month, lambda table: table.put({key: msgspec.json.decode(line) for key, line in lines.items()}))

    def move(self, source: Month, record: SessionRecord) -> SessionRecord:
        """Write a changed record into the month of its day, and mark it as gone in the month it was in."""
        target = Month.of(record.day)
        note = self.folder / MOVE_NAME
        write_bytes(note, f"{record.id}\n{source.name}\n{target.name}\n".encode())
        record = self.put(target, record)
        self._finish_move()
        return record

    def leave_one(self, record_id: str, months: list[Month]) -> None:
        """Of copies of a record in several months leave the last one, and mark the others as gone.

        The marks say on which day the record is now, so that it is found, and are older than
        it, so that they never count against it when journals are merged.
        """
        copies = {month: self.months.load(month).records.get(record_id) for month in months}
        found = sorted((age(record), month, record) for month, record in copies.items() if record)
        if not found:
            return
        last = found[-1][2]
        gone = replace(last, deleted=True, updated_at=last.updated_at - TICK)
        for _, month, record in found[:-1]:
            if not record.deleted:
                self.put(month, gone)

    def change(
        self, month: Month, change: Callable[[Sessions], object], written: Mapping[str, SessionRecord] | None = None
    ) -> None:
        """Open a month's file, let change work on its table once, and close it; `written` has what that writes."""
        path = self.months.path(month)
        for _ in range(_ATTEMPTS):
            storage = partial(DurableStorage, known=self.months.known(month), before_replacing=self.backups.keep)
            with _MonthFile(path, storage=storage) as file, suppress(FileChangedError):
                before = self._read(month, file.storage)
                try:
                    change(file.table(TABLE, cache_size=0))
                except BaseException:
                    self.months.forget(month)
                    raise
                self._wrote(month, file.storage, before, written or {})
                return
        raise JournalBusy(f"{path.name} keeps being changed by another program; wait for it to end, then save again.")

    def mend(self, month: Month) -> bool:
        """Rescue a month whose file is damaged; False when it is sound.

        The file is kept whole under another name; the newest sound version, the last change and
        every record that can still be read take its place. What happened becomes an event.
        """
        path = self.months.path(month)
        try:
            DurableStorage(path, self.months.known(month)).read()
        except DamagedFileError as error:
            damage = error
        else:
            return False
        version, newest = self.backups.best(path.name)
        read = salvage(readable(path))
        lines = complete(union(*(sheet.lines for sheet in (version, newest) if sheet)), read)
        aside = set_aside(path, self._now().astimezone(UTC).strftime("%Y%m%dT%H%M%SZ"), keep_name=bool(lines))
        if lines:
            tables = version.tables() if version else {}
            DurableStorage(path).write(tables | {TABLE: {key: Line(line) for key, line in lines.items()}})
        self.months.forget(month)
        kept = _kept(len(lines), len(read), with_backup=version is not None or newest is not None)
        what = f"{damage}; it was kept whole as {one_line(aside.name)} and {kept}."
        self.events.append(Problem(aside, what, "Look through that month: what is missing can only be in that file."))
        return True

    def absorb(self, conflicts: Mapping[Path, Month]) -> None:
        """Merge the conflict copies that a sync tool left, and put them away among the backups."""
        for path, month in conflicts.items():
            with suppress(FileNotFoundError):
                self.merge({month: lines_of(path)})
                away = self.backups.put_away(path)
                todo = f"It is kept as {one_line(away.name)} among the backups."
                self.notices.append(Problem(away, f"{one_line(path.name)}, left by a sync tool, was merged.", todo))

    def merge(self, tables: Mapping[Month, Mapping[str, bytes]]) -> tuple[int, int]:
        """Unite tables of lines with the months they belong to; gives how many records are new and changed."""
        added: set[str] = set()
        changed: set[str] = set()
        for month, lines in tables.items():
            self.mend(month)
            sheet = self.months.load(month).sheet
            present = sheet.lines if sheet else {}
            joined = union(present, lines)
            better = {key: line for key, line in joined.items() if present.get(key) != line}
            if better:
                self.put_lines(month, better)
            added |= better.keys() - present.keys()
            changed |= better.keys() & present.keys()
        listed = self.months.listed()
        for record_id in sorted(added | changed):
            months = [month for month in listed if self.months.mentions(month, record_id)]
            if len(months) > 1:
                self.leave_one(record_id, months)
        return len(added), len(changed - added)

    # Steps of a change

    def _read(self, month: Month, storage: DurableStorage) -> Sheet:
        try:
            storage.read()
        except DamagedFileError:
            self.mend(month)
            storage.read()
        return storage.sheet or Sheet()

    def _wrote(
        self, month: Month, storage: DurableStorage, before: Sheet, written: Mapping[str, SessionRecord]
    ) -> None:
        if storage.sheet is None or storage.sheet is before:
            return
        self.months.wrote(month, storage.signature, storage.sheet, written)
        lines = storage.sheet.lines.items()
        self.backups.note_change(month.name, {key: line for key, line in lines if before.lines.get(key) != line})

    def _finish_move(self) -> None:
        """Complete a move, one that a crash cut short too: of two copies the later stays."""
        note = self.folder / MOVE_NAME
        try:
            record_id, *names = note.read_text(encoding="utf-8", errors="replace").split("\n")
        except FileNotFoundError:
            return
        self.leave_one(record_id, [month for month in map(Month.named, names) if month])
        note.unlink()


def age(record: SessionRecord) -> tuple[float, bool, date]:
    """Say which of two copies of a record is the later one: the greater; a deletion at the same time."""
    return record.updated_at.timestamp(), record.deleted, record.day


def exists(record_id: str) -> RecordExists:
    """Make the refusal of an id that is taken."""
    return RecordExists(f"Session {record_id} is in the journal already, maybe deleted; edit or restore it instead.")


def readable(path: Path) -> bytes:
    """Give the bytes of a file as far as it can be read at all."""
    with suppress(OSError, DamagedFileError):
        return read_bytes(path, SALVAGED_BYTES) or b""
    return b""


def lines_of(path: Path) -> Mapping[str, bytes]:
    """Give the records in any journal file: all of a sound one, what can be read of another.

    Raises OSError where it could not be opened.
    """
    try:
        raw = read_bytes(path)
        lines = {} if raw is None else parse(path, raw).lines
    except DamagedFileError:
        lines = {}
    return lines or salvage(readable(path))


def _kept(lines: int, read: int, *, with_backup: bool) -> str:
    if not lines:
        return "the month begun afresh"
    source = "its backup" if with_backup else ""
    if read:
        source += f"{' and ' if source else ''}{read} that could still be read in it"
    return f"{lines} session{'' if lines == 1 else 's'} came back from {source}"
