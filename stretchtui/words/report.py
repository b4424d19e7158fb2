"""The sentences of a report, the same in its text and on its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from stretchtui.domain.calendar import DayMark
from stretchtui.domain.history.mornings import MORNINGS_FOR_A_LINE, Spread
from stretchtui.domain.history.report import CutEntry, DoseSum, Report, ReportLabels, SessionNote
from stretchtui.domain.history.trends import Trends, WeekTrend
from stretchtui.domain.rating import COMFORT, STIFFNESS
from stretchtui.domain.record import ExerciseOutcome, Outcome
from stretchtui.domain.routine import Side
from stretchtui.domain.text import counted, noun, one_line, sanitise
from stretchtui.words import dates, days, labels, plan, trends_page
from stretchtui.words.trends_page import CAPTION, asides, number, share, signed, span, spread, there_are, whole

NO_SESSION = "There is no session up to the end of this period."
NO_DETAILS = "No session has details of its exercises."
NOTHING_CUT = "Nothing was cut short, and there are no notes."
CLAIM = "Self-reported, timer-completed; for general wellness use."
STIFFNESS_ENDS = f"{STIFFNESS.minimum} {STIFFNESS.low_anchor}, {STIFFNESS.maximum} {STIFFNESS.high_anchor}"
ANCHORS = (
    f"Stiffness, “right now, lying still”: {STIFFNESS_ENDS}. "
    f"Comfort of the session: {COMFORT.minimum} {COMFORT.low_anchor}, {COMFORT.maximum} {COMFORT.high_anchor}."
)

DAYS, SESSIONS, TIME, STIFF, COMFORTABLE, PLANNED = "Days", "Sessions", "Time", "Stiffness", "Comfort", "Planned"
EXERCISES, CUT_AND_NOTES = "Exercises", "Cut short, and notes"
"""The heads of what is told."""

COLUMNS = {
    "week": ("Week of", "week of"),
    "days_done": ("Days done", "days done"),
    "before": ("Mean before", "mean before"),
    "after": ("Mean after", "mean after"),
    "change": ("Change", "change"),
    "exercise": ("Exercise", "exercise"),
    "side": ("Side", "side"),
    "dose": ("Dose each time", "each time"),
    "done": ("Done", "done"),
    "partial": ("Partial", "part"),
    "skipped": ("Skipped", "skip"),
    "pain": ("Pain", "pain"),
    "reps": ("Repetitions", "reps"),
    "held": ("Held", "held s"),
}
"""The heads of the columns of all tables, and the same where room is short."""

EXERCISES_LEGEND = ("Dose: sets × repetitions × hold.", "Pain: stopped for pain.")


def day_within(when: date, found: Trends) -> str:
    """Write a day of a period: shortly, or as `2026-11-22` where the period has more than one year."""
    return dates.short_day(when) if found.first.year == found.last.year else when.isoformat()


def title(found: Trends) -> str:
    """Name the period."""
    first = dates.day_and_year(found.first).removesuffix(f" {found.last.year}")
    return f"Stretching sessions, {first} to {dates.day_and_year(found.last)}"


def day_legend() -> Iterator[str]:
    """Say what stands for a day."""
    for outcome, word in labels.OUTCOME_WORDS.items():
        yield f"{labels.DAY_GLYPHS[DayMark(outcome.value)]} {word}"
    yield f"{labels.DAY_GLYPHS[DayMark.NOTHING]} {days.NO_SESSION}"
    yield "stiffness before→after"


def day_said(when: date, mark: DayMark) -> str:
    """Say of a day how it went."""
    said = days.NO_SESSION if mark is DayMark.NOTHING else labels.OUTCOME_WORDS[Outcome(mark.value)]
    return f"{dates.day_and_year(when)}: {said}"


def weekdays(first_weekday: int) -> tuple[str, ...]:
    """Name the days of a week in its order."""
    names = dates.SHORT_WEEKDAYS
    return names[first_weekday:] + names[:first_weekday]


def days_of(week: WeekTrend, found: Trends, first_weekday: int) -> tuple[date | None, ...]:
    """Give a week's seven days, None for those outside the period or before the first session there is."""
    start = week.first.toordinal() - (week.first.weekday() - first_weekday) % 7
    inside = range(max(found.first, found.begun or found.first).toordinal(), found.last.toordinal() + 1)
    return tuple(date.fromordinal(day) if day in inside else None for day in range(start, start + 7))


