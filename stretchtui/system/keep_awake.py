"""Keeping the screen awake while a session runs, and only then; failing quietly."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

CLOSING_S = 1.0
"""How long the end of the program waits for the system to take the wish back."""


def _presenting() -> AbstractContextManager[object]:
    # Imported where it is first needed, off the event loop: it looks for the system's own ways.
    from wakepy import keep  # noqa: PLC0415

    return keep.presenting(on_fail="pass")


class KeepAwake:
    """Asks the system to keep the screen on; the asking is done on a thread of its own, since it may hang.

    `keep` makes a context in which the screen stays on. Nothing is asked before it is first wanted.
    """

    def __init__(self, keep: Callable[[], AbstractContextManager[object]] = _presenting) -> None:
        self._keep = keep
        self._wanted = False
        self._wishes: queue.SimpleQueue[bool | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def want(self, awake: bool) -> None:
        """Say whether the screen should stay on; saying it again changes nothing."""
        if awake == self._wanted:
            return
        self._wanted = awake
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="wakefulness", daemon=True)
            self._thread.start()
        self._wishes.put(awake)

    def close(self) -> None:
        """Let the screen go dark again, and wait a little for that to be done."""
        self._wanted = False
        if self._thread is not None:
            self._wishes.put(None)
            self._thread.join(CLOSING_S)
            self._thread = None

    def _serve(self) -> None:
        held = contextlib.ExitStack()
        while True:
            wish = self._wishes.get()
            with contextlib.suppress(Exception):
                if wish:
                    held.enter_context(self._keep())
                else:
                    held.close()
            if wish is None:
                return
