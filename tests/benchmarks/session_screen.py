"""What the session screen costs: `python -m tests.benchmarks.session_screen`.

Runs the real program in pseudo-terminals and prints, in one run, the share of a core and
the bytes written a second while something moves, in a hold and when paused, beside a screen
that has only a `Digits` countdown at the same frame rate. Single figures depend on the
machine; the ratios hold.
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
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stretchtui.domain.session.request import SessionRequest
    from stretchtui.session.context import AppContext

WARM_UP_S = 2.5
SIZES = ((80, 24), (120, 36))
KINDS = ("digits", "moving", "hold", "paused")
FRAMES_A_SECOND = 30


# --- the measured side --------------------------------------------------------------------


def _measure_here(kind: str, seconds: float, report: Path) -> None:
    """Run one screen in this process's terminal and write down what it cost."""
    from textual.app import App, ComposeResult
    from textual.widgets import Digits

    def watch(app: App[None]) -> None:
        begun: list[float] = []

        def begin() -> None:
            begun.extend((time.process_time(), time.monotonic()))
            report.with_suffix(".begun").touch()

        def end() -> None:
            cpu, wall = time.process_time() - begun[0], time.monotonic() - begun[1]
            report.write_text(json.dumps({"cpu": cpu, "wall": wall}))
            app.exit()

        app.set_timer(WARM_UP_S, begin)
        app.set_timer(WARM_UP_S + seconds, end)

    class DigitsApp(App[None]):
        def compose(self) -> ComposeResult:
            yield Digits("00.00")

        def on_mount(self) -> None:
            start = time.monotonic()
            digits = self.query_one(Digits)
            self.set_interval(
                1 / FRAMES_A_SECOND, lambda: digits.update(f"{99 - (time.monotonic() - start) % 99:05.2f}")
            )
            watch(self)

    if kind == "digits":
        DigitsApp().run()
    else:
        _session_app(kind, watch).run()


def _session_app(kind: str, watch: object) -> object:
    """Make the real program, in a session whose first phase of a kind lasts long enough to measure."""
    from stretchtui.domain.session.timeline import PhaseKind
    from stretchtui.tui.app import StretchApp
    from stretchtui.tui.screens import session

    session.FRAMES_A_SECOND[PhaseKind.MOVE_IN] = FRAMES_A_SECOND
    if kind == "moving":
        # A movement of ordinary speed, over and over, instead of one that creeps for minutes.
        session.SessionScreen.tick = _to_and_fro(session.SessionScreen.tick)  # type: ignore[method-assign]
    context, request = _surroundings(kind)

    class Measured(StretchApp):
        def first_screen(self) -> session.SessionScreen:
            screen = session.SessionScreen(context, request)
            if kind == "paused":
                self.set_timer(1.0, screen.action_toggle_pause)
            watch(self)  # type: ignore[operator]
            return screen

    return Measured(context)


def _surroundings(kind: str) -> tuple[AppContext, SessionRequest]:
    """Give what the program works with, in a folder of its own, and a session of one exercise with a long phase."""
    from stretchtui import library
    from stretchtui.config import Config, Sound
    from stretchtui.domain.routine import Level, Span
    from stretchtui.domain.session.request import SessionRequest
    from stretchtui.journal import Checkpoints, Journal
    from stretchtui.session.context import AppContext
    from stretchtui.system import locations, resources
    from stretchtui.system.clock import SystemClock

    shelf = library.load(resources.folder("data"))
    exercise = shelf.exercises["knee-to-chest"]
    moving_s, hold_s = (600.0 if kind == "moving" else 0.1), (300 if kind == "hold" else 600)
    dose = replace(exercise.dose, get_ready_s=0.1, move_in_s=moving_s, hold_s=Span(hold_s, hold_s))
    routine = replace(shelf.routines["morning-bed"], exercises=(replace(exercise, dose=dose),), short=())
    folder = Path(tempfile.mkdtemp())
    clock = SystemClock()
    context = AppContext(
        library=shelf,
        journal=Journal(folder / "journal", clock.now),
        checkpoints=Checkpoints(folder / "sessions"),
        clock=clock,
        config=Config(sound=Sound.SILENT),
        locations=locations.Locations(folder, folder / "config.toml", folder, folder, folder),
    )
    return context, SessionRequest(routine=routine, level=Level.STANDARD)


def _to_and_fro(tick: object) -> object:
    def moving_tick(screen: object) -> None:
        player = screen.player  # type: ignore[attr-defined]
        state = player.state
        if state.elapsed_s > 3.0 and player.phase.kind == "move-in":
            player.state = replace(state, elapsed_s=0.0)
            player.phases = tuple(
                replace(phase, duration_s=3.5) if phase.kind == "move-in" else phase for phase in player.phases
            )
        tick(screen)  # type: ignore[operator]

    return moving_tick


# --- the measuring side -------------------------------------------------------------------


def measure(kind: str, size: tuple[int, int], seconds: float) -> dict[str, float]:
    """Run one screen in a pseudo-terminal of a size; give its share of a core and its bytes a second."""
    report = Path(tempfile.mkdtemp()) / "report.json"
    begun = report.with_suffix(".begun")
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    command = [sys.executable, "-m", "tests.benchmarks.session_screen", "--here", kind, str(seconds), str(report)]
    child = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True)
    os.close(slave)
    written = 0
    while child.poll() is None:
        ready, _, _ = select.select([master], [], [], 0.2)
        if ready:
            try:
                data = os.read(master, 1 << 16)
            except OSError:
                break
            if begun.exists() and not report.exists():
                written += len(data)
    child.wait()
    os.close(master)
    found = json.loads(report.read_text())
    return {"core": found["cpu"] / found["wall"], "bytes": written / found["wall"]}


def main() -> None:
    """Measure everything once and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=8.0, help="how long each screen is measured")
    parser.add_argument("--rounds", type=int, default=3, help="how often; the medians are printed")
    parser.add_argument("--here", nargs=3, metavar=("KIND", "SECONDS", "REPORT"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        _measure_here(options.here[0], float(options.here[1]), Path(options.here[2]))
        return
    print(f"{'size':<8}{'screen':<9}{'core':>8}{'bytes/s':>10}{'x digits':>10}")
    for size in SIZES:
        # In turn, so that a machine that changes its speed changes it for all of them.
        rounds = [{kind: measure(kind, size, options.seconds) for kind in KINDS} for _ in range(options.rounds)]
        for kind in KINDS:
            core = median(found[kind]["core"] for found in rounds)
            written = median(found[kind]["bytes"] for found in rounds)
            ratio = median(found[kind]["core"] / found["digits"]["core"] for found in rounds)
            print(f"{f'{size[0]}x{size[1]}':<8}{kind:<9}{core:>8.1%}{written:>10.0f}{ratio:>10.2f}", flush=True)


if __name__ == "__main__":
    main()
