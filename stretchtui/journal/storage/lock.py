"""The turn of a writer: one at a time, over all threads and processes that share a journal."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stretchtui.domain.text import one_line
from stretchtui.journal.errors import JournalBusy
from stretchtui.system.files import make_folder
from stretchtui.system.locks import FileLock

LOCK_NAME = ".journal.lock"
"""The file that writers take turns by; it stays empty and in place."""

_POLL_S = 0.01


class WriterLock:
    """Held around every read-change-write of the journal in folder; the system frees it when its holder dies.

    Waits up to `timeout_s` seconds in all, then raises JournalBusy; the system's own refusals, and
    what stands in the lock's place, come out as OSError. Creates the folder (0700) and the lock file
    (0600) where missing.
    """

    def __init__(self, folder: Path, timeout_s: float) -> None:
        self.folder = folder
        self._timeout_s = timeout_s
        # A file lock keeps processes apart; threads of one process are kept apart by this one.
        self._threads = threading.Lock()
        self.weak = False
        """Whether the file system knows no locks, so that only a file of a certain name stood for the last one."""

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Keep every other writer out for as long as the block runs."""
        deadline = time.monotonic() + self._timeout_s
        if not self._threads.acquire(timeout=self._timeout_s):
            raise self._busy()
        try:
            make_folder(self.folder)
            lock = FileLock(self.folder / LOCK_NAME)
            while not lock.acquire():
                if time.monotonic() >= deadline:
                    raise self._busy()
                time.sleep(_POLL_S)
            self.weak = lock.weak
            try:
                yield
            finally:
                lock.release()
        finally:
            self._threads.release()

    def _busy(self) -> JournalBusy:
        where = one_line(str(self.folder))
        return JournalBusy(
            f"The journal in {where} has been kept busy for {self._timeout_s:g} s by another program, "
            "so nothing was saved; close that program or try again."
        )
