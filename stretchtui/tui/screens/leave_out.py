"""An exercise that is not for this person: left out today, or always. Nobody is asked why."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static

from stretchtui.tui.screens.base import BaseModal, choosing
from stretchtui.words import overview as words

TODAY, ALWAYS, KEEP = "today", "always", "keep"


class LeaveOutScreen(BaseModal[str]):
    """Asks how long an exercise is left out; KEEP leaves it in."""

    FOCUS = ((Button,),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", f"answer('{TODAY}')", "Today", id="leave-out-today", tooltip="Leave it out today"),
        Binding("a", f"answer('{ALWAYS}')", "Always", id="leave-out-always", tooltip="Leave it out from now on"),
        Binding("escape,q", f"answer('{KEEP}')", "Keep it", id="leave-out-keep", tooltip="Keep it in the routine"),
        *choosing("leave-out", before="left", after="right"),
    ]

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name_of_exercise = name

    def compose(self) -> ComposeResult:
        """Lay out the question over the choices."""
        with Vertical(id="confirm-box"):
            yield Static(words.leave_out_question(self._name_of_exercise), id="confirm-question", markup=False)
            yield Static(words.LEAVE_OUT_DETAIL, id="confirm-detail", markup=False)
            with Horizontal(id="confirm-answers"):
                yield Button(f"{words.TODAY} ({self.key_of('leave-out-today')})", id=TODAY, variant="primary")
                yield Button(f"{words.ALWAYS} ({self.key_of('leave-out-always')})", id=ALWAYS)
                yield Button(f"{words.NOT_NOW} ({self.key_of('leave-out-keep')})", id=KEEP)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Take a button as the answer."""
        self.action_answer(event.button.id or KEEP)

    def action_answer(self, answer: str) -> None:
        """Take a key as the answer."""
        self.dismiss(answer)
