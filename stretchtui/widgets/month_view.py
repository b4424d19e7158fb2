"""A month of days, each with a glyph for how it went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from stretchtui.domain import wording
from stretchtui.domain.calendar import DayMark, month_grid, shift_month

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class DayCell:
    """What a day shows: its mark, and a word beside or under it."""

    mark: DayMark = DayMark.NOTHING
    word: str = ""


class MonthView(Widget, can_focus=True):
    """Shows the month of the chosen day and lets one choose another."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "month-view--weekday",
        "month-view--day",
        "month-view--word",
        "month-view--today",
        "month-view--chosen",
        "month-view--completed",
        "month-view--partial",
        "month-view--stopped-pain",
    }

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", "Day", key_display="arrows", id="calendar-left"),
        Binding("right,l", "move(1)", "Next day", show=False, id="calendar-right"),
        Binding("up,k", "move(-7)", "Week before", show=False, id="calendar-up"),
        Binding("down,j", "move(7)", "Week after", show=False, id="calendar-down"),
        Binding("pageup", "move_month(-1)", "Month", key_display="PgUp/Dn", id="calendar-month-before"),
        Binding("pagedown", "move_month(1)", "Month after", show=False, id="calendar-month-after"),
        Binding("home", "today", "Today", key_display="Home", id="calendar-today"),
    ]

    day: reactive[date] = reactive(date(2000, 1, 1), init=False)
    today: reactive[date] = reactive(date(2000, 1, 1), init=False)

    @dataclass
    class DayChosen(Message):
        """Another day was chosen."""

        day: date

    def __init__(self, day: date, *, first_weekday: int = 0, unicode: bool = True, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.set_reactive(MonthView.day, day)
        self.set_reactive(MonthView.today, day)
        self._first_weekday = first_weekday
        self._glyphs = wording.DAY_GLYPHS if unicode else wording.DAY_LETTERS
        self._days: Mapping[date, DayCell] = {}
        self._weeks: Mapping[date, str] = {}

    def show(self, days: Mapping[date, DayCell], weeks: Mapping[date, str]) -> None:
        """Show what the days were like, and a word for each week, by the week's first day."""
        self._days, self._weeks = days, weeks
        self.refresh()

    def watch_day(self, day: date) -> None:
        """Tell that another day was chosen."""
        self.post_message(self.DayChosen(day))

    # --- keys -------------------------------------------------------------------------

    def action_move(self, days: int) -> None:
        """Choose another day."""
        ordinal = min(max(self.day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
        self.day = date.fromordinal(ordinal)

    def action_move_month(self, months: int) -> None:
        """Choose the same day of another month."""
        self.day = shift_month(self.day, months)

    def action_today(self) -> None:
        """Choose today."""
        self.day = self.today

    def on_click(self, event: events.Click) -> None:
        """Choose the day under the mouse."""
        row, column = (event.y - 1) // self._lines, event.x // self._cell
        grid = self._grid()
        if event.y >= 1 and 0 <= row < len(grid) and 0 <= column < 7:
            chosen = grid[row][column]
            if chosen is not None:
                self.day = chosen

    # --- drawing ----------------------------------------------------------------------

    @property
    def _cell(self) -> int:
        return max(4, min(9, (self.size.width - 5) // 7))

    @property
    def _lines(self) -> int:
        """Lines to a week: a second one for the word where there is room."""
        room = self.size.height - 1
        return max(1, min(3, room // max(1, len(self._grid()))))

    def _grid(self) -> tuple[tuple[date | None, ...], ...]:
        return month_grid(self.day.year, self.day.month, self._first_weekday)

    def render_line(self, y: int) -> Strip:
        """Draw one line: the weekdays, the days, or the words under them."""
        width = self.size.width
        if y == 0:
            return self._weekdays().adjust_cell_length(width, self.rich_style)
        row, line = divmod(y - 1, self._lines)
        grid = self._grid()
        if row >= len(grid) or line > 1:
            return Strip.blank(width, self.rich_style)
        cells = [self._day_cell(day) if line == 0 else self._word_cell(day) for day in grid[row]]
        segments = [segment for cell in cells for segment in cell]
        first = next(day for day in grid[row] if day is not None)
        if line == 0:
            word = self._weeks.get(first - timedelta(days=(first.weekday() - self._first_weekday) % 7), "")
            segments.append(Segment(f" {word}", self._part("word")))
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _weekdays(self) -> Strip:
        names = [WEEKDAYS[(self._first_weekday + index) % 7] for index in range(7)]
        short = names if self._cell >= 5 else [name[:2] for name in names]
        text = "".join(f" {name}".ljust(self._cell) for name in short)
        return Strip([Segment(text, self._part("weekday"))])

    def _day_cell(self, day: date | None) -> list[Segment]:
        if day is None:
            return [Segment(" " * self._cell, self.rich_style)]
        cell = self._days.get(day, DayCell())
        number = f"{day.day:>2}"
        style = self._part("today" if day == self.today else "day")
        mark_style = self._part(cell.mark.value) if cell.mark is not DayMark.NOTHING else style
        if day == self.day:
            style += self._chosen()
            mark_style = style
        left, right = ("[", "]") if day == self.today else (" ", " ")
        glyph = self._glyphs[cell.mark]
        text = [Segment(f"{left}{number}", style), Segment(glyph, mark_style)]
        if self._cell >= 5:
            text = [Segment(f"{left}{number}{right}", style), Segment(glyph, mark_style)]
        used = sum(segment.cell_length for segment in text)
        return [*text, Segment(" " * (self._cell - used), self.rich_style)]

    def _word_cell(self, day: date | None) -> list[Segment]:
        word = self._days.get(day, DayCell()).word if day is not None else ""
        return [Segment(f" {word}"[: self._cell].ljust(self._cell), self._part("word"))]

    def _part(self, name: str) -> Style:
        return self.rich_style + Style(
            color=self.get_component_rich_style(f"month-view--{name}").color,
            bold=self.get_component_rich_style(f"month-view--{name}").bold,
        )

    def _chosen(self) -> Style:
        found = self.get_component_rich_style("month-view--chosen")
        return Style(color=found.color, bgcolor=found.bgcolor, bold=found.bold, reverse=found.reverse)
