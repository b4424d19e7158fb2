"""Some of the seven days of the week, each taken or left out with space or the mouse."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from stretchtui.domain.choices import Weekday
from stretchtui.tui.widgets.key_names import KeyGroup, listed, unlisted
from stretchtui.words.dates import SHORT_WEEKDAYS

DAYS = KeyGroup("Day", explanation="Look at another day")

CELL = 4
"""Columns of one day: its short name, and what stands between two."""


class WeekdaysField(Static, can_focus=True):
    """Asks for weekdays; `value` has those that are taken, and arrows stand at the one that is looked at."""

    BINDINGS: ClassVar = [
        listed("weekday-before", "left,h", "move(-1)", "Day before", "Look at the day before", DAYS),
        listed("weekday-after", "right,l", "move(1)", "Day after", "Look at the day after", DAYS),
        listed("weekday-toggle", "space", "toggle_day", "Choose", "Take the day, or leave it out"),
        unlisted("weekday-accept", "enter", "accept", "Next field", "Lead on to the next field"),
    ]

    value: reactive[frozenset[Weekday]] = reactive(frozenset(), init=False)

    @dataclass
    class Changed(Message):
        """The person took a day, or left one out."""

        field: WeekdaysField
        value: frozenset[Weekday]

    def __init__(self, label: str, value: Collection[Weekday], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._label = label
        self._at = 0
        self._looking = False
        self.set_reactive(WeekdaysField.value, frozenset(value))

    def on_mount(self) -> None:
        """Show the days."""
        self._show()

    def watch_value(self) -> None:
        """Show the days that are taken now."""
        self._show()

    def on_focus(self) -> None:
        """Show which day is looked at."""
        self._looking = True
        self._show()

    def on_blur(self) -> None:
        """Show no day as looked at."""
        self._looking = False
        self._show()

    def _show(self) -> None:
        at = self._at if self._looking else None
        parts: list[str | tuple[str, str]] = [self._label]
        for number, day in enumerate(Weekday):
            parts.append("‹" if number == at else "›" if at is not None and number == at + 1 else " ")
            parts.append((SHORT_WEEKDAYS[number], "bold reverse" if day in self.value else "$foreground-muted"))
        self.update(Content.assemble(*parts, "›" if at == len(Weekday) - 1 else " "))

    def on_click(self, event: events.Click) -> None:
        """Take the day that was clicked, or leave it out."""
        number, column = divmod(event.x - self.gutter.left - len(self._label), CELL)
        if column and 0 <= number < len(Weekday):
            self._at = number
            self.action_toggle_day()

    def action_move(self, step: int) -> None:
        """Look at the day before or after."""
        self._at = (self._at + step) % len(Weekday)
        self._show()

    def action_toggle_day(self) -> None:
        """Take the day, or leave it out, and tell of it."""
        self.value ^= {list(Weekday)[self._at]}
        self._show()
        self.post_message(self.Changed(self, self.value))

    def action_accept(self) -> None:
        """Let the days stand, and lead on."""
        self.screen.focus_next()
