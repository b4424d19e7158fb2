"""What was done, summed up as the lines of a record."""

from __future__ import annotations

from collections.abc import Mapping

from stretchtui.domain import limits
from stretchtui.domain.record import DoneDose, ExerciseOutcome, ExerciseRecord, Pain, PlannedDose
from stretchtui.domain.routine import Exercise, Level, Side
from stretchtui.domain.session.player_state import Tally, Target
from stretchtui.domain.session.timeline import Timeline


def lines(phases: Timeline, tallies: Mapping[Target, Tally], level: Level) -> tuple[ExerciseRecord, ...]:
    """Give a line for every exercise and side, with exactly one outcome each."""
    exercises = {phase.number: phase.exercise for phase in phases}
    return tuple(
        _line(exercise, side, tallies.get((number, side), Tally()), level)
        for number, exercise in exercises.items()
        for side in exercise.dose.sides.each()
    )


def left_out(exercise: Exercise) -> ExerciseRecord:
    """Give the line of an exercise that the person left out beforehand: nothing of it was planned."""
    return ExerciseRecord(
        exercise=exercise.id,
        name=exercise.name[: limits.NAME_CHARACTERS],
        side=Side.BOTH,
        planned=PlannedDose(sets=0, reps=0, hold_s=0),
        done=DoneDose(reps=0, hold_s=0),
        outcome=ExerciseOutcome.SKIPPED,
    )


def _line(exercise: Exercise, side: Side, tally: Tally, level: Level) -> ExerciseRecord:
    dose, amount = exercise.dose, exercise.dose.at(level)
    held_s = round(tally.held_s, 1)
    if tally.pain is not None:
        outcome = ExerciseOutcome.STOPPED_PAIN
    elif tally.reps >= dose.least_reps:
        outcome = ExerciseOutcome.DONE
    else:
        outcome = ExerciseOutcome.PARTIAL if held_s > 0 or tally.reps else ExerciseOutcome.SKIPPED
    return ExerciseRecord(
        exercise=exercise.id,
        name=exercise.name[: limits.NAME_CHARACTERS],
        side=side,
        planned=PlannedDose(sets=amount.sets, reps=amount.reps, hold_s=amount.hold_s),
        done=DoneDose(reps=tally.reps, hold_s=held_s),
        outcome=outcome,
        # Where it hurt is told by the outcome; of a pain of which nothing was said the journal has nothing.
        pain=None if tally.pain == Pain() else tally.pain,
    )
