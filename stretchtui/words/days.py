"""The words of the calendar, of a day in it, and of the form in which a session is changed."""

from __future__ import annotations

from stretchtui.domain.choices import Side
from stretchtui.domain.history.mornings import Spread
from stretchtui.domain.history.period import Period
from stretchtui.domain.history.trends import Trends
from stretchtui.domain.rating import Scale
from stretchtui.domain.record import ExerciseRecord, RecordSource, SessionRecord
from stretchtui.domain.text import counted
from stretchtui.words import labels
from stretchtui.words.trends_page import spread

NO_SESSION_ON_DAY = "No session on this day."
NO_SESSION = "no session"
NOTHING = "nothing"

FORM_ADD, FORM_EDIT = "Add a session", "Edit the session"
DAY, TIME, OUTCOME = "Day", "Time", "Outcome"
STIFFNESS_BEFORE, STIFFNESS_AFTER, LYING_STILL = "Stiffness before", "Stiffness after", ", lying still"
HOW_EXERCISES_WENT = "How each exercise went"

FIND, FIND_HINT = "Find a session by its note", "words of the note"

TRENDS = "Trends"
NO_REPORT, REPORT = "No report written", "Report written"


def facts(record: SessionRecord) -> list[str]:
    """List what else is known of a session."""
    known = (
        (record.source is RecordSource.MANUAL, "noted from memory"),
        (record.level is not None, record.level.value if record.level else ""),
        (record.short, "short version"),
        (record.active_s is not None, labels.minutes(record.active_s or 0)),
        (record.speed != 1, f"clock at speed {record.speed:g}"),
    )
    return [fact for holds, fact in known if holds]


def stiffness(record: SessionRecord) -> str:
    """Say how stiff the back was before and after."""
    change = labels.stiffness_change(record)
    return f"Stiffness {change} (0 none, 10 worst)" if change else "Stiffness not rated"


def comfort(record: SessionRecord) -> str:
    """Say how comfortable it was."""
    return f"Comfort {labels.comfort(record)}"


def line_name(name: str, entry: ExerciseRecord) -> str:
    """Name a line of a session: its exercise, and the side, or that it was left out."""
    more = labels.LEFT_OUT if entry.left_out else "" if entry.side is Side.BOTH else entry.side.value
    return f"{name}, {more}" if more else name


def done_of_planned(entry: ExerciseRecord, of: str) -> str:
    """Write what was done of what was planned: `2 of 3 reps, 8 of 12 s`, or only seconds for a single hold."""
    reps = entry.planned.sets * entry.planned.reps
    if not entry.planned.hold_s:
        return f"{entry.done.reps}{of}{counted(reps, 'rep')}"
    hold = f"{entry.done.hold_s:g}{of}{reps * entry.planned.hold_s:g} s"
    return hold if reps == 1 else f"{entry.done.reps}{of}{counted(reps, 'rep')}, {hold}"


def sums(found: Trends) -> str:
    """Count the days and sessions of a period."""
    return f"{counted(found.days_done, 'day')} done, {counted(found.sessions, 'session')}"


def today(sign: str) -> str:
    """Explain the sign for today."""
    return f"{sign} today"


def notes_found(count: int, wanted: str, shown: int) -> str:
    """Say how many notes there are with the words that are looked for, and when not all of them are listed."""
    if not count:
        return f"No note has “{wanted}”." if wanted else "Nothing was noted yet."
    more = f"; the last {shown} of them are listed" if count > shown else ""
    return f"{counted(count, 'note')}{more}"


def due(sign: str) -> str:
    """Explain the sign for what is due."""
    return f"{sign} due"


def means(before: Spread, after: Spread) -> str:
    """Sum up the ratings of a period."""
    return f"Stiffness before {spread(before)}, after {spread(after)}"


def the_night_to(day: str) -> str:
    """Say that a time lies in the night that ends with a day."""
    return f"the night to {day}"


def more(count: int) -> str:
    """Say that a day has other sessions; "" where there are none."""
    return f", {count} more" if count > 0 else ""


PERIOD_WORDS = {
    Period.FOUR_WEEKS: "4 weeks",
    Period.THREE_MONTHS: "3 months",
    Period.YEAR: "a year",
    Period.ALL: "all",
}

PERIOD_PHRASES = {
    Period.FOUR_WEEKS: "this week and the three before",
    Period.THREE_MONTHS: "three months",
    Period.YEAR: "a year",
    Period.ALL: "all there is",
}

THIS_WEEK, THAT_WEEK = "this week", "that week"

NOT_RATED = "not rated"


def stiffness_scale(scale: Scale) -> str:
    """Say what the plot's scale means, both ends named."""
    return f"Stiffness, {scale.minimum} {scale.low_anchor} to {scale.maximum} {scale.high_anchor}"


def answer(scale: Scale, value: int | None) -> str:
    """Say what was answered on a scale."""
    if value is None:
        return NOT_RATED
    word = scale.word(value)
    return f"{value} of {scale.maximum}, {word}" if word else f"{value} of {scale.maximum}"
