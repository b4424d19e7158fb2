"""The session player: where in the timeline a session is, and what was done so far.

A thin shell around an immutable state: every key and every tick makes a new state from
the old one and the monotonic time. Remaining time is worked out from elapsed time, never
counted down tick by tick.
"""

from __future__ import annotations

from dataclasses import replace

from stretchtui.domain.choices import PACES
from stretchtui.domain.record import ExerciseRecord
from stretchtui.domain.routine import Exercise, Level
from stretchtui.domain.session import pain, playback, results
from stretchtui.domain.session.guidance import Guide, Plan
from stretchtui.domain.session.player_state import Moment, PainPause, PauseReason, PlayerState, RunState
from stretchtui.domain.session.timeline import Phase, PhaseKind, Timeline, hold_of

MAX_GAP_S = 2.0
"""A longer silence between two ticks means the machine slept: the session pauses."""

LEAST_REENTRY_S = 1.0
"""The move-in given after a resume inside a hold of an exercise that has none."""


class SessionPlayer:
    """Plays a timeline on a monotonic clock that is passed in with every call.

    Every method takes `now` in monotonic seconds; an earlier `now` than the last counts as
    no time. A bare timeline is played as it is laid out, a plan with what has to be told. `pace` is
    how many times longer than laid out every phase but a hold takes. `max_gap_s` is the longest time between
    two calls that still counts as running.
    Raises ValueError for an empty timeline or an unknown start exercise.
    """

    def __init__(
        self,
        planned: Timeline | Plan,
        *,
        start_from: str | None = None,
        pace: float = 1.0,
        max_gap_s: float = MAX_GAP_S,
    ) -> None:
        if not planned:
            raise ValueError("a session needs at least one exercise")
        self.plan = planned if isinstance(planned, Plan) else Plan(planned)
        self.state = PlayerState(pace=pace)
        self.max_gap_s = max_gap_s
        self._last: float | None = None
        if start_from is not None:
            index = next((i for i, phase in enumerate(self.phases) if phase.exercise.id == start_from), -1)
            if index < 0:
                raise ValueError(f"no exercise {start_from!r} in this session")
            self.state = replace(self.state, index=index)

    # --- asking -----------------------------------------------------------------------

    @property
    def phases(self) -> Timeline:
        """The timeline as the session is led by it now."""
        return self.plan.as_led(self.state)

    @property
    def over(self) -> bool:
        """Tell whether the session has ended, by itself or early."""
        return self.state.run in playback.OVER

    @property
    def phase(self) -> Phase:
        """The phase the session is in; the last one once it is over."""
        return self.phases[self.state.index]

    def moment(self) -> Moment:
        """Describe the session as of the last call that passed a time."""
        return playback.moment(self.phases, self.state)

    def results(self, level: Level) -> tuple[ExerciseRecord, ...]:
        """Sum up every exercise and side as the record keeps them; in a pause for pain, as leaving there would."""
        state = playback.closed(self.phases, pain.marked(self.phases, self.state))
        return results.lines(self.phases, state.tallies, level)

    # --- time -------------------------------------------------------------------------

    def advance(self, now: float) -> tuple[Phase, ...]:
        """Let time pass up to now and return the phases entered on the way.

        A step longer than `max_gap_s` counts as no time at all and pauses the session.
        """
        last, self._last = self._last, now
        step = 0.0 if last is None else max(0.0, now - last)
        if last is not None and now < last:
            self._last = last
        if self.state.run is not RunState.RUNNING:
            return ()
        if step > self.max_gap_s:
            self.state = replace(self.state, run=RunState.PAUSED, reason=PauseReason.GAP)
            return ()
        self.state, entered = playback.advance(self.phases, self.state, step)
        return entered

    def start(self, now: float) -> None:
        """Set a session that is READY going."""
        self.advance(now)
        if self.state.run is RunState.READY:
            self.state = replace(self.state, run=RunState.RUNNING)

    def pause(self, now: float) -> None:
        """Stop the clock because the person asked."""
        self.advance(now)
        if self.state.run is RunState.RUNNING:
            self.state = replace(self.state, run=RunState.PAUSED, reason=PauseReason.ASKED)

    def lapse(self, now: float, seen: PlayerState) -> None:
        """Pause a running session because nobody could see it; nothing after the state that was seen counts."""
        self._last = now
        if self.state.run is RunState.RUNNING and seen.run is RunState.RUNNING:
            self.state = replace(seen, run=RunState.PAUSED, reason=PauseReason.GAP)

    def resume(self, now: float) -> None:
        """Go on after a pause, with time to get back into position; after one for pain, mark it first.

        Inside a hold the exercise's own move-in comes first and then the rest of that hold; any
        other phase starts again from its beginning.
        """
        self.advance(now)
        if self.state.pain is not None:
            index = pain.goes_on_at(self.phases, self.state)
            here = index == self.state.index
            self.state = pain.marked(self.phases, self.state)
            if not here:
                self.state = playback.set_off(self.phases, self.state, index)
                return
        self._resume()

    def _resume(self) -> None:
        state = self.state
        if state.run is not RunState.PAUSED:
            return
        state = replace(state, run=RunState.RUNNING, reason=None)
        if self.phase.kind is PhaseKind.HOLD:
            again = max(LEAST_REENTRY_S, playback.move_in_s(self.phases, state.index))
            self.state = replace(state, reentry_s=again, reentry_total_s=again)
        else:
            self.state = replace(state, elapsed_s=0.0)

    # --- keys -------------------------------------------------------------------------

    def next(self, now: float) -> None:
        """Begin the movement that one gets ready for, or go to the next rep, side or exercise; after the last, finish.

        An exercise that makes a movement which hurt before is left out instead, with the rest of its reps. In a
        pause for pain it chooses what was begun next.
        """
        self.advance(now)
        if self.state.pain is not None:
            self.change_pain(pain.another(self.state.pain, 1))
        elif not self.over:
            self.state = playback.at(self.phases, self.state, playback.following(self.phases, self.state))

    def begin(self, now: float) -> None:
        """Begin the movement that one gets ready for; in any other phase nothing."""
        self.advance(now)
        if self.state.run is RunState.RUNNING and self.phase.kind is PhaseKind.GET_READY:
            self.state = playback.at(self.phases, self.state, self.state.index + 1)

    def tell_in_full(self, now: float) -> None:
        """Tell all of the exercise that one gets ready for, from its beginning; in any other phase nothing."""
        self.advance(now)
        if not self.over and self.state.pain is None and self.phase.kind is PhaseKind.GET_READY:
            self.plan.tell_in_full(self.phase.number)
            self.state = playback.at(self.phases, self.state, self.state.index)

    def told_by(self, guide: Guide) -> None:
        """Let another guide tell from now on, beginning with the sentence that is told now."""
        place = self.moment().told_now
        another = self.plan.told_by(guide)
        told = self.phase.told
        if another and told and not self.over:
            self.state = replace(self.state, elapsed_s=told[min(place, len(told) - 1)].at_s)

    def back(self, now: float) -> None:
        """Start this station again, or go to the one before when this one has only begun.

        In a pause for pain it chooses what was begun before.
        """
        self.advance(now)
        if self.state.pain is not None:
            self.change_pain(pain.another(self.state.pain, -1))
        if self.over or self.state.pain is not None:
            return
        self.state = playback.at(self.phases, self.state, playback.earlier(self.phases, self.state))

    def stop_for_pain(self, now: float) -> None:
        """Stop the clock because it hurts, and propose what is to be marked; once stopped, it changes nothing."""
        self.advance(now)
        if self.state.run is RunState.RUNNING or (self.state.run is RunState.PAUSED and self.state.pain is None):
            self.state = pain.opened(self.phases, self.state)

    def change_pain(self, pause: PainPause) -> None:
        """Change what a pause for pain would mark; in any other state nothing."""
        if self.state.pain is not None:
            self.state = replace(self.state, pain=pause)

    def no_pain(self, now: float) -> None:
        """Go on from a pause for pain with nothing marked, back into position first."""
        self.advance(now)
        if self.state.pain is not None:
            self.state = replace(self.state, reason=PauseReason.ASKED, pain=None)
            self._resume()

    def leave_out(self, now: float) -> None:
        """Go past an exercise that was not begun, from a pause for pain, with nothing marked."""
        self.advance(now)
        if self.state.pain is not None and pain.can_be_left_out(self.phases, self.state):
            self.state = replace(self.state, reason=PauseReason.ASKED, pain=None)
            after = pain.after_exercise(self.phases, self.state.index)
            self.state = playback.set_off(self.phases, self.state, after)

    def change_hold(self, direction: int, now: float) -> None:
        """Lengthen (+1) or shorten (-1) the holds of this exercise, from the present one on; never in pain."""
        self.advance(now)
        phase = self.phase
        if self.over or self.state.pain is not None or not hold_of(self.phases, phase.number):
            return
        step = 5 if phase.exercise.dose.is_stretch else 1
        planned = hold_of(self.phases, phase.number)
        wanted = playback.hold_s(self.phases, self.state, phase.number) + step * direction
        low, high = hold_limits(phase.exercise)
        added = int(min(max(wanted, min(low, planned)), max(high, planned)) - planned)
        self.state = replace(self.state, more_hold_s={**self.state.more_hold_s, phase.number: added})

    def change_pace(self, direction: int, now: float) -> None:
        """Take the next slower (+1) or quicker (-1) pace; how far the present movement has gone stays as it is."""
        self.advance(now)
        if self.over or self.state.pain is not None:
            return
        place = min(range(len(PACES)), key=lambda place: abs(PACES[place] - self.state.pace))
        pace = PACES[min(max(place + direction, 0), len(PACES) - 1)]
        factor = pace / self.state.pace
        state = self.state
        self.state = replace(
            state,
            pace=pace,
            elapsed_s=state.elapsed_s * (1.0 if self.phase.kind is PhaseKind.HOLD else factor),
            reentry_s=state.reentry_s * factor,
            reentry_total_s=state.reentry_total_s * factor,
        )

    def end(self, now: float) -> None:
        """End the session early; what was done stays done, and what a pause for pain proposes is marked."""
        self.advance(now)
        if not self.over:
            self.state = replace(
                playback.closed(self.phases, pain.marked(self.phases, self.state)),
                run=RunState.STOPPED_EARLY,
                reason=None,
                reentry_s=0.0,
            )

    def take_back(self, before: PlayerState, now: float) -> None:
        """Return to how the session stood before a step; one that ran goes on, back into position first.

        A step out of a pause for pain takes that pause back too.
        """
        self._last = now
        before = pain.unmarked(before)
        ran = before.run is RunState.RUNNING
        self.state = replace(before, run=RunState.PAUSED if ran else before.run, reentry_s=0.0)
        if ran:
            self.resume(now)


def hold_limits(exercise: Exercise) -> tuple[int, int]:
    """Give the seconds between which a hold may be changed during a session.

    Held stretches stay within 5-30 s (static stretches: 10-30 s, ACSM in Garber 2011; 5 s
    leaves room for a bad morning), paced movements within 1-10 s (our own value).
    """
    return (5, 30) if exercise.dose.is_stretch else (1, 10)
