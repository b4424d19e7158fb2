"""Hits random keys, moves the mouse, pastes, resizes and waits, over all screens, and looks whether anything gives way.

`python -m tests.tools.monkey --minutes 30 --seed 1` starts the program in a pseudo-terminal as
often as it is left, and ends with exit code 1 at the first fault: a traceback, a report of a
fault, an exit code other than 0, a terminal not given back, or a journal that is not sound.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.hostile import HOSTILE
from tests.terminal.home import call
from tests.terminal.terminal import KEYS, Terminal, started

SIZES = ((80, 24), (120, 36), (40, 15), (36, 12), (20, 5), (200, 60), (1, 1))
TYPED = "kjhlcrstmyaednpufxb?q0123456789+-= "
LEAVING = {"ctrl+q", "ctrl+c", "ctrl+z", "ctrl+d"}
NAMED = [*sorted(set(KEYS) - LEAVING), "\x1b[H", "\x1b[F", "\x1bOP"]


class Monkey:
    """Hands that do not know what they do; the same seed does the same."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311
        self.acts: list[str] = []

    def act(self, terminal: Terminal) -> None:
        """Do one thing."""
        doing: Callable[[Terminal], str] = self.chance.choices(
            (self._type, self._press, self._click, self._paste, self._resize, self._wait), (30, 30, 12, 3, 3, 22)
        )[0]
        self.acts.append(doing(terminal))
        terminal.read(0.02)

    def _type(self, terminal: Terminal) -> str:
        key = self.chance.choice(TYPED)
        terminal.press(key)
        return key

    def _press(self, terminal: Terminal) -> str:
        key = self.chance.choice(NAMED)
        terminal.press(key)
        return key

    def _click(self, terminal: Terminal) -> str:
        at = f"{self.chance.randint(1, 120)};{self.chance.randint(1, 40)}"
        button = self.chance.choice((0, 0, 0, 2, 35, 64, 65))
        terminal.send(f"\x1b[<{button};{at}M\x1b[<{button};{at}m".encode())
        return f"mouse {button} at {at}"

    def _paste(self, terminal: Terminal) -> str:
        text = self.chance.choice(HOSTILE)
        terminal.send(b"\x1b[200~" + text.encode() + b"\x1b[201~")
        return f"paste {text!r}"

    def _resize(self, terminal: Terminal) -> str:
        size = self.chance.choice(SIZES)
        terminal.resize(*size)
        return f"resize {size}"

    def _wait(self, terminal: Terminal) -> str:
        until = time.monotonic() + self.chance.random() * 0.6
        while time.monotonic() < until:
            terminal.read(0.05)
        return "wait"


def run(home: Path, minutes: float, seed: int) -> str | None:
    """Play for some minutes; give what went wrong with the last acts before it, or None."""
    monkey = Monkey(seed)
    deadline = time.monotonic() + 60 * minutes
    while time.monotonic() < deadline:
        words = monkey.chance.choice(((), (), ("start", "--speed", "20", "--record", "--sound", "silent")))
        with started(home, *words) as terminal:
            while terminal.process.poll() is None and time.monotonic() < deadline:
                monkey.act(terminal)
                wake(terminal)
            if terminal.process.poll() is None:
                terminal.press("ctrl+q")
            code = terminal.exit_code()
            wrong = _wrong(home, terminal, code)
        if wrong:
            return f"seed {seed}: {wrong}; the last acts: {monkey.acts[-30:]}"
    return None


def wake(terminal: Terminal) -> None:
    """Bring a program back that was sent to the background, by its palette say, as `fg` does."""
    with contextlib.suppress(OSError):  # gone, or a system that does not tell
        state = Path(f"/proc/{terminal.process.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0]
        if state == "T":
            terminal.signal(signal.SIGCONT)


def _wrong(home: Path, terminal: Terminal, code: int) -> str | None:
    if code != 0 or b"Traceback" in terminal.raw:
        reports = [path.read_text(encoding="utf-8") for path in home.rglob("fault-*.txt")]
        return f"exit code {code}: {terminal.text[-500:]} {reports}"
    try:
        terminal.assert_restored()
    except AssertionError as error:
        return str(error)
    checked = call(home, "journal", "check")
    return None if checked.exit_code == 0 else checked.output


def main() -> None:
    """Play, and say how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        wrong = run(Path(home), options.minutes, options.seed)
    sys.stdout.write(f"{wrong or f'{options.minutes:g} minutes with seed {options.seed}: nothing gave way'}\n")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
