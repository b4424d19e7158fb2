"""The if-then plan: on which days, in one sentence; asked once, and changed whenever one likes."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static

from stretchtui.config import USUAL_DAYS
from stretchtui.domain.choices import Weekday
from stretchtui.session.context import AppContext
from stretchtui.system.program import PROGRAM
from stretchtui.tui.screens.base import BaseModal
from stretchtui.tui.widgets.key_names import listed
from stretchtui.tui.widgets.weekdays_field import WeekdaysField
from stretchtui.words import plan as words

KEEP, NONE, LATER = "keep", "none", "later"


class PlanScreen(BaseModal[bool]):
    """Asks for the days of the plan; True when one was kept or turned down, False for later."""

    FOCUS = ((WeekdaysField,), (Button,))
    BINDINGS: ClassVar = [
        listed("plan-keep", "enter", f"answer('{KEEP}')", "Keep", "Keep the days as they are chosen", priority=True),
        listed("plan-none", "n", f"answer('{NONE}')", "No plan", "No plan; you are not asked again"),
        listed("plan-later", "escape,q", f"answer('{LATER}')", "Later", "Leave it open"),
    ]
    AUTO_FOCUS = "#plan-days"

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.context = context

    def compose(self) -> ComposeResult:
        """Lay out the sentence with the days in it."""
        moves = [self.key_of(name) for name in ("weekday-before", "weekday-after")]
        with Vertical(id="plan-box"):
            yield Static(words.TITLE, id="plan-title", markup=False)
            yield Static(words.IF, id="plan-if", markup=False)
            yield WeekdaysField("", self.context.config.plan_days or USUAL_DAYS, id="plan-days")
            yield Static(words.THEN, id="plan-then", markup=False)
            yield Static(
                words.keys(moves, self.key_of("weekday-toggle")),
                id="plan-why",
                markup=False,
            )
            with Horizontal(id="plan-answers"):
                yield Button(f"{words.KEEP} ({self.key_of('plan-keep')})", id=KEEP, variant="primary")
                yield Button(f"{words.NO_PLAN} ({self.key_of('plan-none')})", id=NONE)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Take a button as the answer."""
        self.action_answer(event.button.id or LATER)

    def action_answer(self, answer: str) -> None:
        """Keep the plan, or that there is to be none; later leaves it open."""
        if answer == LATER:
            self.dismiss(False)
            return
        chosen = self.query_one(WeekdaysField).value
        days = tuple(day for day in Weekday if day in chosen) if answer == KEEP else ()
        if error := self.context.change(plan_days=days):
            self.notify(error, severity="warning")
        elif days:
            self.notify(words.for_an_alarm(f"{PROGRAM} remind --at 07:00"), timeout=8)
        self.dismiss(True)
