"""The sentences of a report, the same in its text and on its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from stretchtui.domain.calendar import DayMark
from stretchtui.domain.history.mornings import MORNINGS_FOR_A_LINE
from stretchtui.domain.history.plot import Tick, Unit
from stretchtui.domain.history.report import CutEntry, DoseSum, Report, ReportLabels, SessionNote
from stretchtui.domain.history.trends import Trends, WeekTrend
from stretchtui.domain.rating import COMFORT, STIFFNESS
from stretchtui.domain.record import ExerciseOutcome, Outcome
from stretchtui.domain.routine import Side
from stretchtui.domain.text import counted, noun, one_line, sanitise
from stretchtui.words import dates, labels, plan, trends_page
from stretchtui.words.trends_page import CAPTION, asides, share

NO_SESSION = "There is no session up to the end of this period."
CLAIM = "Self-reported, timer-completed; for general wellness use."
ANCHORS = (
    f"Stiffness, “right now, lying still”: {STIFFNESS.minimum} {STIFFNESS.low_anchor}, "
    f"{STIFFNESS.maximum} {STIFFNESS.high_anchor}. "
    f"Comfort of the session: {COMFORT.minimum} {COMFORT.low_anchor}, {COMFORT.maximum} {COMFORT.high_anchor}."
)


def day(when: date) -> str:
    """Write a day as a person does, `22 November 2026`, in English whatever the locale."""
    return f"{dates.day_of_year(when)} {when.year}"


def short_day(when: date) -> str:
    """Write a day shortly, `22 Nov`."""
    return dates.short_day(when)


def day_within(when: date, found: Trends) -> str:
    """Write a day of a period: shortly, or as `2026-11-22` where the period has more than one year."""
    return short_day(when) if found.first.year == found.last.year else when.isoformat()


def month(when: date) -> str:
    """Write a month, `Nov`, with the year in January."""
    return f"{dates.short_month(when)}{f' {when.year}' if when.month == 1 else ''}"


def tick_label(tick: Tick) -> str:
    """Name a day under a plot: `22 Nov`, `Nov`, `Jan 2026`, `2026`."""
    if tick.unit is Unit.YEAR:
        return str(tick.day.year)
    return month(tick.day) if tick.unit is Unit.MONTH else short_day(tick.day)


def title(found: Trends) -> str:
    """Name the period."""
    first = day(found.first).removesuffix(f" {found.last.year}")
    return f"Stretching sessions, {first} to {day(found.last)}"


def plot_title(found: Trends) -> str:
    """Say what the plot shows to those who do not see it."""
    rated = sum(morning.before is not None for morning in found.mornings)
    return (
        f"Stiffness before and after each session, 0 to 10, {day(found.first)} to {day(found.last)}; "
        f"{counted(rated, 'morning')} rated before."
    )


def plot_caption(found: Trends) -> str:
    """Say what the plot's marks and lines are, with n."""
    before = sum(morning.before is not None for morning in found.mornings)
    after = sum(morning.after is not None for morning in found.mornings)
    dots = f"Filled dots: before (n {before}). Open squares: after (n {after})."
    if not found.means and not found.after_means:
        return f"{dots} Lines of 7-day means begin with {MORNINGS_FOR_A_LINE} rated mornings."
    return f"{dots} Lines: 7-day means, solid before, dashed after; they break where a week has no rating."


def day_legend() -> Iterator[str]:
    """Say what stands for a day."""
    for outcome, word in labels.OUTCOME_WORDS.items():
        yield f"{labels.DAY_GLYPHS[DayMark(outcome.value)]} {word}"
    yield f"{labels.DAY_GLYPHS[DayMark.NOTHING]} no session"
    yield "stiffness before→after"


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
    return f"{began:%H:%M}" + ("" if began.date() == remark.day else f" on {short_day(began.date())}")


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
    made = f" on {day(titles.made_on)}" if titles.made_on else ""
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
