"""What speaks to the terminal, made harder to break: bytes that are no text, stray signals, and nobody reading."""

from __future__ import annotations

import asyncio
import codecs
import contextlib
import errno
import os
import re
import select
import selectors
import sys
from collections.abc import Callable
from typing import Any

from textual import constants
from textual.app import App
from textual.driver import Driver

from stretchtui.tui import compat

try:
    import termios
    import tty
except ImportError:  # Windows
    termios = tty = None  # type: ignore[assignment]

STALLED_FROM = 12
"""So many frames waiting to be written mean that nobody sees them; Textual stands still at thirty."""

_KEY_WAIT_S = 0.1
"""How long the reading thread sleeps at most; then a lone escape has been one."""

_OLD_MOUSE = re.compile(rb"\x1b\[M.{3}\Z", re.DOTALL)
"""A press as terminals without SGR mouse reports tell it: a byte each for button, column and line."""

_MOST_AT_ONCE = 4096
"""Bytes taken in one read."""

_KEYBOARD_AGAIN = "\x1b[<u\x1b[>25u"
"""Takes Textual's keyboard protocol off the terminal's stack and puts it there again."""


class _Tolerant(compat.PosixDriver):
    """Goes before a driver of Textual's for POSIX terminals."""

    gone: Callable[[], None]
    _suspended = False
    _taking = False
    _over = False
    _loop: asyncio.AbstractEventLoop

    def run_input_thread(self) -> None:
        """Read what is typed; bytes that are no text take nothing else with them, and a terminal gone ends in order.

        In place of Textual's, which drops all that came in one read with such a byte
        (Textualize/textual#6668) and does not tell whether something read is still on its way.
        """
        try:
            self._read_on()
        except OSError:
            # A terminal that is gone can be read for ever, and gives nothing.
            self._over = True
            type(self).gone()

    def _read_on(self) -> None:
        parser = self.new_parser()
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                # A wait that a signal broke into says that nothing came without looking again.
                if selector.select(_KEY_WAIT_S) or selector.select(0):
                    self._taking = True
                    read = os.read(self.fileno, _MOST_AT_ONCE)
                    if not read:
                        raise OSError(errno.EIO, "the terminal is gone")
                    # Of a character cut in two the first half is none yet; an old mouse report is whole.
                    if text := decode(read, bool(_OLD_MOUSE.search(read))):
                        for event in parser.feed(text):
                            self.process_message(event)
                    self._taking = False
                else:
                    # Only now: the rest of a key may have come while nothing here ran.
                    for event in parser.tick():
                        self.process_message(event)

    def untaken(self) -> bool:
        """Tell whether something that was typed has not been handed to the program yet, and still will be."""
        if self._over:
            return False
        # In this order: what the thread takes between two looks in the other one would be seen by neither.
        return bool(select.select([self.fileno], [], [], 0)[0]) or self._taking

    def start_application_mode(self) -> None:
        """Take the terminal."""
        self._loop = asyncio.get_running_loop()
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def suspend_by_signal(self) -> None:
        """Give the terminal back and stop, and remember that it was so."""
        self._suspended = True
        super().suspend_by_signal()

    def continue_by_signal(self) -> None:
        """Take the terminal again, or set it up in place when nothing had given it back."""
        if self._suspended:
            super().continue_by_signal()
            # Continued in the background, it was stopped again before it could start.
            self._suspended = not self.reads
        elif self.resumes_by_itself:
            self._loop.call_soon_threadsafe(self._set_up_again)

    def _set_up_again(self) -> None:
        """Take the terminal back from whoever used it while this program stood still."""
        if not self.reads or not _in_front(self.fileno):
            return
        with contextlib.suppress(OSError, termios.error):
            termios.tcsetattr(self.fileno, termios.TCSANOW, self._raw(termios.tcgetattr(self.fileno)))
        self.write("\x1b[?1049h\x1b[?25l\x1b[?1004h")
        if not getattr(constants, "DISABLE_KITTY_KEY", False):  # unknown before Textual 8.2.7, which always asks for it
            self.write(_KEYBOARD_AGAIN)
        self.ask_for_input_again()

    def _raw(self, attributes: list[Any]) -> list[Any]:
        attributes[tty.LFLAG] = self.raw_local_flags(attributes[tty.LFLAG])
        attributes[tty.IFLAG] = self.raw_input_flags(attributes[tty.IFLAG])
        attributes[tty.CC][termios.VMIN] = 1
        return attributes


def tolerant(driver: type[Driver], gone: Callable[[], None]) -> type[Driver]:
    """Give a driver that survives what Textual's own does not; `gone` is called when the terminal is no more.

    Bytes that are no UTF-8 and mouse reports of old terminals are passed over. A SIGCONT that
    follows no suspension of ours (`kill -CONT`, or SIGSTOP and `fg`) sets the terminal up
    again in place, where Textual starts a second set of threads (measured: broken 20 times of 20).
    """
    if not hasattr(driver, "run_input_thread"):
        return driver
    return type("TolerantDriver", (_Tolerant, driver), {"gone": staticmethod(gone)})


def untaken(app: App[Any]) -> bool:
    """Tell whether something was typed that has not reached the program's own queue."""
    driver = compat.driver_of(app)
    return isinstance(driver, _Tolerant) and driver.untaken()


def stalled(app: App[Any]) -> bool:
    """Tell whether what is drawn piles up unread: a connection that hangs, or a terminal that was stopped."""
    return compat.frames_waiting(compat.driver_of(app)) >= STALLED_FROM


def _in_front(handle: int) -> bool:
    """Tell whether the terminal is this program's now; one in the background must not touch it."""
    if sys.platform == "win32":
        return True
    try:
        return os.tcgetpgrp(handle) == os.getpgrp()
    except OSError:
        return True
