"""Calling the cues of a session as it is led: pauses, keys and late ticks included."""

from __future__ import annotations

import math
from dataclasses import replace

from stretchtui.domain.cues.cue_sheet import Cue, CueKind, count_down, phase_cues, room_before_moving_s, spaced
from stretchtui.domain.cues.speech import Speech
from stretchtui.domain.session import pain
from stretchtui.domain.session.guidance import Plan
from stretchtui.domain.session.player_state import PauseReason, PlayerState, RunState
from stretchtui.domain.session.timeline import Phase, PhaseKind, Timeline, hold_of

LATE_S = 1.0
"""A cue later than this is left out: by then it would be wrong, or in the way of the next."""

LATE_COUNT_S = 0.4
"""The same for a count, whose next figure comes a second later."""

_OVER = (RunState.FINISHED, RunState.STOPPED_EARLY)


class CueScheduler:
    """Says which cue is due, given the player's state after every tick and every key.

    Each cue of a phase comes once, never two at a time, and never when it is too late. `speech` is the
    words, the voice's rate and the session's speed; it can change while the session runs.
    """

    def __init__(self, timeline: Plan, speech: Speech) -> None:
        self._timeline = timeline
        self.phases: Timeline = ()
        self.speech = speech
        self._script = speech.script
        self._before: PlayerState | None = None
        self._laid: Timeline = ()
        self._due: list[Cue] = []
        self._last = ("", -math.inf)

    def follow(self, state: PlayerState) -> Cue | None:
        """Take in what the session has become, and give the cue to call now, if any."""
        before, self._before = self._before, state
        before = before or PlayerState(pace=state.pace)
        self._laid, self.phases = self.phases, self._timeline.as_led(state)
        if state.run is not RunState.RUNNING:
            cue = self._standing(before, state)
        else:
            self._plan(before, state)
            cue = self._next(state) or self._hold_changed(before, state)
        if cue is None:
            return None
        self._last = (cue.text, state.active_s if state.run is RunState.RUNNING else -math.inf)
        return replace(cue, at_s=state.active_s - max(0.0, _local_s(state) - cue.offset_s))

    def wait_s(self, state: PlayerState) -> float | None:
        """Give the session's seconds until the next cue can be due; None while the session stands still."""
        if state.run is not RunState.RUNNING:
            return None
        at_s = _local_s(state)
        ends_s = state.reentry_total_s if state.reentry_s > 0 else self._duration_s(state)
        said_s = self._busy_until_s - state.active_s
        waits = (cue.offset_s - at_s if cue.offset_s > at_s else max(0.0, said_s) for cue in self._due)
        return min([*waits, max(0.0, ends_s - at_s)])

    # --- standing still -------------------------------------------------------------------

    def _standing(self, before: PlayerState, state: PlayerState) -> Cue | None:
        """Give the cue for a pause, for pain, or for the end."""
        self._due = []
        if before.run in _OVER or state.run is RunState.READY:
            return None
        phase = self.phases[state.index]
        if state.pain is not None:
            return self._hurt(before, state)
        if state.run in _OVER:
            done = state.run is RunState.FINISHED
            return _now(CueKind.OVER, self._script.over(finished=done), phase, state)
        if before.run is RunState.PAUSED:
            moved = state.index != before.index
            return _now(CueKind.PAUSED, self._script.paused_at(phase), phase, state) if moved else None
        why = self._script.paused(stood_still=state.reason is PauseReason.GAP)
        return _now(CueKind.PAUSED, why, phase, state)

    def _hurt(self, before: PlayerState, state: PlayerState) -> Cue | None:
        """Say how to come out and what would be marked, and then only what is chosen instead."""
        phase, pause = self.phases[state.index], pain.view(self.phases, state)
        if pause is None or state.pain is None:
            return None
        if before.pain is None:
            return _now(CueKind.STOPPED, self._script.stopped_for_pain(pause), phase, state)
        if pause.marked is None or before.pain.chosen == state.pain.chosen:
            return None
        return _now(CueKind.PAUSED, self._script.at(pause.marked), phase, state)

    # --- running --------------------------------------------------------------------------

    def _plan(self, before: PlayerState, state: PlayerState) -> None:
        """Lay out the cues of a stretch of time that has just begun, or whose length a key changed."""
        at_s = _local_s(state)
        same = before.run is RunState.RUNNING and _stretch(before) == _stretch(state)
        if same and self.phases is not self._laid and at_s > 0:
            cues = self._reentry_cues(state) if state.reentry_s > 0 else self._phase_cues(state)
            self._due = [cue for cue in cues if self._still_to_come(cue, at_s)]
            return
        if same and _local_s(before) <= at_s:
            if state.more_hold_s != before.more_hold_s and state.reentry_s <= 0:
                self._due = [cue for cue in self._phase_cues(state) if cue.offset_s > at_s]
            return
        natural = before.run is RunState.RUNNING and state.active_s - before.active_s >= at_s - 1e-6
        self._last = ("", -math.inf)
        if state.reentry_s > 0:
            self._due = self._reentry_cues(state)
        elif before.reentry_s > 0 and before.index == state.index and state.elapsed_s >= before.elapsed_s:
            self._due = self._hold_again(before.elapsed_s, state)
        elif before.run is RunState.PAUSED or (at_s > LATE_S * self.speech.speed and not natural):
            self._due = self._resumed(state)
        else:
            self._due = list(self._phase_cues(state))

    def _still_to_come(self, cue: Cue, at_s: float) -> bool:
        """Tell whether a cue is to be called after its moment has moved: a count of reps is said just once."""
        if cue.kind is CueKind.REP:
            return any(waiting.kind is CueKind.REP for waiting in self._due)
        return cue.offset_s > at_s

    def _next(self, state: PlayerState) -> Cue | None:
        """Take the last cue that is due off the list; late ones go with it uncalled."""
        at_s = _local_s(state) + 1e-6
        due = [cue for cue in self._due if cue.offset_s <= at_s]
        if not due:
            return None
        cue = due[-1]
        limit_s = (LATE_COUNT_S if cue.kind is CueKind.COUNT else LATE_S) * self.speech.speed
        late = at_s - cue.offset_s > limit_s
        if not late and cue.minor and state.active_s < self._busy_until_s - 1e-6:
            return None  # it waits until the one before is said
        self._due = self._due[len(due) :]
        return None if late else cue

    @property
    def _busy_until_s(self) -> float:
        """Give the running second at which the last cue is said, at the rate there is now."""
        text, called_s = self._last
        return called_s + self.speech.takes_s(text)

    def _phase_cues(self, state: PlayerState) -> tuple[Cue, ...]:
        phase = self.phases[state.index]
        hold_s = hold_of(self.phases, phase.number) + state.more_hold_s.get(phase.number, 0)
        duration_s = hold_s if phase.kind is PhaseKind.HOLD else phase.duration_s
        return phase_cues(self.phases, state.index, duration_s, hold_s, self.speech)

    def _resumed(self, state: PlayerState) -> list[Cue]:
        """Say that it goes on, with the words that the phase begins with."""
        at_s = _local_s(state)
        cues = self._phase_cues(state)
        phase = self.phases[state.index]
        later = [cue for cue in cues if cue.minor and cue.offset_s > at_s]
        said, whole = (cues[0].text, cues[0].line) if cues and at_s <= 0 else 2 * (self._script.at(phase),)
        room_s = (later[0].offset_s if later else self._duration_s(state)) - at_s
        if phase.kind is PhaseKind.MOVE_IN:
            room_s = room_before_moving_s(phase, room_s, self.speech)
        text = self.speech.fitting(self._script.going_on([said]), room_s)
        whole = self._script.going_on([whole])[0]
        return [Cue(kind=CueKind.RESUMED, text=text, phase=phase, offset_s=at_s, whole=whole), *later]

    def _reentry_cues(self, state: PlayerState) -> list[Cue]:
        """Call back into position, and count until the hold goes on."""
        phase = self.phases[state.index]
        total_s = state.reentry_total_s
        figures = [figure for figure in (3, 2, 1) if total_s - figure >= 1.6 * self.speech.speed]
        counts = list(count_down(phase, total_s, figures, self.speech))
        room_s = min(counts[0].offset_s if counts else total_s, room_before_moving_s(phase, total_s, self.speech))
        texts = self._script.back_into_position(phase)
        back = Cue(kind=CueKind.RESUMED, text=self.speech.fitting(texts, room_s), phase=phase, whole=texts[0])
        cues = [back, *counts]
        return [cue for cue in spaced(cues, total_s, self.speech) if cue.offset_s >= _local_s(state) or not cue.minor]

    def _hold_again(self, from_s: float, state: PlayerState) -> list[Cue]:
        """Call the rest of a hold that was interrupted."""
        phase = self.phases[state.index]
        later = [cue for cue in self._phase_cues(state) if cue.minor and cue.offset_s > from_s]
        left_s = self._duration_s(state) - from_s
        room_s = later[0].offset_s - from_s if later else left_s
        texts = self._script.hold_again(left_s)
        text = self.speech.fitting(texts, room_s)
        return [Cue(kind=CueKind.HOLD, text=text, phase=phase, offset_s=from_s, whole=texts[0]), *later]

    def _hold_changed(self, before: PlayerState, state: PlayerState) -> Cue | None:
        """Say the new length of the holds after a key changed it."""
        phase = self.phases[state.index]
        more = state.more_hold_s.get(phase.number, 0)
        if before.index != state.index or more == before.more_hold_s.get(phase.number, 0):
            return None
        text = self._script.hold_changed(hold_of(self.phases, phase.number) + more)
        return _now(CueKind.HOLD_CHANGED, text, phase, state)

    def _duration_s(self, state: PlayerState) -> float:
        phase = self.phases[state.index]
        more = state.more_hold_s.get(phase.number, 0) if phase.kind is PhaseKind.HOLD else 0
        return phase.duration_s + more


def _local_s(state: PlayerState) -> float:
    """Give the seconds since the stretch of time that the session is in began: a phase, or a re-entry."""
    return state.reentry_total_s - state.reentry_s if state.reentry_s > 0 else state.elapsed_s


def _stretch(state: PlayerState) -> tuple[int, bool]:
    return state.index, state.reentry_s > 0


def _now(kind: CueKind, text: str, phase: Phase, state: PlayerState) -> Cue:
    return Cue(kind=kind, text=text, phase=phase, offset_s=_local_s(state))
