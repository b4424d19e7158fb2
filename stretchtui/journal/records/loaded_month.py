"""What one month file holds: its lines as records, and what to say of those that are none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.record import SessionRecord
from stretchtui.domain.text import one_line
from stretchtui.journal.errors import DamagedFileError, Problem, RecordError
from stretchtui.journal.records.summaries import read_record
from stretchtui.journal.storage.document import MonthDocument
from stretchtui.journal.storage.month import Month

_NOTHING: Mapping[str, SessionRecord] = {}


@dataclass(frozen=True, slots=True)
class LoadedMonth:
    """What one month file holds: records by id, why others could not be read, and what to say of it.

    `damage` tells why nothing in the file could be read.
    """

    sheet: MonthDocument | None = None
    records: Mapping[str, SessionRecord] = field(default_factory=dict)
    faults: Mapping[str, RecordError] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    damage: DamagedFileError | None = None


def understood(
    path: Path,
    month: Month,
    sheet: MonthDocument,
    before: LoadedMonth,
    written: Mapping[str, SessionRecord] = _NOTHING,
) -> LoadedMonth:
    """Turn the lines of a month into records.

    Those that are as they were `before`, or were just `written`, are not made anew: that is most of the work.
    """
    known = before.sheet.lines if before.sheet else {}
    records: dict[str, SessionRecord] = {}
    faults: dict[str, RecordError] = {}
    problems: list[Problem] = []
    for key, line in sheet.lines.items():
        try:
            unchanged = key in before.records and known.get(key) == line
            if unchanged:
                record = before.records[key]
            else:
                record = written.get(key) or read_record(key, line, sheet.seen.get(key))
        except RecordError as error:
            faults[key] = error
            what = f"A session in {path.name} could not be understood: {one_line(key)[:64]}: {error}."
            problems.append(Problem(path, what, "It stays in the file as it is; the others are not affected."))
            continue
        records[key] = record
        if not record.deleted and (record.day.month, record.day.year) != (month.month, month.year):
            what = f"A session of {record.day} lies in {path.name}: {key}."
            problems.append(Problem(path, what, "Edit and save it, and it moves to its month."))
    return LoadedMonth(sheet, records, faults, tuple(problems))
