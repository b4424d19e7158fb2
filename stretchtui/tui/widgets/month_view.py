"""A month of days, each with a glyph for how it went."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

from stretchtui.domain.calendar import DayMark, Week, month_grid, week_start
from stretchtui.domain.dataclass import dataclass
from stretchtui.tui.widgets.day_view import DayView, moving
from stretchtui.tui.widgets.key_names import KeyGroup, listed, unlisted
from stretchtui.words import labels

TURNING = KeyGroup("Month", explanation="The month before, the month after")

WEEK_COLUMNS = 5
"""Columns beside the days, for the week's count."""


@dataclass(frozen=True, slots=True)
class DayCell:
    """What a day shows: its mark, and a word beside or under it; `due` where something is meant to be done."""

    mark: DayMark = DayMark.NOTHING
    word: str = ""
    due: bool = False


class MonthView(DayView):
    """Shows the month of the chosen day, and beside each week how many of its days were done."""

    BINDINGS: ClassVar = [
        *moving(
            "calendar",
            left=("move(-1)", "Day before"),
            up=("move(-7)", "Week before"),
            down=("move(7)", "Week after"),
            right=("move(1)", "Day after"),
        ),
        listed("calendar-month-before", "pageup", "turn(-1)", "Month before", "The month before", TURNING),
        listed("calendar-month-after", "pagedown", "turn(1)", "Month after", "The month after", TURNING),
        unlisted("calendar-today", "home", "today", "Today", "Today"),
    ]

    def __init__(self, day: date, *, first_weekday: int = 0, unicode: bool = True, id: str | None = None) -> None:  # noqa: A002
        super().__init__(day, first_weekday=first_weekday, unicode=unicode, id=id)
        self._reached = "✓" if unicode else "ok"
        self._due = labels.DUE_GLYPH if unicode else labels.DUE_LETTER
        self.days: Mapping[date, DayCell] = {}
        self._weeks: Mapping[date, Week] = {}

    def show(self, days: Mapping[date, DayCell], weeks: Mapping[date, Week]) -> None:
        """Show what the days were like, and the count of each week, by the week's first day."""
        if (days, weeks) != (self.days, self._weeks):
            self.days, self._weeks = days, weeks
            self.refresh()

    def watch_day(self, before: date, day: date) -> None:
        """Draw the two days, or another month."""
        if (before.year, before.month) == (day.year, day.month):
            self.refresh(self._region_of(before), self._region_of(day))
        else:
            self.refresh()

    def day_at(self, x: int, y: int) -> date | None:
        """Give the day that is drawn at a place of the widget, or None where there is none."""
        row, column = (y - 1) // self._lines, x // self.cell_width
        grid = self._grid()
        return grid[row][column] if y >= 1 and 0 <= row < len(grid) and 0 <= column < 7 else None

    def _region_of(self, day: date) -> Region:
        row, week = next((row, week) for row, week in enumerate(self._grid()) if day in week)
        return Region(week.index(day) * self.cell_width, 1 + row * self._lines, self.cell_width, 1)

    # --- drawing ----------------------------------------------------------------------

    @property
    def cell_width(self) -> int:
        """Columns to a day: `[22]` and a glyph at the least, whether or not the week's count still fits."""
        return max(5, min(9, (self.size.width - WEEK_COLUMNS) // 7))

    @property
    def _lines(self) -> int:
        """Lines to a week: a second one for the word where there is room, and then empty ones between weeks."""
        room, weeks = self.size.height - 1, max(1, len(self._grid()))
        spaced = (lines for lines in (4, 3) if room >= weeks * lines - (lines - 2))
        return next(spaced, max(1, min(2, room // weeks)))

    def _grid(self) -> tuple[tuple[date | None, ...], ...]:
        return month_grid(self.day.year, self.day.month, self._first_weekday)

    def render_line(self, y: int) -> Strip:
        """Draw one line: the weekdays, the days, or the words under them."""
        width = self.size.width
        if y == 0:
            return self._head().adjust_cell_length(width, self.blank)
        row, line = divmod(y - 1, self._lines)
        grid = self._grid()
        if row >= len(grid) or line > 1:
            return Strip.blank(width, self.blank)
        cells = [self._day_cell(day) if line == 0 else self._word_cell(day) for day in grid[row]]
        segments = [segment for cell in cells for segment in cell]
        first = next(day for day in grid[row] if day is not None)
        week = self._weeks.get(week_start(first, self._first_weekday))
        if line == 0 and week is not None and week.days_done:
            word = f" {week.days_done} {self._reached}" if week.reached else f" {week.days_done}"
            segments.append(Segment(word, self.part("filled" if week.reached else "word")))
        return Strip(segments).adjust_cell_length(width, self.blank)

    def _head(self) -> Strip:
        names = "".join(f" {self.weekday(index)}".ljust(self.cell_width) for index in range(7))
        return Strip([Segment(names + " days", self.part("label"))])

    def _day_cell(self, day: date | None) -> list[Segment]:
        if day is None:
            return [Segment(" " * self.cell_width, self.blank)]
        cell = self.days.get(day, DayCell())
        style = self.part("today" if day == self.today else "day")
        mark_style = self.part(cell.mark.value) if cell.mark is not DayMark.NOTHING else self.part("label")
        if day == self.day:
            style += self.chosen()
            mark_style = style
        left, right = ("[", "]") if day == self.today else (" ", " ")
        glyph = self._due if cell.due and cell.mark is DayMark.NOTHING else self._glyphs[cell.mark]
        text = [Segment(f"{left}{day.day:>2}{right}", style), Segment(glyph, mark_style)]
        return [*text, Segment(" " * (self.cell_width - 5), self.blank)]

    def _word_cell(self, day: date | None) -> list[Segment]:
        word = self.days.get(day, DayCell()).word if day is not None else ""
        return [Segment(f" {word}"[: self.cell_width].ljust(self.cell_width), self.part("word"))]
