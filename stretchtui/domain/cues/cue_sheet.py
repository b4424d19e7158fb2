"""The cues of a session: what is called out at which moment, from the timeline alone.

Every kind of output (voice, chime, flash, plain line) is given the same cues. A sentence is
chosen so short that it is over before the next cue is due, at the voice's own rate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

from stretchtui.domain.cues.speech import SAID_BY, Speech, moving_s
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.session.timeline import Phase, PhaseKind, Timeline, hold_of


class CueKind(StrEnum):
    """What a cue calls for."""

    EXERCISE = "exercise"
    GET_READY = "get-ready"
    MOVE_IN = "move-in"
    HOLD = "hold"
    HALFWAY = "halfway"
    COUNT = "count"
    MOVE_OUT = "move-out"
    SWITCH_SIDES = "switch-sides"
    REST = "rest"
    REP = "rep"
    PAUSED = "paused"
    RESUMED = "resumed"
    STOPPED = "stopped"
    HOLD_CHANGED = "hold-changed"
    OVER = "over"


MINOR = frozenset({CueKind.GET_READY, CueKind.HALFWAY, CueKind.COUNT, CueKind.REP, CueKind.HOLD_CHANGED})
"""Cues that wait for the one before to be over; all others cut it short."""

OPENINGS: dict[PhaseKind, CueKind] = {
    PhaseKind.GET_READY: CueKind.EXERCISE,
    PhaseKind.MOVE_IN: CueKind.MOVE_IN,
    PhaseKind.HOLD: CueKind.HOLD,
    PhaseKind.MOVE_OUT: CueKind.MOVE_OUT,
    PhaseKind.SWITCH_SIDES: CueKind.SWITCH_SIDES,
    PhaseKind.REST: CueKind.REST,
}
"""The cue that each kind of phase begins with."""

HALFWAY_FROM_S = 20.0
"""Holds of this length and more are told when half of them is over."""

COUNTED_S = (3, 2, 1)
"""The last seconds of a hold that are counted."""

COUNTED_FROM_S = 8.0
"""Shorter holds are not counted: nothing would be left of them to breathe in."""

LEAST_S = 0.5
"""A phase shorter than this has no cue of its own: nobody could follow."""

_NEAR_S = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One thing called out.

    `text` is a sentence or a few, so short that they are said in time; `whole` is the same unshortened, for
    those who read it in their own time. `at_s` is when it is due, in
    seconds of running session time, pauses left out. `phase` is the phase it belongs to and
    `offset_s` the seconds from that phase's beginning. `figure` is the number counted, 0 otherwise.
    """

    kind: CueKind
    text: str
    phase: Phase
    at_s: float = 0.0
    offset_s: float = 0.0
    figure: int = 0
    whole: str = ""

    @property
    def line(self) -> str:
        """All that there is to say, for a line that has no time limit."""
        return self.whole or self.text

    @property
    def minor(self) -> bool:
        """Tell whether it waits for the cue before to be over, and is left out if that takes too long."""
        return self.kind in MINOR


def cue_sheet(phases: Timeline, speech: Speech) -> tuple[Cue, ...]:
    """Give every cue of a session that nothing disturbs, in order, each with its moment."""
    sheet: list[Cue] = []
    start_s = 0.0
    for index, phase in enumerate(phases):
        cues = phase_cues(phases, index, phase.duration_s, hold_of(phases, phase.number), speech)
        sheet += [replace(cue, at_s=start_s + cue.offset_s) for cue in cues]
        start_s += phase.duration_s
    over = Cue(kind=CueKind.OVER, text=speech.script.over(finished=True), phase=phases[-1], at_s=start_s)
    return (*sheet, replace(over, offset_s=phases[-1].duration_s))


def phase_cues(phases: Timeline, index: int, duration_s: float, hold_s: float, speech: Speech) -> tuple[Cue, ...]:
    """Give the cues of one phase in order, when it lasts `duration_s` and its exercise holds for `hold_s`.

    Their offsets count from the phase's beginning; none is due before the one before is over.
    """
    if duration_s < LEAST_S:
        return ()
    phase = phases[index]
    if phase.kind is PhaseKind.GET_READY:
        cues = _get_ready(phase, duration_s, hold_s, speech)
    elif phase.kind is PhaseKind.HOLD:
        cues = _hold(phase, duration_s, speech)
    elif phase.kind is PhaseKind.MOVE_IN:
        texts = _move_in_texts(phases, index, hold_s, speech)
        cues = iter([_opening(phase, texts, room_before_moving_s(phase, duration_s, speech), speech)])
    else:
        cues = _lead(phase, duration_s, speech, counts=begins_anew(phases, index))
    return spaced(cues, duration_s, speech)


def room_before_moving_s(phase: Phase, duration_s: float, speech: Speech) -> float:
    """Give the seconds that words may take, a breath included, in a move-in that lasts `duration_s`."""
    return min(duration_s * SAID_BY, duration_s - moving_s(phase.exercise.dose)) + speech.breath_s


