"""The months of the journal: which there are, the files of those last read, and where each record may lie."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Collection, Container, Iterable, Mapping
from datetime import datetime
from pathlib import Path

from stretchtui.domain import limits
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.text import one_line
from stretchtui.journal.errors import EventLog, Problem, unopened
from stretchtui.journal.month_file import MonthFile
from stretchtui.journal.records.loaded_month import LoadedMonth
from stretchtui.journal.records.order import conflict_of
from stretchtui.journal.storage.backups import Backups
from stretchtui.journal.storage.month import Month, hinted
from stretchtui.system.files import lost_link


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies in the journal folder: months oldest first, conflict copies with their months, other names."""

    months: tuple[Month, ...]
    conflicts: Mapping[Path, Month]
    others: Collection[str]


class Months:
    """The month files of a folder; `log` says what was done to any of them unasked.

    Reading never raises for what it finds: a file or record that cannot be read is a Problem,
    and all others come out. May be called from any thread.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self.folder = folder
        self.backups = Backups(folder)
        self.log = EventLog(now)
        self._guard = threading.Lock()
        self._files: dict[Month, MonthFile] = {}
        # Those that are kept parsed, the one last read at the end.
        self._in_memory: dict[Month, None] = {}
        self.folder_problems: tuple[Problem, ...] = ()
        """Why nothing could be seen of the folder at the last look, if so."""
        # Of every record seen, the months it may lie in; nearly all have one place alone.
        self._places: dict[str, tuple[Month, ...]] = {}
        self._scattered: set[str] = set()

    def __getitem__(self, month: Month) -> MonthFile:
        """Give a month's file, whether it exists or not."""
        with self._guard:
            if month not in self._files:
                self._files[month] = MonthFile(self.folder, month, self.backups, self.log, self._was_read)
            return self._files[month]

    def load(self, month: Month) -> LoadedMonth:
        """Read a month, from memory if its file is still the same."""
        return self[month].load()

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

    def _names(self) -> list[str]:
        names, problems = list[str](), tuple[Problem, ...]()
        try:
            names = os.listdir(self.folder)  # noqa: PTH208 - half the time of iterdir
        except FileNotFoundError:
            if (link := lost_link(self.folder)) is not None:
                what = f"{one_line(str(link))} is a link that leads nowhere, so there is no journal to be read."
                problems = (Problem(link, what, "Bring back what it leads to, or remove it."),)
        except OSError as error:
            problems = (unopened(self.folder, error),)
        self.folder_problems = problems
        return names

    def versioned(self) -> list[Month]:
        """List the months that have earlier versions, oldest first."""
        return [month for name in self.backups.months() if (month := Month.named(name))]

    def gone(self, present: Container[Month]) -> list[Month]:
        """List the months that have no file, though versions of them have sessions; none of those seen `present`."""
        missing = [month for month in self.versioned() if month not in present]
        # One that came to be since then is not gone.
        return [month for month in missing if not os.path.lexists(self[month].path) and self[month].versions.has_any()]

    def holding(self, record_ids: Collection[str]) -> dict[str, list[Month]]:
        """Find the months that hold records of these ids, by one look at each file."""
        found: dict[str, list[Month]] = {record_id: [] for record_id in sorted(record_ids)}
        for month in self.listed() if found else ():
            for record_id in found.keys() & (self[month].ids() or ()):
                found[record_id].append(month)
        return found

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
        """List what is wrong with the folder, and with the files as they were last read in the order of their names."""
        with self._guard:
            files = sorted(self._files.items())
        return (*self.folder_problems, *(problem for _, file in files for problem in file.problems))

    def _was_read(self, month: Month, content: LoadedMonth) -> None:
        """Remember where records lie, and drop the file that was read longest ago."""
        with self._guard:
            self._in_memory.pop(month, None)
            self._in_memory[month] = None
            if len(self._in_memory) > limits.CACHED_MONTHS:
                oldest = next(iter(self._in_memory))
                del self._in_memory[oldest]
                self._files[oldest].drop()
            for key in content.sheet.lines if content.sheet else ():
                if month not in self._places.get(key, ()):
                    self._place(key, (month,))

    def _place(self, record_id: str, months: Iterable[Month]) -> None:
        self._places[record_id] = tuple(dict.fromkeys((*self.places(record_id), *months)))
        if len(self._places[record_id]) > 1:
            self._scattered.add(record_id)
