"""What plain mode says besides the cues: written to be heard, one thing a line."""

from __future__ import annotations

from collections.abc import Iterator

from stretchtui.domain.calendar import Week
from stretchtui.domain.cues.cue_sheet import Cue, CueKind
from stretchtui.domain.rating import COMFORT, PAIN, Scale
from stretchtui.domain.record import ExerciseRecord, SessionRecord
from stretchtui.domain.routine import Exercise, Side
from stretchtui.domain.session.player_state import Moment, PainMoment, RunState
from stretchtui.domain.session.request import SessionRequest
from stretchtui.domain.session.timeline import Phase, PhaseKind, total_s
from stretchtui.domain.text import one_line
from stretchtui.words import labels, safety, spoken

LAST_S = 3
"""The end of a long hold is told once, so many seconds ahead; a count in between would only be in the way."""

KEYS_IN_SHORT = (
    "Press Enter to pause, and again to go on. Other keys are letters, each with Enter after it: "
    "n for next, b for back, x to stop because it hurts, q to end early, question mark for help."
)

KEYS_KNOWN = "Press Enter to pause, and again to go on. A question mark, then Enter, tells the other keys."

KEYS = (
    "Enter alone: pause, or go on.",
    "n: next side or exercise.",
    "b: this one again, or the one before.",
    "x: stop because it hurts. It asks what is to be marked, and how much it hurts.",
    "u: take the last step back, and the ones before it, within five seconds each; a pause does not count.",
    "+ or -: hold longer or less long in this exercise.",
    "m: sound: silent, chime or voice.",
    "w: where you are, and what to do now.",
    "i: how this exercise is done, and who should ask first.",
    "s: safety, and when back pain needs urgent care.",
    "q: end early. It asks first.",
    "?: these keys.",
)

NO_SOUND = "There is no sound here."

NOTHING_TO_TAKE_BACK = "There is nothing to take back. A step can be taken back for five seconds."

GO_ON = "Press Enter to go on."

BY_ITSELF = "Nobody can press a key here, so it goes on by itself in ten seconds."

NOT_SHOWN = "These lines could not be shown for a while. The session is paused."

NOTE = "A note, if you like: type it in one line. Enter alone leaves it out."

DISCARDED = "That is discarded."

LEFT_FORM_CHOICES = (
    "Type k to keep it as it was entered, d to discard it, or l to decide later. Enter leaves it for later. "
    "On the full screen you can go on with it."
)

LEAVING_LOSES = "Leaving loses this session. Type l once more to lose it, or another folder to save it there."

_NOW = {
    PhaseKind.GET_READY: "Get ready",
    PhaseKind.MOVE_IN: "Moving in",
    PhaseKind.HOLD: "Holding",
    PhaseKind.MOVE_OUT: "Easing out",
    PhaseKind.SWITCH_SIDES: "Changing side",
    PhaseKind.REST: "Resting",
}


# --- before and after -------------------------------------------------------------------------


def opening(request: SessionRequest) -> Iterator[str]:
    """Say what will be done, and whether it is recorded."""
    phases = request.timeline()
    start = next((i for i, phase in enumerate(phases) if phase.exercise.id == request.start_from), 0)
    version = "short version, " if request.short and request.routine.short else ""
    exercises = spoken.counted(phases[-1].number, "exercise")
    begin = f", starting with {_name(phases[start].exercise)}" if start else ""
    length = about(total_s(phases[start:]))
    yield f"{request.routine.name}: {version}{request.level.value} level, {exercises}{begin}, {length}."
    if request.speed != 1:
        recorded = "The session is recorded." if request.record else "Nothing is recorded."
        yield f"This is a preview at speed {request.speed:g}. {recorded}"


def about(seconds: float) -> str:
    """Say roughly how long something takes, e.g. `about seven minutes`."""
    if seconds < 50:
        return f"about {spoken.seconds(max(5, round(seconds / 5) * 5))}"
    count = max(1, round(seconds / 60))
    return f"about {spoken.counted(count, 'minute')}"


def begins_by_itself(wait_s: float) -> str:
    """Say that the session waits for an answer only so many seconds."""
    return f"Without an answer the session begins in {about(wait_s)}."


def not_recorded(request: SessionRequest) -> str:
    """Say why nothing went into the journal."""
    if request.recorded:
        return "Nothing was held, so nothing was recorded."
    return f"That was a preview at speed {request.speed:g}. Nothing was recorded."


def left(kept: SessionRecord | None) -> str:
    """Say what became of the session when the program has to go at once."""
    return "Leaving. There was nothing to keep." if kept is None else "Leaving. What you did is kept in your journal."


