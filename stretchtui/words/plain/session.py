"""What plain mode says during a session besides the cues: written to be heard, one thing a line."""

from __future__ import annotations

from collections.abc import Iterator

from stretchtui.domain.cues.cue_sheet import Cue, CueKind
from stretchtui.domain.rating import PAIN
from stretchtui.domain.routine import Exercise
from stretchtui.domain.session.player_state import Moment, PainMoment, RunState
from stretchtui.domain.session.timeline import Phase, PhaseKind
from stretchtui.domain.text import beginning, in_a_sentence, whole_sentence
from stretchtui.words import labels, leading, safety, spoken
from stretchtui.words.plain.keys import PlainKey, PlainKeys
from stretchtui.words.plain.questions import quoted
from stretchtui.words.spoken import about

LAST_S = 3
"""The end of a long hold is told once, so many seconds ahead; a count in between would only be in the way."""

NO_SOUND = "There is no sound here."

NOTHING_TO_TAKE_BACK = "There is nothing to take back. A step can be taken back for five seconds."

BY_ITSELF = "Nobody can press a key here, so it goes on by itself in ten seconds."

_NOW = {
    PhaseKind.GET_READY: "Get ready",
    PhaseKind.MOVE_IN: "Moving in",
    PhaseKind.HOLD: "Holding",
    PhaseKind.MOVE_OUT: "Easing out",
    PhaseKind.SWITCH_SIDES: "Changing side",
    PhaseKind.REST: "Resting",
}


def go_on(keys: PlainKeys) -> str:
    """Say how a pause ends."""
    return f"Press {keys.enter} to go on."


def paused(keys: PlainKeys) -> str:
    """Say that the session waits, and how that ends."""
    return f"Paused. {go_on(keys)}"


def not_shown(keys: PlainKeys) -> str:
    """Say that nobody could read the lines for a while."""
    return f"These lines could not be shown for a while. The session is paused. {go_on(keys)}"


def noted_before(value: int) -> str:
    """Say that an answer was taken after the session had begun."""
    return f"Stiffness before: {value}, noted."


def told_before(keys: PlainKeys) -> str:
    """Say when all of an exercise is told, and how to hear it now."""
    return f"That is told while you get ready. Type {keys.instructions} to hear how this exercise is done."


def hold_stays(hold_s: float) -> str:
    """Say how long a hold stays that cannot be longer or shorter."""
    return f"It stays at {spoken.seconds(hold_s)}." if hold_s else whole_sentence(leading.hold_now(hold_s))


def cue_line(cue: Cue, moment: Moment, keys: PlainKeys) -> str:
    """Write a cue as a line; "" for a count that would only be in a screen reader's way."""
    text = cue.line
    stretch = moment.phase.exercise.dose.is_stretch
    match cue.kind:
        case CueKind.COUNT:
            told = cue.figure == LAST_S and stretch and not moment.reentry
            text = f"{beginning(spoken.seconds(LAST_S))} to go." if told else ""
        case CueKind.HOLD if cue.offset_s == 0 and stretch:
            text = f"Hold for {spoken.seconds(moment.hold_s)}. {leading.cue(cue.phase)}"
        case CueKind.PAUSED if moment.pain is not None:
            text = f"{text} That will be marked."
        case CueKind.PAUSED:
            text = f"{text} {go_on(keys)}"
        case CueKind.OVER if moment.run is RunState.STOPPED_EARLY:
            text = spoken.over(finished=False)
    return text


def end_question(keys: PlainKeys, *, recorded: bool, in_pain: bool) -> str:
    """Ask whether the session is to end."""
    kept = " What you have done is kept." if recorded else ""
    back = "choose again" if in_pain else "go on"
    return f"Paused. End the session here?{kept} Type {keys.end} again to end it, or press {keys.enter} to {back}."


