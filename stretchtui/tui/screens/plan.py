"""The if-then plan: on which days, in one sentence; asked once, and changed whenever one likes."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from stretchtui.config import USUAL_DAYS, Weekday
from stretchtui.session.context import AppContext
from stretchtui.tui.screens.base import BaseModal
from stretchtui.tui.widgets.key_names import KeyGroup
from stretchtui.words import plan as words
from stretchtui.words.dates import SHORT_WEEKDAYS

DAYS = KeyGroup("Day", explanation="Look at another day")

_CELL = 4
"""Columns of one day: its short name and a blank."""

KEEP, NONE, LATER = "keep", "none", "later"


class PlanScreen(BaseModal[bool]):
    """Asks for the days of the plan; True when one was kept or turned down, False for later."""

    FOCUS = ((Button,),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left,h",
            "move(-1)",
            "Day before",
            show=False,
            id="plan-before",
            tooltip="Look at the day before",
            group=DAYS,
        ),
        Binding(
            "right,l", "move(1)", "Day after", show=False, id="plan-after", tooltip="Look at the day after", group=DAYS
        ),
        Binding("space", "toggle_day", "Choose", id="plan-toggle", tooltip="Take the day, or leave it out"),
        Binding(
            "enter",
            f"answer('{KEEP}')",
            "Keep",
            id="plan-keep",
            tooltip="Keep the days as they are chosen",
            priority=True,
        ),
        Binding("n", f"answer('{NONE}')", "No plan", id="plan-none", tooltip="No plan; you are not asked again"),
        Binding("escape,q", f"answer('{LATER}')", "Later", id="plan-later", tooltip="Leave it open"),
    ]
    AUTO_FOCUS = ""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.context = context
        self._chosen = set(context.config.plan_days or USUAL_DAYS)
        self._at = 0

    def compose(self) -> ComposeResult:
        """Lay out the sentence with the days in it."""
        moves = [self.key_of(name) for name in ("plan-before", "plan-after")]
        with Vertical(id="plan-box"):
            yield Static(words.TITLE, id="plan-title", markup=False)
            yield Static(words.IF, id="plan-if", markup=False)
            yield Static(id="plan-days")
            yield Static(words.THEN, id="plan-then", markup=False)
            yield Static(
                words.keys(moves, self.key_of("plan-toggle")),
                id="plan-why",
                markup=False,
            )
            with Horizontal(id="plan-answers"):
                yield Button(f"{words.KEEP} ({self.key_of('plan-keep')})", id=KEEP, variant="primary")
                yield Button(f"{words.NO_PLAN} ({self.key_of('plan-none')})", id=NONE)

    def on_mount(self) -> None:
        """Show the days."""
        self._show()

    def _show(self) -> None:
        days = self.query_one("#plan-days", Static)
        parts: list[str | tuple[str, str]] = []
        for number, day in enumerate(Weekday):
            style = " ".join(
                word
                for word, holds in (("bold reverse", day in self._chosen), ("underline", number == self._at))
                if holds
            )
            parts += [(SHORT_WEEKDAYS[number], style or "$foreground-muted"), " "]
        marks = "".join(("^" if number == self._at else " ").center(_CELL - 1) + " " for number in range(len(Weekday)))
        days.update(Content.assemble(*parts, "\n", (marks, "$text-accent")))

    def action_move(self, step: int) -> None:
        """Look at the day before or after."""
        self._at = (self._at + step) % len(Weekday)
        self._show()

    def action_toggle_day(self) -> None:
        """Take the day, or leave it out."""
        self._chosen ^= {list(Weekday)[self._at]}
        self._show()

    def on_click(self, event: events.Click) -> None:
        """Take the day that was clicked, or leave it out."""
        if event.widget is not None and event.widget.id == "plan-days" and event.x // _CELL < len(Weekday):
            self._at = event.x // _CELL
            self.action_toggle_day()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Take a button as the answer."""
        self.action_answer(event.button.id or LATER)

    def action_answer(self, answer: str) -> None:
        """Keep the plan, or that there is to be none; later leaves it open."""
        if answer == LATER:
            self.dismiss(False)
            return
        days = tuple(day for day in Weekday if day in self._chosen) if answer == KEEP else ()
        if error := self.context.change(plan_days=days):
            self.notify(error, severity="warning", markup=False)
        elif days:
            self.notify(words.for_an_alarm("stretchtui remind --at 07:00"), timeout=8, markup=False)
        self.dismiss(True)
