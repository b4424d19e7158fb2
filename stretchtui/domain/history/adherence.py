"""Days and weeks against what the person wants: the goal and the plan, which are two things.

The *goal* is how many days a week one wants, on whichever weekdays. The *plan* names weekdays
one means to stretch on; without one, a day without a session is that and nothing more.

What is counted, the same for screens, `stats` and the report:

- Nothing before the day of the first session there is, nor a week before that day's own.
- No part of a week that is not over: the week under way is told apart, *so far*.
- Against the goal only weeks that are known whole. One that the period cuts is not.

The plan is the one there is now: what it was in years past is not kept, and nobody is told
that something was missed.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from stretchtui.domain import calendar
from stretchtui.domain.dataclass import dataclass


class Standing(StrEnum):
    """What may be said of a week: it counts against the goal, or why it does not."""

    COUNTED = "counted"
    UNDER_WAY = "under-way"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class Frame:
    """What bounds the counting: the period, both days included, today, and the day of the first session ever.

    `begun` is None where there is no session at all.
    """

    first: date
    last: date
    today: date
    begun: date | None
    first_weekday: int = calendar.MONDAY

    def known_from(self, day: date) -> date:
        """Give the first day of a week on which there could be a session, out of the week's first day."""
        return day if self.begun is None else max(day, self.begun)

    def standing(self, week: date) -> Standing:
        """Say what may be said of the week that begins with a day."""
        end = calendar.week_end(week, self.first_weekday)
        if end >= self.today:
            return Standing.UNDER_WAY
        whole = self.first <= self.known_from(week) and end <= self.last
        return Standing.COUNTED if whole else Standing.CUT

    @property
    def days(self) -> range:
        """The ordinals of the days that are counted, from the first session on to the last week that is over."""
        if self.begun is None:
            return range(0)
        this_week = calendar.week_start(self.today, self.first_weekday)
        return range(max(self.first, self.begun).toordinal(), min(self.last.toordinal() + 1, this_week.toordinal()))


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysCounted:
    """The days from the first session on, in weeks that are over, and those of them without a session.

    `first` and `last`, both included, are None where no day is counted yet. `plan` are the
    weekdays of the plan, Monday 0, empty without one; `plan_days` how many of the days they
    are, `not_done` those of these without a session.
    """

    first: date | None = None
    last: date | None = None
    without: tuple[date, ...] = ()
    plan: tuple[int, ...] = ()
    plan_days: int = 0

    @property
    def days(self) -> int:
        """How many days are counted."""
        return 0 if self.first is None or self.last is None else (self.last - self.first).days + 1

    @property
    def not_done(self) -> tuple[date, ...]:
        """The plan's days without a session."""
        return tuple(day for day in self.without if day.weekday() in self.plan)


def days_counted(frame: Frame, with_session: Collection[date], plan: Collection[int] = ()) -> DaysCounted:
    """Count the days without a session; `with_session` are the days with one of any kind, `plan` weekdays."""
    span = frame.days
    weekdays = tuple(sorted(set(plan)))
    if not span:
        return DaysCounted(plan=weekdays)
    days = [date.fromordinal(ordinal) for ordinal in span]
    return DaysCounted(
        first=days[0],
        last=days[-1],
        without=tuple(day for day in days if day not in with_session),
        plan=weekdays,
        plan_days=sum(day.weekday() in weekdays for day in days),
    )
