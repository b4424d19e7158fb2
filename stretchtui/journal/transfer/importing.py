"""Taking sessions from a file into the journal; what becomes of each is decided by `decisions`."""

from __future__ import annotations

from collections.abc import Sequence

from stretchtui.domain.text import one_line
from stretchtui.journal.errors import JournalWriteError, reason_of
from stretchtui.journal.progress import Progress
from stretchtui.journal.records.fields import DAY, MOMENT
from stretchtui.journal.recovery.merging import Placed, carry_out, changes_by_month, leave_last
from stretchtui.journal.storage.month import Month
from stretchtui.journal.transfer.decisions import Decision, ImportedRecord, Kind, Settings, Stored, decide
from stretchtui.journal.writer import JournalWriter


def import_records(
    writer: JournalWriter, found: Sequence[ImportedRecord], settings: Settings, progress: Progress, *, dry_run: bool
) -> list[Decision]:
    """Take sessions of a file into the journal, each into the month of its day; runs under the lock.

    A version of each month that is written to is kept first. With `dry_run` it says what it would do: that needs no
    lock and changes nothing, damaged months included. Raises ExchangeError for a mistake in the file and
    JournalWriteError, before anything is written in either case.
    """
    listed, meant = writer.months.listed(), {month for record in found if (month := _meant(record))}
    # Those that are gone are looked through too if they will be written to, and none where nothing is looked for.
    months = sorted({*listed, *(meant & {*writer.months.gone(listed)})}) if found else []
    # How many months there are to write shows later; till then all may be.
    total = len(months) + (0 if dry_run else len(meant))
    stored, keys = Stored(), {record.key for record in found}
    try:
        for done, month in enumerate(months, start=1):
            progress(done, total)
            file = writer.months[month]
            stored.take_in(month, (file.as_mended() if dry_run else file.mended()).lines, keys)
    except OSError as error:
        if not dry_run:
            raise
        where = one_line(str(writer.months.folder))
        raise JournalWriteError(f"The journal in {where} could not be read: {reason_of(error)}.") from None
    decisions = decide(found, stored, settings)
    if dry_run:
        return decisions
    changes = changes_by_month(
        Placed(each.key, each.after, each.record, each.month, each.source) for each in decisions if each.after
    )
    done = len(months)
    told: Progress = lambda made, _: progress(min(done + made, total), total)  # noqa: E731
    carry_out(writer, changes, lambda file, _: file.versions.pin("import"), told)
    scattered = [each for each in decisions if each.kind is not Kind.REFUSED and len(each.months) > 1]
    leave_last(writer, {each.key: sorted({*each.months, *((each.month,) if each.after else ())}) for each in scattered})
    if done + len(changes) < total:
        progress(total, total)
    return decisions


def _meant(record: ImportedRecord) -> Month | None:
    """Give the month that a session is meant for, as far as the file says."""
    day = DAY.accept(record.given.get("day")) or MOMENT.accept(record.given.get("started_at"))
    return None if day is None else Month.of(day)
