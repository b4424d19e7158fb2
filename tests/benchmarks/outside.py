"""A program looked at from outside: what it writes to a pseudo-terminal, and what the system says that it used."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyte

SIZE = (120, 36)
PATIENCE_S = 600.0
"""A program whose instructions are counted takes fifty times as long."""

STILL_S = 0.06
"""A screen that nothing was written to for so long is complete."""

PAUSE_S = 0.02
"""A pause between two parts of a picture that are written one after the other is shorter."""

_NOT_FOR_PYTE = re.compile(rb"\x1b\[[<>=?][0-9;]*u|\x1b\[\?[0-9;]*\$p|\x1b\[>[0-9]*u")
_WORD = re.compile(r"[A-Za-z0-9(][A-Za-z0-9'.,:;()!/-]+")

Words = list[list[str]]


@dataclass(frozen=True)
class Used:
    """What a process used up to its end: seconds of the clock and of a core, and its largest memory in MB."""

    wall_s: float
    core_s: float
    peak_mb: float


class Watched:
    """A program in a pseudo-terminal, with its screen as text."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        columns, lines = SIZE
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self._handle, end = pty.openpty()
        fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self._started = time.perf_counter()
        self._process = subprocess.Popen(
            command, stdin=end, stdout=end, stderr=end, env=dict(environment), start_new_session=True
        )
        os.close(end)
        self.pid = self._process.pid

    @property
    def words(self) -> Words:
        """The words on the screen, line by line; pictures are none."""
        return [_WORD.findall(line) for line in self._screen.display]

    def _written(self, within_s: float) -> bytes:
        ready, _, _ = select.select([self._handle], [], [], within_s)
        try:
            return os.read(self._handle, 1 << 16) if ready else b""
        except OSError:
            return b""

    def _show(self, data: bytes) -> None:
        self._stream.feed(_NOT_FOR_PYTE.sub(b"", data))

    def read(self, within_s: float) -> bool:
        """Take in what is written within some seconds; False when nothing was, or the program has ended."""
        data = self._written(within_s)
        self._show(data)
        return bool(data)

    def until(self, wanted: Words) -> float:
        """Wait until the screen has all these words; gives the seconds from the start to the byte that brought them.

        What is written without a pause is taken in before it is shown, which takes longer here than writing it.
        """
        deadline = self._started + PATIENCE_S
        written: list[tuple[float, bytes]] = []
        while True:
            data = self._written(PAUSE_S if written else 1.0)
            if data:
                written.append((time.perf_counter(), data))
                continue
            for when, data in written:
                self._show(data)
                if self.words == wanted:
                    return when - self._started
            written.clear()
            if time.perf_counter() > deadline:
                self.end()
                raise RuntimeError("the screen never came:\n" + "\n".join(self._screen.display))

    def settle(self, still_s: float = 2.0) -> Words:
        """Wait until there are words and nothing is written any more; gives the words there are then."""
        deadline = time.perf_counter() + PATIENCE_S
        while (self.read(still_s) or not any(self.words)) and time.perf_counter() < deadline:
            pass
        return self.words

    def press(self, keys: bytes, still_s: float = STILL_S) -> float:
        """Press keys; gives the seconds until the last byte of what that draws before so long a silence.

        Only then is it shown: drawing 20 kB here takes as long as the program takes for them.
        """
        drawn: list[bytes] = []
        pressed = last = time.perf_counter()
        os.write(self._handle, keys)
        waiting = 1.0  # until the first byte; from then on a short silence is the end
        while data := self._written(waiting):
            last, waiting = time.perf_counter(), still_s
            drawn.append(data)
        self._show(b"".join(drawn))
        return last - pressed

    def core_s(self) -> float | None:
        """Give the seconds of a core that it used so far; None where the system does not tell."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return None
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _peak_mb(self) -> float | None:
        """Give its largest memory so far; None where the system tells it at the end alone.

        What is told at the end is at least what this process had when it started the other one.
        """
        try:
            status = Path(f"/proc/{self.pid}/status").read_text()
        except OSError:
            return None
        found = re.search(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
        return int(found[1]) / 1024 if found else None

    def end(self, keys: bytes | None = None) -> Used:
        """End it, by keys where it is to end by itself."""
        peak_mb = self._peak_mb()
        if keys is None:
            self._process.send_signal(signal.SIGKILL)
        else:
            os.write(self._handle, keys)
            while self.read(PATIENCE_S):
                pass
        _, _, usage = os.wait4(self.pid, 0)
        self._process.returncode = 0
        os.close(self._handle)
        unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
        peak_mb = usage.ru_maxrss / unit if peak_mb is None else peak_mb
        return Used(time.perf_counter() - self._started, usage.ru_utime + usage.ru_stime, peak_mb)


def run(command: Sequence[str], environment: Mapping[str, str], *, input_text: str = "") -> Used:
    """Run a command without a terminal to its end."""
    started = time.perf_counter()
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=dict(environment),
        text=True,
    ) as process:
        assert process.stdin is not None
        process.stdin.write(input_text)
        process.stdin.close()
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Used(time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def can_count() -> bool:
    """Tell whether executed instructions can be counted here."""
    return shutil.which("valgrind") is not None


@contextmanager
def counting(command: Sequence[str]) -> Iterator[tuple[list[str], list[int]]]:
    """Give a command that counts its instructions; the list has the count once it has ended."""
    found: list[int] = []
    with tempfile.NamedTemporaryFile(suffix=".log") as log:
        tool = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
        yield [*tool, f"--log-file={log.name}", *command], found
        counted = re.search(r"I +refs: +([\d,]+)", Path(log.name).read_text())
        found.append(int(counted[1].replace(",", "")) if counted else 0)
