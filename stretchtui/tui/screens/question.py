"""A question in a box over another screen, with a button for each of its answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import ScreenResultType
from textual.widgets import Button, Static

from stretchtui.tui.screens.base import BaseModal


class Answer(NamedTuple):
    """An answer as it is given back, its word on the button, and the id of the binding that gives it too."""

    answer: str
    word: str
    binding: str


class QuestionScreen(BaseModal[ScreenResultType]):
    """Asks one thing; what is asked, and the keys for the answers, are its kinds' own."""

    FOCUS = ((Button,),)

    def __init__(self, question: str, detail: str, answers: Iterable[Answer]) -> None:
        super().__init__()
        self._question, self._detail, self._answers = question, detail, tuple(answers)

    def compose(self) -> ComposeResult:
        """Lay out the question over its answers, the first of which stands out."""
        with Vertical(id="confirm-box"):
            yield Static(self._question, id="confirm-question", markup=False)
            if self._detail:
                yield Static(self._detail, id="confirm-detail", markup=False)
            with Horizontal(id="confirm-answers"):
                for number, (answer, word, binding) in enumerate(self._answers):
                    yield Button(
                        f"{word} ({self.key_of(binding)})", id=answer, variant="default" if number else "primary"
                    )

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Take a button as the answer."""
        self.action_answer(event.button.id or "")

    def action_answer(self, answer: str) -> None:
        """Close with an answer."""
        self.dismiss(answer)
