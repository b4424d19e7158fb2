"""Playing a session through its phases: time passing, phases entered, holds booked.

Pure functions of the timeline as it is led and the player's state.
"""

from __future__ import annotations

from dataclasses import replace

from stretchtui.domain.session import pain
from stretchtui.domain.session.player_state import Moment, PlayerState, RunState, Tally
from stretchtui.domain.session.timeline import Phase, PhaseKind, Timeline, hold_of

BACK_GRACE_S = 3.0
"""Within this time of a station's start, back goes to the one before."""

_TOLERANCE_S = 1e-6

OVER = frozenset({RunState.FINISHED, RunState.STOPPED_EARLY})


def advance(phases: Timeline, state: PlayerState, step_s: float) -> tuple[PlayerState, tuple[Phase, ...]]:
    """Let some seconds pass; give the state after them and the phases entered on the way."""
    entered: list[Phase] = []
    while step_s > 0 and state.run not in OVER:
        if state.reentry_s > 0:
            used_s = min(step_s, state.reentry_s)
            state = replace(state, reentry_s=state.reentry_s - used_s, active_s=state.active_s + used_s)
            step_s -= used_s
            continue
        left_s = duration_s(phases, state, state.index) - state.elapsed_s
        used_s = min(step_s, max(0.0, left_s))
        held_s = used_s if phases[state.index].kind is PhaseKind.HOLD else 0.0
        state = replace(
            state,
            elapsed_s=state.elapsed_s + used_s,
            attempt_s=state.attempt_s + held_s,
            active_s=state.active_s + used_s,
        )
        step_s -= used_s
        if left_s - used_s <= _TOLERANCE_S:
            state = at(phases, state, state.index + 1 if state.index + 1 < len(phases) else None)
            if state.run not in OVER:
                entered.append(phases[state.index])
    return state, tuple(entered)


def at(phases: Timeline, state: PlayerState, index: int | None) -> PlayerState:
    """Enter the phase at index from its start; None is the end of the timeline."""
    state = closed(phases, state)
    if index is None:
        return replace(state, run=RunState.FINISHED, reason=None, reentry_s=0.0)
    return replace(state, index=index, elapsed_s=0.0, reentry_s=0.0)


def set_off(phases: Timeline, state: PlayerState, index: int | None) -> PlayerState:
    """Enter the phase at index and run; None is the end."""
    state = at(phases, state, index)
    return state if state.run in OVER else replace(state, run=RunState.RUNNING, reason=None)


def closed(phases: Timeline, state: PlayerState) -> PlayerState:
    """Book the hold of the current rep into its tally; a movement that was begun has one from then on.

    A rep that has no hold counts once its end is reached.
    """
    if state.run in OVER:
        return state
    phase = phases[state.index]
    tally = state.tallies.get(phase.target, Tally())
    if state.attempt_s <= 0:
        if phase.kind not in pain.MOVING or state.elapsed_s <= 0:
            return state
        tally = replace(tally, reps=tally.reps + _counts_unheld(phases, state))
        return replace(state, tallies={**state.tallies, phase.target: tally})
    enough = state.attempt_s >= phase.exercise.dose.counts_from_s - 2 * _TOLERANCE_S
    tally = replace(tally, held_s=tally.held_s + state.attempt_s, reps=tally.reps + enough)
    return replace(state, attempt_s=0.0, tallies={**state.tallies, phase.target: tally})


def _counts_unheld(phases: Timeline, state: PlayerState) -> bool:
    """Tell whether the end of a rep without a hold was reached."""
    phase = phases[state.index]
    reached = phase.kind is PhaseKind.MOVE_IN and state.elapsed_s >= phase.duration_s - _TOLERANCE_S
    return reached and hold_of(phases, phase.number) == 0


def hold_s(phases: Timeline, state: PlayerState, number: int) -> float:
    """Give the seconds of hold that the exercise of this number has now."""
    return hold_of(phases, number) + state.more_hold_s.get(number, 0)


def duration_s(phases: Timeline, state: PlayerState, index: int) -> float:
    """Give the seconds of the phase at index, with what a key has added to its hold."""
    phase = phases[index]
    more_s = state.more_hold_s.get(phase.number, 0) if phase.kind is PhaseKind.HOLD else 0
    return phase.duration_s + more_s


def to_go_s(phases: Timeline, state: PlayerState) -> float:
    """Give the seconds to the end of the session; none once it is over."""
    if state.run in OVER:
        return 0.0
    later_s = sum(duration_s(phases, state, index) for index in range(state.index + 1, len(phases)))
    return max(0.0, duration_s(phases, state, state.index) - state.elapsed_s) + state.reentry_s + later_s


def following(phases: Timeline, state: PlayerState) -> int | None:
    """Find where next goes to; None is the end.

    What one gets ready for begins, and elsewhere comes the next rep, side or exercise. One that makes a movement
    again that hurt is left out, with all that is still to come of it.
    """
    if pain.warned(phases, state) is not None:
        return pain.after_exercise(phases, state.index)
    if phases[state.index].kind is PhaseKind.GET_READY:
        return state.index + 1
    return station_start(phases, state.index, 1)


def move_in_s(phases: Timeline, index: int) -> float:
    """Give the seconds that moving into the position of this station takes as it is led; 0 where it takes none."""
    station = (phase for phase in phases if phase.station == phases[index].station)
    return next((phase.duration_s for phase in station if phase.kind is PhaseKind.MOVE_IN), 0.0)


def earlier(phases: Timeline, state: PlayerState) -> int:
    """Find where back goes to: the start of this station, or the one before when this one has only begun."""
    start = station_start(phases, state.index, 0) or 0
    before_s = sum(duration_s(phases, state, index) for index in range(start, state.index))
    just_begun = before_s + state.elapsed_s <= BACK_GRACE_S
    before = station_start(phases, state.index, -1) if just_begun else None
    return start if before is None else before


def station_start(phases: Timeline, index: int, offset: int) -> int | None:
    """Find where the station `offset` away from index's own begins, or None past either end."""
    wanted = phases[index].station + offset
    return next((i for i, phase in enumerate(phases) if phase.station == wanted), None)


def moment(phases: Timeline, state: PlayerState) -> Moment:
    """Describe a session in this state."""
    phase = phases[state.index]
    reentry = state.reentry_s > 0
    length_s = 0.0 if state.run in OVER else duration_s(phases, state, state.index)
    following_index = following(phases, state)
    return Moment(
        run=state.run,
        reason=state.reason,
        phase=phase,
        kind=PhaseKind.MOVE_IN if reentry else phase.kind,
        phase_s=state.reentry_total_s if reentry else length_s,
        phase_elapsed_s=state.reentry_total_s - state.reentry_s if reentry else min(state.elapsed_s, length_s),
        session_left_s=to_go_s(phases, state),
        active_s=state.active_s,
        hold_s=hold_s(phases, state, phase.number),
        following=phases[following_index] if following_index is not None else None,
        reentry=reentry,
        tallies=state.tallies,
        pain=pain.view(phases, state),
        hurt_before=pain.warned(phases, state),
    )
