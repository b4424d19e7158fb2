"""Worked examples of a session as time goes by: phases, pauses, gaps."""

from __future__ import annotations

import pytest

from stretchtui.domain.record import DoneDose, ExerciseOutcome, ExerciseRecord, PlannedDose
from stretchtui.domain.routine import Level, Side
from stretchtui.domain.session.player import SessionPlayer
from stretchtui.domain.session.player_state import PauseReason, RunState
from stretchtui.domain.session.timeline import PhaseKind, timeline, total_s
from tests.domain.sessions import LIFT, LIFT_S, PULL, PULL_S, Session
from tests.support import make_exercise
from tests.tables import every_row


def test_a_session_needs_an_exercise() -> None:
    with pytest.raises(ValueError, match="at least one exercise"):
        SessionPlayer(())


def test_it_waits_at_the_beginning_until_it_is_started() -> None:
    phases = timeline([PULL, LIFT], Level.GENTLE)
    player = SessionPlayer(phases)
    player.advance(0.0)
    player.advance(1.5)
    assert player.moment().run is RunState.READY
    assert player.moment().active_s == 0.0
    assert player.moment().session_left_s == total_s(phases) == PULL_S + LIFT_S


def test_each_phase_follows_the_one_before_it() -> None:
    session = Session()
    assert session.where == ("pull", Side.LEFT, PhaseKind.GET_READY, 0.0)
    assert session.run(10).where == ("pull", Side.LEFT, PhaseKind.MOVE_IN, 0.0)
    assert session.run(5.5).where == ("pull", Side.LEFT, PhaseKind.HOLD, 1.5)
    assert session.run(9).where == ("pull", Side.LEFT, PhaseKind.MOVE_OUT, 0.5)
    assert session.run(2).where == ("pull", Side.RIGHT, PhaseKind.SWITCH_SIDES, 0.5)


def test_a_moment_says_what_is_left_and_what_comes_next() -> None:
    at = Session().run(20).at  # 6 s into the first hold
    assert (at.phase_left_s, at.progress, at.session_left_s, at.active_s, at.hold_s) == (4.0, 0.6, 57.0, 20.0, 10.0)
    assert at.following is not None
    assert (at.following.exercise.id, at.following.side) == ("pull", Side.RIGHT)


def test_nothing_follows_the_last_exercise() -> None:
    assert Session().run(PULL_S + 10 + 9 + 2).at.following is None


def test_the_body_goes_in_stays_and_comes_out_again() -> None:
    session = Session()
    reaches = [session.run(seconds).at.reach for seconds in (9.5, 2.5, 6, 7, 1.5)]
    assert reaches == [0.0, 0.5, 1.0, 0.5, 0.0]


def test_advance_names_the_phases_entered_on_the_way() -> None:
    player = SessionPlayer(timeline([PULL], Level.GENTLE), max_gap_s=60.0)
    player.start(0.0)
    assert player.advance(9.0) == ()
    assert [phase.kind for phase in player.advance(25.0)] == [PhaseKind.MOVE_IN, PhaseKind.HOLD, PhaseKind.MOVE_OUT]


def test_untouched_it_ends_by_itself_with_everything_done() -> None:
    session = Session().run(PULL_S + LIFT_S)
    assert session.at.run is RunState.FINISHED
    assert session.at.active_s == PULL_S + LIFT_S
    assert session.lines == [
        ("pull", Side.LEFT, 1, 10.0, ExerciseOutcome.DONE),
        ("pull", Side.RIGHT, 1, 10.0, ExerciseOutcome.DONE),
        ("lift", Side.BOTH, 2, 6.0, ExerciseOutcome.DONE),
    ]


def test_a_line_of_the_record_has_plan_and_deed() -> None:
    session = Session(LIFT, level=Level.FULL).run(10 + 3 + 5 + 3 + 2 + 3 + 2.5)
    assert session.player.results(Level.FULL) == (
        ExerciseRecord(
            exercise="lift",
            name="Lift",
            side=Side.BOTH,
            planned=PlannedDose(sets=1, reps=3, hold_s=5),
            done=DoneDose(reps=2, hold_s=7.5),
            outcome=ExerciseOutcome.DONE,  # two reps are the minimum
        ),
    )


