"""How far one looks back."""

from __future__ import annotations

import calendar as gregorian
from datetime import date, timedelta
from enum import StrEnum

from stretchtui.domain import calendar


class Period(StrEnum):
    """How far to look back; every period begins with a whole week."""

    FOUR_WEEKS = "4-weeks"
    THREE_MONTHS = "3-months"
    YEAR = "year"
    ALL = "all"


_WEEKS = {Period.FOUR_WEEKS: 4, Period.THREE_MONTHS: 13, Period.YEAR: 53}


def period_first(period: Period, today: date, first_weekday: int = gregorian.MONDAY) -> date | None:
    """Give the first day of a period that ends today: whole weeks, this one the last; None for ALL."""
    weeks = _WEEKS.get(period)
    if weeks is None:
        return None
    back = timedelta(days=7 * (weeks - 1))
    start = calendar.week_start(today, first_weekday)
    return start - back if start - date.min >= back else date.min
