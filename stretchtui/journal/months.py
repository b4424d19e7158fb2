"""The reading side of the journal: month files as records and problems, without a lock.

A file is replaced in one step, so reading it at any time gives one whole state of it.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple, Self

from stretchtui.domain.record import SessionRecord
from stretchtui.domain.text import one_line
from stretchtui.journal.codec import decode
from stretchtui.journal.errors import DamagedFileError, Problem, RecordError
from stretchtui.journal.storage import TABLE, DurableStorage, Signature, signature

CACHED_MONTHS = 24
"""How many months are kept parsed: a year on screen, and the one before."""

_STALE: Signature = (-1, -1, -1, -1)
_NAME = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])\.json")


class Month(NamedTuple):
    """A month of the calendar, which has one file in the journal; years 1-9999, months 1-12."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Self:
        """Give the month that a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def named(cls, name: str) -> Self | None:
        """Give the month that a file name stands for, or None for any other file."""
        found = _NAME.fullmatch(name)
        return cls(int(found[1]), int(found[2])) if found and found[1] != "0000" else None

    @property
    def name(self) -> str:
        """The name of the month's file."""
        return f"{self.year:04}-{self.month:02}.json"


@dataclass(frozen=True, slots=True)
class MonthContent:
    """What one month file holds: records by id, why others could not be read, and what to say of it."""

    documents: Mapping[str, object] = field(default_factory=dict)
    records: Mapping[str, SessionRecord] = field(default_factory=dict)
    faults: Mapping[str, RecordError] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


class Months:
    """The month files of a folder, parsed once and again only after they changed.

    Never raises for what it finds: a file or record that cannot be read is a Problem, and
    all others come out. May be called from any thread.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._guard = threading.Lock()
        self._cache: dict[Month, tuple[Signature | None, MonthContent]] = {}
        self._problems: dict[Path, tuple[Problem, ...]] = {}

    def path(self, month: Month) -> Path:
        """Give the path of a month's file, whether it exists or not."""
        return self.folder / month.name

    def listed(self) -> tuple[Month, ...]:
        """List the months that have a file, oldest first."""
        try:
            names = [entry.name for entry in self.folder.iterdir()]
        except FileNotFoundError:
            names = []
        except OSError as error:
            self._note(self.folder, (_unopened(self.folder, error),))
            return ()
        self._note(self.folder, ())
        return tuple(sorted(month for name in names if (month := Month.named(name))))

    def load(self, month: Month) -> MonthContent:
        """Read a month, from memory if its file is still the same."""
        path = self.path(month)
        try:
            present = signature(path)
            with self._guard:
                kept = self._cache.get(month)
            if kept is not None and kept[0] == present:
                return kept[1]
            content = _read(path, month, kept[1] if kept else MonthContent())
        except OSError as error:
            content = MonthContent(problems=(_unopened(path, error),))
            self.forget(month)
        else:
            self._keep(month, present, content)
        self._note(path, content.problems)
        return content

    def forget(self, month: Month) -> None:
        """Read a month's file again next time, whatever it looks like from outside."""
        with self._guard:
            if month in self._cache:
                self._cache[month] = (_STALE, self._cache[month][1])

    def problems(self) -> tuple[Problem, ...]:
        """List what is wrong with the files as they were last read, in the order of their names."""
        with self._guard:
            return tuple(problem for path in sorted(self._problems) for problem in self._problems[path])

    def _keep(self, month: Month, present: Signature | None, content: MonthContent) -> None:
        with self._guard:
            self._cache.pop(month, None)
            while len(self._cache) >= CACHED_MONTHS:
                del self._cache[next(iter(self._cache))]
            self._cache[month] = (present, content)

    def _note(self, path: Path, problems: tuple[Problem, ...]) -> None:
        with self._guard:
            self._problems.pop(path, None)
            if problems:
                self._problems[path] = problems


def _read(path: Path, month: Month, before: MonthContent) -> MonthContent:
    """Parse a month file; raises OSError where it could not be opened this time.

    Records whose documents are as they were before are not made anew: that is most of the work.
    """
    try:
        tables = DurableStorage(path).read() or {}
    except DamagedFileError as error:
        kept = "It is left as it is, and will be set aside whole before that month is written."
        return MonthContent(problems=(Problem(path, f"{error}.", kept),))
    documents = tables.get(TABLE, {})
    records: dict[str, SessionRecord] = {}
    faults: dict[str, RecordError] = {}
    problems: list[Problem] = []
    for key, document in documents.items():
        try:
            same = key in before.records and before.documents[key] == document
            record = records[key] = before.records[key] if same else _decode(key, document)
        except RecordError as error:
            faults[key] = error
            what = f"A session in {path.name} could not be understood: {one_line(key)[:64]}: {error}."
            problems.append(Problem(path, what, "It stays in the file as it is; the others are not affected."))
            continue
        if Month.of(record.day) != month:
            what = f"A session of {record.day} lies in {path.name}: {key}."
            problems.append(Problem(path, what, "Edit and save it, and it moves to its month."))
    return MonthContent(documents, records, faults, tuple(problems))


def _decode(key: str, document: object) -> SessionRecord:
    record = decode(document)
    if record.id != key:
        raise RecordError("id", f"{key!r} as outside the record", record.id)
    return record


def _unopened(path: Path, error: OSError) -> Problem:
    reason = (error.strerror or type(error).__name__).lower()
    what = f"{one_line(path.name)} could not be opened: {reason}."
    return Problem(path, what, "Check it and its folder, then try again.")
