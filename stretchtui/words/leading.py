"""The words of a session as it is led: phases, sides, doses, what to do and what comes next."""

from __future__ import annotations

from collections.abc import Mapping

from stretchtui.domain.rating import PAIN
from stretchtui.domain.routine import Dose, Exercise, Level, Side, Sides
from stretchtui.domain.session.player_state import Moment, PainMoment, PauseReason, RunState, Tally, Target
from stretchtui.domain.session.timeline import Phase, PhaseKind

PHASE_WORDS: dict[PhaseKind, str] = {
    PhaseKind.GET_READY: "GET READY",
    PhaseKind.MOVE_IN: "MOVE IN",
    PhaseKind.HOLD: "HOLD",
    PhaseKind.MOVE_OUT: "EASE OUT",
    PhaseKind.SWITCH_SIDES: "CHANGE SIDE",
    PhaseKind.REST: "REST",
}

PAUSED_WORD = "PAUSED"

STOPPED_WORD = "STOPPED"

SIDE_WORDS: dict[Side, str] = {Side.LEFT: "LEFT", Side.RIGHT: "RIGHT", Side.BOTH: "BOTH"}


def times(count: int) -> str:
    """Say how often: `once`, `twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def planned_dose(exercise: Exercise, level: Level, *, hold_s: float | None = None) -> str:
    """Say the dose that a level aims for, e.g. `3 times` or `hold 13 s`; `hold_s` stands for a changed hold."""
    dose = exercise.dose
    reps, sets = dose.reps.at(level), dose.sets.at(level)
    parts = [times(reps)] if reps > 1 or not dose.is_stretch else []
    if sets > 1:
        parts.insert(0, f"{sets} sets of")
    amount = " ".join(parts)
    hold = f"hold {dose.hold_s.at(level) if hold_s is None else hold_s:g} s" if dose.is_stretch else ""
    return ", ".join(part for part in (amount, hold) if part)


def dose_range(dose: Dose) -> str:
    """Say a dose with its ranges in one short line, e.g. `hold 10-15 s, each side`."""
    reps = f"{dose.reps} times" if dose.reps.maximum > 1 else ""
    hold = f"hold {dose.hold_s} s" if dose.is_stretch else ""
    side = "" if dose.sides is Sides.BOTH else "each side"
    sets = f"{dose.sets} sets" if dose.sets.maximum > 1 else ""
    amount = " ".join(filter(None, (sets, reps))) or ("" if hold else "once")
    return ", ".join(filter(None, (amount, hold, side)))


def sides(exercise: Exercise) -> str:
    """Say which sides an exercise goes through."""
    return {
        Sides.BOTH: "both sides",
        Sides.EACH: "left, then right",
        Sides.ALTERNATING: "each side, in turn",
    }[exercise.dose.sides]


def phase_word(moment: Moment) -> str:
    """Give the one word for what to do now; PAUSED while the clock stands, STOPPED when it does because of pain."""
    if moment.pain is not None:
        return STOPPED_WORD
    return PAUSED_WORD if moment.run is RunState.PAUSED else PHASE_WORDS[moment.kind]


def rep_line(phase: Phase) -> str:
    """Say which rep this is, e.g. `rep 2 of 3`; "" when there is only one."""
    parts = []
    if phase.sets > 1:
        parts.append(f"set {phase.set_number} of {phase.sets}")
    if phase.reps > 1:
        parts.append(f"rep {phase.rep} of {phase.reps}")
    return ", ".join(parts)


def steps(phase: Phase, tallies: Mapping[Target, Tally], *, unicode: bool) -> str:
    """Draw the way through the session, a mark an exercise: done, passed over, stopped for pain, now, to come."""
    done, now, ahead, passed, hurt = ("●", "◉", "○", "–", "▲") if unicode else ("#", "@", ".", "-", "!")
    held = {number for (number, _), tally in tallies.items() if tally.held_s > 0}
    painful = {number for (number, _), tally in tallies.items() if tally.pain is not None}

    def mark(number: int) -> str:
        if number == phase.number:
            return now
        if number in painful:
            return hurt
        if number > phase.number:
            return ahead
        return done if number in held else passed

    return " ".join(map(mark, range(1, phase.count + 1)))


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


def instruction(moment: Moment, pause_key: str) -> str:
    """Say what to do at this moment; `pause_key` is what goes on from a pause."""
    phase = moment.phase
    if moment.run is RunState.PAUSED:
        return _paused(moment, pause_key)
    if moment.reentry:
        cue = phase.exercise.cues.move_in.replace("{side}", phase.side.value)
        return f"Back into position: {cue}"
    return phase.instruction


def _paused(moment: Moment, key: str) -> str:
    """Say why the session stands still and how it goes on."""
    why = "The clock stood still for a while, so the session waited. " if moment.reason is PauseReason.GAP else ""
    return f"{why}{key} goes on, with time to get back into position."


def following(moment: Moment, level: Level) -> str:
    """Say what comes next, e.g. `right leg, hold 13 s`; the end after the last."""
    phase = moment.following
    if phase is None:
        return "the end of the session"
    exercise = phase.exercise
    same = phase.number == moment.phase.number
    dose = planned_dose(exercise, level, hold_s=moment.hold_s if same else None)
    if same:
        return f"{exercise.name_side(phase.side)}, {dose}"
    return f"{exercise.name}, {dose}"


def position(phase: Phase) -> str:
    """Say which exercise of how many this is, its name and the side: `3 of 6 · Knee to chest · left leg`."""
    side = phase.exercise.name_side(phase.side) or "both sides"
    return f"{phase.number} of {phase.count} · {phase.exercise.name} · {side}"


def time_left(clock: str) -> str:
    """Say how much of the session is still to come."""
    return f"{clock} left"


def next_line(following: str, undo_key: str = "") -> str:
    """Say what comes next, and by which key the last step is taken back where that can be."""
    next_up = f"next  {following}"
    return f"{undo_key} takes that back · {next_up}" if undo_key else next_up


def hold_now(hold_s: float) -> str:
    """Say how long holds are from now on."""
    return f"Hold {hold_s:g} s"


# --- ending, and what was not recorded --------------------------------------------------------

END_QUESTION = "End the session here?"
END_DETAIL = "What you have done so far is kept."
END, GO_ON = "End", "Go on"
KEYS_IN_PAIN = {"toggle_pause": GO_ON, "take_back": "Not pain", "next_station": "Later", "back": "Earlier"}

NOTHING_HELD = "Nothing was held, so nothing was recorded."


def preview_over(speed: float) -> str:
    """Say why nothing of a preview was recorded."""
    return f"That was a preview at speed {speed:g}: nothing was recorded."


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
