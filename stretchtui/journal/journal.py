"""The journal: session records in one TinyDB file a month, safe against crashes and other writers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.history.edits import NO_CHANGES, Changes, changed, differing, unopposed
from stretchtui.domain.instants import age_of, later_than
from stretchtui.domain.record import SessionRecord
from stretchtui.domain.session_protocol import by_start
from stretchtui.domain.text import one_line
from stretchtui.journal.errors import Problem, RecordDeleted, RecordExists, RecordNotFound
from stretchtui.journal.months import Months
from stretchtui.journal.progress import Progress, quietly, reported
from stretchtui.journal.record_finder import RecordFinder
from stretchtui.journal.records.codec import keep_unknown
from stretchtui.journal.records.order import later
from stretchtui.journal.records.summaries import SessionSummary, whole
from stretchtui.journal.recovery.read_repair import ReadRepair
from stretchtui.journal.storage.month import Month
from stretchtui.journal.writer import JournalWriter

if TYPE_CHECKING:
    from stretchtui.journal.recovery.maintenance import FileState
    from stretchtui.journal.recovery.other_journals import Merged
    from stretchtui.journal.recovery.versions import Restored, Version
    from stretchtui.journal.transfer.decisions import Decision, ImportedRecord, Settings


@dataclass(frozen=True, slots=True)
class Saved:
    """A record as it was saved, and the fields in which somebody else had changed it meanwhile."""

    record: SessionRecord
    meanwhile: tuple[str, ...] = ()


class Journal:
    """The person's session records, kept in folder, one file a month of the session's day.

    `now` gives the present as an aware datetime. Nothing is opened before the first call and
    nothing created before the first change. Reading takes no lock and never raises for what
    is in the files (see `problems`); only where a file is damaged, or a sync tool left a
    conflict copy, it is mended on the way. Every change is on the disk when its method returns;
    changes wait up to `lock_timeout_s` seconds for their turn, then raise JournalBusy. They
    raise JournalWriteError when the disk refuses and RecordError for what is no valid record.
    Any thread and any number of processes may use the same folder.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime], *, lock_timeout_s: float = 5.0) -> None:
        self.folder = folder
        self._now = now
        self._months = Months(folder, now)
        self._writer = JournalWriter(self._months, lock_timeout_s)
        self._tender = ReadRepair(self._months, self._writer)
        self._finder = RecordFinder(self._months, self._tender)

    def add(self, record: SessionRecord) -> SessionRecord:
        """Save a new record and give it back as it was saved, `updated_at` stamped.

        Raises RecordExists when its id is taken, by a deleted record too.
        """
        with self._writer.locked():
            month = Month.of(record.day)
            others = (other for other in self._months.places(record.id) if other != month)
            if any(self._finder.holds(other, record.id) for other in others):
                raise RecordExists(record.id)
            return self._writer.put(month, replace(record, updated_at=self.stamp()), new=True)

    def save(
        self,
        base: SessionRecord,
        changes: Changes = NO_CHANGES,
        *,
        restore: bool = False,
        made_at: datetime | None = None,
    ) -> Saved:
        """Save a session: added when there is none of its id, else the changes are made to what is stored.

        `base` is the record as the caller knows it, without the changes; of one that is stored nothing
        but its id and day counts. With `restore` a deletion is taken back. Changes that were `made_at` an
        earlier instant leave alone what was changed after it. Raises RecordDeleted for a session that was
        deleted meanwhile; what `changed` raises comes out, and nothing is changed.
        """
        with self._writer.locked():
            self._months.load(Month.of(base.day))  # read once, to be looked through now and written into then
            found = self._finder.known(base)
            if found is None:
                record = replace(changed(base, changes, self._now()), updated_at=self.stamp())
                return Saved(self._writer.put(Month.of(record.day), record, new=True))
            month, stored = found
            if stored.deleted and not restore:
                raise RecordDeleted(base.id)
            if made_at is not None and age_of(made_at) < age_of(stored.updated_at):
                changes = unopposed(changes, base, stored)
            return Saved(self._put(month, stored, changed(stored, changes, self._now())), differing(base, stored))

    def revise(self, record_id: str, change: Callable[[SessionRecord], SessionRecord]) -> SessionRecord:
        """Replace a record by what change makes of it as it is at that moment, and give it as it was saved.

        Unknown fields are kept; a changed `day` moves it to its month; `deleted` is left to `delete` and
        `restore`. What change raises comes out, and nothing is changed. Raises RecordNotFound when there is
        none or it is deleted.
        """
        with self._writer.locked():
            month, stored = self._finder.stored(record_id)
            if stored.deleted:
                raise RecordDeleted(record_id)
            return self._put(month, stored, change(stored))

    def delete(self, record_id: str) -> SessionRecord:
        """Mark a record as deleted, so that it stays deleted when journals are merged.

        Raises RecordNotFound when there is none or it is deleted already.
        """
        with self._writer.locked():
            month, stored = self._finder.stored(record_id)
            if stored.deleted:
                raise RecordNotFound(f"Session {one_line(record_id)} is deleted already.")
            return self._put(month, stored, stored, deleted=True)

    def restore(self, record_id: str) -> SessionRecord:
        """Take a deletion back; a record that is not deleted is given as it is.

        Raises RecordNotFound when there is none.
        """
        with self._writer.locked():
            month, stored = self._finder.stored(record_id)
            return self._put(month, stored, stored) if stored.deleted else stored

    def get(self, record_id: str, *, include_deleted: bool = False) -> SessionRecord | None:
        """Give the record of an id, or None; a deleted one only if asked for."""
        self._tender.tend()
        found = max(self._finder.copies(record_id, self._tender.open), key=later, default=None)
        return found[1] if found and (include_deleted or not found[1].deleted) else None

    def between(self, first: date, last: date) -> tuple[SessionRecord, ...]:
        """List the records of the days first to last, both included, by start and then id."""
        seen = self._listed(first, last, lambda month: self._tender.open(month).records.values(), quietly)
        return tuple(map(whole, seen))

    def summaries(
        self, first: date = date.min, last: date = date.max, progress: Progress = quietly
    ) -> tuple[SessionSummary, ...]:
        """List what counting needs of the sessions that `between` lists, in its order and many times faster.

        Reads each month's file anew, and reports after each how many of how many are done. A
        month with anything unusual in it is read as `between` does, problems noted. For a year
        and more; call it off the event loop.
        """
        return tuple(self._listed(first, last, self._tender.summaries, progress))

    def _listed(
        self, first: date, last: date, look: Callable[[Month], Iterable[SessionSummary]], progress: Progress
    ) -> list[SessionSummary]:
        """List the last copies of the sessions of some days, by a look into each month of theirs."""
        listed, start, end = self._tender.tend(), Month.of(first), Month.of(last)
        months = [month for month in listed if start <= month <= end]
        found = [(month, record) for month in reported(months, progress) for record in look(month)]
        if len(months) < len(listed):
            # A later copy that lay on one of these days would be in a month that was read: for one of another day no
            # month beyond is opened.
            inside = {record.id for _, record in found if first <= record.day <= last} & self._months.scattered()
            found += [copy for record_id in inside for copy in self._finder.copies(record_id, self._tender.open)]
        newest: dict[str, tuple[Month, SessionSummary]] = {}
        for copy in found:
            present = newest.setdefault(copy[1].id, copy)
            if present is not copy:
                newest[copy[1].id] = max(present, copy, key=later)
        shown = (record for _, record in newest.values() if not record.deleted and first <= record.day <= last)
        return sorted(shown, key=by_start)

    def first_day(self, today: date) -> date | None:
        """Give the day of the first session there is, those on days out of range passed over; None without any.

        Reads only as many months as it takes.
        """
        from stretchtui.domain.calendar import month_span
        from stretchtui.domain.entered_time import EARLIEST
        from stretchtui.domain.history.period import latest_day

        for month in self._tender.tend():
            first, last = month_span(*month)
            if found := self.between(max(first, EARLIEST), min(last, latest_day(today))):
                return min(record.day for record in found)
        return None

    def latest(self, until: date = date.max) -> SessionRecord | None:
        """Give the record that started last, of the days up to `until`."""
        return next(self.backwards(until), None)

    def last_deleted(self) -> SessionRecord | None:
        """Give the record that was deleted last of those that are deleted; looks through every month."""
        records = (record for month in self._tender.tend() for record in self._tender.open(month).records.values())
        found = sorted((record for record in records if record.deleted), key=lambda record: record.updated_at)
        return next((each for each in reversed(found) if self.get(each.id) is None), None)

    def backwards(self, until: date = date.max) -> Iterator[SessionRecord]:
        """Give the records of the days up to `until`, the last first, reading only as many months as are asked for."""
        for month in reversed([month for month in self._tender.tend() if month <= Month.of(until)]):
            alive = (record for record in self._tender.open(month).records.values() if not record.deleted)
            for record in sorted(alive, key=by_start, reverse=True):
                if record.day <= until and self._finder.is_last((month, record)):
                    yield record

    def problems(self) -> tuple[Problem, ...]:
        """List what is wrong with the files read so far, and what was set aside since the start."""
        return (*self._months.log.events, *self._tender.problems(), *self._months.problems())

    def notices(self) -> tuple[Problem, ...]:
        """List what was done unasked and needs no care: conflict copies that were merged."""
        return tuple(self._months.log.notices)

    # Looking after the whole

    def check(self, progress: Progress = quietly) -> tuple[FileState, ...]:
        """Say the state of every file; changes nothing."""
        from stretchtui.journal.recovery import maintenance

        return maintenance.check(self._writer, progress)

    def repair(self, progress: Progress = quietly) -> tuple[str, ...]:
        """Rescue what `check` finds wrong, as far as it can be; gives what was done, a sentence each."""
        from stretchtui.journal.recovery import maintenance

        with self._writer.locked():
            return maintenance.repair(self._writer, progress)

    def merge(self, paths: Iterable[Path], progress: Progress = quietly) -> Merged:
        """Unite other journals, folders or single files, with this one; they are left as they are."""
        from stretchtui.journal.recovery import other_journals

        with self._writer.locked():
            return other_journals.merge(self._writer, paths, progress)

    def lines(self, progress: Progress = quietly) -> dict[str, bytes]:
        """Give every record as its line in the files, by id, deleted ones too; `problems` tells what is left out."""
        from stretchtui.journal.transfer import exporting

        self._tender.tend()
        return exporting.all_lines(self._months, self._tender.open, progress)

    def settled(self, progress: Progress = quietly) -> list[SessionSummary]:
        """List the sessions that lie in one month alone, changing nothing; none if any file needs a closer look."""
        from stretchtui.journal.transfer import exporting

        return exporting.settled(self._months, progress)

    def import_records(
        self, found: Sequence[ImportedRecord], settings: Settings, progress: Progress = quietly, *, dry_run: bool
    ) -> list[Decision]:
        """Take sessions of a file into this journal as `importing` says; gives what became of each, in their order.

        With `dry_run` it says what would become of them, takes no lock and changes nothing.
        """
        from stretchtui.journal.transfer import importing

        with nullcontext() if dry_run else self._writer.locked():
            return importing.import_records(self._writer, found, settings, progress, dry_run=dry_run)

    # Earlier versions

    def versions(self, progress: Progress = quietly) -> tuple[Version, ...]:
        """List the versions that are kept of the months, the newest month and version first; changes nothing.

        Raises VersionError where nothing can be seen of them.
        """
        from stretchtui.journal.recovery import versions

        return versions.listed(self._months, progress)

    def restore_version(self, month: Month, number: int | None = None) -> Restored:
        """Make a month show what one of its versions has, the newest if none is named.

        What is replaced is kept as a version. Raises VersionError where there is no such version
        or it cannot be read.
        """
        from stretchtui.journal.recovery import versions

        with self._writer.locked():
            return versions.restore(self._writer, month, number, self.stamp())

    def _put(
        self, month: Month, stored: SessionRecord, edited: SessionRecord, *, deleted: bool = False
    ) -> SessionRecord:
        """Write what became of a stored record, with all that this version does not know of it."""
        kept = keep_unknown(stored, edited)
        return self._writer.move(month, replace(kept, deleted=deleted, updated_at=self.stamp(stored)))

    def stamp(self, previous: SessionRecord | None = None) -> datetime:
        """Give the time of a change, later than the last one even if the clock was set back."""
        now = self._now()
        now = now.replace(microsecond=now.microsecond // 1000 * 1000)
        return now if previous is None else later_than(now, previous.updated_at)
