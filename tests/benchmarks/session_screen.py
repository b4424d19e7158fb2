"""What the session screen costs: `python -m tests.benchmarks.session_screen`.

Runs the real program in pseudo-terminals and prints, in one run, the share of a core and
the bytes written a second while something moves, in a hold of 15 s whose ring drains and when
paused, beside a screen that has only a `Digits` countdown at the frame rate of a movement.
Single figures depend on the machine; the ratios hold.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import pty
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App

    from stretchtui.domain.session.request import SessionRequest
    from stretchtui.session.context import AppContext

WARM_UP_S = 2.5
SIZES = ((80, 24), (120, 36))
HOLD_S = 15
SESSION_S = 28.0
"""A whole rep of the session that is measured, which moves at the pace that ships."""

SHOWN = {"digits": "digits", "moving": "session", "hold": "session", "paused": "paused"}
"""What is printed, and the screen that it is measured on."""


# --- the measured side --------------------------------------------------------------------


class Spending:
    """Seconds of processor, and spans of the clock, by what a screen was doing."""

    def __init__(self) -> None:
        self.cpu: dict[str, float] = {}
        self.spans: dict[str, list[tuple[float, float]]] = {}
        self._last: tuple[float, float] | None = None

    def begin(self) -> None:
        """Count from now on."""
        self._last = time.process_time(), time.monotonic()

    def note(self, kind: str) -> None:
        """Put what was spent since the last time down to a kind."""
        if self._last is None:
            return
        (cpu, clock), self._last = self._last, (time.process_time(), time.monotonic())
        self.cpu[kind] = self.cpu.get(kind, 0.0) + self._last[0] - cpu
        self.spans.setdefault(kind, []).append((clock, self._last[1]))


def _measure_here(kind: str, seconds: float, report: Path) -> None:
    """Run one screen in this process's terminal and write down what it cost."""
    spending = Spending()

    def watch(app: App[Any]) -> None:
        def end() -> None:
            if kind != "session":
                spending.note(kind)
            report.write_text(json.dumps({"cpu": spending.cpu, "spans": spending.spans}))
            app.exit()

        app.set_timer(WARM_UP_S, spending.begin)
        app.set_timer(WARM_UP_S + seconds, end)

    (_digits_app(watch) if kind == "digits" else _session_app(kind, spending, watch)).run()


def _digits_app(watch: Callable[[App[Any]], None]) -> App[None]:
    """Make a program of nothing but a countdown in Textual's own digits."""
    from textual.app import App, ComposeResult
    from textual.widgets import Digits

    from stretchtui.domain.session.timeline import PhaseKind
    from stretchtui.tui.screens.frame_timer import FRAMES_A_SECOND

    class DigitsApp(App[None]):
        def compose(self) -> ComposeResult:
            yield Digits("00.00")

        def on_mount(self) -> None:
            start = time.monotonic()
            digits = self.query_one(Digits)
            self.set_interval(
                1 / FRAMES_A_SECOND[PhaseKind.MOVE_IN],
                lambda: digits.update(f"{99 - (time.monotonic() - start) % 99:05.2f}"),
            )
            watch(self)

    return DigitsApp()


def _session_app(kind: str, spending: Spending, watch: Callable[[App[Any]], None]) -> App[None]:
    """Make the real program, in a session that moves in and out of its holds again and again."""
    from stretchtui.domain.session.timeline import PhaseKind
    from stretchtui.session.controller import SessionController
    from stretchtui.tui.app import StretchApp
    from stretchtui.tui.screens.session import SessionScreen

    context, request = _surroundings()
    moving = (PhaseKind.MOVE_IN, PhaseKind.MOVE_OUT)

    class Accounted(SessionScreen):
        def tick(self) -> None:
            if kind == "session":
                spending.note("moving" if self.player.phase.kind in moving else self.player.phase.kind)
            super().tick()

    class Measured(StretchApp):
        def first_screen(self) -> SessionScreen:
            screen = Accounted(SessionController(context, request))
            if kind == "paused":
                self.set_timer(1.0, screen.action_toggle_pause)
            watch(self)
            return screen

    return Measured(context)


