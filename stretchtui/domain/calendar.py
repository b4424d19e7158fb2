"""Days and weeks: which day a session belongs to, and how a day and a week went."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.record import ExerciseOutcome, Outcome
from stretchtui.domain.session_protocol import SessionLike

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The days of a week, as data names them."""

MONDAY = 0
"""The weekday that weeks begin with unless another is chosen."""

S = TypeVar("S", bound=SessionLike)

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
    def reached(self) -> bool:
        """Tell whether the goal is reached."""
        return self.days_done >= self.goal


def local_day(started_at: datetime, day_starts_at: time = DAY_STARTS_AT) -> date:
    """Give the day a session belongs to, by the wall clock it started under."""
    day = started_at.date()
    early = started_at.time().replace(tzinfo=None) < day_starts_at
    return date.fromordinal(max(1, day.toordinal() - 1)) if early else day


def by_day(records: Iterable[S]) -> dict[date, list[S]]:
    """Group sessions by the day frozen in their record, in the order given."""
    days: dict[date, list[S]] = {}
    for record in records:
        days.setdefault(record.day, []).append(record)
    return days


def day_mark(records: Sequence[SessionLike]) -> DayMark:
    """Sum up a day: pain anywhere shows, else a completed session, else a partial one."""
    outcomes = {record.outcome for record in records}
    return next((mark for outcome, mark in _MARKS.items() if outcome in outcomes), DayMark.NOTHING)


def counts(record: SessionLike) -> bool:
    """Tell whether a session makes its day a day done: something in it reached its minimum.

    A session noted from memory has no lines to look at; its own outcome decides.
    """
    if record.exercises:
        return any(entry.outcome is ExerciseOutcome.DONE for entry in record.exercises)
    return record.outcome is not Outcome.STOPPED_PAIN


def week_start(day: date, first_weekday: int = MONDAY) -> date:
    """Give the first day of the week that day lies in; weekdays count from Monday, 0.

    The very first week there is may begin later than its weekday, on 1 January of year 1.
    """
    return date.fromordinal(max(1, _week_number(day, first_weekday) * 7 + first_weekday + 1))


def week_end(day: date, first_weekday: int = MONDAY) -> date:
    """Give the last day of the week that day lies in; the very last week there is ends early, on 31 December 9999."""
    end = _week_number(day, first_weekday) * 7 + first_weekday + 7
    return date.fromordinal(min(end, date.max.toordinal()))


def _week_number(day: date, first_weekday: int) -> int:
    """Give the number of a day's week; 1 January of year 1, a Monday, has the ordinal 1."""
    return (day.toordinal() - 1 - first_weekday) // 7


def days_done(records: Iterable[SessionLike]) -> set[date]:
    """List the days that count towards the goal: those with a session that counts."""
    found = [*records]  # of those alike, as most are, one is looked at
    kinds = {(id(record.exercises), record.outcome): record for record in found}
    done = {kind for kind, one in kinds.items() if counts(one)}
    return {record.day for record in found if (id(record.exercises), record.outcome) in done}


def week(records: Iterable[SessionLike], day: date, goal: int, first_weekday: int = MONDAY) -> Week:
    """Count the days done in the week of day, out of any records that span it."""
    first = week_start(day, first_weekday)
    done = {r.day for r in records if 0 <= (r.day - first).days < 7 and counts(r)}
    return Week(first, len(done), goal)


def weeks(done: Collection[date], first: date, last: date, goal: int, first_weekday: int = MONDAY) -> tuple[Week, ...]:
    """Count the days done in every week that touches the days first to last, empty weeks too.

    `done` is what `days_done` gives; days of it outside first to last do not count, so a week
    at either end may be counted in part. Empty when last is before first.
    """
    if first > last:
        return ()
    start = _week_number(first, first_weekday)
    found = [0] * (_week_number(last, first_weekday) - start + 1)
    for day in done:
        if first <= day <= last:
            found[_week_number(day, first_weekday) - start] += 1
    ordinals = (max(1, (start + number) * 7 + first_weekday + 1) for number in range(len(found)))
    return tuple(Week(date.fromordinal(at), count, goal) for at, count in zip(ordinals, found, strict=True))


@lru_cache(maxsize=4)  # asked for each line of a month
def month_grid(year: int, month: int, first_weekday: int = MONDAY) -> tuple[tuple[date | None, ...], ...]:
    """Lay a month out in weeks of seven; None fills the days of the months around it."""
    first, last = month_span(year, month)
    before = (first.weekday() - first_weekday) % 7
    rows = range(1 - before, last.day + 1, 7)
    return tuple(
        tuple(first.replace(day=day) if 0 < day <= last.day else None for day in range(row, row + 7)) for row in rows
    )


@lru_cache(maxsize=4)
def year_grid(year: int, first_weekday: int = MONDAY) -> tuple[tuple[date | None, ...], ...]:
    """Lay a year out in columns, one a week, each of seven days from first_weekday on.

    None stands for the days of the years around it. There are 53 columns, or 54 in a leap
    year that begins on the last day of a week. Years 1-9999.
    """
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    start = first - (date(year, 1, 1).weekday() - first_weekday) % 7
    return tuple(
        tuple(date.fromordinal(day) if first <= day <= last else None for day in range(column, column + 7))
        for column in range(start, last + 1, 7)
    )


def month_columns(year: int, first_weekday: int = MONDAY) -> tuple[int, ...]:
    """Say in which column of `year_grid` the first of each of the twelve months lies, from 0."""
    offset = (date(year, 1, 1).weekday() - first_weekday) % 7
    return tuple((offset + date(year, month, 1).timetuple().tm_yday - 1) // 7 for month in range(1, 13))


def month_span(year: int, month: int) -> tuple[date, date]:
    """Give a month's first and last day."""
    return date(year, month, 1), date(year, month, _days_in(year, month))


def _days_in(year: int, month: int) -> int:
    return 31 if month == 12 else (date(year, month + 1, 1) - date(year, month, 1)).days


def shift_month(day: date, months: int) -> date:
    """Move a day by whole months, kept inside the target month and the years 1-9999."""
    index = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, _days_in(year, month + 1)))


def marks(days: Mapping[date, Sequence[SessionLike]]) -> dict[date, DayMark]:
    """Give every day's mark."""
    return {day: day_mark(records) for day, records in days.items()}
