"""Worked examples, each a rule with its figures: sets and reps, limits of a hold, and voices that do not overlap."""

from __future__ import annotations

from itertools import pairwise

import pytest

from stretchtui.domain.cues.cue_sheet import CueKind, cue_sheet
from stretchtui.domain.dose import Sides
from stretchtui.domain.history.trends import trends
from stretchtui.domain.record import ExerciseOutcome
from stretchtui.domain.routine import Exercise, Level, Side
from stretchtui.domain.session.player_state import RunState
from stretchtui.domain.session.timeline import PhaseKind, demonstration_reach, timeline
from tests.domain.sessions import Session
from tests.domain.test_cue_scheduler import Led, words
from tests.support import CALM, make_exercise, make_record
from tests.tables import every_row

TWO_SETS = make_exercise("lift", hold_s=(3, 5), sets=(2, 3), reps=(2, 4), rest_s=2.0, set_rest_s=20.0)
"""Gentle: two sets of two reps of 3 s in, 3 s held, 3 s out, 2 s between reps and 20 s between the sets."""

READY_S, REP_S = 10, 9


# --- sets ---------------------------------------------------------------------------------


def test_two_sets_of_two_reps_take_the_time_of_four_reps_and_three_rests() -> None:
    phases = timeline([TWO_SETS], Level.GENTLE)
    assert sum(phase.duration_s for phase in phases) == READY_S + 4 * REP_S + 2 + 20 + 2
    holds = [(phase.set_number, phase.sets, phase.rep, phase.reps) for phase in phases if phase.kind is PhaseKind.HOLD]
    assert holds == [(1, 2, 1, 2), (1, 2, 2, 2), (2, 2, 1, 2), (2, 2, 2, 2)]


@every_row(("level", "reps", "hold_s"), [(Level.GENTLE, 4, 12.0), (Level.STANDARD, 6, 24.0), (Level.FULL, 12, 60.0)])
def test_an_exercise_in_sets_left_to_itself_is_done_with_all_of_its_reps(
    level: Level, reps: int, hold_s: float
) -> None:
    session = Session(TWO_SETS, level=level).run(400)
    assert session.player.over
    assert session.lines == [("lift", Side.BOTH, reps, hold_s, ExerciseOutcome.DONE)]
    (line,) = session.player.results(level)
    assert (line.planned.sets, line.planned.reps, line.planned.hold_s) == {
        Level.GENTLE: (2, 2, 3),
        Level.STANDARD: (2, 3, 4),
        Level.FULL: (3, 4, 5),
    }[level]


@every_row(
    ("reps", "outcome"),
    [
        (1, ExerciseOutcome.PARTIAL),
        (2, ExerciseOutcome.PARTIAL),  # all reps of one set, and one set is not two
        (3, ExerciseOutcome.PARTIAL),
        (4, ExerciseOutcome.DONE),
        (5, ExerciseOutcome.DONE),
    ],
)
def test_an_exercise_is_done_from_the_least_reps_of_the_least_sets_on(reps: int, outcome: ExerciseOutcome) -> None:
    session = Session(TWO_SETS, level=Level.FULL)
    done = 0
    while done < reps:
        session.run(0.5)
        done = session.lines[0][2]
    session.press("end")
    assert session.lines == [("lift", Side.BOTH, reps, 5.0 * (reps - 1) + 1.0, outcome)], "one second of the last"


def test_sets_on_each_side_are_counted_for_each_side() -> None:
    pull = make_exercise("pull", sides=Sides.EACH, sets=(2, 2), reps=(1, 1), get_ready_s=0.0)
    session = Session(pull).run(16 + 15 + 16)
    session.press("next").press("next")  # two sets on the left, then neither on the right
    assert session.player.state.run is RunState.FINISHED
    assert [(side, reps, outcome) for _, side, reps, _, outcome in session.lines] == [
        (Side.LEFT, 2, ExerciseOutcome.DONE),
        (Side.RIGHT, 0, ExerciseOutcome.SKIPPED),
    ]


def test_back_begins_the_rep_again_and_then_goes_through_the_ones_before() -> None:
    session = Session(TWO_SETS).run(READY_S + 2 * REP_S + 2 + 20 + 4)
    assert (session.at.phase.set_number, session.at.kind) == (2, PhaseKind.HOLD)
    session.press("back")
    assert (session.at.phase.set_number, session.at.phase.rep, session.at.kind) == (2, 1, PhaseKind.REST)
    session.press("back")
    assert (session.at.phase.set_number, session.at.phase.rep, session.at.kind) == (1, 2, PhaseKind.REST)
    assert session.lines[0][2:4] == (3, 7.0), "what was held stays held"


