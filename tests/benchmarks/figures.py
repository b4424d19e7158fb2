"""The figures of docs/performance.md, each with what it is measured against and its goal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles

from tests.benchmarks import session_screen
from tests.benchmarks.journal import A_MONTH, LARGE, fill
from tests.benchmarks.loop import Loop
from tests.benchmarks.outside import SIZE, STILL_S, Used, Watched, Words, can_count, counting, run
from tests.terminal.home import environment, has_read_the_notice

NOTHING = (sys.executable, "-c", "pass")
OURS = (sys.executable, "-m", "stretchtui")
SMALLEST = (sys.executable, "-m", "tests.benchmarks.smallest_app")
LEAVE = b"\x11"
"""Ctrl+q, which ends both programs."""

SUMMARIES = (
    sys.executable,
    "-c",
    "import os; from pathlib import Path; from datetime import UTC, datetime; from stretchtui.journal import Journal; "
    "Journal(Path(os.environ['STRETCHTUI_JOURNAL']), lambda: datetime.now(UTC)).summaries()",
)
"""What reads every session with all checks, for counting: the verbs are measured against it."""

KEYS = {
    "overview": (b"", (b"\x1b[B", b"\x1b[A")),
    "to the calendar and back": (b"", (b"c", b"q")),
    "calendar": (b"c", (b"\x1b[D", b"\x1b[C")),
    "calendar, PageUp": (b"c", (b"\x1b[5~", b"\x1b[6~")),
    # Enter starts, a second one leaves the question before a session out; to go on and to pause are measured alike.
    "pause": (b"\r\r ", (b" ",)),
}
"""For each place the keys that lead there, and those that are pressed in turn."""

LOOP_MS = 20.0
"""What a loop takes, in the middle, that is run after each key: its longest runs tell how still the machine is."""

KEY_GOAL = 1.6
"""The 40 ms wanted where the loop, beside the program, takes 25: how many times as long as it a key may take."""

SESSION = {"digits": None, "moving": 12.0, "hold": 3.0, "paused": 0.3}
"""What is measured of a session, and how much of a core it may take; the first is what the others are held against."""

MOST_DIGITS = 1.6
"""How many times as much as a screen of nothing but digits a moving figure may take, at the same rate."""


@dataclass(frozen=True)
class Figure:
    """Something measured: `ours` and, where there is one, what it was measured `against`, in a unit; and its goal.

    The goal is the most that `ours` may be, as a multiple of `against` where there is such a thing.
    """

    name: str
    unit: str
    ours: float
    goal: float
    against: float | None = None

    @property
    def value(self) -> float:
        """What the goal is held against."""
        return self.ours / self.against if self.against else self.ours


@dataclass(frozen=True)
class Bench:
    """Where and how often is measured: a folder of its own, and so many rounds that take turns."""

    folder: Path
    rounds: int
    instructions_only: bool = False

    def home(self, **more: str) -> dict[str, str]:
        """Give the environment of somebody who has started the program before."""
        has_read_the_notice(self.folder)
        return environment(self.folder, PYTHONPYCACHEPREFIX=str(self.folder / "pyc"), **more)


# --- starting -----------------------------------------------------------------------------


def _words_of(command: tuple[str, ...], home: dict[str, str]) -> Words:
    program = Watched(command, home)
    words = program.settle()
    program.end()
    return words


def _started(command: tuple[str, ...], home: dict[str, str], words: Words) -> Used:
    program = Watched(command, home)
    wall_s = program.until(words)
    used = program.end()
    return Used(wall_s, used.core_s, used.peak_mb)


def _instructions_to(command: tuple[str, ...], home: dict[str, str], words: Words | None) -> float:
    """Count the instructions up to a screen and the way out; without words, of the whole run."""
    with counting(command) as (counted, found):
        if words is None:
            run(counted, home)
        else:
            program = Watched(counted, home)
            program.until(words)
            program.end(LEAVE)
    return found[0] / 1e6


def starting(bench: Bench) -> Iterator[Figure]:
    """Measure the way to the full paint of the overview, beside the smallest app."""
    home = bench.home()
    _words_of(OURS, home)  # the first start of all tells what later ones do not
    shown = {command: _words_of(command, home) for command in (OURS, SMALLEST)}
    if can_count():
        ours, against = (_instructions_to(command, home, words) for command, words in shown.items())
        yield Figure("start, instructions", "M", ours, 1.8, against)
    if bench.instructions_only:
        return
    runs: dict[tuple[str, ...], list[Used]] = {command: [] for command in shown}
    for _ in range(bench.rounds):
        for command, words in shown.items():
            runs[command].append(_started(command, home, words))
    for name, unit, goal, of in (
        ("start, clock", "s", 1.6, lambda used: used.wall_s),
        ("start, core", "s", 1.6, lambda used: used.core_s),
        ("start, peak memory", "MB", 1.35, lambda used: used.peak_mb),
    ):
        ours, against = (median(map(of, runs[command])) for command in (OURS, SMALLEST))
        yield Figure(name, unit, ours, goal, against)


# --- verbs --------------------------------------------------------------------------------

VERBS = {"--version": 4.0, "--help": 6.0, "paths": 8.0}
JOURNAL_VERBS = {"journal list --from 2026-11-20 --to 2026-11-26": 9.0, "journal add --time 08:00": 9.0}
"""The verbs that answer at once, and how many times as long as an empty Python they may take."""


def verbs(bench: Bench) -> Iterator[Figure]:
    """Measure the verbs that need no journal, beside a Python that does nothing."""
    return _at_once(bench, bench.home(), VERBS)


def journal(bench: Bench) -> Iterator[Figure]:
    """Measure the daily verbs of the journal, in one of thirty years and in one that is new."""
    for journal, what in ((_large(bench), f"{LARGE:,} sessions"), (bench.folder / "new", "new")):
        yield from _at_once(bench, bench.home(STRETCHTUI_JOURNAL=str(journal)), JOURNAL_VERBS, f", {what}")


def _at_once(bench: Bench, home: dict[str, str], goals: dict[str, float], where: str = "") -> Iterator[Figure]:
    commands = {verb: (*OURS, *verb.split()) for verb in goals}
    for command in commands.values():
        run(command, home)
    if can_count():
        nothing = _instructions_to(NOTHING, home, None)
        for verb, command in commands.items():
            ours = _instructions_to(command, home, None)
            yield Figure(f"{verb}{where}, instructions", "M", ours, goals[verb], nothing)
    if bench.instructions_only:
        return
    runs: dict[tuple[str, ...], list[float]] = {command: [] for command in (NOTHING, *commands.values())}
    for _ in range(3 * bench.rounds):
        for command, found in runs.items():
            found.append(run(command, home).wall_s)
    for verb, command in commands.items():
        yield Figure(f"{verb}{where}, clock", "s", median(runs[command]), goals[verb], median(runs[NOTHING]))


def _large(bench: Bench) -> Path:
    folder = bench.folder / "large"
    if not folder.exists():
        fill(folder, LARGE, A_MONTH)
    return folder


def everything(bench: Bench) -> Iterator[Figure]:
    """Measure the verbs that go through thirty years, beside reading their summaries with all checks."""
    home = bench.home(STRETCHTUI_JOURNAL=str(_large(bench)))
    summaries = median(run(SUMMARIES, home).wall_s for _ in range(3))
    exported = str(bench.folder / "all.csv")
    for words, goal in (
        (("journal", "list"), 3.0),
        (("journal", "check"), 3.0),
        (("report", "--from", "1996-01-01"), 3.0),
        (("journal", "repair"), 6.0),
        (("journal", "export", "--force", exported), 6.0),
        (("journal", "import", exported), 6.0),
    ):
        used = run((*OURS, *words), home)
        name = " ".join(word for word in words if word != exported)
        yield Figure(f"{name}, {LARGE:,} sessions", "s", used.wall_s, goal, summaries)
        yield Figure(f"{name}, {LARGE:,} sessions, memory", "MB", used.peak_mb, 90.0)


# --- the open program ---------------------------------------------------------------------


def left_alone(bench: Bench) -> Iterator[Figure]:
    """Measure the overview that nobody touches."""
    program = Watched(OURS, bench.home())
    program.settle()
    before, seconds = program.core_s(), 5.0 * bench.rounds
    program.read(seconds)
    after = program.core_s()
    program.end()
    if before is not None and after is not None:
        yield Figure("overview, left alone", "% of a core", 100 * (after - before) / seconds, 0.3)


def _late(times: Iterable[float]) -> float:
    return quantiles(times, n=100, method="inclusive")[98]


def keys(bench: Bench) -> Iterator[Figure]:
    """Measure from a key to the last byte of the frame that it draws; a loop half as long as the goal goes after."""
    home = bench.home(STRETCHTUI_JOURNAL=str(_large(bench)), TEXTUAL_ANIMATIONS="none")
    with Loop(LOOP_MS) as loop:
        for place, (way, pressed) in KEYS.items():
            program = Watched(OURS, home)
            program.settle()
            if way:
                program.press(way)
                program.settle()
            took = [(1000 * program.press(key), loop.run(STILL_S)) for key in islice(cycle(pressed), 20 * bench.rounds)]
            program.end()
            for name, of in (("in the middle", median), ("99th percentile", _late)):
                ours, against = (of(times) for times in zip(*took, strict=True))
                yield Figure(f"key to frame, {place}, {name}", "ms", ours, KEY_GOAL, against)


def trends(bench: Bench) -> Iterator[Figure]:
    """Measure from the key to the trends of thirty years."""
    program = Watched(OURS, bench.home(STRETCHTUI_JOURNAL=str(_large(bench)), TEXTUAL_ANIMATIONS="none"))
    program.settle()
    program.press(b"t", still_s=1.0)
    took = program.press(b"4", still_s=1.0)  # all of it; meanwhile the months are counted on the screen
    used = program.end()
    yield Figure(f"trends of {LARGE:,} sessions", "s", took, 1.0)
    yield Figure(f"trends of {LARGE:,} sessions, memory", "MB", used.peak_mb, 90.0)


def session(bench: Bench) -> Iterator[Figure]:
    """Measure a session that moves, holds and waits, beside a screen of digits that change as often."""
    rounds = [session_screen.measure_all(SIZE, 8.0) for _ in range(min(3, bench.rounds))]

    def middle(kind: str, of: str) -> float:
        return median(found[kind][of] for found in rounds)

    for kind, goal in SESSION.items():
        if goal is not None:
            yield Figure(f"session, {kind}", "% of a core", 100 * middle(kind, "core"), goal)
    ours, against = (100 * middle(kind, "core") for kind in ("moving", "digits"))
    yield Figure("session, moving, beside digits", "% of a core", ours, MOST_DIGITS, against)
    yield Figure("session, moving, written a second", "kB", middle("moving", "bytes") / 1000, 35.0)
    yield Figure("session, paused, written a second", "bytes", middle("paused", "bytes"), 0.0)


ALL: dict[str, Callable[[Bench], Iterator[Figure]]] = {
    "starting": starting,
    "verbs": verbs,
    "journal": journal,
    "left-alone": left_alone,
    "keys": keys,
    "session": session,
    "trends": trends,
    "everything": everything,
}
SHORT = ("starting", "verbs")
