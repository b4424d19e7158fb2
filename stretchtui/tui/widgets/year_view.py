"""A year of days, one small cell each, the weeks as columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from stretchtui.domain.calendar import DayMark, month_columns, shift_month, year_grid
from stretchtui.tui.widgets.day_view import DayView, moving
from stretchtui.tui.widgets.key_names import KeyGroup, listed, unlisted
from stretchtui.words.dates import SHORT_MONTHS

TURNING = KeyGroup("Year", explanation="The year before, the year after")

LABEL = 4
"""Columns for the weekdays' names."""

LINES = 9
"""The months' names, seven weekdays, and where today is."""


class YearView(DayView):
    """Shows the year of the chosen day; where it is too narrow for all of it, the weeks around that day."""

    BINDINGS: ClassVar = [
        *moving(
            "year",
            left=("move(-7)", "Week before"),
            up=("move(-1)", "Day before"),
            down=("move(1)", "Day after"),
            right=("move(7)", "Week after"),
        ),
        listed("calendar-year-before", "pageup", "turn(-1)", "Year before", "The year before", TURNING),
        listed("calendar-year-after", "pagedown", "turn(1)", "Year after", "The year after", TURNING),
        unlisted("year-today", "home", "today", "Today", "Today"),
    ]

    def __init__(self, day: date, *, first_weekday: int = 0, unicode: bool = True, id: str | None = None) -> None:  # noqa: A002
        super().__init__(day, first_weekday=first_weekday, unicode=unicode, id=id)
        self.marks: Mapping[date, DayMark] = {}
        self._today_sign = "↑ today" if unicode else "^ today"

    def show(self, marks: Mapping[date, DayMark]) -> None:
        """Show what the days were like."""
        if marks != self.marks:
            self.marks = marks
            self.refresh()

    def action_turn(self, step: int) -> None:
        """Choose the same day of the year before or after."""
        self.day = shift_month(self.day, 12 * step)

    def day_at(self, x: int, y: int) -> date | None:
        """Give the day that is drawn at a place of the widget, or None where there is none."""
        grid = year_grid(self.day.year, self._first_weekday)
        column = (x - LABEL) // self.cell_width
        columns = self._columns(grid)
        return grid[columns[column]][y - 1] if 0 <= column < len(columns) and 1 <= y <= 7 else None

    # --- drawing ----------------------------------------------------------------------

    @property
    def cell_width(self) -> int:
        """Columns to a week."""
        return max(1, min(2, (self.size.width - LABEL) // 54))

    def _columns(self, grid: tuple[tuple[date | None, ...], ...]) -> range:
        """Say which weeks of the year are drawn: those around the chosen day where not all fit."""
        count = min(len(grid), max(1, (self.size.width - LABEL) // self.cell_width))
        chosen = next(index for index, week in enumerate(grid) if self.day in week)
        first = min(max(chosen - count // 2, 0), len(grid) - count)
        return range(first, first + count)

    def render_line(self, y: int) -> Strip:
        """Draw one line: the months' names, a weekday of every week, or where today is."""
        grid = year_grid(self.day.year, self._first_weekday)
        columns = self._columns(grid)
        if y == 0:
            segments = [Segment(self._month_names(columns), self.part("label"))]
        elif y <= 7:
            segments = [Segment(f"{self.weekday(y - 1):<{LABEL}}", self.part("label"))]
            segments += [part for column in columns for part in self._day_cell(grid[column][y - 1])]
        elif y == LINES - 1:
            segments = [Segment(self._sign(grid, columns), self.part("today"))]
        else:
            segments = []
        return Strip(segments).adjust_cell_length(self.size.width, self.blank)

    def _month_names(self, columns: range) -> str:
        """Write each month's name over the week of its first day, as far as all of it fits."""
        line = [" "] * self.size.width
        for name, column in zip(SHORT_MONTHS, month_columns(self.day.year, self._first_weekday), strict=True):
            at = LABEL + (column - columns.start) * self.cell_width
            if column in columns and at + len(name) <= len(line):
                line[at : at + len(name)] = name
        return "".join(line)

    def _sign(self, grid: tuple[tuple[date | None, ...], ...], columns: range) -> str:
        """Point at the week of today, when it is drawn."""
        for column in columns:
            if self.today in grid[column]:
                at = LABEL + (column - columns.start) * self.cell_width
                sign = self._today_sign
                if at + len(sign) > self.size.width:
                    sign = " ".join(reversed(sign.split()))
                    at -= len(sign) - 1
                return " " * at + sign
        return ""

    def _day_cell(self, day: date | None) -> Iterator[Segment]:
        """Draw a day; months take turns with a lighter ground, so that they can be told apart."""
        if day is None:
            yield Segment(" " * self.cell_width, self.blank)
            return
        mark = self.marks.get(day, DayMark.NOTHING)
        style = self.part("label" if mark is DayMark.NOTHING else mark.value)
        if day.month % 2:
            style += self.ground("band")
        ground = style
        if day == self.today:
            style += Style(underline=True, bold=True)
        if day == self.day:
            style += self.chosen()
        yield Segment(self._glyphs[mark], style)
        if self.cell_width > 1:
            yield Segment(" " * (self.cell_width - 1), ground)
