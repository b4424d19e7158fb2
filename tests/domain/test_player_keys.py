"""Worked examples of the session's keys: next, back, pain, more and less hold, end."""

from __future__ import annotations

import pytest

from stretchtui.domain.record import ExerciseOutcome
from stretchtui.domain.routine import Level, Side
from stretchtui.domain.session.player_state import PauseReason, RunState, Tally
from stretchtui.domain.session.timeline import PhaseKind
from stretchtui.words import leading
from tests.domain.sessions import LIFT, LIFT_S, PULL, PULL_S, Session
from tests.support import make_exercise
from tests.tables import every_row


def test_next_goes_to_the_other_side_the_next_exercise_its_movement_each_rep_and_the_end() -> None:
    session = Session().run(17).press("next")
    assert session.where == ("pull", Side.RIGHT, PhaseKind.SWITCH_SIDES, 0.0)
    assert session.press("next").where == ("lift", Side.BOTH, PhaseKind.GET_READY, 0.0)
    assert session.press("next").where == ("lift", Side.BOTH, PhaseKind.MOVE_IN, 0.0)
    assert session.press("next").where == ("lift", Side.BOTH, PhaseKind.REST, 0.0)
    assert session.press("next").at.run is RunState.FINISHED
    assert session.lines == [
        ("pull", Side.LEFT, 0, 3.0, ExerciseOutcome.PARTIAL),
        ("pull", Side.RIGHT, 0, 0.0, ExerciseOutcome.SKIPPED),
        ("lift", Side.BOTH, 0, 0.0, ExerciseOutcome.SKIPPED),
    ]


def test_leaving_a_hold_above_its_minimum_is_done() -> None:
    session = Session(PULL, LIFT, level=Level.FULL).run(10 + 4 + 10).press("next")
    assert session.lines[0] == ("pull", Side.LEFT, 1, 10.0, ExerciseOutcome.DONE)


def test_a_hold_too_short_to_write_down_is_skipped_not_partial() -> None:
    session = Session().run(14)
    session.now += 0.03
    session.press("next")
    assert session.lines[0] == ("pull", Side.LEFT, 0, 0.0, ExerciseOutcome.SKIPPED)


def test_back_begins_the_side_again_and_keeps_what_was_held() -> None:
    session = Session().run(20).press("back")
    assert session.where == ("pull", Side.LEFT, PhaseKind.GET_READY, 0.0)
    session.run(24)
    assert session.lines[0] == ("pull", Side.LEFT, 1, 16.0, ExerciseOutcome.DONE)


@pytest.mark.parametrize(("seconds", "side"), [(3.0, Side.LEFT), (3.5, Side.RIGHT)])
def test_back_at_the_beginning_of_a_side_goes_to_the_one_before(seconds: float, side: Side) -> None:
    session = Session().run(26 + seconds)
    assert session.at.kind is PhaseKind.SWITCH_SIDES
    session.press("back")
    assert (session.at.phase.side, session.at.phase_elapsed_s) == (side, 0.0)


def test_back_goes_on_to_the_one_before_even_when_the_first_phase_is_over_at_once() -> None:
    quick = make_exercise("quick", get_ready_s=0.0)
    session = Session(LIFT, quick).run(LIFT_S + 1.0)
    assert session.where == ("quick", Side.BOTH, PhaseKind.MOVE_IN, 1.0)
    assert session.press("back").where == ("lift", Side.BOTH, PhaseKind.REST, 0.0)


def test_back_in_the_first_exercise_stays_there() -> None:
    session = Session().run(1).press("back").press("back")
    assert session.where == ("pull", Side.LEFT, PhaseKind.GET_READY, 0.0)


@pytest.mark.parametrize("key", ["next", "back"])
def test_moving_about_while_paused_stays_paused(key: str) -> None:
    session = Session().run(30).press("pause").press(key)
    assert session.at.run is RunState.PAUSED
    assert session.at.phase_elapsed_s == 0.0
    assert session.run(5).at.active_s == 30.0


