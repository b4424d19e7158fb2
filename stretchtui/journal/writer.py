"""The writing side of the journal: one change at a time, each on the disk when it returns."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.table import Table

from stretchtui.domain import limits
from stretchtui.domain.instants import TICK, age_of, later_than, shifted
from stretchtui.domain.record import SessionRecord
from stretchtui.journal.errors import (
    DamagedFileError,
    FileChangedError,
    JournalBusy,
    JournalWriteError,
    Problem,
    RecordExists,
    reason_of,
)
from stretchtui.journal.months import Months
from stretchtui.journal.records.codec import prepared
from stretchtui.journal.records.copies import astray
from stretchtui.journal.restore import rescue
from stretchtui.journal.storage.backups import Backups
from stretchtui.journal.storage.document import TABLE, MonthDocument, RawRecord, parse
from stretchtui.journal.storage.files import read_bytes, remove_leftovers, write_bytes
from stretchtui.journal.storage.lock import WriterLock
from stretchtui.journal.storage.month import Month
from stretchtui.journal.storage.tinydb_storage import DurableStorage
from stretchtui.system.files import StrangeFileError, look, others_may_read, read

MOVE_NAME = ".moving"
"""The note of a record on its way to another month, there only while it moves."""

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


class JournalWriter:
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
                if self._lock.weak:
                    what = "The file system of the journal knows no locks, so a file stands for one."
                    self._mention(self.folder, what, "Change it on one computer at a time.")
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

    def lines(self, month: Month) -> Mapping[str, bytes]:
        """Read a month's lines without looking into them; a month that is damaged or gone is mended first."""
        return self.sheet(month).lines

    def sheet(self, month: Month) -> MonthDocument:
        """Read a month's file, by no memory of it; one that is damaged or gone is mended first."""
        sheet = sound_sheet(self.months.path(month))
        if sheet is None:
            self.mend(month)
            sheet = self.months.load(month).sheet
        return sheet or MonthDocument()

    def put_lines(self, month: Month, lines: Mapping[str, bytes]) -> None:
        """Write records into a month as the lines they are."""
        self.change(month, lambda table: table.put({key: RawRecord(line) for key, line in lines.items()}))

    def move(self, source: Month, record: SessionRecord) -> SessionRecord:
        """Write a changed record into the month of its day, and mark it as gone in the month it was in."""
        target = Month.of(record.day)
        note = self.folder / MOVE_NAME
        content = f"{record.id}\n{source.name}\n{target.name}\n".encode()
        self.backups.with_room(note, lambda: write_bytes(note, content))
        record = self.put(target, record)
        self._finish_move()
        return record

    def tombstone_duplicates(self, record_id: str, months: Iterable[Month]) -> None:
        """Of copies of a record in several months leave the last one, and mark the others as gone.

        The marks say on which day the record is now, so that it is found. They are older than
        it and later than what they replace, so that in a merge they count against that alone.
        """
        found = {month: self.months.load(month).records.get(record_id) for month in months}
        copies = [(month, copy) for month, copy in found.items() if copy]
        if not copies:
            return
        (place, record), others = astray(copies)
        # A mark cannot lie between two copies of the same time, so the last one becomes later.
        age = age_of(record.updated_at)
        if any(age_of(other.updated_at) == age for _, other in others):
            least = record.updated_at if math.isfinite(age) else self._now()
            record = self.put(place, replace(record, updated_at=later_than(least, record.updated_at)))
        for month, other in others:
            marked = max(other.updated_at, shifted(record.updated_at, -TICK), key=age_of)
            self.put(month, replace(record, deleted=True, updated_at=marked))

    def change(
        self, month: Month, change: Callable[[Sessions], object], written: Mapping[str, SessionRecord] | None = None
    ) -> None:
        """Open a month's file, let change work on its table once, and close it.

        `written` has the records that are written; without it nobody is to look at them soon.
        """
        for _ in range(_ATTEMPTS):
            with suppress(FileChangedError):
                self.backups.with_room(self.months.path(month), lambda: self._change_once(month, change, written))
                return
        raise JournalBusy(f"{month.name} keeps being changed by another program; wait for it to end, then save again.")

    def keep_version(self, month: Month, why: str) -> int:
        """Keep a month as it is for longer than the saves to come keep their versions; gives the version's number."""
        path = self.months.path(month)
        if look(path) is None:
            return self.backups.with_room(path, lambda: self.backups.pin_nothing(path.name, why))
        return self.backups.with_room(path, lambda: self.backups.pin(path, why))

    def mend(self, month: Month) -> bool:
        """Rescue a month that is damaged, or gone though there are backups of it; False when it is sound.

        What happened becomes an event.
        """
        happened = rescue(month, self.months, self.backups, self._now())
        if happened is None:
            return False
        self.events.append(happened)
        return True

    # Steps of a change

    def _change_once(
        self, month: Month, change: Callable[[Sessions], object], written: Mapping[str, SessionRecord] | None
    ) -> None:
        storage = partial(DurableStorage, known=self.months.known(month), before_replacing=self.backups.keep)
        with _MonthFile(self.months.path(month), storage=storage) as file:
            before = self._read(month, file.storage)
            try:
                change(file.table(TABLE, cache_size=0))
            except BaseException:
                self.months.forget(month)
                raise
            self._wrote(month, file.storage, before, written)

    def _read(self, month: Month, storage: DurableStorage) -> MonthDocument:
        try:
            missing = storage.read() is None
        except DamagedFileError:
            missing = True
        if missing and self.mend(month):
            raise FileChangedError(f"{month.name} was mended; read it again.")
        return storage.sheet or MonthDocument()

    def _wrote(
        self, month: Month, storage: DurableStorage, before: MonthDocument, written: Mapping[str, SessionRecord] | None
    ) -> None:
        if storage.sheet is None or storage.sheet is before:
            return
        if written is None:
            self.months.forget(month)
        else:
            self.months.wrote(month, storage.signature, storage.sheet, written)
        path = self.months.path(month)
        error = self.backups.note_change(path, before, storage.sheet)
        if error is not None:
            what = f"{month.name} was saved, and no backup of it could be made: {reason_of(error)}."
            self._mention(self.backups.folder, what, "The next save makes one, once that is mended.")
        with suppress(FileNotFoundError):
            if others_may_read(path):
                what = "Other people on this computer may read the journal: its file system keeps no permissions."
                self._mention(self.folder, what, "Choose another folder to prevent it.")

    def _mention(self, path: Path, what: str, todo: str) -> None:
        """Make known, once, what is no fault of a change that is saved."""
        notice = Problem(path, what, todo)
        if notice not in self.notices:
            self.notices.append(notice)

    def expect_moving(self) -> None:
        """Look for a record that is on its way to another month in both."""
        with suppress(OSError):
            self.months.expect(*self._moving())

    def _finish_move(self) -> None:
        """Complete a move, one that a crash cut short too: of two copies the later stays."""
        try:
            record_id, months = self._moving()
        except (FileNotFoundError, StrangeFileError):
            return  # no note of ours, which `strange` tells of
        self.tombstone_duplicates(record_id, months)
        (self.folder / MOVE_NAME).unlink()

    def _moving(self) -> tuple[str, list[Month]]:
        """Read the note of a move: the record's id, and the months it goes from and to."""
        note = read(self.folder / MOVE_NAME, limits.NOTE_BYTES).decode("utf-8", "replace")
        record_id, *names = note.split("\n")
        return record_id, [month for month in map(Month.named, names) if month]


def sound_sheet(path: Path) -> MonthDocument | None:
    """Read a journal file; None where there is none, or it is damaged. Raises OSError as the system gives it."""
    try:
        raw = read_bytes(path)
        return None if raw is None else parse(path, raw)
    except DamagedFileError:
        return None


def exists(record_id: str) -> RecordExists:
    """Make the refusal of an id that is taken."""
    return RecordExists(f"Session {record_id} is in the journal already, maybe deleted; edit or restore it instead.")