def test_a_set_is_said_before_its_first_rep() -> None:
    sheet = cue_sheet(timeline([TWO_SETS], Level.GENTLE), CALM)
    said = [(cue.at_s, cue.text) for cue in sheet if "set" in cue.text.lower() and cue.at_s > READY_S]
    rest_at_s = READY_S + 2 * REP_S + 2
    assert said, "nobody hears that a set begins"
    assert all(rest_at_s <= at_s < rest_at_s + 20 + 3 for at_s, _ in said)


def test_sides_of_a_single_phase_are_stations_of_their_own_before_the_next_exercise() -> None:
    bare = {"get_ready_s": 0.0, "move_in_s": 0.0, "move_out_s": 0.0, "switch_sides_s": 0.0}
    pull = make_exercise("pull", sides=Sides.EACH, **bare)
    phases = timeline([pull, make_exercise("lift", **bare)], Level.GENTLE)
    assert [(p.exercise.id, p.station) for p in phases if p.kind is PhaseKind.HOLD] == [
        ("pull", 0),
        ("pull", 1),
        ("lift", 2),
    ]


# --- the length of a hold -----------------------------------------------------------------


@every_row(
    ("exercise", "shorter", "longer"),
    [
        (make_exercise(hold_s=(3, 12)), 3, 8),  # planned below the 5 s that a stretch may be shortened to
        (make_exercise(hold_s=(12, 15)), 7, 17),
        (make_exercise(hold_s=(8, 15)), 5, 13),
        (make_exercise(hold_s=(28, 40)), 23, 30),
        (make_exercise(hold_s=(40, 60)), 35, 40),  # planned above the 30 s that it may be lengthened to
        (make_exercise(hold_s=(1, 3)), 1, 2),
        (make_exercise(hold_s=(9, 9)), 8, 10),
    ],
)
def test_shorter_never_lengthens_a_hold_and_longer_never_shortens_it(
    exercise: Exercise, shorter: int, longer: int
) -> None:
    assert Session(exercise).press("change_hold", -1).at.hold_s == shorter
    assert Session(exercise).press("change_hold", 1).at.hold_s == longer


# --- the overview's demonstration -----------------------------------------------------------


@every_row(
    ("elapsed_s", "reach"), [(0.0, 0.0), (1.0, 0.5), (2.0, 1.0), (3.5, 1.0), (4.5, 0.75), (7.5, 0.0), (8.9, 0.0)]
)
def test_a_movement_is_shown_in_still_out_still(elapsed_s: float, reach: float) -> None:
    for later_s in (0.0, 9.0, 90.0):
        assert demonstration_reach(elapsed_s + later_s, move_in_s=2.0, move_out_s=4.0) == pytest.approx(reach)


@every_row(("move_in_s", "move_out_s"), [(0.0, 3.0), (3.0, 0.0), (0.0, 0.0)])
def test_a_movement_of_no_length_is_shown_as_a_jump(move_in_s: float, move_out_s: float) -> None:
    shown = [demonstration_reach(tick / 20, move_in_s=move_in_s, move_out_s=move_out_s) for tick in range(400)]
    assert all(0.0 <= reach <= 1.0 for reach in shown)
    assert {0.0, 1.0} <= set(shown)


# --- sessions at another speed ----------------------------------------------------------------


@every_row(("speed", "counted"), [(0.5, 1), (1, 0), (1.0, 0), (2, 1)])
def test_a_session_slower_or_faster_than_time_is_told_apart(speed: float, counted: int) -> None:
    record = make_record(speed=speed)
    assert trends([record], record.day, record.day, goal=3, today=record.day).other_speed == counted


# --- one voice --------------------------------------------------------------------------------


def test_a_count_never_begins_while_something_else_is_being_said() -> None:
    led = Led(make_exercise(hold_s=(15, 20), move_in_s=4.0, move_out_s=2.0)).into_hold(6.75)
    assert led.press("change_hold", -1) == ["Hold ten seconds."]  # a second and a half; three is due in a quarter
    assert words(led.run(2.75)) == ["Two.", "One."]
    said = [cue for cue in led.heard if cue.kind in (CueKind.HOLD_CHANGED, CueKind.COUNT)]
    for before, after in pairwise(said):
        assert after.at_s >= before.at_s + led.caller.speech.takes_s(before.text) - 1e-6
