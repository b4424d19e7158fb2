"""A question with two answers, for what should not happen by a slip."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static

from stretchtui.tui.screens.base import BaseModal


class ConfirmScreen(BaseModal[bool]):
    """Asks before an action; True when the person means it.

    Where the action `loses` what nothing brings back, Enter alone answers no.
    """

    FOCUS = ((Button,),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", id="confirm-yes", tooltip="Yes, as the question says"),
        Binding("n,escape,q", "answer(False)", "No", id="confirm-no", tooltip="No; nothing happens"),
        Binding("left,right", "app.focus_next", "Choose", show=False, id="confirm-choose", tooltip="The other answer"),
    ]

    def __init__(
        self, question: str, *, detail: str = "", yes: str = "Yes", no: str = "No", loses: bool = False
    ) -> None:
        super().__init__()
        self._question = question
        self._detail = detail
        self._yes = yes
        self._no = no
        self._first = "#no" if loses else "#yes"

    def compose(self) -> ComposeResult:
        """Lay out the question over its two answers."""
        with Vertical(id="confirm-box"):
            yield Static(self._question, id="confirm-question", markup=False)
            if self._detail:
                yield Static(self._detail, id="confirm-detail", markup=False)
            with Horizontal(id="confirm-answers"):
                yield Button(f"{self._yes} ({self.key_of('confirm-yes')})", id="yes", variant="primary")
                yield Button(f"{self._no} ({self.key_of('confirm-no')})", id="no")

    def on_mount(self) -> None:
        """Begin on the answer that Enter alone may give."""
        self.query_one(self._first, Button).focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Take a button as the answer."""
        self.dismiss(event.button.id == "yes")

    def action_answer(self, meant: bool) -> None:
        """Take a key as the answer."""
        self.dismiss(meant)
