"""Leaving unasked: the system says so, or the terminal is gone; what is under way is kept first.

A terminal that nobody reads any more (a connection that hangs, a window being closed) blocks
whoever writes to it, and with that the event loop. So the loop is asked to leave, and a thread
sees to it that the notes are kept and the program ends even when the loop no longer answers.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import signal
import sys
import threading
from collections.abc import Awaitable, Callable
from types import FrameType
from typing import Any

try:
    import termios
except ImportError:  # Windows
    termios = None  # type: ignore[assignment]

SIGNALS = ("SIGHUP", "SIGTERM", "SIGINT", "SIGBREAK")

LOOP_TURN_S = 1.0
"""How long the event loop has to answer before the notes are kept without it."""

TAKING_IN_S = 2.0
"""How long what was typed before may take to reach its place, before all is kept."""

SAVING_S = 10.0
"""How long a save that has begun may take."""

LAST_S = 2.0
"""How long the program may take to end once everything is kept."""


class ShutdownGuard:
    """Takes in what was typed, calls `keep` once, then `leave` on the event loop; ends the process if that hangs.

    Made before the terminal is changed, so that a forced end can put its settings back. `keep`
    is called on the loop's thread, or on another one while the loop is stuck.
    """

    def __init__(
        self, keep: Callable[[], None], leave: Callable[[], None], take_in: Callable[[], Awaitable[None]]
    ) -> None:
        self._keep = keep
        self._leave = leave
        self._take_in = take_in
        self._lock = threading.Lock()
        self._kept = False
        self._begun = False
        self._turn: asyncio.Task[None] | None = None
        self._answered = threading.Event()
        self._taken_in = threading.Event()
        self._over = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._attributes = _attributes()

    def listen(self) -> None:
        """Watch for signals and for the end of the terminal, from the event loop's own thread."""
        self._loop = asyncio.get_running_loop()
        for name in SIGNALS:
            number = getattr(signal, name, None)
            if number is not None:
                with contextlib.suppress(OSError, ValueError):
                    signal.signal(number, self._signalled)
        if hasattr(select, "poll"):
            threading.Thread(target=self._watch_terminal, name="terminal-watch", daemon=True).start()

    def over(self) -> None:
        """Take note that the program has ended by itself."""
        self._over.set()

    def begin(self, number: int = 1) -> None:
        """Start leaving, from any thread; a second time changes nothing."""
        if self._begun or self._loop is None:
            return
        self._begun = True
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._take_turn)
        threading.Thread(target=self._insist, args=(128 + number,), name="departure", daemon=True).start()

    def _signalled(self, number: int, frame: FrameType | None) -> None:
        self.begin(number)

    def _take_turn(self) -> None:
        self._answered.set()
        self._turn = asyncio.ensure_future(self._in_order())

    async def _in_order(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(TAKING_IN_S):
                await self._take_in()
        self._taken_in.set()
        self._keep_once()
        self._leave()

    def _insist(self, exit_code: int) -> None:
        if self._answered.wait(LOOP_TURN_S):
            self._taken_in.wait(TAKING_IN_S + LOOP_TURN_S)
        self._keep_once()
        if not self._over.wait(LAST_S):
            if self._attributes is not None:
                with contextlib.suppress(OSError, termios.error):
                    termios.tcsetattr(0, termios.TCSANOW, self._attributes)
            os._exit(exit_code)

    def _keep_once(self) -> None:
        if self._lock.acquire(timeout=SAVING_S):
            try:
                if not self._kept:
                    self._kept = True
                    self._keep()
            finally:
                self._lock.release()

    def _watch_terminal(self) -> None:
        """Sleep until the other end of the terminal is closed; not every system sends a signal then."""
        poll = select.poll()
        with contextlib.suppress(OSError, ValueError, AttributeError):
            poll.register(sys.__stdin__.fileno(), 0)  # type: ignore[union-attr]
            if any(event & (select.POLLHUP | select.POLLERR) for _, event in poll.poll()):
                self.begin()


def _attributes() -> list[Any] | None:
    """Give the settings of the terminal, if there is one."""
    if termios is not None:
        with contextlib.suppress(OSError, termios.error):
            return termios.tcgetattr(0)
    return None
