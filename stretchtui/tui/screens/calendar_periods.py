"""Months and years as the calendar shows them, read from the journal and counted by the settings' weeks and goal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from stretchtui.domain import calendar
from stretchtui.domain.calendar import DayMark, Week
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.history.trends import Trends, trends
from stretchtui.domain.record import SessionRecord
from stretchtui.domain.session_protocol import SessionLike
from stretchtui.session.context import AppContext
from stretchtui.session.due import days_due
from stretchtui.tui.screens.day_text import stiffness_word
from stretchtui.tui.widgets.month_view import DayCell


@dataclass(frozen=True, slots=True)
class MonthPeriod:
    """A month: its days, its weeks by their first day, its figures, and whether something of it is still due."""

    days: dict[date, DayCell]
    weeks: dict[date, Week]
    counted: Trends
    due: bool


@dataclass(frozen=True, slots=True)
class YearPeriod:
    """A year: how each day went, and its figures."""

    marks: dict[date, DayMark]
    counted: Trends


class PeriodReader:
    """Makes months and years out of the journal."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self.first_weekday = context.config.week_starts_on.number

    def weeks_of_month(self, day: date) -> tuple[date, date]:
        """Give the days from which the sessions of a month are read, those of its first and last week included."""
        first, last = calendar.month_span(day.year, day.month)
        start = calendar.week_start(first, self.first_weekday)
        return start, date.fromordinal(min(last.toordinal() + 6, date.max.toordinal()))

    def month(self, day: date, records: Sequence[SessionRecord]) -> MonthPeriod:
        """Make the month of a day out of the sessions of its weeks."""
        first, last = calendar.month_span(day.year, day.month)
        days = {
            when: DayCell(calendar.day_mark(found), stiffness_word(found))
            for when, found in calendar.by_day(records).items()
        }
        ahead = days_due(self._context, first, last)
        days |= {when: replace(days.get(when, DayCell()), due=True) for when in ahead}
        goal = self._context.config.goal_days
        weeks = calendar.weeks(calendar.days_done(records), *self.weeks_of_month(day), goal, self.first_weekday)
        inside = [record for record in records if first <= record.day <= last]
        counted = self._counted(inside, first, last)
        return MonthPeriod(days, {week.first: week for week in weeks}, counted, due=bool(ahead))

    def year(self, year: int) -> YearPeriod:
        """Read a year, which may hold a thousand sessions."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        records = self._context.journal.summaries(first, last)
        return YearPeriod(calendar.marks(calendar.by_day(records)), self._counted(records, first, last))

    def week(self, day: date, records: Sequence[SessionRecord]) -> Week:
        """Count the week of a day."""
        return calendar.week(records, day, self._context.config.goal_days, self.first_weekday)

    def _counted(self, records: Sequence[SessionLike], first: date, last: date) -> Trends:
        goal, today = self._context.config.goal_days, self._context.today()
        return trends(records, first, last, goal=goal, today=today, first_weekday=self.first_weekday)
