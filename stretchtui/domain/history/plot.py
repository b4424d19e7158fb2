"""The picture of a period's mornings, before anybody draws it: axes, marks and lines in shares of its area.

Before and after on the whole scale, so that two pictures can be compared; gaps stay gaps. How
large a mark is and what it is made of is for whoever draws.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum

from stretchtui.domain.calendar import shift_month
from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.history.mornings import MovingMean, monthly, segments
from stretchtui.domain.history.trends import Trends
from stretchtui.domain.rating import STIFFNESS

LEVELS = tuple(range(STIFFNESS.minimum, STIFFNESS.maximum + 1, 2))
"""The ratings that are named beside the picture."""

LONG_DAYS = 400
"""Over more days than these months are named with their years."""

MIDDLE_OF_A_MONTH = 15

_DAYS_BY_WEEKS = 98
_MONTHS = (1, 3)

Point = tuple[date, float]


class Unit(StrEnum):
    """What a tick marks the beginning of."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Tick:
    """A day that is named under the picture."""

    day: date
    unit: Unit


@dataclass(frozen=True, slots=True)
class Series:
    """What was rated at one moment of the session: a mark for each rating, and lines of means that break at gaps."""

    marks: tuple[Point, ...] = ()
    lines: tuple[tuple[Point, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Plot:
    """The mornings from first to last, both included; `by_month` tells that each mark is the mean of a month."""

    first: date
    last: date
    before: Series
    after: Series
    by_month: bool = False

    @property
    def days(self) -> int:
        """How many days lie side by side."""
        return max(1, (self.last - self.first).days + 1)

    def left(self, day: date) -> float:
        """Tell where a day begins, from 0 at the left edge to 1 at the right one."""
        return (day - self.first).days / self.days

    def middle(self, day: date) -> float:
        """Tell where the middle of a day is, from 0 at the left edge to 1 at the right one."""
        return self.left(day) + 1 / self.days / 2

    @staticmethod
    def height(value: float) -> float:
        """Tell how high a rating is, from 0 at the bottom to 1 at the top."""
        return (value - STIFFNESS.minimum) / (STIFFNESS.maximum - STIFFNESS.minimum)

    def ticks(self, most: int) -> tuple[Tick, ...]:
        """Choose days to name, at most so many or one: evenly by weeks, months or years."""
        by_weeks = (self._by_days(step) for step in (7, 14, 28)) if self.days <= _DAYS_BY_WEEKS else ()
        by_months = (self._by_months(step) for step in (*_MONTHS, *range(12, 12 * self.days // 365 + 13, 12)))
        every = (*by_weeks, *by_months)
        return next((found for found in every if 0 < len(found) <= most), every[0][:1])

    def _by_days(self, step: int) -> tuple[Tick, ...]:
        return tuple(Tick(self.first + timedelta(days=ahead), Unit.DAY) for ahead in range(0, self.days, step))

    def _by_months(self, step: int) -> tuple[Tick, ...]:
        begun = date(self.first.year, 1, 1)
        days = (shift_month(begun, ahead) for ahead in range(0, self.days // 28 + 13, step))
        unit = Unit.YEAR if step >= 12 else Unit.MONTH
        return tuple(Tick(day, unit) for day in days if self.first <= day <= self.last)


def mornings_plot(found: Trends, *, by_month: bool = False) -> Plot:
    """Lay out the mornings of a period, or the means of its months, in which a line of seven days means nothing.

    Nothing lies before the week of the first session, however early the period begins.
    """
    begun = found.weeks[0].first if found.weeks else found.first
    if by_month:
        months = [(month.month.replace(day=MIDDLE_OF_A_MONTH), month) for month in monthly(found.mornings)]
        return Plot(
            begun,
            found.last,
            Series(_given((day, month.before.mean) for day, month in months)),
            Series(_given((day, month.after.mean) for day, month in months)),
            by_month=True,
        )
    return Plot(
        begun,
        found.last,
        Series(_given((morning.day, morning.before) for morning in found.mornings), _lines(found.means)),
        Series(_given((morning.day, morning.after) for morning in found.mornings), _lines(found.after_means)),
    )


def _given(ratings: Iterator[tuple[date, float | None]]) -> tuple[Point, ...]:
    return tuple((day, value) for day, value in ratings if value is not None)


def _lines(means: Sequence[MovingMean]) -> tuple[tuple[Point, ...], ...]:
    return tuple(tuple((mean.day, mean.mean) for mean in stretch) for stretch in segments(means))