def question(scale: Scale) -> str:
    """Ask for a number on a scale, both ends named."""
    if scale.words:
        ends = ", ".join(f"{value} {scale.word(value)}" for value in scale.points)
    else:
        ends = f"{scale.minimum} is {scale.low_anchor}, {scale.maximum} is {scale.high_anchor}"
    return f"{scale.question} {ends}. Type a number, or press Enter to leave it out."


def expected(scale: Scale, answer: str) -> str:
    """Say what an answer should have been."""
    return f"{quoted(answer)} is no whole number from {scale.minimum} to {scale.maximum}. Try again, or press Enter."


def quoted(text: str) -> str:
    """Give what somebody typed, shortened, between quotation marks."""
    return f'"{text[:20]}{"..." if len(text) > 20 else ""}"'


def saved(record: SessionRecord, week: Week) -> str:
    """Say that a session is in the journal, how it was rated, and how the week stands."""
    before, after = record.stiffness_before, record.stiffness_after
    given = [f"{value} {when}" for value, when in ((before, "before"), (after, "after")) if value is not None]
    ratings = [f"stiffness {' and '.join(given)}"] if given else []
    if record.comfort is not None:
        ratings.append(f"comfort {record.comfort} of {COMFORT.maximum}")
    rated = ", ".join(ratings) or "not rated"
    days = labels.week_days(week, "this week so far", lambda count: spoken.number(count) if count else "no")
    return f"Saved in your journal: {rated}. {spoken.phrase(days)}."


def summary(name: str, record: SessionRecord) -> str:
    """Say what a session came to."""
    done, count = labels.exercises_done(record)
    outcome = labels.OUTCOME_WORDS[record.outcome]
    how_many = f"{spoken.number(done) if done else 'none'} of {spoken.counted(count, 'exercise')}"
    hurt = "".join(f" Pain in {_hurt(entry)}." for entry in record.exercises if entry.pain)
    return f"{name}: {outcome}. {spoken.phrase(how_many)} done, in {about(record.active_s or 0)}.{hurt}"


def _hurt(entry: ExerciseRecord) -> str:
    """Say which line of a session hurt, how much and when."""
    side = "" if entry.side is Side.BOTH else f", {entry.side.value}"
    name = entry.name or entry.exercise
    words = labels.pain(entry.pain)
    return f"{name[:1].lower()}{name[1:]}{side}{f': {words}' if words else ''}"


def noted_before(value: int) -> str:
    """Say that an answer was taken after the session had begun."""
    return f"Stiffness before: {value}, noted."


# --- during the session -----------------------------------------------------------------------


def cue_line(cue: Cue, moment: Moment) -> str:
    """Write a cue as a line; "" for a count that would only be in a screen reader's way."""
    text = cue.text
    stretch = moment.phase.exercise.dose.is_stretch
    match cue.kind:
        case CueKind.COUNT:
            told = cue.figure == LAST_S and stretch and not moment.reentry
            text = f"{spoken.phrase(spoken.seconds(LAST_S))} left." if told else ""
        case CueKind.HOLD if cue.offset_s == 0 and stretch:
            text = text.replace("Hold.", f"Hold for {spoken.seconds(moment.hold_s)}.", 1)
        case CueKind.RESUMED if not text.startswith("Going on"):
            text = f"Going on. {text}"
        case CueKind.PAUSED if moment.pain is not None:
            text = f"{text} That will be marked."
        case CueKind.PAUSED:
            text = f"{text} {GO_ON}"
        case CueKind.OVER if moment.run is RunState.STOPPED_EARLY:
            text = "The session ends here."
    return text


OR_GO_ON = "or press Enter to go on."
BACK_TO_STOP = "or press Enter to choose again."


def end_question(back: str, *, recorded: bool) -> str:
    """Ask whether the session is to end; `back` says how not to."""
    kept = " What you have done is kept." if recorded else ""
    return f"Paused. End the session here?{kept} Type q again to end it, {back}"


def pain_choices(moment: Moment) -> Iterator[str]:
    """Say what will be marked, ask how much it hurts, and say the ways on, a thing a line; nothing without pain."""
    pause = moment.pain
    if pause is None:
        return
    if pause.marked is None:
        yield "Nothing was begun yet, so nothing will be marked."
    else:
        other = [f"{key} for the one {which}" for key, which, there in _others(pause) if there]
        change = f" To mark another of those begun, type {' or '.join(other)}." if other else ""
        yield f"To be marked: {spoken.place(pause.marked)}.{change}"
        ends = f"{PAIN.minimum} is {PAIN.low_anchor}, {PAIN.maximum} is {PAIN.high_anchor}"
        if pause.nrs is None:
            yield f"{PAIN.question} {ends}. Type a number, or leave it out."
        else:
            yield f"Pain: {pause.nrs} of {PAIN.maximum}. Another number changes it; none takes it back."
    yield f"Press Enter to {labels.goes_on(pause)}. Type u if it was not pain: then it goes on where it stopped."
    if pause.left_out is not None:
        yield f"Type - to leave {_name(pause.left_out.exercise)} out, with nothing marked."
    yield "Type q to end the session, or an exclamation mark to hear when back pain needs urgent care."


