"""What a session is at an instant: the state the player keeps, and the moment a screen shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from stretchtui.domain.routine import Side
from stretchtui.domain.timeline import Phase, PhaseKind


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
    """What one side of one exercise has seen: counted reps, held seconds, pain."""

    reps: int = 0
    held_s: float = 0.0
    pain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayerState:
    """Everything a session is at an instant; immutable, so that a step can be taken back.

    `elapsed_s` is time spent in the current phase. `reentry_s` is what is left of the
    move-in given after a resume. `attempt_s` is the time held in the current rep.
    `active_s` is running time since the start, pauses left out. `more_hold_s` maps an
    exercise's number to the seconds added to its holds.
    """

    run: RunState = RunState.READY
    reason: PauseReason | None = None
    index: int = 0
    elapsed_s: float = 0.0
    reentry_s: float = 0.0
    reentry_total_s: float = 0.0
    attempt_s: float = 0.0
    active_s: float = 0.0
    more_hold_s: Mapping[int, int] = field(default_factory=dict)
    tallies: Mapping[tuple[int, Side], Tally] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What a screen shows of a session at an instant; times in seconds.

    `kind` and the phase's times are those of the re-entry move-in while one runs.
    `following` is the first phase of the station that comes next, or None in the last one.
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
