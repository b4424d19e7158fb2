"""Mending on the way: what reading finds damaged, or left by a sync tool, is seen to there and then."""

from __future__ import annotations

import time
from collections.abc import Callable, Container, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from stretchtui.domain.text import counted
from stretchtui.journal.errors import JournalError, Problem, unopened
from stretchtui.journal.months import Months
from stretchtui.journal.records.loaded_month import LoadedMonth
from stretchtui.journal.records.summaries import SessionSummary
from stretchtui.journal.recovery.strange_files import in_the_way, refusal
from stretchtui.journal.storage.backups import FOLDER
from stretchtui.journal.storage.files import Signature, signature
from stretchtui.journal.storage.month import Month
from stretchtui.journal.writer import MOVE_NAME, JournalWriter

T = TypeVar("T")
R = TypeVar("R")

SETTLE_S = 0.1
_FRESH_S = 2.0
_ARRIVING_S = 60.0
_TRY_AGAIN_S = 10.0
_CONFLICTS = "conflict copies"


class ReadRepair:
    """Reads months for whoever holds no lock, which it takes where there is something to mend.

    Never raises for what it finds, nor where that cannot be mended now: `problems` tells.
    """

    def __init__(self, months: Months, writer: JournalWriter) -> None:
        self._months = months
        self._writer = writer
        # What could not be mended is not tried again at each look at it: when it was, and why not.
        self._given_up: dict[str, tuple[float, Problem]] = {}
        # The months that had a file at the last look, and what to say of those that are gone.
        self._seen: set[Month] | None = None
        self._gone: tuple[Problem, ...] = ()
        self._strange: tuple[Problem, ...] = ()

    def problems(self) -> tuple[Problem, ...]:
        """List what is in the way of saving, the months that are gone, and what could not be mended."""
        return (*self._strange, *self._gone, *(problem for _, problem in self._given_up.values()))

    def mended(self, month: Month) -> LoadedMonth:
        """Read a month under the lock, rescued if it is damaged."""
        content = self._months.load(month)
        return self._months.load(month) if content.damage and self._months[month].mend() else content

    def open(self, month: Month) -> LoadedMonth:
        """Read a month, rescued if it is damaged and that can be done now; else there is a problem to tell."""
        content = self._months.load(month)
        if content.damage is None:
            self._given_up.pop(month.name, None)
        elif self._at_rest(month):
            return self._try(month.name, self.mended, month) or content
        return content

    def summaries(self, month: Month) -> Iterable[SessionSummary]:
        """Look at a month's sessions, at a glance where all is plainly right, else as `open` reads them."""
        found = self._months[month].summaries()
        return found[1] if found else self.open(month).records.values()

    def _at_rest(self, month: Month) -> bool:
        """Tell whether a damaged file is not just being written by a program that does so in place."""
        path = self._months[month].path
        try:
            present = signature(path)
            if present is None or _age_s(present) > _FRESH_S:
                return True
            time.sleep(SETTLE_S)
            return signature(path) == present
        except OSError:
            return True

    def tend(self) -> tuple[Month, ...]:
        """See to what befell the folder while nobody looked; gives the months that have a file."""
        found = self._months.look()
        strange = {path: unopened(path, error) for path in found.conflicts if (error := refusal(path))}
        arrived = (path for path in found.conflicts if path not in strange and _is_arrived(path))
        conflicts = {path: found.conflicts[path] for path in arrived}
        if conflicts:
            self._try(_CONFLICTS, self._absorb, conflicts)
            found = self._months.look()
        else:
            self._given_up.pop(_CONFLICTS, None)
        self._strange = (*in_the_way(self._months.folder, found.others), *strange.values())
        if MOVE_NAME in found.others:
            self._writer.expect_moving()
        present = set(found.months)
        if self._gone or self._seen is None or not self._seen <= present:
            self._gone = _gone(self._months, present)
        self._seen = present
        return found.months

    def _absorb(self, conflicts: Mapping[Path, Month]) -> None:
        from stretchtui.journal.recovery.merging import merge_conflict_copies

        for told, needs_care in merge_conflict_copies(self._writer, conflicts):
            (self._months.log.events if needs_care else self._months.log.notices).append(told)

    def _try(self, name: str, step: Callable[[T], R], subject: T) -> R | None:
        """Do under the lock what reading can do without, once in a while; what stops it is told as a problem."""
        tried = self._given_up.get(name)
        if tried is not None and time.monotonic() - tried[0] < _TRY_AGAIN_S:
            return None
        try:
            with self._writer.locked():
                done = step(subject)
        except JournalError as error:
            left = "What was to be mended there is left as it is until then."
            self._given_up[name] = time.monotonic(), Problem(self._months.folder, str(error), left)
            return None
        self._given_up.pop(name, None)
        return done


def _gone(months: Months, present: Container[Month]) -> tuple[Problem, ...]:
    """Tell of months whose file is gone though there are backups of it."""
    names = [month.name for month in months.gone(present)]
    if not names:
        return ()
    last, others = names[-1], names[:-1]
    what = f"{last} is gone from the journal, and there are backups of it:"
    todo = f"`journal repair` brings it back; if it was meant to go, remove its folder in {FOLDER} too."
    if others:
        what = f"{last} and {counted(len(others), 'other month')} are gone from the journal, with backups of them left:"
        todo = f"`journal repair` brings them back; if they were meant to go, remove their folders in {FOLDER} too."
    return (Problem(months.folder / last, what, todo),)


def _is_arrived(path: Path) -> bool:
    """Tell whether a conflict copy is whole, or was left alone for so long that no sync tool is still writing it."""
    from stretchtui.journal.records.salvage import readable_in

    try:
        present = signature(path)
        return present is None or _age_s(present) > _ARRIVING_S or readable_in(path).damage is None
    except OSError:
        return True


def _age_s(present: Signature) -> float:
    """Give how far a file's last change is from now; a clock that was set back makes none of them young for ever."""
    return abs(time.time() - present[0] / 1e9)
