"""The words of a session as it is led: phases, sides, doses, what to do and what comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stretchtui.domain.cues.speech import Ways
from stretchtui.domain.dose import Dose, Sides
from stretchtui.domain.rating import PAIN
from stretchtui.domain.routine import Exercise, Level, Side
from stretchtui.domain.session.player_state import Moment, PainMoment, PauseReason, RunState, Tally, Target
from stretchtui.domain.session.request import SessionRequest
from stretchtui.domain.session.timeline import Phase, PhaseKind
from stretchtui.domain.text import beginning
from stretchtui.words.labels import times

PHASE_WORDS: dict[PhaseKind, str] = {
    PhaseKind.GET_READY: "Get ready",
    PhaseKind.MOVE_IN: "Move in",
    PhaseKind.HOLD: "Hold",
    PhaseKind.MOVE_OUT: "Ease out",
    PhaseKind.SWITCH_SIDES: "Change side",
    PhaseKind.REST: "Rest",
}

USUAL_CUES: dict[PhaseKind, str] = {
    PhaseKind.SWITCH_SIDES: "Change to the {side}.",
    PhaseKind.REST: "Rest a moment.",
}
"""What is said where an exercise has no words of its own for it."""

PAUSED_WORD, STOPPED_WORD = "PAUSED", "STOPPED"

SIDE_WORDS: dict[Side, str] = {Side.LEFT: "LEFT", Side.RIGHT: "RIGHT", Side.BOTH: "BOTH"}


def planned_dose(exercise: Exercise, level: Level) -> str:
    """Say the dose that a level aims for, e.g. `3 times, hold 4 s`."""
    amount = exercise.dose.at(level)
    parts = [times(amount.reps)] if amount.reps > 1 or not exercise.dose.is_stretch else []
    if amount.sets > 1:
        parts.insert(0, f"{amount.sets} sets of")
    return ", ".join(filter(None, (" ".join(parts), _hold(amount.hold_s))))


def _hold(hold_s: float) -> str:
    """Say a hold inside a line; "" where there is none."""
    return hold_now(hold_s).lower() if hold_s else ""


def dose_range(dose: Dose) -> str:
    """Say a dose with its ranges in one short line, e.g. `hold 10-15 s, each side`; of a movement no hold."""
    return _dose(dose, held=dose.is_stretch)


def whole_dose(dose: Dose) -> str:
    """Say a dose with its ranges and every hold, for who wants to know what was set: `6 times, hold 5 s, each side`."""
    first = f"{dose.first_side} side first" if dose.sides.are_two and dose.first_side else ""
    return ", ".join(filter(None, (_dose(dose, held=dose.hold_s.maximum > 0), first)))


_SIDES = {Sides.BOTH: "", Sides.EACH: "each side", Sides.ALTERNATING: "each side in turn"}


def _dose(dose: Dose, *, held: bool) -> str:
    reps = f"{dose.reps} times" if dose.reps.maximum > 1 else ""
    hold = f"hold {dose.hold_s} s" if held else ""
    side = _SIDES.get(dose.sides, f"{dose.sides} side only")
    sets = f"{dose.sets} sets" if dose.sets.maximum > 1 else ""
    amount = " ".join(filter(None, (sets, reps))) or ("" if hold else "once")
    return ", ".join(filter(None, (amount, hold, side)))


def short_dose(exercise: Exercise, level: Level) -> str:
    """Write the dose of a level as short as a sheet has it: `3 x 5 s`, or `13 s` for a single hold."""
    amount = exercise.dose.at(level)
    counts = [amount.sets] if amount.sets > 1 else []
    counts += [amount.reps] if amount.reps > 1 or counts else []
    if not amount.hold_s:
        return " x ".join(map(str, counts or [amount.reps]))
    return " x ".join([*map(str, counts), f"{amount.hold_s} s"])


def sides(exercise: Exercise, first: Side) -> str:
    """Say which sides an exercise goes through, and in which order; "" where both move together."""
    dose = exercise.dose
    link = ", then " if dose.sides is Sides.EACH else " and "
    order = dose.sides.each(dose.first_side or first)
    if dose.sides.are_two:
        return link.join(order)
    return "" if dose.sides is Sides.BOTH else f"{dose.sides} only"


def doing(exercise: Exercise, kind: PhaseKind) -> str:
    """Give the word for what is done in a phase of a kind: the exercise's own, or the usual one."""
    cues = exercise.cues
    own = {
        PhaseKind.MOVE_IN: cues.move_in_word,
        PhaseKind.HOLD: cues.hold_word,
        PhaseKind.MOVE_OUT: cues.move_out_word,
    }
    return own.get(kind) or PHASE_WORDS[kind]


