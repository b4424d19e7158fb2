"""A question with two answers, for what should not happen by a slip."""

from __future__ import annotations

from typing import ClassVar

from textual.widgets import Button

from stretchtui.tui.screens.question import Answer, QuestionScreen
from stretchtui.tui.widgets.key_names import listed, unlisted


class ConfirmScreen(QuestionScreen[bool]):
    """Asks before an action; True when the person means it.

    Where the action `loses` what nothing brings back, Enter alone answers no.
    """

    BINDINGS: ClassVar = [
        listed("confirm-yes", "y", "answer('yes')", "Yes", "Yes, as the question says"),
        listed("confirm-no", "n,escape,q", "answer('no')", "No", "No; nothing happens"),
        unlisted("confirm-choose", "left,right", "app.focus_next", "Choose", "The other answer"),
    ]

    def __init__(
        self, question: str, *, detail: str = "", yes: str = "Yes", no: str = "No", loses: bool = False
    ) -> None:
        super().__init__(question, detail, (Answer("yes", yes, "confirm-yes"), Answer("no", no, "confirm-no")))
        self._first = "#no" if loses else "#yes"

    def on_mount(self) -> None:
        """Begin on the answer that Enter alone may give."""
        self.query_one(self._first, Button).focus()

    def action_answer(self, answer: str) -> None:
        """Close with whether the person means it."""
        self.dismiss(answer == "yes")
