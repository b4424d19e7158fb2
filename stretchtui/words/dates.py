"""Days, weekdays and months as a person reads them, whatever the locale."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""The weekdays' names, Monday first."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

SHORT_WEEKDAYS = tuple(name[:3] for name in WEEKDAYS)
SHORT_MONTHS = tuple(name[:3] for name in MONTHS)


def weekday_names(days: Iterable[int]) -> str:
    """Name some weekdays, Monday being 0: `Mon, Wed, Fri`, or `every day`."""
    chosen = sorted(set(days))
    return "every day" if len(chosen) == 7 else ", ".join(SHORT_WEEKDAYS[day] for day in chosen)


def day_in_full(day: date) -> str:
    """Write a day in full: `Sunday 22 November 2026`."""
    return f"{WEEKDAYS[day.weekday()]} {day_and_year(day)}"


def day_of_year(day: date) -> str:
    """Write a day without its year: `22 November`."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def day_and_year(day: date) -> str:
    """Write a day as a person does: `22 November 2026`."""
    return f"{day_of_year(day)} {day.year}"


def short_day(day: date) -> str:
    """Write a day shortly, `22 Nov`."""
    return f"{day.day} {short_month(day)}"


def short_weekday(day: date) -> str:
    """Name a day by its weekday and number: `Sun 22`."""
    return f"{SHORT_WEEKDAYS[day.weekday()]} {day.day}"


def month(day: date) -> str:
    """Name the month of a day."""
    return MONTHS[day.month - 1]


def short_month(day: date) -> str:
    """Name the month of a day in three letters."""
    return SHORT_MONTHS[day.month - 1]