def test_pain_stops_the_clock_and_going_on_ends_the_exercise() -> None:
    session = Session().run(20).press("stop_for_pain")
    assert session.where == ("pull", Side.LEFT, PhaseKind.HOLD, 6.0)
    assert (session.at.run, session.at.reason) == (RunState.PAUSED, PauseReason.PAIN)
    assert session.run(60).at.active_s == 20.0
    session.press("resume")
    assert session.where == ("lift", Side.BOTH, PhaseKind.GET_READY, 0.0)
    assert session.run(LIFT_S).at.run is RunState.FINISHED
    assert session.lines == [
        ("pull", Side.LEFT, 0, 6.0, ExerciseOutcome.STOPPED_PAIN),
        ("pull", Side.RIGHT, 0, 0.0, ExerciseOutcome.SKIPPED),
        ("lift", Side.BOTH, 2, 6.0, ExerciseOutcome.DONE),
    ]


def test_pain_on_the_second_side_leaves_the_first_as_it_was() -> None:
    session = Session().run(37).press("stop_for_pain")
    assert [line[4] for line in session.lines[:2]] == [ExerciseOutcome.DONE, ExerciseOutcome.STOPPED_PAIN]


def test_pain_while_changing_sides_is_that_of_the_side_just_done() -> None:
    session = Session().run(28).press("stop_for_pain")
    assert [line[4] for line in session.lines[:2]] == [ExerciseOutcome.STOPPED_PAIN, ExerciseOutcome.SKIPPED]


def test_pain_in_the_last_exercise_ends_the_session_when_one_goes_on() -> None:
    session = Session().run(PULL_S + 14).press("stop_for_pain")
    assert session.at.run is RunState.PAUSED
    session.press("resume")
    assert session.at.run is RunState.FINISHED
    assert session.lines[-1] == ("lift", Side.BOTH, 1, 1.0, ExerciseOutcome.STOPPED_PAIN)


def test_ending_early_keeps_what_was_done() -> None:
    session = Session().run(20).press("end")
    assert (session.at.run, session.at.session_left_s, session.at.reentry) == (RunState.STOPPED_EARLY, 0.0, False)
    assert session.lines[0] == ("pull", Side.LEFT, 0, 6.0, ExerciseOutcome.PARTIAL)
    assert session.player.state.tallies == {(1, Side.LEFT): Tally(reps=0, held_s=6.0)}


def test_ending_in_the_move_in_after_a_pause_leaves_nothing_running() -> None:
    at = Session().run(20).press("pause").press("resume").run(1).press("end").at
    assert (at.run, at.reentry, at.session_left_s, at.phase_left_s) == (RunState.STOPPED_EARLY, False, 0.0, 0.0)


@every_row("ending", ["end", "finish"])
@every_row("key", ["start", "pause", "resume", "next", "back", "stop_for_pain", "end"])
def test_no_key_does_anything_after_the_end(ending: str, key: str) -> None:
    session = Session().run(20)
    session.press("end") if ending == "end" else [session.press("next") for _ in range(5)]
    before = session.player.state
    session.run(2).press(key).press("change_hold", 1)
    assert session.player.state == before


@every_row(
    ("directions", "hold_s"),
    [
        ([1], 15.0),
        ([-1], 5.0),
        ([-1, -1], 5.0),
        ([1] * 10, 30.0),
        ([1, 1, -1], 15.0),
        ([-1, -1, 1], 10.0),
    ],
)
def test_a_stretch_is_held_five_seconds_more_or_less_between_5_and_30(directions: list[int], hold_s: float) -> None:
    session = Session()
    for direction in directions:
        session.press("change_hold", direction)
    assert session.at.hold_s == hold_s


@every_row(("directions", "hold_s"), [([1], 4.0), ([1] * 20, 10.0), ([-1] * 20, 1.0)])
def test_a_movement_is_held_a_second_more_or_less_between_1_and_10(directions: list[int], hold_s: float) -> None:
    session = Session(LIFT)
    for direction in directions:
        session.press("change_hold", direction)
    assert session.at.hold_s == hold_s


