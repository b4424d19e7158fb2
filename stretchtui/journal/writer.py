"""Changes of the journal: one at a time, each on the disk when it returns."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

from stretchtui.domain import limits
from stretchtui.domain.instants import TICK, age_of, later_than, shifted
from stretchtui.domain.record import SessionRecord
from stretchtui.journal.errors import Problem, refusals_told
from stretchtui.journal.months import Months
from stretchtui.journal.records.codec import prepared
from stretchtui.journal.records.order import astray
from stretchtui.journal.storage.files import remove_leftovers, write_bytes
from stretchtui.journal.storage.lock import WriterLock
from stretchtui.journal.storage.month import Month
from stretchtui.system.files import StrangeFileError, read

MOVE_NAME = ".moving"
"""The note of a record on its way to another month, there only while it moves.

Without it a program that dies in between would leave two copies, and whoever reads one month alone
cannot know that the later one lies in another.
"""


class JournalWriter:
    """Changes the month files in a folder; every method but `locked` runs within it.

    Raises JournalBusy when another program keeps the journal or one of its files busy,
    JournalWriteError for values that cannot be kept, and OSError as the system gives it,
    which `locked` puts into words.
    """

    def __init__(self, months: Months, lock_timeout_s: float) -> None:
        self.months = months
        self._lock = WriterLock(months.folder, lock_timeout_s)
        self._note = months.folder / MOVE_NAME
        self._swept = False

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Take the writer's turn, finish what a crash left undone, and put system errors into words."""
        folder = self.months.folder
        with refusals_told(folder), self._lock.hold():
            if not self._swept:
                remove_leftovers(folder)
                self._swept = True
            if self._lock.weak:
                what = "The file system of the journal knows no locks, so a file stands for one."
                self.months.log.notice(Problem(folder, what, "Change it on one computer at a time."))
            self._finish_move()
            yield

    def put(self, month: Month, record: SessionRecord, *, new: bool = False) -> SessionRecord:
        """Write a record into a month and give it back as it was saved.

        Raises RecordError if it cannot be kept and, with `new`, RecordExists if its id is there.
        """
        record, document = prepared(record)
        self.months[month].put({record.id: document}, {record.id: record}, new=new)
        return record

    def move(self, source: Month, record: SessionRecord) -> SessionRecord:
        """Write a changed record into the month of its day, and mark it as gone in the month it was in if not that."""
        target = Month.of(record.day)
        if target == source:
            return self.put(target, record)
        content = f"{record.id}\n{source.name}\n{target.name}\n".encode()
        self.months.backups.with_room(self._note, lambda: write_bytes(self._note, content))
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
            least = record.updated_at if math.isfinite(age) else self.months.log.now()
            record = self.put(place, replace(record, updated_at=later_than(least, record.updated_at)))
        for month, other in others:
            marked = max(other.updated_at, shifted(record.updated_at, -TICK), key=age_of)
            self.put(month, replace(record, deleted=True, updated_at=marked))

    def expect_moving(self) -> None:
        """Look for a record that is on its way to another month in both."""
        with suppress(OSError):
            self.months.expect(*self._moving())

    def _finish_move(self) -> None:
        """Complete a move, one that a crash cut short too: of two copies the later stays."""
        try:
            record_id, months = self._moving()
        except (FileNotFoundError, StrangeFileError):
            return  # no note of ours, which `in_the_way` tells of
        self.tombstone_duplicates(record_id, months)
        self._note.unlink()

    def _moving(self) -> tuple[str, list[Month]]:
        """Read the note of a move: the record's id, and the months it goes from and to."""
        note = read(self._note, limits.NOTE_BYTES).decode("utf-8", "replace")
        record_id, *names = note.split("\n")
        return record_id, [month for month in map(Month.named, names) if month]