def _others(pause: PainMoment) -> tuple[tuple[str, str, bool], ...]:
    return (("b", "before", pause.earlier), ("n", "after", pause.later))


def expected_in_pain(line: str) -> str:
    """Say what can be typed in a pause for pain."""
    return (
        f"{quoted(line)} is no number from {PAIN.minimum} to {PAIN.maximum}, and no key here. "
        "Press Enter to go on, or type u if it was not pain, or q to end."
    )


def no_key(line: str) -> str:
    """Say that a line is no key."""
    return f"{quoted(line)} is no key here. Type a question mark for help."


def where(moment: Moment) -> str:
    """Say where the session is: place, what to do, and how much is left."""
    phase = moment.phase
    place = f"Exercise {spoken.number(phase.number)} of {spoken.number(phase.count)}: {spoken.place(phase)}"
    rep = _of("set", phase.set_number, phase.sets) + _of("rep", phase.rep, phase.reps)
    paused = "Paused. " if moment.run is RunState.PAUSED else ""
    doing = f"{_NOW[moment.kind]}, {spoken.seconds(max(1, round(moment.phase_left_s)))} left."
    what = "" if moment.reentry else f" {phase.instruction}"
    after = f" Then {_following(moment)}." if moment.following else ""
    return f"{paused}{place}{rep}. {doing}{what}{after} {spoken.phrase(about(moment.session_left_s))} to the end."


def why_paused(moment: Moment) -> str:
    """Say what a session that begins paused is waiting for."""
    return f"Paused at {spoken.place(moment.phase)}. {GO_ON}"


def instructions(exercise: Exercise) -> Iterator[str]:
    """Say how an exercise is done and who should ask first, a thing a line."""
    yield f"{exercise.name}. {exercise.purpose}".strip()
    yield " ".join(filter(None, [exercise.start, *exercise.instructions]))
    yield from exercise.cautions
    if exercise.ask_first:
        yield "Who should ask first:"
        yield from exercise.ask_first


def safety_page(emergency_number: str) -> Iterator[str]:
    """Say how to stretch safely, and when back pain needs urgent care, a thing a line."""
    yield from safety.while_you_stretch("x")
    yield labels.WELLNESS_NOTICE
    yield safety.SAME_FOR_ALL
    yield f"{safety.urgent_call(emergency_number)}:"
    yield from (f"{sign}." for sign in map(spoken.phrase, safety.URGENT_NOW))
    yield f"{safety.SOON}:"
    yield from (f"{sign}." for sign in map(spoken.phrase, safety.URGENT_SOON))
    yield safety.LASTING_STIFFNESS
    yield safety.SIGNS_FROM


def _of(what: str, number: int, count: int) -> str:
    return f", {what} {spoken.number(number)} of {spoken.number(count)}" if count > 1 else ""


def _following(moment: Moment) -> str:
    phase: Phase | None = moment.following
    if phase is None:
        return "the end"
    if phase.number == moment.phase.number:
        return f"the {phase.exercise.name_side(phase.side)}"
    return _name(phase.exercise)


def _name(exercise: Exercise) -> str:
    return exercise.name[:1].lower() + exercise.name[1:]


# --- sessions that something stopped ----------------------------------------------------------


def left_over_choices(*, rating: bool) -> str:
    """Say what can become of a session that was cut short, or of which the rating was."""
    go_on = "r to go on rating it" if rating else "r to go on with it"
    return f"Type {go_on}, k to keep it as it is, d to discard it, or l to decide later. Enter keeps it."


def discard_surely(*, entered_only: bool) -> str:
    """Ask once more before something is discarded."""
    lost = labels.discarding(entered_only=entered_only)
    return f"Discard it for good? {lost} Type d again, or press Enter to keep it."


def entered_before(value: object) -> str:
    """Say what was entered before a question was put again, and how that stays."""
    return f"Entered before: {one_line(str(value))}. Enter alone leaves it so." if value not in (None, "") else ""


def saved_in(folder: str) -> str:
    """Say that a session was saved in another folder, and how it gets into the journal."""
    return f"Saved in {folder}. The command stretchtui journal merge, with that folder, brings it into your journal."


END_CAN_BE_TAKEN_BACK = "To go on stretching after all, type u."


LEFT_DELETED = "It stays deleted."


def unsaved_choices(*, deleted: bool) -> str:
    """Say what can become of a session that the journal did not take."""
    again, leave = ("bring it back and save it", "leave it deleted") if deleted else ("try again", "leave it")
    return f"Press Enter to {again}, type another folder to save it there, t to see it as text, or l to {leave}."


assert set(_NOW) == set(PhaseKind)  # noqa: S101
