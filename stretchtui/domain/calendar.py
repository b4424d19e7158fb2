"""Days and weeks: which day a session belongs to, and how a day and a week went."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from stretchtui.domain.record import ExerciseOutcome, Outcome, SessionRecord

DAY_STARTS_AT = time(4, 0)
"""A session before this hour still belongs to the day before (our own value)."""


class DayMark(StrEnum):
    """How a day went, for its glyph in the calendar."""

    NOTHING = "nothing"
    COMPLETED = "completed"
    PARTIAL = "partial"
    STOPPED_PAIN = "stopped-pain"


_MARKS = {
    Outcome.STOPPED_PAIN: DayMark.STOPPED_PAIN,
    Outcome.COMPLETED: DayMark.COMPLETED,
    Outcome.PARTIAL: DayMark.PARTIAL,
}


@dataclass(frozen=True, slots=True)
class Week:
    """Days done in one week against the goal; more than the goal is simply more."""

    first: date
    days_done: int
    goal: int

    @property
    def filled(self) -> bool:
        """Tell whether the goal is reached."""
        return self.days_done >= self.goal


def local_day(started_at: datetime, day_starts_at: time = DAY_STARTS_AT) -> date:
    """Give the day a session belongs to, by the wall clock it started under."""
    day = started_at.date()
    early = started_at.time().replace(tzinfo=None) < day_starts_at
    return day - timedelta(days=1) if early else day


def by_day(records: Iterable[SessionRecord]) -> dict[date, list[SessionRecord]]:
    """Group sessions by the day frozen in their record, in the order given."""
    days: dict[date, list[SessionRecord]] = {}
    for record in records:
        days.setdefault(record.day, []).append(record)
    return days


def day_mark(records: Sequence[SessionRecord]) -> DayMark:
    """Sum up a day: pain anywhere shows, else a completed session, else a partial one."""
    outcomes = {record.outcome for record in records}
    return next((mark for outcome, mark in _MARKS.items() if outcome in outcomes), DayMark.NOTHING)


def counts(record: SessionRecord) -> bool:
    """Tell whether a session makes its day a day done: something in it reached its minimum.

    A session noted from memory has no lines to look at; its own outcome decides.
    """
    if record.exercises:
        return any(entry.outcome is ExerciseOutcome.DONE for entry in record.exercises)
    return record.outcome is not Outcome.STOPPED_PAIN


def week_start(day: date, first_weekday: int = calendar.MONDAY) -> date:
    """Give the first day of the week that day lies in; weekdays count from Monday, 0."""
    return day - timedelta(days=(day.weekday() - first_weekday) % 7)


def week(records: Iterable[SessionRecord], day: date, goal: int, first_weekday: int = calendar.MONDAY) -> Week:
    """Count the days done in the week of day, out of any records that span it."""
    first = week_start(day, first_weekday)
    done = {r.day for r in records if 0 <= (r.day - first).days < 7 and counts(r)}
    return Week(first, len(done), goal)


def month_grid(year: int, month: int, first_weekday: int = calendar.MONDAY) -> tuple[tuple[date | None, ...], ...]:
    """Lay a month out in weeks of seven; None fills the days of the months around it."""
    weeks = calendar.Calendar(first_weekday).monthdayscalendar(year, month)
    return tuple(tuple(date(year, month, day) if day else None for day in row) for row in weeks)


def month_span(year: int, month: int) -> tuple[date, date]:
    """Give a month's first and last day."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def shift_month(day: date, months: int) -> date:
    """Move a day by whole months, kept inside the target month and the years 1-9999."""
    index = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def marks(days: Mapping[date, Sequence[SessionRecord]]) -> dict[date, DayMark]:
    """Give every day's mark."""
    return {day: day_mark(records) for day, records in days.items()}
