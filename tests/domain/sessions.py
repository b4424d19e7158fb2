"""A session to play by hand, for the tests of the player.

At the gentle level: `pull` 10 s ready, then each side 4 s in, 10 s held, 2 s out with 5 s
between the sides; `lift` 10 s ready, two reps of 3 s in, 3 s held, 3 s out with 2 s of rest.
"""

from __future__ import annotations

from stretchtui.domain.dose import Sides
from stretchtui.domain.record import ExerciseOutcome
from stretchtui.domain.routine import Exercise, Level, Side
from stretchtui.domain.session.player import SessionPlayer
from stretchtui.domain.session.player_state import Moment
from stretchtui.domain.session.timeline import PhaseKind, timeline
from tests.support import make_exercise

PULL = make_exercise("pull", sides=Sides.EACH, move_in_s=4.0, move_out_s=2.0)
LIFT = make_exercise("lift", hold_s=(3, 5), reps=(2, 3), rest_s=2.0)
PULL_S, LIFT_S = 47.0, 30.0
TICK_S = 0.5


class Session:
    """A session with a clock of its own, ticking twice a second."""

    def __init__(self, *exercises: Exercise, level: Level = Level.GENTLE, start_from: str | None = None) -> None:
        self.level = level
        self.player = SessionPlayer(timeline(exercises or (PULL, LIFT), level), start_from=start_from)
        self.now = 500.0
        self.player.start(self.now)

    def run(self, seconds: float) -> Session:
        ticks = round(seconds / TICK_S)
        assert ticks * TICK_S == seconds
        for _ in range(ticks):
            self.now += TICK_S
            self.player.advance(self.now)
        return self

    def press(self, key: str, *values: int) -> Session:
        getattr(self.player, key)(*values, self.now)
        return self

    @property
    def at(self) -> Moment:
        return self.player.moment()

    @property
    def where(self) -> tuple[str, Side, PhaseKind, float]:
        return (self.at.phase.exercise.id, self.at.phase.side, self.at.kind, self.at.phase_elapsed_s)

    @property
    def lines(self) -> list[tuple[str, Side, int, float, ExerciseOutcome]]:
        results = self.player.results(self.level)
        return [(r.exercise, r.side, r.done.reps, r.done.hold_s, r.outcome) for r in results]
