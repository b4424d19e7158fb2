"""A pseudo-terminal with a person's hands and eyes: start a command in it, press keys, read the screen."""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyte
import pytest

from tests.terminal.forked import START, Forked
from tests.terminal.home import PATIENCE_S, environment, has_read_the_notice

try:
    import fcntl
    import pty
    import termios
except ImportError:
    pytest.skip("needs POSIX pseudo-terminals", allow_module_level=True)

KEYS = {
    "enter": "\r",
    "space": " ",
    "tab": "\t",
    "escape": "\x1b",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
} | {f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghjklnopqrstuvwxyz"}

# Makes the pseudo-terminal the one whose end is signalled to the new session.
_TAKE_TERMINAL = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
_BECOME_COMMAND = "import os, sys; os.execv(sys.argv[1], sys.argv[1:])"

_PRIVATE_MODE = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
_COLOURS, _CUT_SHORT = re.compile(rb"\x1b\[[0-9;:]*m"), re.compile(rb"\x1b(?:\[[0-9;:]*)?\Z")
"""Most of what is written to a terminal, and the beginning of it where a chunk ends; no letter depends on it."""

_KEYBOARD_PUSH, _KEYBOARD_POP = re.compile(rb"\x1b\[>\d*u"), re.compile(rb"\x1b\[<\d*u")
_ON_AT_FIRST = {7, 25}
"""Modes that a terminal has on from the start: wrapping at the right edge, and the cursor."""

_CHUNK = 2048

STOOD_STILL = "The clock stood still"
"""What the session screen says when the program was not run for two seconds, or its screen not read."""


def _waiting_in(handle: int) -> int:
    """Count the bytes that can be read from a terminal's end."""
    return int(struct.unpack("i", fcntl.ioctl(handle, termios.FIONREAD, b"\0" * 4))[0])


class Terminal:
    """A command running in a pseudo-terminal of its own.

    All waiting is for something to happen, with a deadline. Bytes are taken in small chunks, so
    that what shows only for a moment is seen by `watch`.
    """

    def __init__(self, start: Callable[[int], subprocess.Popen[bytes] | Forked], size: tuple[int, int]) -> None:
        """Open a terminal of some columns and lines, and start a program given the handle of its end."""
        self.raw = bytearray()
        self._columns, self._lines = size
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._cut_short = b""
        self._shown: list[str] = []
        self._master, self._slave = pty.openpty()
        self._set_size()
        self._before = termios.tcgetattr(self._slave)
        self.process = start(self._slave)

    # --- eyes -------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """What the screen shows."""
        self._shown[self._lines :] = [""] * (self._lines - len(self._shown))
        for line in self._screen.dirty & set(range(self._lines)):
            self._shown[line] = self._row(line)
        self._screen.dirty.clear()
        return "\n".join(self._shown)

    def _row(self, line: int) -> str:
        cells = [" "] * self._columns
        for column, cell in self._screen.buffer[line].items():
            if column < self._columns:
                cells[column] = cell.data
        return "".join(cells).rstrip()

    def read(self, wait_s: float) -> bool:
        """Take what the program writes next; False when nothing came within wait_s."""
        if self._master < 0 or not select.select([self._master], [], [], wait_s)[0]:
            return False
        try:
            chunk = os.read(self._master, _CHUNK)
        except OSError:
            return False
        self.raw += chunk
        self.show(chunk)
        return bool(chunk)

    def show(self, data: bytes) -> None:
        """Put on the screen what someone wrote, the program or another one."""
        data = _COLOURS.sub(b"", self._cut_short + data)
        cut_short = _CUT_SHORT.search(data)
        self._cut_short = cut_short[0] if cut_short else b""
        self._stream.feed(data.removesuffix(self._cut_short))

    def read_out(self, quiet_s: float = 0.2) -> None:
        """Read until the program has had nothing more to say for a moment."""
        while self.read(quiet_s):
            pass

    def read_blindly(self, over: threading.Event) -> None:
        """Take what the program writes without looking at it, in a thread, until it is over."""
        while not over.is_set() and self._master >= 0:
            with contextlib.suppress(OSError):
                if select.select([self._master], [], [], 0.05)[0]:
                    os.read(self._master, 65536)

    def unread(self) -> int:
        """Count the bytes that the program has written and nobody has read."""
        return _waiting_in(self._master)

    def untaken(self) -> int:
        """Count the bytes of keys that the program has not read yet."""
        return _waiting_in(self._slave)

    def wait_for(self, what: str | Callable[[str], object], timeout_s: float = PATIENCE_S) -> str:
        """Read until the screen shows a text, or satisfies a condition; give the screen."""
        shows = what if callable(what) else lambda text: what in text
        self.watch(lambda text: None, shows, timeout_s)
        return self.text

    def wait_in_session_for(self, what: str) -> str:
        """Wait for what the session comes to, and go on where a busy machine made it stand still; give the screen."""
        while True:
            text = self.wait_for(lambda text: what in text or STOOD_STILL in text)
            if what in text:
                return text
            self.press("space")
            self.wait_for(lambda text: STOOD_STILL not in text)

    def watch(
        self, eye: Callable[[str], object], until: Callable[[str], object], timeout_s: float = PATIENCE_S
    ) -> list[object]:
        """Read until a condition holds; list what the eye saw on the way, each change once."""
        seen: list[object] = []
        deadline = time.monotonic() + timeout_s
        while True:
            text = self.text
            found = eye(text)
            if found is not None and seen[-1:] != [found]:
                seen.append(found)
            if until(text):
                return seen
            alive = self.process.poll() is None
            if not self.read(0.05) and (not alive or time.monotonic() > deadline):
                raise AssertionError(f"not shown ({'timed out' if alive else 'the program ended'}):\n{self.text}")

    # --- hands ------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys, by name or as the characters that they type."""
        for key in keys:
            os.write(self._master, KEYS.get(key, key).encode())

    def send(self, data: bytes) -> None:
        """Put bytes on the wire as they are."""
        os.write(self._master, data)

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size, as a window manager does."""
        self._columns, self._lines = columns, lines
        self._screen.resize(lines, columns)
        self._set_size()

    def _set_size(self) -> None:
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", self._lines, self._columns, 0, 0))

    # --- the end ----------------------------------------------------------------------

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self.process.send_signal(number)

    def hang_up(self) -> None:
        """Close the terminal's window: nothing can be read, written or restored any more."""
        os.close(self._slave)
        os.close(self._master)
        self._master = self._slave = -1

    def exit_code(self, timeout_s: float = PATIENCE_S) -> int:
        """Wait for the end of the program, reading all it still has to say."""
        deadline = time.monotonic() + timeout_s
        while self.process.poll() is None:
            if self._master < 0:
                self.process.wait(timeout_s)
            elif not self.read(0.02) and time.monotonic() > deadline:
                raise AssertionError(f"still running after {timeout_s:g} s:\n{self.text}")
        while self.read(0):
            pass
        return self.process.returncode

    def close(self) -> None:
        """End whatever still runs, and give back the pseudo-terminal."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for handle in (self._master, self._slave):
            if handle >= 0:
                os.close(handle)
        self._master = self._slave = -1

    def modes(self) -> dict[int, bool]:
        """Give the private modes that the program has touched, and how it left each."""
        left: dict[int, bool] = {}
        for numbers, switch in _PRIVATE_MODE.findall(bytes(self.raw)):
            left.update({int(number): switch == b"h" for number in numbers.split(b";")})
        return left

    def assert_restored(self) -> None:
        """Check that the shell gets its terminal back as it was: cursor, screen, mouse, paste, keys, tty."""
        modes = self.modes()
        assert 1049 in modes, "the alternate screen was never entered"
        changed = [mode for mode, on in modes.items() if on is not (mode in _ON_AT_FIRST)]
        assert not changed, f"private modes left changed: {changed}"
        assert len(_KEYBOARD_PUSH.findall(self.raw)) == len(_KEYBOARD_POP.findall(self.raw)), "keyboard protocol on"
        assert termios.tcgetattr(self._slave) == self._before, "the tty's attributes differ"


@contextlib.contextmanager
def started(
    home: Path,
    *arguments: str,
    size: tuple[int, int] = (80, 24),
    program: tuple[str, ...] | str = START,
    controlling: bool = True,
    **more: str,
) -> Iterator[Terminal]:
    """Start StretchTUI in a terminal of some columns and lines, with home as the person's folder.

    With arguments it is somebody who has read the notice. The program is a script to be run in a fork, or a
    command where its very start matters, or that it is a child of the test. With `controlling` False nothing
    tells the command when its terminal is closed.
    """
    env = environment(home, **more)
    if arguments:
        has_read_the_notice(home)

    def start(tty: int) -> subprocess.Popen[bytes] | Forked:
        if isinstance(program, str):
            return Forked(program, arguments, env, home, os.ttyname(tty))
        script = (_TAKE_TERMINAL if controlling else "") + _BECOME_COMMAND
        command = [sys.executable, "-ISc", script, *program, *arguments]
        return subprocess.Popen(command, env=env, cwd=home, stdin=tty, stdout=tty, stderr=tty, start_new_session=True)

    terminal = Terminal(start, size)
    try:
        yield terminal
    finally:
        terminal.close()