def _surroundings() -> tuple[AppContext, SessionRequest]:
    """Give what the program works with, in a folder of its own, and a session of one exercise."""
    from stretchtui import library
    from stretchtui.config import Config
    from stretchtui.domain.dose import Sides, Span
    from stretchtui.domain.routine import Level
    from stretchtui.domain.session.request import SessionRequest
    from stretchtui.domain.sound import Sound
    from stretchtui.journal import Checkpoints, Journal
    from stretchtui.session.context import AppContext
    from stretchtui.system import locations, resources
    from stretchtui.system.clock import SystemClock

    library = library.load(resources.folder("data"))
    exercise = library.exercises["knee-to-chest"]
    dose = replace(
        exercise.dose,
        reps=Span(5, 5),
        hold_s=Span(HOLD_S, HOLD_S),
        sides=Sides.BOTH,
        get_ready_s=WARM_UP_S,
    )
    routine = replace(library.routines["morning-bed"], exercises=(replace(exercise, dose=dose),), short=())
    folder = Path(tempfile.mkdtemp())
    clock = SystemClock()
    context = AppContext(
        library=library,
        journal=Journal(folder / "journal", clock.now),
        checkpoints=Checkpoints(folder / "sessions"),
        clock=clock,
        config=Config(sound=Sound.SILENT),
        locations=locations.Locations(folder, folder / "config.toml", folder, folder, folder),
    )
    return context, SessionRequest(routine=routine, level=Level.STANDARD)


# --- the measuring side -------------------------------------------------------------------


def measure(screen: str, size: tuple[int, int], seconds: float) -> Mapping[str, Mapping[str, float]]:
    """Run one screen in a pseudo-terminal of a size; give, by kind, its share of a core and its bytes a second."""
    report = Path(tempfile.mkdtemp()) / "report.json"
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    command = [sys.executable, "-m", "tests.benchmarks.session_screen", "--here", screen, str(seconds), str(report)]
    child = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True)
    os.close(slave)
    written: list[tuple[float, int]] = []
    while child.poll() is None:
        ready, _, _ = select.select([master], [], [], 0.2)
        if ready:
            try:
                written.append((time.monotonic(), len(os.read(master, 1 << 16))))
            except OSError:
                break
    child.wait()
    os.close(master)
    found = json.loads(report.read_text())
    return {kind: _rates(found["cpu"][kind], spans, written) for kind, spans in found["spans"].items()}


def _rates(cpu: float, spans: list[tuple[float, float]], written: list[tuple[float, int]]) -> dict[str, float]:
    """Share out what was spent, and what was written meanwhile, over the time that it took."""
    wall = sum(end - start for start, end in spans)
    count = sum(size for at, size in written if any(start <= at < end for start, end in spans))
    return {"core": cpu / wall, "bytes": count / wall}


def measure_all(size: tuple[int, int], seconds: float) -> dict[str, Mapping[str, float]]:
    """Measure every kind once at a size."""
    lengths = {"digits": seconds, "session": SESSION_S, "paused": seconds}
    screens = {screen: measure(screen, size, length) for screen, length in lengths.items()}
    return {kind: screens[screen][kind] for kind, screen in SHOWN.items()}


def main() -> None:
    """Measure everything once and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=8.0, help="how long digits and the pause are measured")
    parser.add_argument("--rounds", type=int, default=3, help="how often; the medians are printed")
    parser.add_argument("--here", nargs=3, metavar=("SCREEN", "SECONDS", "REPORT"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        _measure_here(options.here[0], float(options.here[1]), Path(options.here[2]))
        return
    print(f"{'size':<8}{'screen':<9}{'core':>8}{'bytes/s':>10}{'x digits':>10}")
    for size in SIZES:
        # In turn, so that a machine that changes its speed changes it for all of them.
        rounds = [measure_all(size, options.seconds) for _ in range(options.rounds)]
        for kind in SHOWN:
            core = median(found[kind]["core"] for found in rounds)
            written = median(found[kind]["bytes"] for found in rounds)
            ratio = median(found[kind]["core"] / found["digits"]["core"] for found in rounds)
            print(f"{f'{size[0]}x{size[1]}':<8}{kind:<9}{core:>8.1%}{written:>10.0f}{ratio:>10.2f}", flush=True)


if __name__ == "__main__":
    main()
