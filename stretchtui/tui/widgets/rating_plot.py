"""Stiffness over the weeks: a dot for each rating given, gaps left as gaps, and a line of means once there is one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual_plotext import PlotextPlot

from stretchtui.domain.history.mornings import monthly, segments
from stretchtui.domain.history.trends import Trends
from stretchtui.domain.rating import STIFFNESS
from stretchtui.words import dates

TICKS = 6
"""How many days are named under the plot, at most."""

LONG_DAYS = 400
"""Over more days than these single mornings are a wall of dots: there is a dot a month, the mean of its mornings.

A line of seven days means nothing there; months are named with their years.
"""

MIDDLE_OF_A_MONTH = 15


class RatingPlot(PlotextPlot):
    """Draws the mornings of a period on the whole scale; before and after differ by shape, not only by colour."""

    def __init__(self, *, unicode: bool, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.long = False
        """Whether the last period shown is so long that each dot is the mean of a month."""
        self._marks = ("●", "○", "braille") if unicode else ("b", "a", ".")

    def on_mount(self) -> None:
        """Where only the terminal's own colours are used, plot in these too."""
        if self.app.theme.startswith("ansi"):
            self.theme = "clear"

    @property
    def legend(self) -> str:
        """What the marks mean."""
        before, after, line = self._marks
        dots = f"{before} before   {after} after"
        if self.long:
            return f"{dots}   means of months"
        return f"{dots}   {'⠤⠤' if line == 'braille' else '..'} 7-day mean of before"

    def show(self, found: Trends) -> None:
        """Show the rated mornings of a period."""
        plot = self.plt
        plot.clear_data()
        plot.xlim(found.first.toordinal() - 0.5, max(found.last.toordinal(), found.first.toordinal() + 1) + 0.5)
        plot.ylim(STIFFNESS.minimum, STIFFNESS.maximum)
        plot.yticks(list(range(STIFFNESS.minimum, STIFFNESS.maximum + 1, 2)))
        self.long = found.days > LONG_DAYS
        days = _named_days(found.first, found.last)
        plot.xticks([day.toordinal() for day in days], [_day_name(day, long=self.long) for day in days])
        before, after, _ = self._marks
        if not self.long:
            self._draw_means(found)
        dots = _dots(found, by_month=self.long)
        for mark, colour, values in (
            (after, "green", [(day, value) for day, _, value in dots]),
            (before, "orange", [(day, value) for day, value, _ in dots]),
        ):
            given = [(day, value) for day, value in values if value is not None]
            self._points([day for day, _ in given], [value for _, value in given], mark, colour)
        self.refresh()

    def _draw_means(self, found: Trends) -> None:
        line = self._marks[2]
        for stretch in segments(found.means):
            self._points([mean.day for mean in stretch], [mean.mean for mean in stretch], line, "blue", joined=True)

    def _points(
        self, days: Sequence[date], values: Sequence[float], mark: str, colour: str, *, joined: bool = False
    ) -> None:
        if days:
            draw = self.plt.plot if joined else self.plt.scatter
            draw([day.toordinal() for day in days], list(values), marker=mark, color=colour)


def _dots(found: Trends, *, by_month: bool) -> list[tuple[date, float | None, float | None]]:
    """List what was rated before and after, day by day, or in the middle of each month its means."""
    if by_month:
        return [
            (month.month.replace(day=MIDDLE_OF_A_MONTH), month.before.mean, month.after.mean)
            for month in monthly(found.mornings)
        ]
    return [(morning.day, morning.before, morning.after) for morning in found.mornings]


def _day_name(day: date, *, long: bool) -> str:
    return f"{dates.short_month(day)} {day.year}" if long else dates.short_day(day)


def _named_days(first: date, last: date) -> list[date]:
    span = max(1, (last - first).days)
    return [date.fromordinal(first.toordinal() + round(span * step / (TICKS - 1))) for step in range(TICKS)]