def test_a_hold_planned_outside_the_usual_bounds_is_never_pushed_inside_them() -> None:
    session = Session(make_exercise(hold_s=(60, 90)))
    assert session.press("change_hold", 1).at.hold_s == 60.0
    assert session.press("change_hold", -1).at.hold_s == 55.0


def test_a_changed_hold_holds_for_both_sides_of_this_exercise_only() -> None:
    session = Session().run(20).press("change_hold", 1)
    assert (session.at.phase_left_s, session.at.session_left_s) == (9.0, 57.0 + 10.0)
    session.run(57.0 + 10.0)
    assert session.at.run is RunState.FINISHED
    assert [line[3] for line in session.lines] == [15.0, 15.0, 6.0]


def test_a_hold_made_shorter_than_what_was_held_is_over() -> None:
    session = Session().run(20).press("change_hold", -1)
    assert (session.at.phase_left_s, session.at.progress) == (0.0, 1.0)
    assert session.run(0.5).where == ("pull", Side.LEFT, PhaseKind.MOVE_OUT, 0.5)
    assert session.lines[0][3:] == (6.0, ExerciseOutcome.PARTIAL)


@pytest.mark.parametrize("seconds", [0.0, 4.0])
def test_next_begins_the_movement_that_one_gets_ready_for(seconds: float) -> None:
    session = Session().run(seconds)
    assert session.at.following is session.player.phases[1]
    assert session.press("next").where == ("pull", Side.LEFT, PhaseKind.MOVE_IN, 0.0)


def test_a_slower_pace_gives_more_time_to_all_but_the_hold_and_keeps_the_place() -> None:
    session = Session().run(12).press("change_pace", 1)
    assert (session.at.kind, session.at.phase_s, session.at.phase_elapsed_s) == (PhaseKind.MOVE_IN, 5.0, 2.5)
    session.press("change_pace", 1).press("change_pace", 1).press("change_pace", 1)
    assert (session.player.state.pace, session.at.phase_s, session.at.progress) == (2.0, 8.0, 0.5)
    session.run(4 + 10)
    assert session.where == ("pull", Side.LEFT, PhaseKind.MOVE_OUT, 0.0)
    assert session.lines[0] == ("pull", Side.LEFT, 1, 10.0, ExerciseOutcome.DONE)


def test_the_move_in_after_a_pause_goes_at_the_pace_too() -> None:
    session = Session().press("change_pace", 1).press("change_pace", 1).run(15 + 6 + 2).press("pause").press("resume")
    assert (session.at.kind, session.at.phase_s) == (PhaseKind.MOVE_IN, 6.0)
    assert session.press("change_pace", -1).at.phase_s == 5.0


def test_a_session_can_start_from_a_later_exercise() -> None:
    session = Session(start_from="lift").run(LIFT_S)
    assert session.at.run is RunState.FINISHED
    assert [line[4] for line in session.lines] == [
        ExerciseOutcome.SKIPPED,
        ExerciseOutcome.SKIPPED,
        ExerciseOutcome.DONE,
    ]


def test_an_unknown_exercise_to_start_from_is_named() -> None:
    with pytest.raises(ValueError, match="'jump'"):
        Session(start_from="jump")


def test_a_mark_of_the_way_is_full_where_the_record_says_that_an_exercise_was_done() -> None:
    session = Session(LIFT, PULL, LIFT, LIFT)

    def marks() -> str:
        return leading.steps(session.at.phase, session.at.tallies, (LIFT, PULL, LIFT, LIFT), unicode=True)

    session.run(LIFT_S)
    assert (marks(), session.lines[0][4]) == ("● ◉ ○ ○", ExerciseOutcome.DONE)
    session.run(18.0)  # ten seconds ready, four in, and four held
    while session.at.phase.exercise is PULL:
        session.press("next")
    assert (marks(), {line[4] for line in session.lines[1:3]}) == (
        "● ◐ ◉ ○",
        {ExerciseOutcome.PARTIAL, ExerciseOutcome.SKIPPED},
    )
    while session.at.phase.number == 3:
        session.press("next")
    assert marks() == "● ◐ – ◉"
