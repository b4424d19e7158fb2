"""The words of the plot of mornings, on paper and on the screen."""

from __future__ import annotations

from datetime import date

from stretchtui.domain.history.mornings import MORNINGS_FOR_A_LINE
from stretchtui.domain.history.plot import Tick, Unit
from stretchtui.domain.history.trends import Trends
from stretchtui.domain.text import counted
from stretchtui.words import dates
from stretchtui.words.trends_page import there_are


def title(found: Trends) -> str:
    """Say what the plot shows to those who do not see it."""
    first, last = dates.day_and_year(found.first), dates.day_and_year(found.last)
    rated = counted(found.mornings_rated_before, "morning")
    return f"Stiffness before and after each session, 0 to 10, {first} to {last}; {rated} rated before."


def caption(found: Trends) -> str:
    """Say what the plot's marks and lines are, with n."""
    after = sum(morning.after is not None for morning in found.mornings)
    dots = f"Filled dots: before (n {found.mornings_rated_before}). Open squares: after (n {after})."
    if not found.means and not found.after_means:
        return f"{dots} Lines of 7-day means begin with {MORNINGS_FOR_A_LINE} rated mornings."
    return f"{dots} Lines: 7-day means, solid before, dashed after; they break where a week has no rating."


def _month(when: date) -> str:
    """Write a month, `Nov`, with the year in January."""
    return f"{dates.short_month(when)}{f' {when.year}' if when.month == 1 else ''}"


def tick_label(tick: Tick) -> str:
    """Name a day under a plot: `22 Nov`, `Nov`, `Jan 2026`, `2026`."""
    if tick.unit is Unit.YEAR:
        return str(tick.day.year)
    return _month(tick.day) if tick.unit is Unit.MONTH else dates.short_day(tick.day)


def legend(found: Trends, before: str, after: str, both: str, line: str) -> str:
    """Explain the signs of the plot of mornings; without a sign for its line each stands for a month."""
    means, rated = f"{line} 7-day mean of before" if line else "means of months", found.mornings_rated_before
    if found.means or not line:
        count = f"n {counted(rated, 'morning')}"
    else:
        count = f"a line from {MORNINGS_FOR_A_LINE} rated mornings on; there {there_are(rated)}"
    return f"{before} before   {after} after   {both} both   {means}, {count}"
