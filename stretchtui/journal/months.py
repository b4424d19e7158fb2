"""The reading side of the journal: month files as records and problems, without a lock.

A file is replaced in one step, so reading it at any time gives one whole state of it.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import msgspec

from stretchtui.domain import limits
from stretchtui.domain.record import SessionRecord
from stretchtui.domain.text import one_line
from stretchtui.journal.errors import DamagedFileError, Problem, RecordError
from stretchtui.journal.records.order import conflict_of, understand
from stretchtui.journal.storage.document import MonthDocument, ids_in
from stretchtui.journal.storage.files import CHANGED, Signature, read_bytes, signature
from stretchtui.journal.storage.month import Month, hinted
from stretchtui.journal.storage.tinydb_storage import DurableStorage
from stretchtui.system.files import StrangeFileError, lost_link

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


class Listing(NamedTuple):
    """What lies in the journal folder: months oldest first, conflict copies with their months, other names."""

    months: tuple[Month, ...]
    conflicts: Mapping[Path, Month]
    others: Collection[str]


class Months:
    """The month files of a folder, parsed once and again only after they changed.

    Never raises for what it finds: a file or record that cannot be read is a Problem, and
    all others come out. May be called from any thread.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._guard = threading.Lock()
        self._cache: dict[Month, tuple[Signature | None, LoadedMonth]] = {}
        self._problems: dict[Path, tuple[Problem, ...]] = {}
        # Of every record seen, the months it may lie in; nearly all have one place alone.
        self._places: dict[str, tuple[Month, ...]] = {}
        self._scattered: set[str] = set()

    def path(self, month: Month) -> Path:
        """Give the path of a month's file, whether it exists or not."""
        return self.folder / month.name

    def listed(self) -> tuple[Month, ...]:
        """List the months that have a file, oldest first."""
        return self.look().months

    def look(self) -> Listing:
        """See what lies in the folder."""
        months: list[Month] = []
        conflicts: dict[Path, Month] = {}
        others: set[str] = set()
        for name in self._names():
            month = Month.named(name)
            if month is not None:
                months.append(month)
            elif (meant := Month.named(conflict_of(name) or "")) is not None:
                conflicts[self.folder / name] = meant
            else:
                others.add(name)
        return Listing(tuple(sorted(months)), dict(sorted(conflicts.items())), others)

    def _names(self) -> Iterable[str]:
        try:
            names = os.listdir(self.folder)  # noqa: PTH208 - half the time of iterdir
        except FileNotFoundError:
            names = []
            if (link := lost_link(self.folder)) is not None:
                what = f"{one_line(str(link))} is a link that leads nowhere, so there is no journal to be read."
                self._note(self.folder, (Problem(link, what, "Bring back what it leads to, or remove it."),))
                return ()
        except OSError as error:
            self._note(self.folder, (_unopened(self.folder, error),))
            return ()
        self._note(self.folder, ())
        return names

    def load(self, month: Month) -> LoadedMonth:
        """Read a month, from memory if its file is still the same."""
        path = self.path(month)
        try:
            present = signature(path)
            with self._guard:
                kept = self._cache.get(month)
            if kept is not None and kept[0] == present:
                return kept[1]
            content = _read(path, month, kept[1] if kept else None)
        except OSError as error:
            content = LoadedMonth(problems=(_unopened(path, error),))
            self.forget(month)
        else:
            self._keep(month, present, content)
        self._note(path, content.problems)
        return content

    def forget(self, month: Month) -> None:
        """Read a month's file again next time, whatever it looks like from outside."""
        with self._guard:
            if month in self._cache:
                self._cache[month] = (CHANGED, self._cache[month][1])

    def known(self, month: Month) -> MonthDocument | None:
        """Give the file as it was when it was last read, if it is still in memory."""
        with self._guard:
            kept = self._cache.get(month)
        return kept[1].sheet if kept else None

    def wrote(
        self,
        month: Month,
        present: Signature | None,
        sheet: MonthDocument,
        written: Mapping[str, SessionRecord] = _NOTHING,
    ) -> None:
        """Take over what was just written, so that it need not be read; `written` has the new records."""
        with self._guard:
            kept = self._cache.get(month)
        content = _understood(self.path(month), month, sheet, kept[1] if kept else None, written)
        self._keep(month, present, content)
        self._note(self.path(month), content.problems)

    def mentions(self, month: Month, record_id: str) -> bool:
        """Tell quickly whether a month may hold a record; True where that cannot be known quickly."""
        try:
            sheet = self._present(month)
            if sheet is not None:
                return record_id in sheet.lines
            raw = read_bytes(self.path(month))
        except (OSError, DamagedFileError):
            return True
        # An id is written with escapes in it by hardly any program, yet it may be.
        return raw is not None and (record_id.encode("utf-8", "replace") in raw or b"\\u00" in raw)

    def holding(self, record_ids: Collection[str]) -> dict[str, list[Month]]:
        """Find the months that hold records of these ids, by one look at each file."""
        found: dict[str, list[Month]] = {record_id: [] for record_id in sorted(record_ids)}
        for month in self.listed() if found else ():
            for record_id in found.keys() & self._ids(month):
                found[record_id].append(month)
        return found

    def _ids(self, month: Month) -> Collection[str]:
        """Give the ids in a month's file; none where it cannot be read."""
        with suppress(OSError, DamagedFileError, msgspec.MsgspecError):
            sheet = self._present(month)
            return sheet.lines.keys() if sheet else ids_in(self.path(month), read_bytes(self.path(month)) or b"{}")
        return ()

    def places(self, record_id: str) -> tuple[Month, ...]:
        """Give the months that a record may lie in: where it was seen, and where its id and `expect` say."""
        return self._places.get(record_id) or hinted(record_id)

    def scattered(self) -> frozenset[str]:
        """Give the ids of the records that may lie in several months."""
        return frozenset(self._scattered)

    def expect(self, record_id: str, months: Iterable[Month]) -> None:
        """Remember that a record may lie in these months too."""
        with self._guard:
            self._place(record_id, months)

    def problems(self) -> tuple[Problem, ...]:
        """List what is wrong with the files as they were last read, in the order of their names."""
        with self._guard:
            return tuple(problem for path in sorted(self._problems) for problem in self._problems[path])

    def _present(self, month: Month) -> MonthDocument | None:
        """Give a month from memory, if its file is still the same."""
        with self._guard:
            kept = self._cache.get(month)
        return kept[1].sheet if kept is not None and kept[0] == signature(self.path(month)) else None

    def _keep(self, month: Month, present: Signature | None, content: LoadedMonth) -> None:
        with self._guard:
            self._cache.pop(month, None)
            while len(self._cache) >= limits.CACHED_MONTHS:
                del self._cache[next(iter(self._cache))]
            self._cache[month] = (present, content)
            for key in content.sheet.lines if content.sheet else ():
                if month not in self._places.get(key, ()):
                    self._place(key, (month,))

    def _place(self, record_id: str, months: Iterable[Month]) -> None:
        self._places[record_id] = tuple(dict.fromkeys((*self.places(record_id), *months)))
        if len(self._places[record_id]) > 1:
            self._scattered.add(record_id)

    def _note(self, path: Path, problems: tuple[Problem, ...]) -> None:
        with self._guard:
            self._problems.pop(path, None)
            if problems:
                self._problems[path] = problems


