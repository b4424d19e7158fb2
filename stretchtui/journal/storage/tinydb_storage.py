"""A storage for TinyDB that is whole on the disk at every instant, whatever stops the program.

Everything is serialised and proven first; then written to a temporary file in the same
folder, synced, put in place by one rename, and the folder synced. A reader therefore sees
the old content or the new, never a part, and needs no lock. Writers must take turns: whoever
opens a storage to change it holds the journal's lock from before `read` until after `write`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage

from stretchtui.journal.errors import FileChangedError
from stretchtui.journal.storage.document import TABLE, MonthDocument, Tables, read_sheet, serialise
from stretchtui.journal.storage.files import Signature, signature, write_bytes


class DurableStorage(Storage):
    """TinyDB's storage for one journal file: strict when reading, all or nothing when writing.

    Made anew for each change. `read` gives None where there is no file; it parses once and
    keeps the result, since nobody else may write while the caller holds the lock. `known` is
    an earlier reading, used again where the file still has the very same bytes.
    `before_replacing` is called when a file is about to be replaced. Raises
    DamagedFileError for content that is no journal, FileChangedError when another program
    wrote the file after it was read, JournalWriteError for values that JSON cannot hold, and
    OSError as the system gives it.
    """

    def __init__(
        self,
        path: Path,
        known: MonthDocument | None = None,
        before_replacing: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__()
        self.path = path
        self.sheet: MonthDocument | None = known
        """What the file holds, as last read or written."""
        self.signature: Signature | None = None
        """What the file looked like from outside then."""
        self._before_replacing = before_replacing
        self._was_read = False

    def read(self) -> Tables | None:
        """Give the tables of the file, or None where there is no file."""
        if not self._was_read:
            # The signature is taken first: a change during the reading then shows as one after it.
            self.signature = signature(self.path)
            self.sheet = read_sheet(self.path, self.sheet)
            self._was_read = True
        return None if self.sheet is None else self.sheet.tables()

    def write(self, data: Mapping[str, Any]) -> None:
        """Put the tables on the disk; on return they are there to stay."""
        sheet, before = serialise(data), self.sheet or MonthDocument()
        seen = {key: found for key, found in before.seen.items() if sheet.lines.get(key) == before.lines[key]}
        self.signature = write_bytes(self.path, sheet.raw, last_check=self._last_check)
        # What was kept is not what is on the disk any more.
        self.sheet, self._was_read = replace(sheet, seen=seen), False

    def _last_check(self) -> None:
        """Refuse to overwrite what another program wrote since the file was read."""
        if not self._was_read:
            return
        if signature(self.path) != self.signature:
            raise FileChangedError(f"{self.path.name} was changed by another program while it was being saved.")
        if self.sheet is not None:
            self._before_replacing()


class SessionsFile(TinyDB):
    """One month file, opened for one change."""

    def put(self, documents: Mapping[str, Any]) -> None:
        """Put whole documents into the table under their own ids, by one write.

        A table's own methods would merge a document with what is there, or write once for the new and once
        for the others.
        """
        tables = self.storage.read() or {}
        self.storage.write({**tables, TABLE: {**tables.get(TABLE, {}), **documents}})
