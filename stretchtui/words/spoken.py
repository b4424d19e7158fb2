"""What is said: short spoken sentences for every moment of a session, as `Script` in the domain asks for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from stretchtui.domain.cues.speech import Ways
from stretchtui.domain.dose import Sides
from stretchtui.domain.routine import Exercise, Side
from stretchtui.domain.session.player_state import PainMoment
from stretchtui.domain.session.timeline import Phase, PhaseKind
from stretchtui.domain.text import beginning, in_a_sentence, noun
from stretchtui.words import leading

_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

PAIN_ADVICE = "If it gets worse, stop here and ask a health professional."


def number(value: float) -> str:
    """Write a whole number up to 99 as it is spoken; larger ones and fractions as figures."""
    whole = int(value)
    if whole != value or not 0 <= whole < 100:
        return f"{value:g}"
    if whole < 20:
        return (_ONES + _TEENS)[whole]
    tens, ones = divmod(whole, 10)
    return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")


def counted(count: float, word: str) -> str:
    """Say a number of things: `one minute`, `three minutes`."""
    return f"{number(count)} {noun(count, word)}"


def seconds(value: float) -> str:
    """Say a length of time, e.g. `thirteen seconds`."""
    return counted(value, "second")


def about(length_s: float) -> str:
    """Say roughly how long something takes, e.g. `about seven minutes`."""
    if length_s < 50:
        return f"about {seconds(max(5, round(length_s / 5) * 5))}"
    return f"about {counted(max(1, round(length_s / 60)), 'minute')}"


def beginnings(text: str) -> list[str]:
    """Give a text, and the same with its last sentences left out one by one, longest first."""
    sentences = re.split(r"(?<=[.!?])\s+", text.strip())
    return [" ".join(sentences[:count]) for count in range(len(sentences), 0, -1) if sentences[0]]


def place(phase: Phase) -> str:
    """Say where in the routine this is, e.g. `knee to chest, left leg`."""
    return in_a_sentence(leading.place(phase))


def count_of_reps(phase: Phase) -> str:
    """Say which rep, or which set, is about to begin; "" when there is only one or it is the first.

    One rep to each side in turn is a round: the last one to the left is not yet the last one.
    """
    if phase.rep > 1 and phase.exercise.dose.sides is Sides.ALTERNATING:
        return _counted_off("Round", phase.rep, phase.reps) if phase.rep < phase.reps else "The last round."
    if phase.rep > 1:
        return _counted_off("", phase.rep, phase.reps)
    return _counted_off("Set", phase.set_number, phase.sets) if phase.set_number > 1 else ""


def _counted_off(what: str, which: int, of: int) -> str:
    parts = ("The last", what.lower()) if which == of else (what, number(which))
    return beginning(" ".join(filter(None, (*parts, f"of {number(of)}."))))


# --- what can be said in each phase, longest first -------------------------------------------


def announcement(phase: Phase, hold_s: float) -> list[str]:
    """Name an exercise and its place, its dose with holds of `hold_s`, and the side it begins with."""
    title = f"Exercise {number(phase.number)} of {number(phase.count)}. {phase.exercise.title}."
    first, short = _first_side(phase), f"{phase.exercise.name}."
    reminded = reminder(phase, hold_s)
    return [f"{title} {_dose(phase, hold_s)}{first}", reminded, title + first, short + first, short]


def reminder(phase: Phase, hold_s: float) -> str:
    """Say the same in brief, to somebody who knows the routine."""
    return f"{phase.exercise.name}. {_dose(phase, hold_s)}{_first_side(phase)}"


def _first_side(phase: Phase) -> str:
    side, sides = phase.exercise.name_side(phase.side), phase.exercise.dose.sides
    if not sides.are_two:
        return f" {beginning(side)} only." if side else ""
    return f" First, {side}." if sides is Sides.ALTERNATING else f" {beginning(side)} first."


def same_movement(phase: Phase, hurt: Phase, ways: Ways) -> str:
    """Say that this exercise makes the movement that hurt before, and how to leave it out."""
    return (
        f"This is the same movement as in {in_a_sentence(hurt.exercise.name)}, which hurt. "
        f"{beginning(ways.leave_out)} to leave it out, or {ways.begin} to begin."
    )


def to_hold(exercise: Exercise) -> str:
    """Say what to hold on to; "" where there is nothing."""
    return f"Hold on to {exercise.support.rstrip('.')}." if exercise.support else ""


def up_to(pain_limit: int | None) -> str:
    """Say up to how much pain to go; "" where nobody set that."""
    return "" if pain_limit is None else f"Pain up to {number(pain_limit)} of ten, and no more."


def needed(exercise: Exercise) -> str:
    """Say what to have at hand; "" where that is nothing."""
    return f"You need {', '.join(exercise.equipment)}." if exercise.equipment else ""


def listen() -> str:
    """Say that what follows is told before it is done: instructions sound like calls to somebody who cannot see."""
    return "Listen first: this is how it is done."


def if_it_hurts(ways: Ways) -> str:
    """Say in a few words what to do if it hurts, to somebody who knows the routine."""
    return f"If it hurts, {ways.stop}."


def comfort(ways: Ways) -> str:
    """Say how far to go, and what to do if it hurts."""
    return f"Go only as far as is comfortable. If it hurts, ease out and {ways.stop}."


def call(phase: Phase) -> str:
    """Say in a sentence what moves now, and to which side."""
    said = beginnings(leading.cue(phase))
    return _sided(said[-1], phase) if said else instruction(phase)[0]


def instruction(phase: Phase) -> list[str]:
    """Say what to do in a phase other than getting ready."""
    texts = list(_instructions(phase))
    return [text for text in texts if text]


def _instructions(phase: Phase) -> Iterator[str]:
    cue = beginnings(leading.cue(phase))
    side = phase.exercise.name_side(phase.side)
    word = leading.doing(phase.exercise, phase.kind)
    match phase.kind:
        case PhaseKind.MOVE_IN:
            yield from (_sided(text, phase) for text in cue)
            yield f"{beginning(phase.side.value)}, {word.lower()}." if side else f"{word}."
            yield f"{beginning(phase.side.value)}." if side else ""
        case PhaseKind.HOLD:
            yield f"Hold. {leading.cue(phase)}"
            yield "Hold, breathe."
            yield "Hold."
        case PhaseKind.MOVE_OUT:
            yield from cue
            yield f"{word}."
        case PhaseKind.SWITCH_SIDES:
            yield from (_sided(text, phase) for text in cue)
            yield f"Now {side}." if side else "Change side."
            yield f"{beginning(phase.side.value)}." if side else ""
        case _:
            yield from cue
            yield "Rest."


def _sided(text: str, phase: Phase) -> str:
    """Put the side before a text that does not name it."""
    if phase.side is Side.BOTH or phase.side.value in text.lower():
        return text
    return f"{beginning(phase.exercise.name_side(phase.side))}. {text}"


def halfway() -> str:
    """Say that half of a hold is over."""
    return "Halfway."


def count(figure: int) -> str:
    """Count one of the last seconds."""
    return f"{beginning(number(figure))}."


def at(phase: Phase) -> str:
    """Say where the session is."""
    return f"{beginning(place(phase))}."


def paused(*, stood_still: bool = False) -> str:
    """Say that the session waits, because of a key or because the clock stood still."""
    return "The clock stood still for a while. The session is paused." if stood_still else "Paused. Take your time."


def paused_at(phase: Phase) -> str:
    """Say where a session that waits is now."""
    return f"Paused at {place(phase)}."


def over(*, finished: bool) -> str:
    """Say that the session is over, at its end or before."""
    if finished:
        return "That was the last exercise. The session is over. Rest a moment before you get up."
    return "The session ends here."


def hold_changed(hold_s: float) -> str:
    """Say how long the holds are from now on."""
    return f"Hold {seconds(hold_s)}."


def going_on(opening: Sequence[str]) -> list[str]:
    """Say, after a pause, that it goes on, and then what is to be done."""
    return [*(f"Going on. {text}" for text in opening), *opening]


def back_into_position(phase: Phase) -> list[str]:
    """Call back into a hold that was interrupted, in fewer and fewer words."""
    side = phase.exercise.name_side(phase.side)
    back = f"Back into position{', ' if side else ''}{side}."
    return [f"Going on. {back}", back, "Back into position.", "Back in."]


def hold_again(left_s: float) -> list[str]:
    """Say that an interrupted hold goes on, and for how long."""
    return [f"Hold. {beginning(seconds(round(left_s)))} more.", "Hold."] if left_s >= 1.5 else ["Hold."]


def ease_out(pause: PainMoment) -> str:
    """Say how to come out of the position, where one is in one."""
    begin = "" if not pause.ease or pause.ease.startswith("Ease out") else "Ease out. "
    return f"{begin}{pause.ease}" if pause.ease else "Rest where you are."


def stopped_for_pain(pause: PainMoment) -> str:
    """Say, kindly and once, that all waits: how to come out, when to ask, what will be marked, and what would come."""
    mark = f"{beginning(place(pause.marked))}, will be marked." if pause.marked else "Nothing was begun."
    if pause.goes_on is None:
        rest = "That was the last exercise."
    else:
        rest = f"Next would be {place(pause.goes_on) if pause.here else in_a_sentence(pause.goes_on.exercise.name)}."
    return f"Stopped. {ease_out(pause)} {PAIN_ADVICE} {mark} {rest}"


def _dose(phase: Phase, hold_s: float) -> str:
    dose = phase.exercise.dose
    times = {1: "once", 2: "twice"}.get(phase.reps, f"{number(phase.reps)} times")
    if phase.sets > 1:
        times = f"{counted(phase.sets, 'set')}, {times} in each"
    sides = " on each side" if dose.sides.are_two else ""
    if not hold_s:
        return f"{beginning(times)}{sides}."
    if phase.sets == phase.reps == 1:
        return f"Hold for {seconds(hold_s)}{sides}."
    return f"{beginning(times)}{sides}, holding {seconds(hold_s)}."