def _read(path: Path, month: Month, before: LoadedMonth | None) -> LoadedMonth:
    """Parse a month file; raises OSError where it could not be opened this time."""
    storage = DurableStorage(path, before.sheet if before else None)
    try:
        storage.read()
    except DamagedFileError as error:
        kept = "It is left as it is, and will be set aside whole before that month is written."
        return LoadedMonth(problems=(Problem(path, f"{error}.", kept),), damage=error)
    return _understood(path, month, storage.sheet or MonthDocument(), before)


def _understood(
    path: Path,
    month: Month,
    sheet: MonthDocument,
    before: LoadedMonth | None,
    written: Mapping[str, SessionRecord] = _NOTHING,
) -> LoadedMonth:
    """Turn lines into records; those that are as they were before are not made anew: that is most of the work."""
    known = before.sheet.lines if before and before.sheet else {}
    same = before.records if before else {}
    records: dict[str, SessionRecord] = {}
    faults: dict[str, RecordError] = {}
    problems: list[Problem] = []
    for key, line in sheet.lines.items():
        try:
            unchanged = key in same and known.get(key) == line
            record = same[key] if unchanged else written.get(key) or understand(key, msgspec.json.decode(line))
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


def _unopened(path: Path, error: OSError) -> Problem:
    if isinstance(error, StrangeFileError):
        todo = f"{error.todo[:1].upper()}{error.todo[1:]}; it is left as it is until then."
        return Problem(path, f"{one_line(path.name)} was not opened: {error.reason}.", todo)
    reason = (error.strerror or type(error).__name__).lower()
    what = f"{one_line(path.name)} could not be opened: {reason}."
    return Problem(path, what, "Check it and its folder, then try again.")
