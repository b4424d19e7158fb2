"""What one month file holds: its lines as records, and what to say of those that are none."""

from __future__ import annotations

from collections import UserDict
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.record import SessionRecord
from stretchtui.domain.text import one_line
from stretchtui.journal.errors import DamagedFileError, Problem, RecordError
from stretchtui.journal.records.summaries import SessionSummary, look_at, whole
from stretchtui.journal.storage.document import MonthDocument
from stretchtui.journal.storage.month import Month

_NOTHING: Mapping[str, SessionRecord] = {}


class Records(UserDict[str, SessionRecord]):
    """Records by id, each made whole when it is first asked for: to note a session none of the others is."""

    def __init__(self, seen: Mapping[str, SessionSummary] = _NOTHING) -> None:
        self.data = dict[str, Any](seen)

    def seen(self, record_id: str) -> SessionSummary | None:
        """Give what was seen of a record, or None where there is none."""
        return self.data.get(record_id)

    def __getitem__(self, record_id: str) -> SessionRecord:
        record = self.data[record_id] = whole(self.data[record_id])
        return record


@dataclass(frozen=True, slots=True)
class LoadedMonth:
    """What one month file holds: records by id, why others could not be read, and what to say of it.

    `damage` tells why nothing in the file could be read.
    """

    sheet: MonthDocument | None = None
    records: Records = field(default_factory=Records)
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

    Those that are as they were `before`, or were just `written`, are not looked at anew: that is most of the work.
    """
    known = before.sheet.lines if before.sheet else {}
    records: dict[str, SessionSummary] = {}
    faults: dict[str, RecordError] = {}
    problems: list[Problem] = []
    for key, line in sheet.lines.items():
        try:
            unchanged = before.records.seen(key) if known.get(key) == line else None
            record = unchanged or written.get(key) or look_at(key, line, sheet.seen.get(key))
        except RecordError as error:
            faults[key] = error
            what = f"A session in {path.name} could not be understood: {one_line(key)[:64]}: {error}."
            problems.append(Problem(path, what, "It stays in the file as it is; the others are not affected."))
            continue
        records[key] = record
        if not record.deleted and (record.day.month, record.day.year) != (month.month, month.year):
            what = f"A session of {record.day} lies in {path.name}: {key}."
            problems.append(Problem(path, what, "Edit and save it, and it moves to its month."))
    return LoadedMonth(sheet, Records(records), faults, tuple(problems))
