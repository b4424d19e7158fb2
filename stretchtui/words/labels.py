"""The words for what was done: outcomes, glyphs, ratings, times and weeks. Pure text, for every kind of screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field

from stretchtui.domain.calendar import DayMark, Week
from stretchtui.domain.choices import PhaseKind
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.rating import COMFORT, PAIN
from stretchtui.domain.record import ExerciseOutcome, ExerciseRecord, Outcome, Pain, SessionRecord, places
from stretchtui.domain.session_protocol import SessionLike
from stretchtui.domain.text import counted, noun, one_line, sanitise
from stretchtui.words import dates

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

NO_SESSIONS = "No sessions."

LEFT_OUT = "left out"
"""What is said of an exercise that was not to be done: the person left it out beforehand."""

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

DUE_GLYPH, DUE_LETTER = "○", "o"
"""A day to come, or today, on which something is meant to be done."""

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


def if_then(days: Iterable[int]) -> str:
    """Say the plan for some weekdays in one sentence."""
    names = dates.weekday_names(days)
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


def times(count: int) -> str:
    """Say how often: `once`, `twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def clock(seconds: float) -> str:
    """Write a length of time as minutes and seconds, rounded up to the second: `4:10`."""
    whole = max(0, int(-(-seconds // 1)))
    return f"{whole // 60}:{whole % 60:02d}"


def minutes(seconds: float) -> str:
    """Write a length of time in whole minutes, rounded: `6 min`; under a minute in seconds."""
    whole = round(seconds)
    return f"{round(seconds / 60)} min" if whole >= 60 else f"{whole} s"


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
    """Count the exercises of a session that were done on every side, and all that were to be done.

    One that comes twice in a routine counts twice.
    """
    outcomes: dict[tuple[str, int], set[ExerciseOutcome]] = {}
    for (exercise, _, number), entry in zip(places(record.exercises), record.exercises, strict=True):
        if not entry.left_out:
            outcomes.setdefault((exercise, number), set()).add(entry.outcome)
    return sum(found == {ExerciseOutcome.DONE} for found in outcomes.values()), len(outcomes)


def exercises_of(count: int, there: int) -> str:
    """Count a routine's exercises, and those of them that are done where some are left out."""
    return counted(there, "exercise") if count == there else f"{count} of {counted(there, 'exercise')}"


PAIN_NOTED = "Thank you for noting what hurt."


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
    if entry.left_out:
        return LEFT_OUT
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
    if not entry.planned.hold_s:
        return f"{entry.done.reps} of {counted(planned, 'rep')}"
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
        if entry.left_out:
            lines.append(f"{names.exercise(entry)}: {LEFT_OUT}")
            continue
        lines.append(f"{names.exercise(entry)}, {entry.side.value}: {entry_outcome(entry)}, {done_dose(entry)}")
    if record.note:
        lines.append(f"note       {sanitise(record.note)}")
    return lines
