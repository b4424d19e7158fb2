"""Plain mode with a clock set by hand: a person who types lines at given moments, and the lines that come out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from stretchtui.domain.cues.cue_sheet import Cue
from stretchtui.domain.record import SessionRecord
from stretchtui.domain.session.request import SessionRequest
from stretchtui.journal import Journal
from stretchtui.plain.cue_sink import CueSink
from stretchtui.plain.program import PlainProgram
from stretchtui.plain.prompt import Prompter
from stretchtui.plain.streams import TerminationSignal
from stretchtui.session.context import AppContext
from stretchtui.system.keep_awake import KeepAwake
from tests.support import MORNING, FakeClock, make_context

POWER_CUT = -9
"""Typed as a signal, it ends the program without a word."""

Typed = tuple[float, str | int | None]
"""A moment in seconds from the start, and a line, a signal's number, or None for the end of all lines."""


STIFF = "How stiff is your back"
COMFORT = "How comfortable was the session?"
NOTE = "A note, if you like"
EOF = None
TERM = 15
FAR = 3600.0
"""Long after any session is over."""

SKIPPED: list[Typed] = [(0.5, "")]
"""Leave the first question out; the session begins half a second after the start."""

LEFT_OUT: list[Typed] = [(FAR, ""), (FAR + 1, ""), (FAR + 2, "")]
"""Leave out every question at the end."""


class PowerCutError(BaseException):
    """The machine stops."""


class Person:
    """Types lines at their moments; time goes on while the program waits, and for nothing else.

    `asleep` is when the machine falls asleep once, and for how many seconds.
    """

    def __init__(
        self, clock: FakeClock, typed: Iterable[Typed], *, terminal: bool = True, asleep: tuple[float, float] = (0, 0)
    ) -> None:
        self.clock = clock
        self._asleep = asleep
        self.terminal = terminal
        self.ended = False
        self._began_s = clock.monotonic()
        self._typed = sorted(typed, key=lambda item: item[0])

    @property
    def at_s(self) -> float:
        """Seconds from the start."""
        return self.clock.monotonic() - self._began_s

    def take(self, wait_s: float | None) -> str | None:
        if self._typed and (wait_s is None or self._typed[0][0] <= self.at_s + wait_s):
            moment, item = self._typed.pop(0)
            self.clock.go(max(0.0, moment - self.at_s))
            if isinstance(item, int):
                raise PowerCutError if item == POWER_CUT else TerminationSignal(item)
            self.ended = item is None
            return item
        assert wait_s is not None or self.ended, "the program waits for ever"
        self.clock.go(wait_s or 0.0)
        falls_s, slept_s = self._asleep
        if slept_s and self.at_s >= falls_s:
            self._asleep = (0, 0)
            self.clock.go(slept_s)
        return None

    def drop(self) -> None:
        while self._typed and self._typed[0][0] <= self.at_s and isinstance(self._typed[0][1], str):
            self._typed.pop(0)


class Paper:
    """Takes the lines, each with its moment; `stuck` are spans of time in which nothing gets out."""

    def __init__(self, clock: FakeClock, stuck: Iterable[tuple[float, float]] = ()) -> None:
        self.clock = clock
        self.said: list[tuple[float, str]] = []
        self._began_s = clock.monotonic()
        self._stuck = [(self._began_s + start_s, self._began_s + end_s) for start_s, end_s in stuck]

    @property
    def settled(self) -> bool:
        return not any(start_s <= self.clock.monotonic() < end_s for start_s, end_s in self._stuck)

    def say(self, line: str) -> None:
        self.said.append((round(self.clock.monotonic() - self._began_s, 2), line))

    def flush(self, wait_s: float) -> None:
        pass


class Listened(CueSink):
    """Takes note of what is called out."""

    def __init__(self, called: list[Cue]) -> None:
        self._called = called

    def call(self, cue: Cue) -> None:
        self._called.append(cue)


class Morning:
    """A run of plain mode from its first line to its last; of the short version unless asked for otherwise."""

    def __init__(
        self,
        folder: Path,
        typed: Iterable[Typed] = (),
        *,
        terminal: bool = True,
        stuck: Iterable[tuple[float, float]] = (),
        asleep: tuple[float, float] = (0, 0),
        clock: FakeClock | None = None,
        person: type[Person] = Person,
        paper: type[Paper] = Paper,
        show_notice: bool = False,
        awake: KeepAwake | None = None,
        **request: Any,
    ) -> None:
        self.clock = clock or FakeClock()
        self.context: AppContext = make_context(folder, self.clock)
        self.context.show_notice = show_notice
        self.context.awake = awake or self.context.awake
        self.person = person(self.clock, typed, terminal=terminal, asleep=asleep)
        self.paper = paper(self.clock, stuck)
        self.called: list[Cue] = []
        usual = {"routine": self.context.routine, "level": self.context.config.level, "short": True, "direct": True}
        prompter = Prompter(self.person, self.paper)
        self.program = PlainProgram(self.context, SessionRequest(**usual | request), prompter, Listened(self.called))
        try:
            self.code = self.program.run()
        except PowerCutError:
            self.code = POWER_CUT
            # All that a system does for a program that was killed.
            self.context.checkpoints.abandon()

    @property
    def lines(self) -> list[str]:
        """Give what was said, in order."""
        return [line for _, line in self.paper.said]

    def after(self, moment_s: float) -> list[str]:
        """Give what was said from a moment on."""
        return [line for at_s, line in self.paper.said if at_s >= moment_s]

    def when(self, beginning: str) -> float:
        """Tell when a line that begins so was said first."""
        return next(at_s for at_s, line in self.paper.said if line.startswith(beginning))

    def records(self) -> list[SessionRecord]:
        """Give every session in the journal, read anew from the disk."""
        journal = Journal(self.context.locations.journal, self.clock.now)
        return list(journal.between(MORNING.date().subtract(years=1), MORNING.date().add(years=1)))

    @property
    def first_hold_s(self) -> float:
        """Tell how long the first hold of the first exercise and side was held."""
        (record,) = self.records()
        return record.exercises[0].done.hold_s


def untouched(folder: Path, **request: Any) -> Morning:
    """Let a session run without a key, and leave every question out."""
    return Morning(folder, [*SKIPPED, *LEFT_OUT], **request)