def phase_word(moment: Moment) -> str:
    """Give the one word for what to do now; PAUSED while the clock stands, STOPPED when it does because of pain."""
    if moment.pain is not None:
        return STOPPED_WORD
    return PAUSED_WORD if moment.run is RunState.PAUSED else doing(moment.phase.exercise, moment.kind).upper()


def rep_line(phase: Phase) -> str:
    """Say which rep this is, e.g. `rep 2 of 3`; "" when there is only one."""
    parts = []
    if phase.sets > 1:
        parts.append(f"set {phase.set_number} of {phase.sets}")
    if phase.reps > 1:
        parts.append(f"rep {phase.rep} of {phase.reps}")
    return ", ".join(parts)


def steps(phase: Phase, tallies: Mapping[Target, Tally], exercises: Sequence[Exercise], *, unicode: bool) -> str:
    """Draw the way through the exercises, a mark each: done, begun, passed over, stopped for pain, now, to come."""
    done, begun, passed, hurt, now, ahead = tuple("●◐–▲◉○" if unicode else "#+-!@.")

    held = {number for (number, _), tally in tallies.items() if tally.begun}
    painful = {number for (number, _), tally in tallies.items() if tally.pain is not None}

    def mark(number: int, dose: Dose) -> str:
        if number == phase.number:
            return now
        if number in painful:
            return hurt
        if number > phase.number:
            return ahead
        if number not in held:
            return passed
        reps = (tallies.get((number, side), Tally()).reps for side in dose.sides.each())
        return done if all(count >= dose.least_reps for count in reps) else begun

    return " ".join(mark(number, exercise.dose) for number, exercise in enumerate(exercises, start=1))


def place(phase: Phase) -> str:
    """Name an exercise and the side, e.g. `Knee to chest, left leg`."""
    side = phase.exercise.name_side(phase.side)
    return f"{phase.exercise.name}, {side}" if side else phase.exercise.name


def goes_on(moment: PainMoment) -> str:
    """Say what going on from a pause for pain leads to."""
    if moment.goes_on is None:
        return "finish: that was the last exercise"
    if moment.here:
        return f"go on with {place(moment.goes_on)}"
    return f"go on with the next: {moment.goes_on.exercise.name}"


def cue(phase: Phase) -> str:
    """Say what to do in a phase, in the exercise's words or, where it has none, in the usual ones."""
    return phase.instruction or USUAL_CUES.get(phase.kind, "").format(side=phase.side.value)


def instruction(moment: Moment, pause_key: str) -> str:
    """Say what to do at this moment; `pause_key` is what goes on from a pause."""
    phase = moment.phase
    if moment.run is RunState.PAUSED:
        return _paused(moment, pause_key)
    if moment.reentry:
        move_in = phase.exercise.cues.move_in.replace("{side}", phase.side.value)
        return f"Back into position: {move_in}"
    return cue(phase)


def _paused(moment: Moment, key: str) -> str:
    """Say why the session stands still and how it goes on."""
    why = "The clock stood still for a while, so the session waited. " if moment.reason is PauseReason.GAP else ""
    return f"{why}{key} goes on, with time to get back into position."


def telling(moment: Moment) -> list[str]:
    """Give the sentences told while one gets ready, the dose in figures: name and place stand above them."""
    phase, hold = moment.phase, _hold(moment.hold_s)
    sets = f"{phase.sets} sets of " if phase.sets > 1 else ""
    amount = f"{sets}{times(phase.reps)}" if sets or phase.reps > 1 or not hold else ""
    each = " on each side" if phase.exercise.dose.sides.are_two else ""
    dose = f"{amount}{each}, {hold}" if amount and hold else f"{amount or hold}{each}"
    side = phase.exercise.name_side(phase.side)
    first = f"{side} {'first' if each else 'only'}" if side else ""
    spoken = [f"{beginning(text)}." for text in (dose, first) if text]
    return [" ".join(spoken), *(sentence.text for sentence in phase.told[1:])]