def test_pausing_stops_every_count() -> None:
    session = Session().run(20).press("pause")
    before = session.player.state
    assert (before.run, before.reason) == (RunState.PAUSED, PauseReason.ASKED)
    assert session.run(30).player.state == before


def test_resuming_in_a_hold_gives_a_move_in_and_then_the_rest_of_it() -> None:
    session = Session().run(20).press("pause").run(100).press("resume")
    assert session.where == ("pull", Side.LEFT, PhaseKind.MOVE_IN, 0.0)
    assert session.at.reentry
    assert session.at.session_left_s == 57.0 + 4.0
    assert session.run(3.5).where == ("pull", Side.LEFT, PhaseKind.MOVE_IN, 3.5)
    assert session.run(0.5).where == ("pull", Side.LEFT, PhaseKind.HOLD, 6.0)
    assert session.run(4).where == ("pull", Side.LEFT, PhaseKind.MOVE_OUT, 0.0)
    assert session.lines[0] == ("pull", Side.LEFT, 1, 10.0, ExerciseOutcome.DONE)


@every_row(("move_in_s", "again_s"), [(0.0, 1.0), (2.5, 2.5), (9.0, 9.0)])
def test_the_move_in_after_a_pause_is_the_exercises_own_and_never_nothing(move_in_s: float, again_s: float) -> None:
    session = Session(make_exercise(move_in_s=move_in_s)).run(10 + move_in_s + 5).press("pause").press("resume")
    assert (session.at.kind, session.at.phase_s) == (PhaseKind.MOVE_IN, again_s)


def test_a_pause_in_the_move_in_after_a_pause_gives_all_of_it_again() -> None:
    session = Session().run(20).press("pause").press("resume").run(3).press("pause").press("resume")
    assert session.where == ("pull", Side.LEFT, PhaseKind.MOVE_IN, 0.0)
    assert session.run(4).where == ("pull", Side.LEFT, PhaseKind.HOLD, 6.0)


@every_row(("seconds", "kind"), [(9, PhaseKind.GET_READY), (13, PhaseKind.MOVE_IN), (28, PhaseKind.SWITCH_SIDES)])
def test_resuming_elsewhere_begins_the_phase_again(seconds: float, kind: PhaseKind) -> None:
    session = Session().run(seconds)
    assert session.at.kind is kind
    assert session.at.phase_elapsed_s > 0
    session.press("pause").press("resume")
    assert (session.at.run, session.at.kind, session.at.phase_elapsed_s) == (RunState.RUNNING, kind, 0.0)


@every_row(("gap_s", "run"), [(2.0, RunState.RUNNING), (2.25, RunState.PAUSED), (8 * 3600.0, RunState.PAUSED)])
def test_a_gap_longer_than_two_seconds_is_a_pause(gap_s: float, run: RunState) -> None:
    session = Session().run(20)
    session.player.advance(session.now + gap_s)
    assert session.at.run is run
    assert session.at.active_s == (22.0 if run is RunState.RUNNING else 20.0)
    assert session.at.reason is (None if run is RunState.RUNNING else PauseReason.GAP)


@every_row("key", ["next", "back", "pause", "stop_for_pain", "end"])
def test_a_gap_before_a_key_credits_nothing(key: str) -> None:
    session = Session().run(20)
    session.now += 600
    session.press(key)
    assert session.at.active_s == 20.0
    assert session.at.run is not RunState.RUNNING
    assert sum(line[3] for line in session.lines) == 6.0


def test_a_clock_that_goes_backwards_counts_as_no_time() -> None:
    session = Session().run(20)
    session.player.advance(session.now - 100)
    assert session.at.active_s == 20.0
    assert session.run(1).at.active_s == 21.0
