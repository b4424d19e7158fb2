"""The journal: session records in one TinyDB file a month, safe against crashes and other writers."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tinydb import TinyDB
from tinydb.table import Document, Table

from stretchtui.domain.record import SessionRecord
from stretchtui.domain.text import one_line
from stretchtui.journal.codec import checked, encode, keep_unknown
from stretchtui.journal.errors import (
    DamagedFileError,
    FileChangedError,
    JournalBusy,
    JournalWriteError,
    Problem,
    RecordExists,
    RecordNotFound,
)
from stretchtui.journal.lock import WriterLock
from stretchtui.journal.months import Month, Months
from stretchtui.journal.storage import (
    TABLE,
    DurableStorage,
    remove_leftovers,
    set_aside,
    write_bytes,
)

MOVE_NAME = ".moving"
"""The note of a record on its way to another month, there only while it moves."""

_ATTEMPTS = 5
_TICK = timedelta(milliseconds=1)


class _Sessions(Table):
    """A table whose documents go by the record's own id."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB says int and takes any class


class _MonthFile(TinyDB):
    """One month file, opened for one change."""

    table_class = _Sessions


class Journal:
    """The person's session records, kept in folder, one file a month of the session's day.

    `now` gives the present as an aware datetime. Nothing is opened before the first call and
    nothing created before the first change. Reading takes no lock and never raises for what
    is in the files (see `problems`). Every change is on the disk when its method returns;
    changes wait up to `lock_timeout_s` seconds for their turn, then raise JournalBusy. They
    raise JournalWriteError when the disk refuses and RecordError for what is no valid record.
    Any thread and any number of processes may use the same folder.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime], *, lock_timeout_s: float = 5.0) -> None:
        self.folder = folder
        self._now = now
        self._lock = WriterLock(folder, lock_timeout_s)
        self._months = Months(folder)
        self._swept = False
        self._events: list[Problem] = []
        # Ids whose adding failed at a step after which they may be on the disk all the same:
        # adding them once more must not be refused.
        self._unsure: set[str] = set()

    def add(self, record: SessionRecord) -> SessionRecord:
        """Save a new record and give it back as it was saved, `updated_at` stamped.

        Raises RecordExists when its id is taken, by a deleted record too.
        """
        with self._locked():
            record = checked(replace(record, updated_at=self._stamp()))
            month = Month.of(record.day)
            for other in _hints(record.id):
                if other != month and self._holds(other, record.id):
                    raise _exists(record.id)
            self._put(month, record, new=True)
        return record

    def edit(self, record: SessionRecord) -> SessionRecord:
        """Replace the record of the same id and give it back as it was saved.

        Unknown fields are kept; a changed `day` moves it to its month; `deleted` is left to
        `delete` and `restore`. Raises RecordNotFound when there is none or it is deleted.
        """
        with self._locked():
            month, stored = self._stored(record.id, record.day)
            if stored.deleted:
                raise RecordNotFound(f"Session {record.id} was deleted; restore it before changing it.")
            edited = replace(keep_unknown(stored, record), deleted=False, updated_at=self._stamp(stored))
            return self._save(month, edited)

    def delete(self, record_id: str) -> SessionRecord:
        """Mark a record as deleted, so that it stays deleted when journals are merged.

        Raises RecordNotFound when there is none or it is deleted already.
        """
        with self._locked():
            month, stored = self._stored(record_id)
            if stored.deleted:
                raise RecordNotFound(f"Session {one_line(record_id)} is deleted already.")
            return self._save(month, replace(stored, deleted=True, updated_at=self._stamp(stored)))

    def restore(self, record_id: str) -> SessionRecord:
        """Take a deletion back; a record that is not deleted is given as it is.

        Raises RecordNotFound when there is none.
        """
        with self._locked():
            month, stored = self._stored(record_id)
            if not stored.deleted:
                return stored
            return self._save(month, replace(stored, deleted=False, updated_at=self._stamp(stored)))

    def get(self, record_id: str, *, include_deleted: bool = False) -> SessionRecord | None:
        """Give the record of an id, or None; a deleted one only if asked for."""
        for month in self._places(record_id):
            record = self._months.load(month).records.get(record_id)
            if record is not None:
                return record if include_deleted or not record.deleted else None
        return None

    def between(self, first: date, last: date) -> tuple[SessionRecord, ...]:
        """List the records of the days first to last, both included, by start and then id."""
        newest: dict[str, SessionRecord] = {}
        for month in self._months.listed():
            if Month.of(first) <= month <= Month.of(last):
                for record in self._months.load(month).records.values():
                    newest[record.id] = max(newest.get(record.id, record), record, key=_age)
        found = (record for record in newest.values() if not record.deleted and first <= record.day <= last)
        return tuple(sorted(found, key=_start))

    def latest(self) -> SessionRecord | None:
        """Give the record that started last, reading only as many months as it takes."""
        for month in reversed(self._months.listed()):
            alive = [record for record in self._months.load(month).records.values() if not record.deleted]
            if alive:
                return max(alive, key=_start)
        return None

    def months(self) -> tuple[Month, ...]:
        """List the months that have a file, oldest first, as (year, month)."""
        return self._months.listed()

    def problems(self) -> tuple[Problem, ...]:
        """List what is wrong with the files read so far, and what was set aside since the start."""
        return (*self._events, *self._months.problems())

    # Finding

    def _places(self, record_id: str, day: date | None = None) -> Iterator[Month]:
        """Give the months to look for a record in, the likely ones first."""
        likely = dict.fromkeys(([Month.of(day)] if day else []) + _hints(record_id))
        yield from likely
        yield from (month for month in reversed(self._months.listed()) if month not in likely)

    def _holds(self, month: Month, record_id: str) -> bool:
        content = self._months.load(month)
        return record_id in content.records or record_id in content.faults

    def _stored(self, record_id: str, day: date | None = None) -> tuple[Month, SessionRecord]:
        """Find a record to change; one that cannot be understood must not be overwritten."""
        for month in self._places(record_id, day):
            content = self._months.load(month)
            if record_id in content.records:
                return month, content.records[record_id]
            if record_id in content.faults:
                what = f"Session {one_line(record_id)} in {month.name} is not understood, so it was left as it is"
                raise JournalWriteError(f"{what} ({content.faults[record_id]}); correct it in the file first.")
        raise RecordNotFound(f"There is no session {one_line(record_id)} in the journal; list them to see their ids.")

    def _stamp(self, previous: SessionRecord | None = None) -> datetime:
        """Give the time of a change, later than the last one even if the clock was set back."""
        now = self._now()
        now = now.replace(microsecond=now.microsecond // 1000 * 1000)
        if previous is not None and now.timestamp() <= previous.updated_at.timestamp():
            return previous.updated_at + _TICK
        return now

    # Changing; everything below runs under the lock

    def _save(self, month: Month, record: SessionRecord) -> SessionRecord:
        """Write a changed record that was found in month, moving it if its day is elsewhere now."""
        record = checked(record)
        target = Month.of(record.day)
        if target == month:
            self._put(month, record)
            return record
        note = self.folder / MOVE_NAME
        write_bytes(note, f"{record.id}\n{month.name}\n{target.name}\n".encode())
        self._put(target, record)
        self._finish_move()
        return record

    def _finish_move(self) -> None:
        """Complete a move, one that a crash cut short too: of two copies the later stays."""
        note = self.folder / MOVE_NAME
        try:
            record_id, *names = note.read_text(encoding="utf-8", errors="replace").split("\n")
        except FileNotFoundError:
            return
        months = [month for month in map(Month.named, names) if month]
        copies = {month: self._months.load(month).records.get(record_id) for month in months}
        ages = sorted((_age(record), month) for month, record in copies.items() if record)
        for _, month in ages[:-1]:
            self._change(month, lambda table: table.remove(doc_ids=[record_id]))  # type: ignore[list-item]
        note.unlink()

    def _put(self, month: Month, record: SessionRecord, *, new: bool = False) -> None:
        """Write a record into a month; with `new`, raises RecordExists if its id is there."""
        document = encode(record)

        def put(table: Table) -> None:
            def overwrite(stored: dict[str, object]) -> None:
                stored.clear()
                stored.update(document)

            known = record.id in (table.storage.read() or {}).get(TABLE, {})
            if known and new and record.id not in self._unsure:
                raise _exists(record.id)
            if new:
                self._unsure.add(record.id)
            if known:
                table.update(overwrite, doc_ids=[record.id])  # type: ignore[arg-type, list-item]
            else:
                table.insert(Document(document, record.id))  # type: ignore[arg-type]

        self._change(month, put)
        self._unsure.discard(record.id)

    def _change(self, month: Month, change: Callable[[Table], object]) -> None:
        """Open a month's file, let change work on its table once, and close it."""
        path = self._months.path(month)
        for _ in range(_ATTEMPTS):
            with _MonthFile(path, storage=DurableStorage) as file, suppress(FileChangedError):
                try:
                    file.storage.read()
                except DamagedFileError as error:
                    self._set_aside(path, error)
                try:
                    change(file.table(TABLE, cache_size=0))
                    return
                finally:
                    self._months.forget(month)
        raise JournalBusy(f"{path.name} keeps being changed by another program; wait for it to end, then save again.")

    def _set_aside(self, path: Path, error: DamagedFileError) -> None:
        aside = set_aside(path, self._now().astimezone(UTC).strftime("%Y%m%dT%H%M%SZ"))
        what = f"{error}; it was kept whole as {one_line(aside.name)} and the month begun afresh."
        self._events.append(Problem(aside, what, "Nothing in it was changed: what can still be read is there."))

    @contextmanager
    def _locked(self) -> Iterator[None]:
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


def _hints(record_id: str) -> list[Month]:
    """Guess the months a record may be in from the time in its id (UUID version 7)."""
    try:
        parsed = uuid.UUID(record_id)
        made = datetime.fromtimestamp((parsed.int >> 80) / 1000, UTC)
        # The local day is the same, the one before or the one after.
        days = [made + timedelta(days=shift) for shift in (0, -1, 1)]
    except (ValueError, OverflowError, OSError):
        return []
    return list(dict.fromkeys(map(Month.of, days))) if parsed.version == 7 else []


def _exists(record_id: str) -> RecordExists:
    return RecordExists(f"Session {record_id} is in the journal already, maybe deleted; edit or restore it instead.")


def _start(record: SessionRecord) -> tuple[float, str]:
    return record.started_at.timestamp(), record.id


def _age(record: SessionRecord) -> tuple[float, date]:
    return record.updated_at.timestamp(), record.day