def pain_choices(moment: Moment, keys: PlainKeys) -> Iterator[str]:
    """Say what will be marked, ask how much it hurts, and say the ways on, a thing a line; nothing without pain."""
    pause = moment.pain
    if pause is None:
        return
    if pause.marked is None:
        yield leading.NOTHING_MARKED
    else:
        other = [f"{key} for the one {which}" for key, which, there in _others(pause, keys) if there]
        change = f" To mark another of those begun, type {' or '.join(other)}." if other else ""
        yield f"To be marked: {spoken.place(pause.marked)}.{change}"
        ends = f"{PAIN.minimum} is {PAIN.low_anchor}, {PAIN.maximum} is {PAIN.high_anchor}"
        if pause.nrs is None:
            yield f"{PAIN.question} {ends}. Type a number, or leave it out."
        else:
            yield f"Pain: {pause.nrs} of {PAIN.maximum}. Another number changes it; {keys.not_said} takes it back."
    yield (
        f"Press {keys.enter} to {leading.goes_on(pause)}. "
        f"Type {keys.take_back} if it was not pain: then it goes on where it stopped."
    )
    if pause.left_out is not None:
        name = in_a_sentence(pause.left_out.exercise.name)
        yield f"Type {keys.less} to leave {name} out, with nothing marked."
    yield f"Type {keys.end} to end the session, or {keys.urgent} to hear when back pain needs urgent care."


def _others(pause: PainMoment, keys: PlainKeys) -> tuple[tuple[PlainKey, str, bool], ...]:
    return ((keys.back, "before", pause.earlier), (keys.next, "after", pause.later))


def expected_in_pain(line: str, keys: PlainKeys) -> str:
    """Say what can be typed in a pause for pain."""
    return (
        f"{quoted(line)} is no number from {PAIN.minimum} to {PAIN.maximum}, and no key here. "
        f"Press {keys.enter} to go on, or type {keys.take_back} if it was not pain, or {keys.end} to end."
    )


def no_key(line: str, keys: PlainKeys) -> str:
    """Say that a line is no key."""
    return f"{quoted(line)} is no key here. Type {keys.help} for help."


def where(moment: Moment) -> str:
    """Say where the session is: place, what to do, and how much is to come."""
    phase = moment.phase
    place = f"Exercise {spoken.number(phase.number)} of {spoken.number(phase.count)}: {spoken.place(phase)}"
    rep = _of("set", phase.set_number, phase.sets) + _of("rep", phase.rep, phase.reps)
    paused = "Paused. " if moment.run is RunState.PAUSED else ""
    doing = f"{_NOW[moment.kind]}, {spoken.seconds(max(1, round(moment.phase_left_s)))} to go."
    what = "" if moment.reentry else f" {leading.cue(phase)}"
    after = f" Then {_following(moment)}." if moment.following and not moment.hurt_before else ""
    return f"{paused}{place}{rep}. {doing}{what}{after} {beginning(about(moment.session_left_s))} to the end."


def why_paused(moment: Moment, keys: PlainKeys) -> str:
    """Say what a session that begins paused is waiting for."""
    return f"Paused at {spoken.place(moment.phase)}. {go_on(keys)}"


def instructions(exercise: Exercise) -> Iterator[str]:
    """Say how an exercise is done and who should ask first, a thing a line."""
    yield f"{exercise.name}. {exercise.purpose}".strip()
    yield " ".join(filter(None, [exercise.start, *exercise.instructions]))
    yield from exercise.cautions
    if exercise.ask_first:
        yield "Who should ask first:"
        yield from exercise.ask_first


def safety_page(emergency_number: str, keys: PlainKeys) -> Iterator[str]:
    """Say how to stretch safely, and when back pain needs urgent care, a thing a line."""
    yield from safety.while_you_stretch(str(keys.pain))
    yield labels.WELLNESS_NOTICE
    yield safety.SAME_FOR_ALL
    for heading, signs in safety.signs(emergency_number):
        yield f"{heading}:"
        yield from signs
    yield safety.LASTING_STIFFNESS
    yield safety.SIGNS_FROM


def _of(what: str, number: int, count: int) -> str:
    return f", {what} {spoken.number(number)} of {spoken.number(count)}" if count > 1 else ""


def _following(moment: Moment) -> str:
    phase: Phase | None = moment.following
    if phase is None:
        return "the end"
    if phase.number != moment.phase.number:
        return in_a_sentence(phase.exercise.name)
    if moment.phase.kind is PhaseKind.GET_READY:
        return "the movement"
    return phase.exercise.name_side(phase.side) or f"repetition {spoken.number(phase.rep)}"


assert set(_NOW) == set(PhaseKind)  # noqa: S101
