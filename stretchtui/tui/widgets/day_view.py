"""Days to choose from: what the month and the year have in common."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.reactive import reactive
from textual.style import Style as VisualStyle

from stretchtui.domain.calendar import shift_month
from stretchtui.tui.widgets.cached_lines import LaidOutOnce
from stretchtui.tui.widgets.key_names import KeyGroup, unlisted
from stretchtui.words import dates, labels

_LETTERS = {"left": "h", "down": "j", "up": "k", "right": "l"}


DAYS = KeyGroup(explanation="Choose a day")


def moving(view: str, **ways: tuple[str, str]) -> tuple[Binding, ...]:
    """Give the arrows and their letters, each with its action and word; ids begin with the view's name."""
    return tuple(
        unlisted(
            f"{view}-{arrow}", f"{arrow},{_LETTERS[arrow]}", action, word, f"The {word[0].lower()}{word[1:]}", DAYS
        )
        for arrow, (action, word) in ways.items()
    )


class DayView(LaidOutOnce, can_focus=True):
    """Shows days, one of them chosen, and lets one choose another with keys or the mouse."""

    PARTS: ClassVar[Mapping[str, str]] = {
        "label": "$foreground-muted",
        "day": "$foreground",
        "word": "$foreground-muted",
        "filled": "bold $success",
        "band": "on $surface",
        "today": "bold $primary",
        "chosen": "bold reverse $primary",
        "completed": "bold $success",
        "partial": "bold $warning",
        "stopped-pain": "bold $error",
    }
    """What each part of the drawing looks like; no component classes, which Textual finds anew with every focus."""

    day: reactive[date] = reactive(date(2000, 1, 1), init=False, repaint=False)
    """The day that is chosen."""

    today: reactive[date] = reactive(date(2000, 1, 1), init=False)

    def __init__(self, day: date, *, first_weekday: int = 0, unicode: bool = True, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.set_reactive(DayView.day, day)
        self.set_reactive(DayView.today, day)
        self._first_weekday = first_weekday
        self._glyphs = labels.DAY_GLYPHS if unicode else labels.DAY_LETTERS
        self._parts: dict[str, Style] = {}

    def watch_day(self, before: date, day: date) -> None:
        """Draw what another day changes; all, unless a subclass knows better."""
        self.refresh()

    def go_to(self, day: date) -> None:
        """Mark a day for somebody who knows of it."""
        self.set_reactive(DayView.day, day)
        self.refresh()

    def day_at(self, x: int, y: int) -> date | None:
        """Give the day that is drawn at a place of the widget, or None where there is none."""
        raise NotImplementedError

    def on_click(self, event: events.Click) -> None:
        """Choose the day under the mouse."""
        chosen = self.day_at(event.x, event.y)
        if chosen is not None:
            self.day = chosen

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Turn back by the wheel."""
        event.stop()
        self.action_turn(-1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Turn on by the wheel."""
        event.stop()
        self.action_turn(1)

    # --- keys -------------------------------------------------------------------------

    def action_move(self, days: int) -> None:
        """Choose another day."""
        ordinal = min(max(self.day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
        self.day = date.fromordinal(ordinal)

    def action_turn(self, step: int) -> None:
        """Choose the same day of what is shown before or after: a month, unless a subclass shows more."""
        self.day = shift_month(self.day, step)

    def action_today(self) -> None:
        """Choose today."""
        self.day = self.today

    # --- drawing ----------------------------------------------------------------------

    def notify_style_update(self) -> None:
        """Forget the colours of the old theme or class."""
        super().notify_style_update()
        self._parts.clear()

    def part(self, name: str) -> Style:
        """Give the style of a part of the drawing, on the widget's own ground; every day asks for some."""
        if name not in self._parts:
            found = self._part(name)
            self._parts[name] = self.blank + Style(color=found.color, bold=found.bold)
        return self._parts[name]

    @property
    def blank(self) -> Style:
        """The style where nothing is drawn."""
        if "" not in self._parts:
            self._parts[""] = self.rich_style
        return self._parts[""]

    def ground(self, name: str) -> Style:
        """Give what a part of the drawing lies on, to be laid under another one."""
        return Style(bgcolor=self._part(name).bgcolor)

    def chosen(self) -> Style:
        """Give the style of the chosen day, to be laid over that of its part."""
        found = self._part("chosen")
        return Style(color=found.color, bgcolor=found.bgcolor, bold=found.bold, reverse=found.reverse)

    def _part(self, name: str) -> Style:
        return (self.visual_style + VisualStyle.parse(self.PARTS[name])).rich_style

    def weekday(self, index: int) -> str:
        """Name a weekday by its place in the week."""
        return dates.SHORT_WEEKDAYS[(self._first_weekday + index) % 7]