def spaced(cues: Iterable[Cue], until_s: float, speech: Speech) -> tuple[Cue, ...]:
    """Leave out minor cues that would be due before the one before is said, or last beyond `until_s`."""
    kept: list[Cue] = []
    free_s = 0.0
    for cue in cues:
        over_s = cue.offset_s + speech.takes_s(cue.text)
        if not cue.minor or (cue.offset_s >= free_s - _NEAR_S and over_s <= until_s + _NEAR_S):
            kept.append(cue)
            free_s = over_s
    return tuple(kept)


def _opening(phase: Phase, texts: Sequence[str], room_s: float, speech: Speech) -> Cue:
    """Begin a phase with the longest of some texts that there is room for."""
    return Cue(kind=OPENINGS[phase.kind], text=speech.fitting(texts, room_s), phase=phase, whole=texts[0])


def _get_ready(phase: Phase, duration_s: float, hold_s: float, speech: Speech) -> Iterator[Cue]:
    """Announce the exercise, then say how to lie and what will be done."""
    later = phase.told[1:]
    texts = speech.script.announcement(phase, hold_s)
    yield _opening(phase, texts, later[0].at_s if later else duration_s, speech)
    for told in later:
        yield Cue(kind=CueKind.GET_READY, text=told.text, phase=phase, offset_s=told.at_s)


def _hold(phase: Phase, duration_s: float, speech: Speech) -> Iterator[Cue]:
    """Call the hold, its middle when it is long, and its last seconds."""
    texts = speech.script.instruction(phase)
    shortest_s = min(map(speech.takes_s, texts))
    marks = [mark for mark in hold_marks(phase, duration_s, speech) if mark.offset_s >= shortest_s]
    yield _opening(phase, texts, marks[0].offset_s if marks else duration_s, speech)
    yield from marks


def hold_marks(phase: Phase, duration_s: float, speech: Speech) -> Iterator[Cue]:
    """Give what is called inside a hold of this length after its beginning."""
    if duration_s >= HALFWAY_FROM_S:
        yield Cue(kind=CueKind.HALFWAY, text=speech.script.halfway(), phase=phase, offset_s=duration_s / 2)
    if duration_s >= COUNTED_FROM_S:
        yield from count_down(phase, duration_s, COUNTED_S, speech)


def count_down(phase: Phase, until_s: float, figures: Iterable[int], speech: Speech) -> Iterator[Cue]:
    """Count the last seconds before `until_s`, a cue each."""
    for figure in figures:
        if until_s > figure:
            text = speech.script.count(figure)
            yield Cue(kind=CueKind.COUNT, text=text, phase=phase, offset_s=until_s - figure, figure=figure)


def _lead(phase: Phase, duration_s: float, speech: Speech, *, counts: bool) -> Iterator[Cue]:
    """Call moving out, changing sides or resting, and the rep that comes next where one begins."""
    texts = speech.script.instruction(phase)
    count = speech.script.count_of_reps(phase) if counts else ""
    counting_s = speech.takes_s(count) + speech.breath_s if count else 0.0
    if min(map(speech.takes_s, texts)) + counting_s > duration_s:  # it is said with the movement, if there is room
        count, counting_s = "", 0.0
    opening = _opening(phase, texts, duration_s - counting_s, speech)
    yield opening
    if count:
        offset_s = speech.takes_s(opening.text) + speech.breath_s
        yield Cue(kind=CueKind.REP, text=count, phase=phase, offset_s=offset_s)


def begins_anew(phases: Timeline, index: int) -> bool:
    """Tell whether another rep or set of the same exercise begins with this phase."""
    phase = phases[index]
    if index == 0 or phase.rep == phase.set_number == 1:
        return False
    before = phases[index - 1]
    return (before.set_number, before.rep) != (phase.set_number, phase.rep)


def _move_in_texts(phases: Timeline, index: int, hold_s: float, speech: Speech) -> list[str]:
    """Say before the movement what there was no time to say earlier: the exercise itself, or the rep.

    A rep is counted only where what moves can be said too.
    """
    phase, texts = phases[index], speech.script.instruction(phases[index])
    lead = phases[index - 1] if index else None
    if lead is not None and lead.kind is PhaseKind.GET_READY and lead.duration_s < LEAST_S:
        return [*(f"{first} {text}" for first in speech.script.announcement(phase, hold_s) for text in texts), *texts]
    count, call = speech.script.count_of_reps(phase), speech.script.call(phase)
    if not count or not _uncounted(phases, index, hold_s, speech):
        return texts
    return [*(f"{count} {text}" for text in texts if len(text) >= len(call)), *texts]


def _uncounted(phases: Timeline, index: int, hold_s: float, speech: Speech) -> bool:
    """Tell whether a rep begins with this move-in, or with the phase before it, which had no time to count it."""
    if begins_anew(phases, index) or not begins_anew(phases, index - 1):
        return begins_anew(phases, index)
    said = phase_cues(phases, index - 1, phases[index - 1].duration_s, hold_s, speech)
    return all(cue.kind is not CueKind.REP for cue in said)
