"""Lines in and lines out, each by a thread of its own: nobody who is slow can hold up the session's clock."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import inf
from queue import Empty, SimpleQueue
from types import FrameType
from typing import Protocol, TextIO

from stretchtui.domain.text import one_line, sanitise
from stretchtui.words.transliterate import in_ascii

SIGNALS = ("SIGHUP", "SIGTERM", "SIGINT", "SIGBREAK")

BROKEN = 13
"""The number of SIGPIPE, which stands for an output that nobody reads any more, on every system."""

MOST_WAITING = 1000
"""Lines that were typed or piped ahead; reading goes on when some of them are used up."""

MOST_BYTES = 16 * 1024
"""The longest line that is taken; what is beyond is cut off."""

_SLICE_S = 0.5
"""Windows tells of ctrl+c only between two waits, so none is longer."""

_BUSY_S = 0.05


class TerminationSignal(Exception):  # noqa: N818 - nothing went wrong
    """The program is told to go, by a signal of this number."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class RawIn(Protocol):
    """A binary stream that gives what has come, None when it was told not to wait, nothing at its end."""

    def read(self, size: int, /) -> bytes | None:
        """Give at most so many bytes."""
        ...


class RawOut(Protocol):
    """A binary stream that takes at once what it can, and says how much that was."""

    def write(self, data: bytes, /) -> int | None:
        """Take some bytes."""
        ...


class Source(Protocol):
    """Where the person's lines come from."""

    terminal: bool
    """Whether a person types them; else they come from a pipe or a file."""

    ended: bool
    """Whether no line can come any more."""

    def take(self, wait_s: float | None) -> str | None:
        """Give the next line, or None when none comes within `wait_s` seconds; None waits as long as one may come.

        The end of all lines is told at once; after that, waiting is all there is to do. Raises
        TerminationSignal when the program is told to go.
        """
        ...

    def drop(self) -> None:
        """Forget the lines that have come already."""
        ...


class Sink(Protocol):
    """Where the program's lines go."""

    @property
    def settled(self) -> bool:
        """Tell whether everything said has left the program."""
        ...

    def say(self, line: str) -> None:
        """Send a line on its way; returns at once."""
        ...

    def flush(self, wait_s: float) -> None:
        """Wait until everything is out, at most so many seconds."""
        ...


class LineReader:
    """Reads lines from a raw binary stream; without one no line ever comes."""

    def __init__(self, stream: RawIn | None, encoding: str, *, terminal: bool) -> None:
        self.terminal = terminal
        self.ended = stream is None
        self._encoding = encoding
        # Other queues may not be put into by a signal's handler while somebody else does.
        self._queue: SimpleQueue[str | TerminationSignal | None] = SimpleQueue()
        if stream is not None:
            threading.Thread(target=self._read, args=(stream,), name="lines-in", daemon=True).start()

    def leave(self, number: int) -> None:
        """Have whoever waits for a line leave; from any thread or signal handler."""
        self._queue.put(TerminationSignal(number))

    def take(self, wait_s: float | None) -> str | None:
        """Give the next line, as the protocol says."""
        until_s = inf if wait_s is None else time.monotonic() + wait_s
        while not (self.ended and wait_s is None):
            left_s = until_s - time.monotonic()
            try:
                item = self._queue.get(timeout=min(max(0.0, left_s), _SLICE_S))
            except Empty:
                if left_s <= 0:
                    return None
                continue
            if isinstance(item, TerminationSignal):
                raise item
            self.ended = self.ended or item is None
            return item
        return None

    def drop(self) -> None:
        """Forget the lines that have come already; being told to leave is not forgotten."""
        with contextlib.suppress(Empty):
            while True:
                item = self._queue.get_nowait()
                if isinstance(item, TerminationSignal):
                    raise item
                self.ended = self.ended or item is None

    # --- the thread that reads ------------------------------------------------------------

    def _read(self, stream: RawIn) -> None:
        with contextlib.suppress(OSError, ValueError):
            for line in _lines(stream):
                while self._queue.qsize() > MOST_WAITING:
                    time.sleep(_BUSY_S)
                self._queue.put(sanitise(line.decode(self._encoding, "replace")).strip())
        self._queue.put(None)


def _lines(stream: RawIn) -> Iterator[bytes]:
    """Give the lines of a raw stream as they come, each cut to a length that is still a line."""
    rest = b""
    while True:
        chunk = stream.read(4096)
        if chunk is None:  # somebody made the terminal one that is not waited for
            time.sleep(_BUSY_S)
            continue
        *lines, rest = (rest + chunk).split(b"\n")
        yield from (line[:MOST_BYTES] for line in lines)
        rest = rest[:MOST_BYTES]
        if not chunk:
            if rest:
                yield rest
            return


class LineWriter:
    """Writes lines to a raw binary stream; `broken` is called once when nobody takes them any more."""

    def __init__(self, stream: RawOut, encoding: str, broken: Callable[[], None]) -> None:
        self._encoding = encoding
        self._queue: SimpleQueue[bytes] = SimpleQueue()
        self._unwritten = 0
        self._changed = threading.Condition()
        threading.Thread(target=self._write, args=(stream, broken), name="lines-out", daemon=True).start()

    @property
    def settled(self) -> bool:
        """Tell whether everything said has left the program."""
        return not self._unwritten

    def say(self, line: str) -> None:
        """Send a line on its way, without any control character; returns at once."""
        with self._changed:
            self._unwritten += 1
        self._queue.put(encoded(one_line(line), self._encoding) + os.linesep.encode())

    def flush(self, wait_s: float) -> None:
        """Wait until everything is out, at most so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: not self._unwritten, wait_s)

    # --- the thread that writes -----------------------------------------------------------

    def _write(self, stream: RawOut, broken: Callable[[], None]) -> None:
        whole = True
        while True:
            data = self._queue.get()
            try:
                if whole:
                    _write_all(stream, data)
            except (OSError, ValueError):
                whole = False
                broken()
            with self._changed:
                self._unwritten -= 1
                self._changed.notify_all()


def _write_all(stream: RawOut, data: bytes) -> None:
    while data:
        count = stream.write(data)
        if count is None:
            time.sleep(_BUSY_S)
        data = data[count or 0 :]


def encoded(text: str, encoding: str) -> bytes:
    """Encode a text; where that cannot be done, as its nearest in ASCII."""
    try:
        return text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return in_ascii(text).encode("ascii")


def raw_in(stream: TextIO | None) -> RawIn | None:
    """Open a standard stream once more, unbuffered: a buffer has a lock, which a reading thread keeps at the end."""
    if stream is None:
        return None
    try:
        return os.fdopen(stream.fileno(), "rb", buffering=0, closefd=False)
    except OSError:  # no file: a stream of a test's
        return stream.buffer


def raw_out(stream: TextIO) -> RawOut:
    """Open a standard stream for lines that go out."""
    try:
        return os.fdopen(stream.fileno(), "wb", buffering=0, closefd=False)
    except OSError:
        return stream.buffer


@contextmanager
def signals_to(leave: Callable[[int], None]) -> Iterator[None]:
    """Pass on the signals that end a program; one that is ignored from outside (`nohup`) stays so."""

    def pass_on(number: int, frame: FrameType | None) -> None:
        leave(number)

    before = {}
    for name in SIGNALS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            with contextlib.suppress(OSError, ValueError):  # not the main thread
                before[number] = signal.signal(number, pass_on)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
