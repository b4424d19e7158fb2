"""The pause for pain: what can be marked, what is proposed, and what becomes of the session after it.

Pure functions of the timeline and the player's state. Nothing is marked that was not begun, and
nothing before the person goes on, ends, or the program has to leave.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from stretchtui.domain.rating import PAIN, joined
from stretchtui.domain.record import Pain
from stretchtui.domain.session.player_state import (
    PainMoment,
    PainPause,
    PauseReason,
    PlayerState,
    RunState,
    Tally,
    Target,
)
from stretchtui.domain.session.timeline import Phase, PhaseKind, Timeline

MOVING = frozenset({PhaseKind.MOVE_IN, PhaseKind.HOLD, PhaseKind.MOVE_OUT})
"""The phases in which the body is in a movement, or on its way; the others lie between."""


def begun(phases: Timeline, state: PlayerState) -> tuple[Target, ...]:
    """List what was begun so far, in the routine's order."""
    phase = phases[state.index]
    known = state.tallies.keys() | ({phase.target} if phase.kind in MOVING else set())
    return tuple(target for target in dict.fromkeys(phase.target for phase in phases) if target in known)


def opened(phases: Timeline, state: PlayerState) -> PlayerState:
    """Stop for pain: the clock stands, and what hurts is proposed."""
    targets = begun(phases, state)
    pause = PainPause(phase=phases[state.index].kind, targets=targets, chosen=_proposed(phases, state, targets))
    return replace(state, run=RunState.PAUSED, reason=PauseReason.PAIN, pain=pause)


def _proposed(phases: Timeline, state: PlayerState, targets: tuple[Target, ...]) -> int:
    """Give the place of what hurts most likely: what one is in, or else what was done just before."""
    phase = phases[state.index]
    between = phase.kind in (PhaseKind.SWITCH_SIDES, PhaseKind.REST)
    likely = phases[state.index - 1].target if between else phase.target
    if likely in targets:
        return targets.index(likely)
    past = {phase.target for phase in phases[: state.index]}
    return max((place for place, target in enumerate(targets) if target in past), default=0)


def another(pause: PainPause, step: int) -> PainPause:
    """Choose the one before (-1) or after (+1) among those begun."""
    chosen = min(max(pause.chosen + step, 0), max(0, len(pause.targets) - 1))
    return replace(pause, chosen=chosen, growing=False)


def with_digit(pause: PainPause, digit: int) -> PainPause:
    """Take a digit as how much it hurts; a 0 right after a 1 makes 10, however long it takes."""
    return replace(pause, nrs=joined(PAIN, pause.nrs if pause.growing else None, digit), growing=True)


def rated(pause: PainPause, nrs: int | None) -> PainPause:
    """Take a whole answer, or take it back; raises ValueError for one that is not on the scale."""
    if nrs is not None and not PAIN.accepts(nrs):
        raise ValueError(f"expected a whole number {PAIN.minimum}-{PAIN.maximum}, got {nrs}")
    return replace(pause, nrs=nrs, growing=False)


def marked(phases: Timeline, state: PlayerState) -> PlayerState:
    """Mark what a pause for pain proposes; any other state is given as it is.

    The phase is known of what was proposed first; of another nobody has said when it hurt.
    """
    pause = state.pain
    if pause is None:
        return state
    tallies = dict(state.tallies)
    if pause.target is not None:
        tally = tallies.get(pause.target, Tally())
        likely = pause.chosen == _proposed(phases, state, pause.targets)
        # To leave the number out takes nothing back of what was said before.
        said = tally.pain if pause.nrs is None else None
        pain = said or Pain(nrs=pause.nrs, phase=pause.phase if likely else None)
        tallies[pause.target] = replace(tally, pain=pain)
    return replace(state, tallies=tallies, reason=PauseReason.ASKED, pain=None)


def unmarked(state: PlayerState) -> PlayerState:
    """Give the state as if it had not hurt: running, for a pause for pain; any other as it is."""
    return state if state.pain is None else replace(state, run=RunState.RUNNING, reason=None, pain=None)


def goes_on_at(phases: Timeline, state: PlayerState) -> int | None:
    """Give where going on leads: past the exercise that hurts, or on with another that was interrupted; None is over.

    The phase's own index means: here.
    """
    target = state.pain.target if state.pain is not None else None
    if target is None or target[0] != phases[state.index].number:
        return state.index
    return after_exercise(phases, state.index)


def after_exercise(phases: Timeline, index: int) -> int | None:
    """Find where the next exercise begins; None after the last."""
    number = phases[index].number
    return next((i for i, phase in enumerate(phases) if phase.number > number), None)


def can_be_left_out(phases: Timeline, state: PlayerState) -> bool:
    """Tell whether the exercise that the session is in has not been begun, so that it can be left out whole."""
    phase = phases[state.index]
    return phase.kind is PhaseKind.GET_READY and phase.number not in {number for number, _ in begun(phases, state)}


def same_movement(phases: Timeline, tallies: Mapping[Target, Tally], phase: Phase) -> Phase | None:
    """Find another exercise, stopped for pain, whose movement this phase's exercise makes again."""
    hurt = {target for target, tally in tallies.items() if tally.pain is not None and target[0] != phase.number}
    others = (other for other in phases if other.target in hurt) if hurt else ()
    return next((other for other in others if other.exercise.makes_movement_of(phase.exercise)), None)


def warned(phases: Timeline, state: PlayerState) -> Phase | None:
    """Give what was stopped for pain, as long as one is in an exercise that makes the same movement."""
    return None if state.pain is not None else same_movement(phases, state.tallies, phases[state.index])


def view(phases: Timeline, state: PlayerState) -> PainMoment | None:
    """Describe a pause for pain; None in any other state."""
    pause = state.pain
    if pause is None:
        return None
    phase = phases[state.index]
    index = goes_on_at(phases, state)
    before = state.tallies[pause.target].pain if pause.target is not None and pause.target in state.tallies else None
    return PainMoment(
        marked=_phase_of(phases, pause.target),
        earlier=pause.chosen > 0,
        later=pause.chosen < len(pause.targets) - 1,
        nrs=before.nrs if pause.nrs is None and before else pause.nrs,
        ease=phase.exercise.cues.move_out.replace("{side}", phase.side.value) if phase.kind in MOVING else "",
        goes_on=None if index is None else phases[index],
        here=index == state.index,
        left_out=phase if can_be_left_out(phases, state) else None,
    )


def _phase_of(phases: Timeline, target: Target | None) -> Phase | None:
    return next((phase for phase in phases if phase.target == target), None)
