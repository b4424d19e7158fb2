"""Whatever keys are pressed whenever, the player keeps its promises."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from stretchtui.domain.dose import Sides
from stretchtui.domain.record import ExerciseOutcome, Outcome, session_outcome
from stretchtui.domain.routine import Exercise, Level
from stretchtui.domain.session.player import MAX_GAP_S, SessionPlayer
from stretchtui.domain.session.player_state import PauseReason, PlayerState, RunState
from stretchtui.domain.session.timeline import PhaseKind, routine_timeline, timeline, total_s
from stretchtui.library import DEFAULT_ROUTINE
from tests.how_often import often
from tests.support import make_exercise, shipped

NEAR_S = 1e-3

KEYS = ("start", "pause", "resume", "next", "back", "stop_for_pain", "more", "less", "end")


def pairs(low: int, high: int, more: int) -> st.SearchStrategy[tuple[int, int]]:
    return st.builds(lambda a, b: (a, a + b), st.integers(low, high), st.integers(0, more))


@st.composite
def plans(draw: st.DrawFn) -> tuple[Exercise, ...]:
    """Draw one to three exercises of every kind, some without a hold, or with no time to get ready or change sides."""
    return tuple(
        make_exercise(
            f"exercise-{number}",
            hold_s=(hold_s := draw(pairs(1, 12, 6) | pairs(0, 0, 1))),
            sets=draw(pairs(1, 2, 1)),
            reps=draw(pairs(1, 2, 1)),
            sides=draw(st.sampled_from(Sides)),
            get_ready_s=draw(st.sampled_from([0.0, 2.0, 10.0])),
            move_in_s=draw(st.sampled_from([0.0, 1.0, 5.0] if hold_s[0] else [1.0, 5.0])),
            move_out_s=draw(st.sampled_from([0.0, 2.0])),
            switch_sides_s=draw(st.sampled_from([0.0, 1.0, 5.0])),
            rest_s=draw(st.sampled_from([0.0, 3.0])),
            set_rest_s=draw(st.sampled_from([0.0, 7.0])),
        )
        for number in range(draw(st.integers(1, 3)))
    )


def press(player: SessionPlayer, key: str, now: float) -> None:
    if key in ("more", "less"):
        player.change_hold(1 if key == "more" else -1, now)
    else:
        getattr(player, key)(now)


def held_s(state: PlayerState) -> float:
    return sum(tally.held_s for tally in state.tallies.values()) + state.attempt_s


class Keys(RuleBasedStateMachine):
    """Presses keys and lets time pass, and looks at the player after every step."""

    @initialize(plan=plans(), level=st.sampled_from(Level))
    def lie_down(self, plan: tuple[Exercise, ...], level: Level) -> None:
        self.plan, self.level = plan, level
        self.player = SessionPlayer(timeline(plan, level))
        self.now = 0.0
        self.ran_s = 0.0
        self.pained: set[tuple[int, Any]] = set()

    def pass_time(self, seconds: float) -> None:
        """Let one tick come after some seconds, and check what it did."""
        player, before = self.player, self.player.state
        was = player.moment()
        self.now += seconds
        player.advance(self.now)
        after, is_ = player.state, player.moment()
        if before.run is not RunState.RUNNING:
            assert after == before
            return
        if seconds > MAX_GAP_S:
            assert (after.run, after.reason) == (RunState.PAUSED, PauseReason.GAP)
            assert (after.active_s, held_s(after), after.index) == (before.active_s, held_s(before), before.index)
            return
        self.ran_s += seconds
        gained_s = held_s(after) - held_s(before)
        assert -NEAR_S <= gained_s <= seconds + NEAR_S
        if before.index == after.index and was.reentry == is_.reentry and not player.over:
            in_hold = was.phase.kind is PhaseKind.HOLD and not was.reentry
            assert gained_s == pytest.approx(seconds if in_hold else 0.0, abs=NEAR_S)

    # Times are in 1/1024 s, so that the sums are exact and a tick of 2 s is no gap.
    @rule(length=st.integers(0, 2048))
    def tick(self, length: int) -> None:
        self.pass_time(length / 1024)

    @rule(seconds=st.integers(1, 40))
    def go_on(self, seconds: int) -> None:
        for _ in range(seconds):
            self.pass_time(1.0)

    @rule(length=st.integers(2049, 10**8))
    def sleep(self, length: int) -> None:
        self.pass_time(length / 1024)

    @rule()
    def start(self) -> None:
        self.player.start(self.now)
        assert self.player.state.run is not RunState.READY

    @rule()
    def pause(self) -> None:
        self.player.pause(self.now)
        assert self.player.state.run is not RunState.RUNNING

    @precondition(lambda self: self.player.state.run is RunState.PAUSED and self.player.state.pain is None)
    @rule()
    def resume(self) -> None:
        before = self.player.state
        self.player.resume(self.now)
        at, after = self.player.moment(), self.player.state
        assert at.run is RunState.RUNNING
        assert (after.active_s, held_s(after), after.index) == (before.active_s, held_s(before), before.index)
        assert at.phase_elapsed_s == 0.0
        if self.player.phase.kind is PhaseKind.HOLD:
            assert at.kind is PhaseKind.MOVE_IN
            assert after.elapsed_s == before.elapsed_s

    @precondition(lambda self: self.player.state.pain is None)
    @rule(key=st.sampled_from(["next", "back"]))
    def move(self, key: str) -> None:
        before = self.player.phase
        press(self.player, key, self.now)
        phase = self.player.phase
        if not self.player.over:
            assert self.player.state.elapsed_s == 0.0
            assert phase.kind is not PhaseKind.HOLD or phase.exercise.dose.move_in_s == 0
            onwards = 0 if before.kind is PhaseKind.GET_READY else 1
            assert phase.station - before.station in ((onwards,) if key == "next" else (0, -1))

    @rule()
    def stop_for_pain(self) -> None:
        before = self.player.state
        self.player.stop_for_pain(self.now)
        after = self.player.state
        if before.run in (RunState.RUNNING, RunState.PAUSED) and before.pain is None:
            assert (after.run, after.reason) == (RunState.PAUSED, PauseReason.PAIN)
            assert replace(after, run=before.run, reason=before.reason, pain=None) == before, "nothing is marked yet"
        else:
            assert after == before

    @precondition(lambda self: self.player.state.pain is not None)
    @rule(key=st.sampled_from(["resume", "next", "back", "no_pain", "leave_out", "end", "stop_for_pain"]))
    def settle_pain(self, key: str) -> None:
        before = self.player.state
        assert before.pain is not None
        press(self.player, key, self.now)
        if key in ("resume", "end") and before.pain.target is not None:
            self.pained.add(before.pain.target)
        if key == "no_pain":
            assert self.player.state.run is RunState.RUNNING

    @rule(direction=st.sampled_from([1, -1]))
    def change_hold(self, direction: int) -> None:
        before_s = self.player.moment().hold_s
        self.player.change_hold(direction, self.now)
        at = self.player.moment()
        dose = at.phase.exercise.dose
        planned = dose.at(self.level).hold_s
        low, high = ((5, 30) if dose.is_stretch else (1, 10)) if planned else (0, 0)
        assert min(low, planned) <= at.hold_s <= max(high, planned)
        assert (at.hold_s - before_s) * direction >= 0

    @rule(direction=st.sampled_from([1, -1]))
    def change_pace(self, direction: int) -> None:
        before = self.player.moment()
        self.player.change_pace(direction, self.now)
        assert self.player.moment().progress == pytest.approx(before.progress)
        assert self.player.moment().phase.target == before.phase.target

    @precondition(lambda self: self.ran_s > 60 and self.player.state.pain is None)
    @rule()
    def end(self) -> None:
        held = held_s(self.player.state)
        self.player.end(self.now)
        assert self.player.over
        assert held_s(self.player.state) == pytest.approx(held)

    @invariant()
    def what_is_shown_makes_sense(self) -> None:
        at, phases = self.player.moment(), self.player.phases
        assert 0 <= self.player.state.index < len(phases)
        assert at.phase is phases[self.player.state.index]
        assert at.session_left_s >= 0.0
        assert at.phase_left_s >= 0.0
        assert 0.0 <= at.progress <= 1.0
        assert 0.0 <= at.reach <= 1.0
        assert (at.reason is not None) == (at.run is RunState.PAUSED)
        onwards = 0 if at.phase.kind is PhaseKind.GET_READY else 1
        assert at.following is None or at.following.station == at.phase.station + onwards

    @invariant()
    def active_time_is_the_time_that_passed_while_running(self) -> None:
        active_s = self.player.state.active_s
        if self.player.state.run is RunState.FINISHED:
            assert active_s <= self.ran_s + NEAR_S
        else:
            assert active_s == pytest.approx(self.ran_s, abs=NEAR_S)
        assert held_s(self.player.state) <= active_s + NEAR_S

    @invariant()
    def the_record_adds_up(self) -> None:
        results = self.player.results(self.level)
        pause = self.player.state.pain
        hurt = self.pained | ({pause.target} if pause is not None and pause.target is not None else set())
        wanted = [(n, side) for n, exercise in enumerate(self.plan, 1) for side in exercise.dose.sides.each()]
        assert [(r.exercise, r.side) for r in results] == [(self.plan[n - 1].id, side) for n, side in wanted]
        total = held_s(self.player.state)
        assert sum(r.done.hold_s for r in results) == pytest.approx(total, abs=0.05 * len(results) + NEAR_S)
        for (number, side), line in zip(wanted, results, strict=True):
            dose = self.plan[number - 1].dose
            if (number, side) in hurt:
                expected = ExerciseOutcome.STOPPED_PAIN
            elif line.done.reps >= dose.sets.minimum * dose.reps.minimum:
                expected = ExerciseOutcome.DONE
            else:
                begun = line.done.hold_s > 0 or line.done.reps > 0
                expected = ExerciseOutcome.PARTIAL if begun else ExerciseOutcome.SKIPPED
            assert line.outcome is expected
            if line.planned.hold_s:
                assert line.done.hold_s >= line.done.reps * dose.counts_from_s - 0.05 - NEAR_S
            else:
                assert line.done.hold_s == 0
        outcome = session_outcome(results)
        assert (outcome is Outcome.STOPPED_PAIN) == bool(hurt)
        assert (outcome is Outcome.COMPLETED) == all(line.outcome is ExerciseOutcome.DONE for line in results)


TestKeys = Keys.TestCase
TestKeys.settings = settings(max_examples=8, stateful_step_count=30, deadline=None)


@pytest.mark.slow
class TestKeysAtLength(Keys.TestCase):  # type: ignore[name-defined,misc]
    settings = settings(max_examples=100, stateful_step_count=40, deadline=None)


def play(player: SessionPlayer, tick_s: float) -> float:
    """Start and let a session run untouched to its end; give the seconds that took."""
    now = 0.0
    player.start(now)
    while not player.over:
        now += tick_s
        player.advance(now)
        assert now < 1e5
    return now


@often(4, 60, level=st.sampled_from(Level), short=st.booleans(), tick_ms=st.integers(20, 2000))
def test_the_shipped_routine_untouched_is_completed(level: Level, short: bool, tick_ms: int) -> None:
    routine = shipped().routine(DEFAULT_ROUTINE)
    phases = routine_timeline(routine, level, short=short)
    player = SessionPlayer(phases)
    took_s = play(player, tick_ms / 1000)
    assert player.state.run is RunState.FINISHED
    assert player.state.active_s == pytest.approx(total_s(phases), abs=NEAR_S)
    assert total_s(phases) - NEAR_S <= took_s < total_s(phases) + tick_ms / 1000
    results = player.results(level)
    assert session_outcome(results) is Outcome.COMPLETED
    exercises = {exercise.id: exercise for exercise in routine.planned(short=short)}
    assert {line.exercise for line in results} == set(exercises)
    for line in results:
        dose = exercises[line.exercise].dose
        assert dose.reps.minimum <= line.done.reps == dose.at(level).reps <= dose.reps.maximum
        assert line.done.hold_s == line.done.reps * dose.at(level).hold_s


@often(8, 100, plan=plans(), level=st.sampled_from(Level), tick_ms=st.integers(100, 2000))
def test_any_plan_untouched_is_completed_with_exactly_what_was_planned(
    plan: tuple[Exercise, ...], level: Level, tick_ms: int
) -> None:
    phases = timeline(plan, level)
    player = SessionPlayer(phases)
    play(player, tick_ms / 1000)
    assert player.state.active_s == pytest.approx(total_s(phases), abs=NEAR_S)
    results = player.results(level)
    assert session_outcome(results) is Outcome.COMPLETED
    for line in results:
        assert line.done.reps == line.planned.sets * line.planned.reps
        assert line.done.hold_s == line.done.reps * line.planned.hold_s


Action = tuple[str, int, int]
ACTIONS = st.lists(
    st.tuples(st.sampled_from([*KEYS[:-1], "wait", "wait", "wait"]), st.integers(0, 2048), st.integers(1, 8))
)


@often(8, 100, plan=plans(), level=st.sampled_from(Level), actions=ACTIONS, repeat=st.integers(1, 12))
def test_many_small_ticks_come_to_the_same_as_few_large_ones(
    plan: tuple[Exercise, ...], level: Level, actions: list[Action], repeat: int
) -> None:
    coarse, fine = (SessionPlayer(timeline(plan, level)) for _ in range(2))
    now = 0.0  # in 1/1024 s, so that every sum is exact and the states can be compared as they are
    for player in (coarse, fine):
        player.start(now)
    for key, length, parts in actions * repeat:
        for part in range(1, parts):
            fine.advance(now + length * part // parts / 1024)
        now += length / 1024
        for player in (coarse, fine):
            player.advance(now)
            if key != "wait":
                press(player, key, now)
        assert fine.state == coarse.state
