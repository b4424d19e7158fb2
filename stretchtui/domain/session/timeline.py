"""A routine at a level, laid out as a flat tuple of phases."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from stretchtui.domain.choices import PhaseKind as PhaseKind
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.dose import Amount, Dose, Sides
from stretchtui.domain.routine import Exercise, Level, Routine, Side


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence told while one gets ready, and the seconds from the phase's beginning at which it is due."""

    text: str
    at_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """One stretch of time with one instruction.

    `number` of `count` is the exercise's place in the session, from 1. `station` numbers the
    steps that next and back go by, a rep each. `rep` counts from 1 within its set. `side` is the
    side of the movement; while changing sides or getting ready it is the side that comes.
    `duration_s` is in seconds. `told` is what is said while one gets ready, the exercise's announcement first.
    """

    kind: PhaseKind
    exercise: Exercise
    number: int
    count: int
    station: int
    side: Side
    set_number: int
    sets: int
    rep: int
    reps: int
    duration_s: float
    told: tuple[Told, ...] = ()

    @property
    def target(self) -> tuple[int, Side]:
        """The line of the record that this phase counts towards."""
        return (self.number, self.side)

    @property
    def instruction(self) -> str:
        """What to do now, with the side's word filled in."""
        cues = self.exercise.cues
        text = {
            PhaseKind.GET_READY: cues.get_ready,
            PhaseKind.MOVE_IN: cues.move_in,
            PhaseKind.HOLD: cues.hold,
            PhaseKind.MOVE_OUT: cues.move_out,
            PhaseKind.SWITCH_SIDES: cues.switch_sides,
            PhaseKind.REST: cues.rest,
        }[self.kind]
        return text.replace("{side}", self.side.value)


Timeline = tuple[Phase, ...]


@dataclass(frozen=True, slots=True)
class _Rep:
    """A rep's place: which side, which set, which number."""

    side: Side
    set_number: int
    rep: int


def _reps(dose: Dose, amount: Amount, first_side: Side) -> list[_Rep]:
    """List the reps of an exercise in the order they are done."""
    sets = range(1, amount.sets + 1)
    reps = range(1, amount.reps + 1)
    sides = dose.sides.each(dose.first_side or first_side)
    if dose.sides is Sides.ALTERNATING:
        return [_Rep(side, group, rep) for group in sets for rep in reps for side in sides]
    return [_Rep(side, group, rep) for side in sides for group in sets for rep in reps]


def _gap(exercise: Exercise, before: _Rep, after: _Rep) -> tuple[PhaseKind, float]:
    """Say what lies between two reps: a change of side, or a rest."""
    if after.set_number > before.set_number:
        return PhaseKind.REST, exercise.dose.set_rest_s
    if before.side is not after.side:
        return PhaseKind.SWITCH_SIDES, exercise.dose.switch_sides_s
    return PhaseKind.REST, exercise.dose.rest_s


def _exercise_phases(
    exercise: Exercise, amount: Amount, number: int, count: int, station: int, first_side: Side
) -> Iterator[Phase]:
    """Lay out one exercise, its first station numbered `station`."""
    dose = exercise.dose
    previous: _Rep | None = None
    for rep in _reps(dose, amount, first_side):
        if previous is None:
            lead = (PhaseKind.GET_READY, dose.get_ready_s)
        else:
            lead = _gap(exercise, previous, rep)
            station += 1
        steps = (
            lead,
            (PhaseKind.MOVE_IN, dose.move_in_s),
            (PhaseKind.HOLD, amount.hold_s),
            (PhaseKind.MOVE_OUT, dose.move_out_s),
        )
        for kind, duration_s in steps:
            if duration_s <= 0 and kind is not PhaseKind.GET_READY:
                continue
            yield Phase(
                kind=kind,
                exercise=exercise,
                number=number,
                count=count,
                station=station,
                side=rep.side,
                set_number=rep.set_number,
                sets=amount.sets,
                rep=rep.rep,
                reps=amount.reps,
                duration_s=float(duration_s),
            )
        previous = rep


def timeline(exercises: Sequence[Exercise], level: Level, first_side: Side = Side.LEFT) -> Timeline:
    """Lay out exercises at a level as phases in the order they are done, beginning with a side where there are two."""
    phases: list[Phase] = []
    for number, exercise in enumerate(exercises, start=1):
        station = phases[-1].station + 1 if phases else 0
        amount = exercise.dose.at(level)
        phases.extend(_exercise_phases(exercise, amount, number, len(exercises), station, first_side))
    return tuple(phases)


def routine_timeline(
    routine: Routine,
    level: Level,
    *,
    short: bool = False,
    without: Collection[str] = (),
    first_side: Side = Side.LEFT,
) -> Timeline:
    """Turn a routine, or its short version, into its phases at a level; `without` are ids that are left out."""
    return timeline(routine.planned(short=short, without=without), level, first_side)


def hold_of(phases: Timeline, number: int) -> float:
    """Give the seconds of hold that the exercise of this number has in a timeline; 0 where it has none."""
    held = (phase.duration_s for phase in phases if phase.number == number and phase.kind is PhaseKind.HOLD)
    return next(held, 0.0)


def at_pace(phases: Timeline, pace: float) -> Timeline:
    """Give more time to every phase but the holds, whose length is the dose's; what is told comes slower with it."""
    if pace == 1:
        return phases

    def paced(phase: Phase) -> Phase:
        told = tuple(replace(sentence, at_s=sentence.at_s * pace) for sentence in phase.told)
        return replace(phase, duration_s=phase.duration_s * pace, told=told)

    return tuple(phase if phase.kind is PhaseKind.HOLD else paced(phase) for phase in phases)


def total_s(phases: Timeline) -> float:
    """Sum a timeline's seconds, every phase counted."""
    return sum(phase.duration_s for phase in phases)


STILL_S = 1.5
"""How long each end of a movement that is shown is kept (our own value)."""


def demonstration_reach(elapsed_s: float, *, move_in_s: float, move_out_s: float) -> float:
    """Give the reach, 0 to 1, of a movement shown over and over: in, still, out, still."""
    into, out = move_in_s, max(0.1, move_out_s)  # the way out is divided by even where it takes no time
    at = elapsed_s % (into + out + 2 * STILL_S)
    if at < into:
        return at / into
    if at < into + STILL_S:
        return 1.0
    return max(0.0, 1.0 - (at - into - STILL_S) / out)