def without_lines(found: Trends) -> Iterator[str]:
    """Say which days of the period were without a session."""
    return trends_page.without_lines(found, lambda when: day_within(when, found), listed=True)


def planned_lines(titles: ReportLabels) -> Iterator[str]:
    """Say which routines are planned, and for which days."""
    yield from (one_line(plan.planned(routine)) for routine in titles.planned)


def stiffness_lines(found: Trends) -> Iterator[str]:
    """Sum up what was rated of stiffness, a phrase each."""
    yield f"before {spread(found.before)}"
    yield f"after  {spread(found.after)}"
    yield f"change {spread(found.change, difference=True)}, after minus before"
    yield STIFFNESS_ENDS


def comfort_lines(found: Trends) -> Iterator[str]:
    """Sum up what was rated of comfort, a phrase each."""
    yield spread(found.comfort)
    yield f"{COMFORT.maximum} {COMFORT.high_anchor}"


def how_long(found: Trends) -> str:
    """Say how long all sessions were, and how much of it was held."""
    return f"{span(found.active_s)}, of it {span(found.held_s)} held"


def how_long_in_all(found: Trends) -> str:
    """Say the same after other things."""
    return f"{span(found.active_s)} in all, of it {span(found.held_s)} held"


def period(found: Trends) -> str:
    """Say from when to when a period is, and how long that is."""
    return f"{found.first} to {found.last}, {counted(found.days, 'day')}"


def weeks_hidden(count: int, how: str) -> str:
    """Say that a page has no room for some weeks, and how they are got, where there is a way."""
    hidden = f"{counted(count, 'earlier week')} not shown"
    return f"{hidden}: {how}" if how else hidden


def last_mean(found: Trends) -> str:
    """Say what the last 7-day mean is, or from when on there is one."""
    if found.means:
        last = found.means[-1]
        return f"7-day mean before, on {last.day}: {number(last.mean)} (n {last.n})"
    return f"7-day mean: from {MORNINGS_FOR_A_LINE} rated mornings on; there {there_are(found.mornings_rated_before)}"


def tiles(found: Trends) -> Iterator[tuple[str, str, str, str]]:
    """Give the figures that sum a period up: what each is of, the figure, out of how many, and what goes with it."""
    yield "Days done", str(found.days_done), "", f"{found.days_with_session} with a session"
    yield "Goal reached", *_goal(found)
    yield (
        "Sessions completed",
        str(found.outcomes[Outcome.COMPLETED]),
        f"of {found.sessions}",
        other_ends(found),
    )
    yield "Stiffness before", *_rated(found.before)
    yield "Stiffness after", *_rated(found.after)
    yield "Change", *_rated(found.change, difference=True)
    yield "Comfort", *_rated(found.comfort)


def _goal(found: Trends) -> tuple[str, str, str]:
    weeks = len(found.weeks_counted)
    goal = f"goal: {counted(found.goal, 'day')} a week"
    if found.so_far:
        goal = f"{goal}; this week so far: {counted(found.so_far.days_done, 'day')}"
    return (str(found.weeks_reached), f"of {counted(weeks, 'week')}", goal) if weeks else ("–", "", goal)


def _rated(found: Spread, *, difference: bool = False) -> tuple[str, str, str]:
    if found.mean is None or found.lowest is None or found.highest is None:
        return "–", "", "not rated"
    low, high = (typeset(whole(value, difference=difference)) for value in (found.lowest, found.highest))
    if low == high:
        return low, "", f"n {found.n}"
    if difference:
        return typeset(signed(found.mean)), "", f"{low} to {high}, n {found.n}"
    return number(found.mean), "", f"{low}–{high}, n {found.n}"


def typeset(figure: str) -> str:
    """Write a figure with the minus that print has."""
    return figure.replace("-", "−")


def session_lines(report: Report, titles: ReportLabels) -> Iterator[str]:
    """Say how many sessions there were, how they ended, and what else should be known of them."""
    found = report.trends
    yield f"{share(found.outcomes[Outcome.COMPLETED], found.sessions)} completed, {other_ends(found)}"
    aims = [f"{count} {level.value}" for level, count in report.levels.items()]
    if report.short:
        aims.append(f"{report.short} the short version")
    if aims:
        yield f"level: {', '.join(aims)}"
    if report.left_out:
        named = (f"{one_line(titles.exercise(key))} {labels.times(count)}" for key, count in report.left_out.items())
        yield f"left out beforehand: {', '.join(named)}"
    if found.sessions and asides(found):
        yield "; ".join(asides(found))


