"""Taking sessions from a file into the journal; what becomes of each is decided by `decisions`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count

from stretchtui.domain.text import one_line
from stretchtui.journal.errors import JournalWriteError, reason_of
from stretchtui.journal.progress import Progress
from stretchtui.journal.records.fields import DAY, MOMENT
from stretchtui.journal.recovery.merging import Placed, carry_out, changes_by_month, leave_last
from stretchtui.journal.storage.document import MonthDocument
from stretchtui.journal.storage.month import Month
from stretchtui.journal.transfer.decisions import BESIDE, Decision, ImportedRecord, Kind, Settings, Stored, decide
from stretchtui.journal.writer import JournalWriter


def import_records(
    writer: JournalWriter, found: Sequence[ImportedRecord], settings: Settings, progress: Progress
) -> list[Decision]:
    """Take sessions of a file into the journal, each into the month of its day; runs under the lock.

    A version of each month that is written to is kept first. Raises ExchangeError for a
    mistake in the file and JournalWriteError, before anything is written in either case.
    """
    months = _months(writer, found)
    # How many months there are to write shows later; till then all may be.
    total = len(months) + len({month for record in found if (month := _meant(record))})
    stored = _read(months, lambda month: writer.months[month].mended(), found, lambda done: progress(done, total))
    decisions = decide(found, stored, settings)
    written = count(len(months) + 1)
    placed = [Placed(each.key, each.after, each.record, each.month, each.source) for each in decisions if each.after]
    changes = changes_by_month(placed, lambda: progress(min(next(written), total), total))
    carry_out(writer, changes, lambda file, _: file.keep_version("import"))
    scattered = [each for each in decisions if each.kind is not Kind.REFUSED and len(each.months) > 1]
    leave_last(writer, {each.key: sorted({*each.months, *((each.month,) if each.after else ())}) for each in scattered})
    if next(written) <= total:
        progress(total, total)
    return decisions


def preview(
    writer: JournalWriter, found: Sequence[ImportedRecord], settings: Settings, progress: Progress
) -> list[Decision]:
    """Say what `import_records` would do; needs no lock and changes nothing, damaged months included."""
    months = _months(writer, found)
    look: Callable[[Month], MonthDocument] = lambda month: writer.months[month].as_mended()  # noqa: E731
    try:
        stored = _read(months, look, found, lambda done: progress(done, len(months)))
    except OSError as error:
        where = one_line(str(writer.months.folder))
        raise JournalWriteError(f"The journal in {where} could not be read: {reason_of(error)}.") from None
    return decide(found, stored, settings)


def _months(writer: JournalWriter, found: Sequence[ImportedRecord]) -> list[Month]:
    """Give the months to look through: all that have a file, and those gone that will be written to.

    None where there is nothing to look for.
    """
    if not found:
        return []
    meant = {month for record in found if (month := _meant(record))}
    listed = writer.months.listed()
    return sorted({*listed, *(meant & set(writer.months.gone(listed)))})


def _meant(record: ImportedRecord) -> Month | None:
    """Give the month that a session is meant for, as far as the file says."""
    day = DAY.accept(record.given.get("day")) or MOMENT.accept(record.given.get("started_at"))
    return None if day is None else Month.of(day)


def _read(
    months: Sequence[Month],
    sheet_of: Callable[[Month], MonthDocument],
    found: Sequence[ImportedRecord],
    progress: Callable[[int], object],
) -> Stored:
    stored = Stored()
    keys = {record.key for record in found}
    for done, month in enumerate(months, start=1):
        progress(done)
        sheet = sheet_of(month)
        for key, line in sheet.lines.items():
            stored.sizes[month] += len(line) + BESIDE
            if None in keys:
                stored.starts.add(key, line)
            if key in keys or None in keys:
                stored.copies.setdefault(key, {})[month] = line
    return stored
