"""How far one looks back, and which days can be looked back on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from stretchtui.domain import calendar
from stretchtui.domain.entered_time import EARLIEST
from stretchtui.domain.session_protocol import SessionLike

S = TypeVar("S", bound=SessionLike)


class Period(StrEnum):
    """How far to look back; every period begins with a whole week."""

    FOUR_WEEKS = "4-weeks"
    THREE_MONTHS = "3-months"
    YEAR = "year"
    ALL = "all"


_WEEKS = {Period.FOUR_WEEKS: 4, Period.THREE_MONTHS: 13, Period.YEAR: 53}


def period_first(period: Period, today: date, first_weekday: int = calendar.MONDAY) -> date | None:
    """Give the first day of a period that ends today: whole weeks, this one the last; None for ALL."""
    weeks = _WEEKS.get(period)
    if weeks is None:
        return None
    back = timedelta(days=7 * (weeks - 1))
    start = calendar.week_start(today, first_weekday)
    return start - back if start - date.min >= back else date.min


def latest_day(today: date) -> date:
    """Give the last day that a session can have by now: tomorrow, since today may have been tomorrow elsewhere."""
    return date.fromordinal(min(today.toordinal() + 1, date.max.toordinal()))


def apart(records: Iterable[S], today: date) -> tuple[list[S], list[S]]:
    """Set apart the sessions of days out of range, on which none can have been; both lists stay in their order.

    No such day can be entered, though a file may hold one.
    """
    inside: list[S] = []
    outside: list[S] = []
    last = latest_day(today)
    for record in records:
        (inside if EARLIEST <= record.day <= last else outside).append(record)
    return inside, outside


def period_end(last: date | None, today: date, inside: Iterable[SessionLike]) -> date:
    """Give the day a period ends with: `last`, but at most today, or the latest day of the sessions in range.

    That may be tomorrow: after a flight westwards.
    """
    end = max((today, *(record.day for record in inside)))
    return end if last is None else min(last, end)