def following(moment: Moment, level: Level) -> str:
    """Say what next leads to, e.g. `right leg, hold 13 s`; the end after the last."""
    phase = moment.following
    if phase is None:
        return f"{LEAVE_THIS_OUT}, the end of the session" if moment.hurt_before else "the end of the session"
    exercise = phase.exercise
    if phase.number != moment.phase.number:
        leads_to = f"{exercise.name}, {planned_dose(exercise, level)}"
        return f"{LEAVE_THIS_OUT}, then {exercise.name}" if moment.hurt_before else leads_to
    side, hold = exercise.name_side(phase.side), _hold(moment.hold_s)
    ready = moment.phase.kind is PhaseKind.GET_READY
    parts = (BEGIN_NOW, side, hold) if ready else (side, rep_line(phase), hold)
    return ", ".join(filter(None, parts))


def position(phase: Phase) -> str:
    """Say which exercise of how many this is, its name and the side: `3 of 6 · Knee to chest · left leg`."""
    side = phase.exercise.name_side(phase.side)
    return " · ".join(filter(None, (f"{phase.number} of {phase.count}", phase.exercise.title, side)))


def time_left(clock: str) -> str:
    """Say how much of the session is still to come."""
    return f"{clock} to go"


def next_line(following: str, undo_key: str = "") -> str:
    """Say what comes next, and by which key the last step is taken back where that can be."""
    next_up = f"next  {following}"
    return f"{undo_key} takes that back · {next_up}" if undo_key else next_up


def ways(stop_key: str, next_key: str, begin_key: str) -> Ways:
    """Say which keys of the full screen stop, leave out and begin, as a sentence says it."""
    return Ways(stop=f"press {stop_key}", leave_out=f"press {next_key}", begin=f"press {begin_key}")


BEGIN, BEGIN_NOW = "Begin", "begin now"
LEAVE_OUT, LEAVE_THIS_OUT = "Leave out", "leave this out"


def title(request: SessionRequest) -> str:
    """Name a session's routine, and say so when its clock does not run at the speed of time."""
    name = request.routine.name
    return name if request.speed == 1 else f"{name} · preview, {request.speed:g}x"


def pace_now(factor: float) -> str:
    """Say how much longer than usual everything but a hold takes."""
    return "Usual pace" if factor == 1 else f"{factor:g} times the time to move"


def hold_now(hold_s: float) -> str:
    """Say how long holds are from now on."""
    return f"Hold {hold_s:g} s" if hold_s else "No hold in this exercise"


# --- ending, and what was not recorded --------------------------------------------------------

END_QUESTION = "End the session here?"
END_DETAIL = "What you have done so far is kept."
END, GO_ON = "End", "Go on"
KEYS_IN_PAIN = {"toggle_pause": GO_ON, "take_back": "Not pain", "next_station": "Later", "back": "Earlier"}


def not_recorded(request: SessionRequest) -> str:
    """Say why nothing went into the journal."""
    if request.recorded:
        return "Nothing was held, so nothing was recorded."
    return f"That was a preview at speed {request.speed:g}: nothing was recorded."


# --- a pause for pain -------------------------------------------------------------------------

NOTHING_MARKED = "Nothing was begun yet, so nothing will be marked."
WILL_BE_MARKED = "Will be marked"
ANOTHER = "another"
HOW_MUCH = "How much?"
NOT_SAID = "not said"
OR_LEAVE_OUT = "; or leave it out"
NOT_PAIN = "it was not pain: go on where it stopped"
END_HERE = "end the session here"
WHEN_URGENT = "when back pain needs urgent care"


def leaves_out(exercise: Exercise) -> str:
    """Say that the exercise to come can be left out."""
    return f"leave {exercise.name} out, mark nothing"


def much(nrs: int | None) -> str:
    """Say how much it hurts."""
    return NOT_SAID if nrs is None else f"{nrs} of {PAIN.maximum}"


# --- before a session -------------------------------------------------------------------------


def begins(key: str, *, answered: bool) -> str:
    """Say what key begins the session."""
    return f"{key} begins the session." if answered else f"{key} begins the session without a rating."


def begins_by_itself(clock: str) -> str:
    """Say when it begins without one."""
    return f"It begins by itself in {clock}."
