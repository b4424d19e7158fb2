"""The words for what happens: phases, doses, outcomes, times. Pure text, for every kind of screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from stretchtui.domain import calendar
from stretchtui.domain.calendar import DayMark, Week
from stretchtui.domain.history.session_protocol import SessionLike
from stretchtui.domain.rating import COMFORT, PAIN
from stretchtui.domain.record import ExerciseOutcome, ExerciseRecord, Outcome, Pain, SessionRecord
from stretchtui.domain.routine import Exercise, Level, Side, Sides
from stretchtui.domain.session.player_state import Moment, PainMoment, PauseReason, RunState, Tally, Target
from stretchtui.domain.session.timeline import Phase, PhaseKind
from stretchtui.domain.text import counted, noun, one_line, sanitise
from stretchtui.domain.when import EARLIEST, WhenError, WhenFault

WEEKDAYS = tuple(day.capitalize() for day in calendar.WEEKDAYS)

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

OUTCOME_WORDS: dict[Outcome, str] = {
    Outcome.COMPLETED: "completed",
    Outcome.PARTIAL: "partial",
    Outcome.STOPPED_PAIN: "stopped for pain",
}

EXERCISE_OUTCOME_WORDS: dict[ExerciseOutcome, str] = {
    ExerciseOutcome.DONE: "done",
    ExerciseOutcome.PARTIAL: "partial",
    ExerciseOutcome.SKIPPED: "skipped",
    ExerciseOutcome.STOPPED_PAIN: "stopped for pain",
}

PAIN_PHASE_WORDS: dict[PhaseKind, str] = {
    PhaseKind.GET_READY: "while getting ready",
    PhaseKind.MOVE_IN: "moving in",
    PhaseKind.HOLD: "in the hold",
    PhaseKind.MOVE_OUT: "easing out",
    PhaseKind.SWITCH_SIDES: "changing sides",
    PhaseKind.REST: "while resting",
}

DAY_GLYPHS: dict[DayMark, str] = {
    DayMark.COMPLETED: "●",
    DayMark.PARTIAL: "◐",
    DayMark.STOPPED_PAIN: "▲",
    DayMark.NOTHING: "·",
}
"""One glyph for each way a day can go, told apart by shape."""

EXERCISE_GLYPHS: dict[ExerciseOutcome, str] = {
    ExerciseOutcome.DONE: "●",
    ExerciseOutcome.PARTIAL: "◐",
    ExerciseOutcome.SKIPPED: "○",
    ExerciseOutcome.STOPPED_PAIN: "▲",
}

DAY_LETTERS: dict[DayMark, str] = {
    DayMark.COMPLETED: "#",
    DayMark.PARTIAL: "/",
    DayMark.STOPPED_PAIN: "!",
    DayMark.NOTHING: ".",
}
"""The same for a terminal that has ASCII only."""

EXERCISE_LETTERS: dict[ExerciseOutcome, str] = {
    ExerciseOutcome.DONE: "#",
    ExerciseOutcome.PARTIAL: "/",
    ExerciseOutcome.SKIPPED: "-",
    ExerciseOutcome.STOPPED_PAIN: "!",
}

OUTCOME_GLYPHS: dict[Outcome, str] = {outcome: DAY_GLYPHS[DayMark(outcome.value)] for outcome in Outcome}

OUTCOME_LETTERS: dict[Outcome, str] = {outcome: DAY_LETTERS[DayMark(outcome.value)] for outcome in Outcome}

WELLNESS_NOTICE = (
    "General wellness information, not medical advice, diagnosis or treatment. Ask a health professional "
    "first if you have had surgery or a fracture, have osteoporosis, are pregnant, or are unsure. "
    "Stop if symptoms get worse."
)


def day_names(days: Iterable[int]) -> str:
    """Name some weekdays, Monday being 0: `Mon, Wed, Fri`, or `every day`."""
    chosen = sorted(set(days))
    return "every day" if len(chosen) == 7 else ", ".join(WEEKDAYS[day][:3] for day in chosen)


def if_then(days: Iterable[int]) -> str:
    """Say the plan for some weekdays in one sentence."""
    names = day_names(days)
    return f"After I wake {names if names == 'every day' else f'on {names}'}, I will stretch before I get up."


def week_days(week: Week, when: str = "this week", number: Callable[[int], str] = str) -> str:
    """Say how many days of a week were done beside the goal: `1 day this week, goal of 3`, `.. goal of 3 reached`.

    `number` writes the numbers; more than the goal is simply more.
    """
    reached = " reached" if week.reached else ""
    return f"{number(week.days_done)} {noun(week.days_done, 'day')} {when}, goal of {number(week.goal)}{reached}"


def week_marks(week: Week, *, unicode: bool) -> str:
    """Draw the days done of a week, and those that the goal has beyond them."""
    full, empty = ("●", "○") if unicode else ("#", "-")
    return full * week.days_done + empty * max(0, week.goal - week.days_done)


def clock(seconds: float) -> str:
    """Write a length of time as minutes and seconds, rounded up to the second: `4:10`."""
    whole = max(0, int(-(-seconds // 1)))
    return f"{whole // 60}:{whole % 60:02d}"


def minutes(seconds: float) -> str:
    """Write a length of time in whole minutes, rounded: `6 min`; under a minute in seconds."""
    whole = round(seconds)
    return f"{round(seconds / 60)} min" if whole >= 60 else f"{whole} s"


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


def stiffness_change(record: SessionLike) -> str:
    """Write the two stiffness ratings as given, e.g. `6 → 3`; "" when neither was."""
    before, after = record.stiffness_before, record.stiffness_after
    if before is None and after is None:
        return ""
    return f"{'–' if before is None else before} → {'–' if after is None else after}"


def comfort(record: SessionRecord) -> str:
    """Write the comfort rating with its word, e.g. `4 of 5, comfortable`."""
    value = record.comfort
    return "not rated" if value is None else f"{value} of {COMFORT.maximum}, {COMFORT.word(value)}"


def exercises_done(record: SessionRecord) -> tuple[int, int]:
    """Count the exercises of a session that were done on every side, and all of them."""
    outcomes: dict[str, set[ExerciseOutcome]] = {}
    for entry in record.exercises:
        outcomes.setdefault(entry.exercise, set()).add(entry.outcome)
    return sum(found == {ExerciseOutcome.DONE} for found in outcomes.values()), len(outcomes)


def summary(name: str, record: SessionRecord) -> str:
    """Say in a line what a session of the routine of that name was."""
    done, count = exercises_done(record)
    active = minutes(record.active_s or 0)
    return f"{name}: {OUTCOME_WORDS[record.outcome]}. {done} of {counted(count, 'exercise')} done, {active}."


def pain(found: Pain | None) -> str:
    """Say how much it hurt and when, e.g. `6 of 10, in the hold`; "" where neither was said."""
    if found is None:
        return ""
    much = "" if found.nrs is None else f"{found.nrs} of {PAIN.maximum}"
    return ", ".join(filter(None, (much, PAIN_PHASE_WORDS[found.phase] if found.phase else "")))


def entry_outcome(entry: ExerciseRecord) -> str:
    """Say how one side of an exercise ended, e.g. `stopped for pain 6 of 10, in the hold`."""
    return f"{EXERCISE_OUTCOME_WORDS[entry.outcome]} {pain(entry.pain)}".rstrip()


@dataclass(frozen=True, slots=True)
class Names:
    """What routines and exercises are called now, by id; one that is not known goes by its name of then, or its id."""

    exercises: Mapping[str, str] = field(default_factory=dict)
    routines: Mapping[str, str] = field(default_factory=dict)

    def exercise(self, entry: ExerciseRecord) -> str:
        """Name the exercise of a line."""
        return one_line(self.exercises.get(entry.exercise) or entry.name or entry.exercise)

    def routine(self, record: SessionRecord) -> str:
        """Name the routine of a session."""
        return one_line(self.routines.get(record.routine) or record.routine_name or record.routine)


def done_dose(entry: ExerciseRecord) -> str:
    """Say what was done of what was planned, e.g. `2 of 3 reps, held 6 s`."""
    planned = entry.planned.sets * entry.planned.reps
    if planned == 1:
        return f"held {entry.done.hold_s:g} of {entry.planned.hold_s:g} s"
    return f"{entry.done.reps} of {counted(planned, 'rep')}, held {entry.done.hold_s:g} s"


def page(record: SessionRecord, names: Names) -> list[str]:
    """Write a session out as text, a fact a line."""
    lines = [
        f"{record.day} {record.started_at:%H:%M}  {names.routine(record)}, {OUTCOME_WORDS[record.outcome]}",
        f"stiffness  {stiffness_change(record) or 'not rated'}",
        f"comfort    {comfort(record)}",
    ]
    if record.active_s is not None:
        lines.append(f"active     {clock(record.active_s)}")
    for entry in record.exercises:
        lines.append(f"{names.exercise(entry)}, {entry.side.value}: {entry_outcome(entry)}, {done_dose(entry)}")
    if record.note:
        lines.append(f"note       {sanitise(record.note)}")
    return lines


NOTE_SHOWN = 40
"""So many characters of a note are enough to know it again."""

# --- saving ------------------------------------------------------------------------------

_FIELD_WORDS = {
    "day": "the day",
    "started_at": "the time",
    "ended_at": "the time",
    "routine": "the routine",
    "outcome": "the outcome",
    "exercises": "the exercises",
    "stiffness_before": "stiffness before",
    "stiffness_after": "stiffness after",
    "comfort": "comfort",
    "note": "the note",
}


def changed_meanwhile(names: Iterable[str]) -> str:
    """Say that somebody else changed fields of a session while it was open here."""
    told = listed(dict.fromkeys(_FIELD_WORDS.get(name, "other things") for name in names))
    return f"Changed elsewhere meanwhile: {told}. What you did not change here is kept as it was changed there."


def discarding(*, entered_only: bool) -> str:
    """Say what is lost when something that was left over is discarded."""
    return "What was entered is lost; the journal stays as it is." if entered_only else "What was done in it is lost."


def listed(words: Iterable[str]) -> str:
    """Put words into a list: `the day, comfort and the note`."""
    told = list(words)
    return f"{', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else "".join(told)


def entered(values: Mapping[str, object]) -> list[str]:
    """Say what was entered of a session, e.g. `comfort 4` and `the note "slept badly"`."""
    return [_entered(name, values[name]) for name in _FIELD_WORDS if name in values]


def _entered(name: str, value: object) -> str:
    words = _FIELD_WORDS[name]
    if value in (None, ""):
        return f"no {words.removeprefix('the ')}"
    text = one_line(str(value))
    if name == "note":
        return f'{words} "{text[:NOTE_SHOWN]}{"..." if len(text) > NOTE_SHOWN else ""}"'
    if name == "outcome":
        return f"{words} {OUTCOME_WORDS[Outcome(text)]}"
    return f"{words} {text}".rstrip()


def refused(reason: str, *, safe: bool, deleted: bool) -> tuple[str, str]:
    """Say that the journal did not take a session: what happened, and why and where the session is."""
    if deleted:
        return "This session was deleted meanwhile", "It was deleted from the journal while it was open here."
    held = "A copy is safe: the next start offers this session again." if safe else "It is only here so far."
    return "Not saved in the journal yet", f"{reason}\n{held}"


_WHEN_WORDS = {
    WhenFault.DAY_UNREADABLE: "The day is written as 2026-11-22.",
    WhenFault.DAY_TOO_EARLY: f"A day before {EARLIEST.year}? Please check the year.",
    WhenFault.DAY_TO_COME: "That day is still to come.",
    WhenFault.TIME_UNREADABLE: "The time is written as 07:05.",
    WhenFault.TIME_TO_COME: "{got:%H:%M} on that day is still to come.",
    WhenFault.TIME_SKIPPED: "There was no {got:%H:%M} on {got:%Y-%m-%d}: clocks went forward over it.",
}


def when_fault(error: WhenError) -> str:
    """Say what is wrong with a day or a time that was given."""
    return _WHEN_WORDS[error.fault].format(got=error.got)
