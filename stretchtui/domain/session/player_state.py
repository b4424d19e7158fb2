"""What a session is at an instant: the state the player keeps, and the moment a screen shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from enum import StrEnum
from typing import Annotated, Any

from stretchtui.domain.choices import PACES
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.fields import OneOf, Within
from stretchtui.domain.record import Degree, Pain
from stretchtui.domain.routine import Side
from stretchtui.domain.session.timeline import Phase, PhaseKind

Count = Annotated[int, Within(0, 1_000_000)]
Seconds = Annotated[float, Within(0, 1_000_000)]


class RunState(StrEnum):
    """Whether the session's clock runs."""

    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    STOPPED_EARLY = "stopped-early"


class PauseReason(StrEnum):
    """Why a session is paused: the person asked, the clock had a gap, or something hurt."""

    ASKED = "asked"
    GAP = "gap"
    PAIN = "pain"


@dataclass(frozen=True, slots=True)
class Tally:
    """What one side of one exercise has seen once it was begun: counted reps, held seconds, pain that stopped it."""

    reps: Count = 0
    held_s: Seconds = 0.0
    pain: Pain | None = None

    @property
    def begun(self) -> bool:
        """Tell whether anything was done: some of a hold, or a rep that has none."""
        return self.held_s > 0 or self.reps > 0


Target = tuple[int, Side]
"""A line of the record: an exercise's number in the session, and the side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PainPause:
    """What stands to be marked while the session waits because something hurts; nothing is marked yet.

    `targets` are those begun so far, in the routine's order; `chosen` is the place in them of the
    one that hurts, and there is none where nothing was begun. `nrs` is how much, 0-10, None while not said;
    `growing` tells that a digit was the last key, so that a 1 can still become 10. `phase` is what the session was in.
    """

    phase: PhaseKind
    targets: tuple[Target, ...] = ()
    chosen: int = 0
    nrs: Degree | None = None
    growing: bool = False

    @classmethod
    def broken_rules(cls, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Find a choice that is none of what was begun."""
        if not 0 <= values["chosen"] < max(1, len(values["targets"])):
            yield "chosen", f"expected the place of one of {len(values['targets'])}, got {values['chosen']}"

    @property
    def target(self) -> Target | None:
        """What would be marked."""
        return self.targets[self.chosen] if self.targets else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PainMoment:
    """What a screen shows of a pain pause.

    `marked` is a phase of what would be marked, None where nothing was begun. `earlier` and `later` tell
    whether another can be chosen. `ease` is how to come out of the position, "" where one is out of it.
    `goes_on` is the phase that going on leads to, None after the last; `here` tells that it is
    the one that was interrupted. `left_out` is a phase of the exercise that can be left out.
    """

    marked: Phase | None
    earlier: bool
    later: bool
    nrs: int | None
    ease: str
    goes_on: Phase | None
    here: bool
    left_out: Phase | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayerState:
    """Everything a session is at an instant; immutable, so that a step can be taken back.

    `elapsed_s` is time spent in the current phase. `reentry_s` is what is left of the
    move-in given after a resume. `attempt_s` is the time held in the current rep.
    `active_s` is running time since the start, pauses left out. `pace` is how many times longer than
    laid out every phase but a hold takes. `more_hold_s` maps an
    exercise's number to the seconds added to its holds. `tallies` has what was begun. `pain` is
    there in a pause for pain, and only there.
    """

    run: RunState = RunState.READY
    reason: PauseReason | None = None
    index: Count = 0
    elapsed_s: Seconds = 0.0
    reentry_s: Seconds = 0.0
    reentry_total_s: Seconds = 0.0
    attempt_s: Seconds = 0.0
    active_s: Seconds = 0.0
    pace: Annotated[float, OneOf(PACES)] = 1.0
    more_hold_s: Mapping[int, int] = field(default_factory=dict)
    tallies: Mapping[Target, Tally] = field(default_factory=dict)
    pain: PainPause | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What a screen shows of a session at an instant; times in seconds.

    `kind` and the phase's times are those of the re-entry move-in while one runs.
    `following` is the phase that next goes to, or None in the last station. `hurt_before` is of an exercise that
    was stopped for pain and makes the movement that one gets ready for, or is in.
    """

    run: RunState
    reason: PauseReason | None
    phase: Phase
    kind: PhaseKind
    phase_s: float
    phase_elapsed_s: float
    session_left_s: float
    active_s: float
    hold_s: float
    following: Phase | None
    reentry: bool
    tallies: Mapping[Target, Tally] = field(default_factory=dict)
    pain: PainMoment | None = None
    hurt_before: Phase | None = None

    @property
    def told_now(self) -> int:
        """The place, among what is told while getting ready, of the sentence that is told now."""
        due = (sentence.at_s <= self.phase_elapsed_s for sentence in self.phase.told)
        return max(0, sum(due) - 1)

    @property
    def phase_left_s(self) -> float:
        """Seconds left in the phase."""
        return max(0.0, self.phase_s - self.phase_elapsed_s)

    @property
    def progress(self) -> float:
        """How far the phase has gone, 0 to 1."""
        return min(1.0, self.phase_elapsed_s / self.phase_s) if self.phase_s > 0 else 1.0

    @property
    def reach(self) -> float:
        """How far into the movement the body is: 0 at the start pose, 1 in the hold."""
        if self.kind is PhaseKind.MOVE_IN:
            return self.progress
        if self.kind is PhaseKind.MOVE_OUT:
            return 1.0 - self.progress
        return 1.0 if self.kind is PhaseKind.HOLD else 0.0

    @property
    def end_reach(self) -> float:
        """The reach that the phase ends in, for a still picture of it."""
        return 1.0 if self.kind in (PhaseKind.MOVE_IN, PhaseKind.HOLD) else 0.0
