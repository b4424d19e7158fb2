"""One of a few words, chosen with left and right or the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widgets import Static

from stretchtui.domain.cycle import next_in
from stretchtui.tui.widgets.key_names import KeyGroup, listed, unlisted


def turning(word: str) -> Content:
    """Put a word between two arrows; the mouse finds -1 or 1 as `step` in the style under it."""
    back, on = (Content(arrow).stylize(Style.from_meta({"step": step})) for arrow, step in (("‹ ", -1), (" ›", 1)))
    return Content.assemble(back, (word, "bold"), on)


ANSWERS = KeyGroup("Change", explanation="Another answer")


class ChoiceField(Static, can_focus=True):
    """Asks for one of several values, each shown by a word of its own; `value` is the one chosen."""

    BINDINGS: ClassVar = [
        listed("choice-before", "left,h", "turn(-1)", "Answer before", "The answer before", ANSWERS),
        listed("choice-next", "right,l,space", "turn(1)", "Next answer", "The next answer", ANSWERS),
        unlisted("choice-accept", "enter", "accept", "Next field", "Lead on to the next field"),
    ]

    value: reactive[str] = reactive("", init=False)

    @dataclass
    class Changed(Message):
        """Another value was chosen by the person."""

        field: ChoiceField
        value: str

        @property
        def control(self) -> ChoiceField:
            """The field that was changed."""
            return self.field

    def __init__(
        self,
        label: str,
        choices: Sequence[tuple[str, str]],
        value: str,
        *,
        label_width: int = 0,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._label = f"{label:<{label_width}}"
        self._choices = choices
        self._values = [value for value, _ in choices]
        self.set_reactive(ChoiceField.value, value)

    def on_mount(self) -> None:
        """Show the value."""
        self._show()

    def watch_value(self) -> None:
        """Show the new value."""
        self._show()

    def on_click(self, event: events.Click) -> None:
        """Take the value that the arrow under the mouse leads to; label and word are for choosing the field only."""
        step = event.style.meta.get("step")
        if step is not None:
            self.action_turn(step)

    def action_turn(self, step: int) -> None:
        """Take another value, round and round, and tell of it."""
        self.value = next_in(self._values, self.value, step)
        self.post_message(self.Changed(self, self.value))

    def action_accept(self) -> None:
        """Let the value stand, and lead on."""
        self.screen.focus_next()

    def _show(self) -> None:
        word = dict(self._choices).get(self.value, self.value)  # a file may say what is no choice
        self.update(Content.assemble(self._label, turning(word)))
