"""One month of the journal: its file and earlier versions, read, changed, kept, set aside and brought back here.

A file is replaced in one step, so reading it at any time gives one whole state of it, without a
lock. Whoever does anything else with a month holds the journal's lock.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import UTC
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from stretchtui.domain.record import SessionRecord
from stretchtui.domain.text import counted, one_line
from stretchtui.journal.errors import (
    DamagedFileError,
    EventLog,
    FileChangedError,
    JournalBusy,
    Problem,
    RecordExists,
    reason_of,
    unopened,
)
from stretchtui.journal.records.loaded_month import LoadedMonth, understood
from stretchtui.journal.records.order import lacking, union
from stretchtui.journal.records.summaries import SessionSummary, summaries
from stretchtui.journal.storage.backups import Backups
from stretchtui.journal.storage.document import TABLE, MonthDocument, ids_in, read_sheet
from stretchtui.journal.storage.files import CHANGED, Signature, quarantine, read_bytes, signature
from stretchtui.journal.storage.month import Month
from stretchtui.system.files import LinkError, others_may_read

if TYPE_CHECKING:
    from stretchtui.journal.storage.tinydb_storage import DurableStorage

_ATTEMPTS = 5


_UNREAD: tuple[Signature | None, LoadedMonth] = (CHANGED, LoadedMonth())


class MonthFile:
    """The file of one month with its earlier versions, parsed once and again only after it changed.

    `load` never raises for what it finds: a file or record that cannot be read is a Problem, and
    all others come out. What is done unasked goes into `log`. `was_read` is called with whatever
    was just read or written.
    """

    def __init__(
        self,
        journal: Path,
        month: Month,
        backups: Backups,
        log: EventLog,
        was_read: Callable[[Month, LoadedMonth], object],
    ) -> None:
        self.month = month
        self.path = journal / month.name
        self.versions = backups.of(month.name)
        self.problems: tuple[Problem, ...] = ()
        """What is wrong with the file as it was last read."""
        self._backups = backups
        self._log = log
        self._was_read = was_read
        self._kept = _UNREAD
        # Ids whose adding failed at a step after which they may be on the disk all the same:
        # adding them once more must not be refused.
        self._unsure: set[str] = set()

    # Reading

    def load(self) -> LoadedMonth:
        """Read the month, from memory if its file is still the same."""
        seen, before = self._kept
        try:
            present = signature(self.path)
            if seen == present:
                return before
            content = self._read(before)
        except OSError as error:
            self.forget()
            content = LoadedMonth(problems=(unopened(self.path, error),))
            self.problems = content.problems
        else:
            self._keep(present, content)
        return content

    def forget(self) -> None:
        """Read the file again next time, whatever it looks like from outside."""
        self._kept = CHANGED, self._kept[1]

    def drop(self) -> None:
        """Keep nothing of the file in memory."""
        self._kept = _UNREAD

    def ids(self) -> Collection[str] | None:
        """Give the ids in the file without a look at the records; None where it cannot be read so."""
        with suppress(OSError, DamagedFileError, msgspec.MsgspecError, UnicodeError, RecursionError):
            seen, content = self._kept
            if content.sheet and seen == signature(self.path):
                return content.sheet.lines.keys()
            return ids_in(self.path, read_bytes(self.path) or b"{}")
        return None

    def may_hold(self, record_id: str) -> bool:
        """Tell quickly whether the month may hold a record; True where that cannot be known quickly."""
        ids = self.ids()
        return ids is None or record_id in ids

    def sound(self) -> MonthDocument | None:
        """Read the file, by no memory of it; None where there is none or it is damaged.

        Raises OSError as the system gives it.
        """
        try:
            return read_sheet(self.path)
        except DamagedFileError:
            return None

    def summaries(self) -> tuple[MonthDocument, Sequence[SessionSummary]] | None:
        """Read the file as `sound` does, and look at its sessions; None where it needs a closer look."""
        with suppress(OSError):
            sheet = self.sound()
            seen = summaries(sheet) if sheet else None
            return (sheet, seen) if sheet and seen is not None else None
        return None

    def as_mended(self) -> MonthDocument:
        """Read the file as `mended` does, but where it is not sound mend nothing."""
        return self.sound() or MonthDocument(lines=_joined(*self.versions.best(), _salvaged(self.path)))

    def mended(self) -> MonthDocument:
        """Read the file, by no memory of it; one that is damaged or gone is mended first."""
        sheet = self.sound()
        if sheet is None:
            self.mend()
            sheet = self.load().sheet
        return sheet or MonthDocument()

    def _read(self, before: LoadedMonth) -> LoadedMonth:
        """Parse the file; raises OSError where it could not be opened this time."""
        try:
            sheet = read_sheet(self.path, before.sheet)
        except DamagedFileError as error:
            kept = "It is left as it is, and will be set aside whole before that month is written."
            return LoadedMonth(problems=(Problem(self.path, f"{error}.", kept),), damage=error)
        return understood(self.path, self.month, sheet or MonthDocument(), before)

    def _keep(self, present: Signature | None, content: LoadedMonth) -> None:
        self._kept = present, content
        self.problems = content.problems
        self._was_read(self.month, content)

    # Changing

    def put(
        self, documents: Mapping[str, Any], written: Mapping[str, SessionRecord] | None = None, *, new: bool = False
    ) -> None:
        """Put whole records into the month in one change that is on the disk on return, others stay as they are.

        Each is a document, or the line of one. `written` has them as records; without it nobody is to look at them
        soon. Raises RecordExists with `new` if one is there, JournalBusy where another program keeps changing the
        file, and OSError as the system gives it.
        """
        for _ in range(_ATTEMPTS):
            with suppress(FileChangedError):
                self._backups.with_room(self.path, lambda: self._put_once(documents, written, new=new))
                self._unsure -= documents.keys()
                return
        what = f"{self.path.name} keeps being changed by another program"
        raise JournalBusy(f"{what}; wait for it to end, then save again.")

    def _put_once(
        self, documents: Mapping[str, Any], written: Mapping[str, SessionRecord] | None, *, new: bool
    ) -> None:
        from stretchtui.journal.storage.tinydb_storage import DurableStorage, SessionsFile

        storage = partial(DurableStorage, known=self._kept[1].sheet, before_replacing=self.versions.keep)
        with SessionsFile(self.path, storage=storage) as file:
            before = self._before(file.storage)
            if new:
                if known := (documents.keys() & before.lines.keys()) - self._unsure:
                    raise RecordExists(min(known))
                self._unsure |= documents.keys()
            try:
                file.put(documents)
            except BaseException:
                self.forget()
                raise
            self._wrote(file.storage, before, written)

    def _before(self, storage: DurableStorage) -> MonthDocument:
        try:
            missing = storage.read() is None
        except DamagedFileError:
            missing = True
        if missing and self.mend():
            raise FileChangedError(f"{self.path.name} was mended; read it again.")
        return storage.sheet or MonthDocument()

    def _wrote(
        self, storage: DurableStorage, before: MonthDocument, written: Mapping[str, SessionRecord] | None
    ) -> None:
        """Take over what was just written, so that it need not be read, and note for the backups what it brought."""
        after = storage.sheet or MonthDocument()
        if written is None:
            self.forget()
        else:
            self._keep(storage.signature, understood(self.path, self.month, after, self._kept[1], written))
        error = self.versions.note_change(before, after)
        if error is not None:
            what = f"{self.path.name} was saved, and no backup of it could be made: {reason_of(error)}."
            self._log.notice(Problem(self._backups.folder, what, "The next save makes one, once that is mended."))
        with suppress(FileNotFoundError):
            if others_may_read(self.path):
                what = "Other people on this computer may read the journal: its file system keeps no permissions."
                self._log.notice(Problem(self.path.parent, what, "Choose another folder to prevent it."))

    # Mending

    def mend(self) -> bool:
        """Rescue the month if it is damaged, or gone though there are backups of it; False when it is sound.

        A damaged file is kept whole under another name; the newest sound version, the last change
        and every record that can still be read take its place. What happened becomes an event.
        Raises OSError as the system gives it.
        """
        damage = None
        try:
            if read_sheet(self.path, self._kept[1].sheet) is not None or not self.versions.has_any():
                return False
        except LinkError:
            return False  # it is told by whoever reads, and left as it is
        except DamagedFileError as error:
            damage = error
        version, newest = self.versions.best()
        read = _salvaged(self.path) if damage else {}
        lines = _joined(version, newest, read)
        aside = self.path
        if damage:
            label = self._log.now().astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
            aside = quarantine(self.path, label, keep_name=bool(lines))
        if lines:
            self._bring_back(version, lines)
        self.forget()
        kept = _kept(len(lines), len(read), with_backup=version is not None or newest is not None)
        if damage is None:
            told = Problem(self.path, f"{self.path.name} had vanished; {kept}.", "Look through that month.")
        else:
            what = f"{damage}; it was kept whole as {one_line(aside.name)} and {kept}."
            told = Problem(aside, what, "Look through that month: what is missing can only be in that file.")
        self._log.events.append(told)
        return True

    def _bring_back(self, version: MonthDocument | None, lines: Mapping[str, bytes]) -> None:
        from stretchtui.journal.storage.tinydb_storage import DurableStorage

        tables = version.tables() if version else {}
        content = tables | {TABLE: lines}
        storage = DurableStorage(self.path)
        self._backups.with_room(self.path, lambda: storage.write(content))
        self.versions.note_change(MonthDocument(), storage.sheet or MonthDocument())


def _salvaged(path: Path) -> dict[str, bytes]:
    from stretchtui.journal.records.salvage import readable, salvage

    return salvage(readable(path))


def _joined(version: MonthDocument | None, newest: MonthDocument | None, read: Mapping[str, bytes]) -> dict[str, bytes]:
    """Join what the versions of a month have with what could be read in its damaged file."""
    sound = union(*(sheet.lines for sheet in (version, newest) if sheet))
    return {**sound, **lacking(sound, read)}


def _kept(lines: int, read: int, *, with_backup: bool) -> str:
    if not lines:
        return "the month begun afresh"
    source = "its backup" if with_backup else ""
    if read:
        source += f"{' and ' if source else ''}{read} that could still be read in it"
    return f"{counted(lines, 'session')} came back from {source}"