def other_ends(found: Trends) -> str:
    """Say how many sessions were not completed."""
    others = (outcome for outcome in Outcome if outcome is not Outcome.COMPLETED)
    return ", ".join(f"{found.outcomes[outcome]} {labels.OUTCOME_WORDS[outcome]}" for outcome in others)


def aim(dose: DoseSum) -> str:
    """Write a dose, or the range of several, as sets x reps x hold: `1 x 2-3 x 10-15 s`, or `2 x 10` without a hold."""
    columns = zip(*((one.sets, one.reps, one.hold_s) for one in dose.planned), strict=True)
    ranges = [(min(column), max(column)) for column in columns]
    spans = [f"{low:g}" if low == high else f"{low:g}-{high:g}" for low, high in ranges]
    return " x ".join(spans) + " s" if ranges[-1][1] else " x ".join(spans[:-1])


def time(remark: SessionNote) -> str:
    """Write when a session began, with the date where it belongs to another day: `07:02`, `00:30 on 23 Nov`."""
    began = remark.started_at
    return f"{began:%H:%M}" + ("" if began.date() == remark.day else f" on {dates.short_day(began.date())}")


def remark_lines(remark: SessionNote, titles: ReportLabels) -> Iterator[tuple[str, str]]:
    """Say what was cut short in a session and why, and its note: pairs of a word and a text."""
    for outcome in (ExerciseOutcome.STOPPED_PAIN, ExerciseOutcome.PARTIAL, ExerciseOutcome.SKIPPED):
        if outcome in remark.cut:
            names = one_line(_cut_short(remark.cut, outcome, titles))
            yield labels.EXERCISE_OUTCOME_WORDS[outcome], names or "the session, noted without its exercises"
    if remark.note:
        yield "note", sanitise(remark.note)


def explanations(found: Trends, titles: ReportLabels) -> Iterator[str]:
    """Say how the numbers are to be read."""
    yield ANCHORS
    yield (
        "A day is done when something in it reached its minimum. The goal is a number of days a week, on any weekdays. "
        "Days and weeks are counted from the first session on; a week that is not over, or not wholly in the period, "
        f"is told apart. {_about_plan(found, titles)} "
        "Means by week and over 7 days are of rated mornings, one a day: its first rated session; the ranges are of "
        "all ratings. What was not rated is left out, never 0. "
        "Change is after minus before in one session. " + CAPTION
    )


def _about_plan(found: Trends, titles: ReportLabels) -> str:
    planned = _PLANNED if titles.planned else ""
    return " ".join(filter(None, (_WITH_PLAN if found.counted.plan else "", planned))) or _WITHOUT_PLAN


_PLANNED = "What is planned of a routine is its plan as it is now: a day without a session is no more than that."
_WITH_PLAN = "Not done: a weekday of the plan without a session, by the plan as it is now."
_WITHOUT_PLAN = "There is no plan for certain weekdays: a day without a session is no more than that."


def versions(report: Report, titles: ReportLabels) -> str:
    """Say what the report is made of and by."""
    routines = ", ".join(one_line(titles.routines.get(key, key)) for key in report.routines)
    routine = f"Routine: {routines}; its doses are those that were aimed for then. " if routines else ""
    made = f" on {dates.day_and_year(titles.made_on)}" if titles.made_on else ""
    scales = _joined("scale", map(one_line, report.scales))
    return f"{routine}Made by {one_line(titles.program)}{made}; records of schema {titles.schema}{scales}."


def _joined(word: str, texts: Iterable[str]) -> str:
    found = list(texts)
    return f"; {noun(len(found), word)} {', '.join(found)}" if found else ""


def _cut_short(
    cut: Mapping[ExerciseOutcome, Sequence[CutEntry]], outcome: ExerciseOutcome, titles: ReportLabels
) -> str:
    """Name the exercises that ended in one way, as `Knee to chest (left 6 of 10, in the hold), Bed bridge`."""
    sides: dict[str, list[str]] = {}
    for exercise, side, pain in cut.get(outcome, ()):
        words = " ".join(filter(None, ("" if side is Side.BOTH else side.value, labels.pain(pain))))
        sides.setdefault(exercise, []).extend([words] if words else [])
    return ", ".join(
        titles.exercise(exercise) + (f" ({', '.join(words)})" if words else "") for exercise, words in sides.items()
    )
