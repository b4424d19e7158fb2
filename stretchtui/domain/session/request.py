"""What a session is asked to be, before anything of it is led."""

from __future__ import annotations

from stretchtui.domain.choices import Guidance
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.routine import Exercise, Level, Routine, Side
from stretchtui.domain.session.guidance import Guide, Plan
from stretchtui.domain.session.player_state import PlayerState
from stretchtui.domain.session.timeline import Timeline, routine_timeline, total_s


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRequest:
    """A session that was asked for: which routine, how, and whether it goes into the journal.

    `without` are the ids of exercises that the person leaves out. `first_side` is the one to begin
    with, `pace` how many times longer everything but a hold takes.
    `guidance` is how much is told and `guide` what tells it; without one nothing is. `speed` runs the
    session's clock that many times faster. `record` writes a session of another speed than 1 to the
    journal too. `direct` sessions come from the command line and wait for nobody.
    """

    routine: Routine
    level: Level
    short: bool = False
    without: frozenset[str] = frozenset()
    first_side: Side = Side.LEFT
    pace: float = 1.0
    guidance: Guidance = Guidance.BRIEF
    guide: Guide | None = None
    start_from: str | None = None
    speed: float = 1
    record: bool = False
    direct: bool = False

    @property
    def recorded(self) -> bool:
        """Tell whether the session is written to the journal."""
        return self.speed == 1 or self.record

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """The exercises that are to be done."""
        return self.routine.planned(short=self.short, without=self.without)

    @property
    def left_out(self) -> tuple[Exercise, ...]:
        """The exercises that would be done too, did the person not leave them out; each once."""
        planned = self.routine.planned(short=self.short)
        return tuple({exercise.id: exercise for exercise in planned if exercise.id in self.without}.values())

    def timeline(self) -> Timeline:
        """Lay the session out in phases, as their doses say."""
        return routine_timeline(
            self.routine, self.level, short=self.short, without=self.without, first_side=self.first_side
        )

    def plan(self) -> Plan:
        """Plan how those phases are led."""
        return Plan(self.timeline(), self.guide, self.guidance, self.start_from)

    def total_s(self) -> float:
        """Give the seconds that the session takes from its start to its end."""
        phases = self.plan().as_led(PlayerState(pace=self.pace))
        begin = next((i for i, phase in enumerate(phases) if phase.exercise.id == self.start_from), 0)
        return total_s(phases[begin:])
