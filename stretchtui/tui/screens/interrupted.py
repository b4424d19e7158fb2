"""What was cut short: go on with it, keep it as it is, or discard it."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static

from stretchtui.tui.screens.base import BaseModal, choosing
from stretchtui.tui.screens.confirm import ConfirmScreen
from stretchtui.words import saving

GO_ON, KEEP, DISCARD, LATER = "go-on", "keep", "discard", "later"


class InterruptedScreen(BaseModal[str]):
    """Says what was cut short and asks what becomes of it; LATER asks again next time.

    `loses` says what is lost by discarding it.
    """

    FOCUS = ((Button,),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", f"answer('{GO_ON}')", "Go on", id="left-over-go-on", tooltip="Go on with it"),
        Binding("k", f"answer('{KEEP}')", "Keep", id="left-over-keep", tooltip="Keep it as it stood"),
        Binding("d", f"answer('{DISCARD}')", "Discard", id="left-over-discard", tooltip="Forget it; asks once more"),
        Binding("escape,q", f"answer('{LATER}')", "Later", id="left-over-later", tooltip="Ask again at the next start"),
        *choosing("left-over", before="left", after="right"),
    ]

    def __init__(self, title: str, detail: str, *, loses: str) -> None:
        super().__init__()
        self._title, self._detail, self._loses = title, detail, loses

    def compose(self) -> ComposeResult:
        """Lay out what happened over the choices."""
        with Vertical(id="confirm-box"):
            yield Static(self._title, id="confirm-question", markup=False)
            yield Static(self._detail, id="confirm-detail", markup=False)
            with Horizontal(id="confirm-answers"):
                yield Button(f"{saving.GO_ON} ({self.key_of('left-over-go-on')})", id=GO_ON, variant="primary")
                yield Button(f"{saving.KEEP} ({self.key_of('left-over-keep')})", id=KEEP)
                yield Button(f"{saving.DISCARD} ({self.key_of('left-over-discard')})", id=DISCARD)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Take a button as the answer."""
        self.action_answer(event.button.id or LATER)

    @work
    async def action_answer(self, answer: str) -> None:
        """Take the answer; discarding is asked about once more."""
        question = ConfirmScreen(saving.DISCARD_SURELY, detail=self._loses, yes=saving.DISCARD, no=saving.KEEP_NOT)
        if answer != DISCARD or await self.app.push_screen_wait(question):
            self.dismiss(answer)
