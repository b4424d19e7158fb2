"""Where the copies of a session lie, and which of them is the last.

Nearly every session has one copy alone; a move, a crash in one or a sync tool leaves several.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from stretchtui.domain.record import SessionRecord
from stretchtui.domain.text import one_line
from stretchtui.journal.errors import JournalWriteError, RecordNotFound
from stretchtui.journal.months import Months
from stretchtui.journal.records.loaded_month import LoadedMonth
from stretchtui.journal.records.order import Copy, later
from stretchtui.journal.recovery.read_repair import ReadRepair
from stretchtui.journal.storage.month import Month

Load = Callable[[Month], LoadedMonth]


class RecordFinder:
    """Finds records in whichever month they are; `load` says how months are read."""

    def __init__(self, months: Months, repair: ReadRepair) -> None:
        self._months = months
        self._repair = repair

    def is_last(self, copy: Copy) -> bool:
        """Tell whether none of a record's other copies is later."""
        month, record = copy
        alone = {month}.issuperset(self._months.places(record.id))
        return alone or max((copy, *self.copies(record.id, self._repair.open)), key=later) == copy

    def copies(self, record_id: str, load: Load, day: date | None = None) -> Iterator[Copy]:
        """Find all copies of a record: in the likely months, where these say that it went, or else anywhere."""
        wanted = list(dict.fromkeys(([Month.of(day)] if day else []) + [*self._months.places(record_id)]))
        found = False
        for month in wanted:
            record = load(month).records.get(record_id)
            if record is not None:
                found = True
                yield month, record
                if Month.of(record.day) not in wanted:
                    wanted.append(Month.of(record.day))
        if not found:
            for month in self._months.listed():
                if month not in wanted and self._months[month].may_hold(record_id):
                    record = load(month).records.get(record_id)
                    if record is not None:
                        yield month, record

    def holds(self, month: Month, record_id: str) -> bool:
        """Tell whether a month has a record, one that is not understood too."""
        if not self._months[month].may_hold(record_id):
            return False
        content = self._repair.mended(month)
        return record_id in content.records or record_id in content.faults

    def known(self, record: SessionRecord) -> Copy | None:
        """Find what is stored of a record in the months that its id and day say, or None where nothing is."""
        likely = dict.fromkeys((Month.of(record.day), *self._months.places(record.id)))
        if any(self.holds(month, record.id) for month in likely):
            return self.stored(record.id, record.day)
        return None

    def stored(self, record_id: str, day: date | None = None) -> Copy:
        """Find a record to change; one that cannot be understood must not be overwritten."""
        found = max(self.copies(record_id, self._repair.mended, day), key=later, default=None)
        if found is not None:
            return found
        for month in self._months.listed():
            content = self._months.load(month) if self._months[month].may_hold(record_id) else LoadedMonth()
            if record_id in content.faults:
                what = f"Session {one_line(record_id)} in {month.name} is not understood, so it was left as it is"
                raise JournalWriteError(f"{what} ({content.faults[record_id]}); correct it in the file first.")
        raise RecordNotFound(f"There is no session {one_line(record_id)} in the journal; list them to see their ids.")
