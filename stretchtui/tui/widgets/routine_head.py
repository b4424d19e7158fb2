"""The head of a routine that is changed: its name, how often it is done, who set it, and how it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from stretchtui.domain.text import one_line
from stretchtui.words import editor as words

LENGTHS = {"name": 200, "frequency": 100, "set_by": 100}
"""The keys that are asked for, and how long each may be."""


class RoutineHead(Vertical):
    """Asks for what is said of the whole routine."""

    @dataclass
    class Changed(Message):
        """A person changed a field: its key, and what stands in it now."""

        key: str
        value: str

    def __init__(self, head: Mapping[str, Any]) -> None:
        super().__init__()
        self._head = head

    def compose(self) -> ComposeResult:
        """Lay out the fields, the name with how it stands above the others."""
        with Horizontal(classes="editor-row"):
            yield from self._field("name")
            yield Static(id="editor-state", markup=False)
        with Horizontal(classes="editor-row"):
            yield from self._field("frequency")
            yield from self._field("set_by")

    def _field(self, key: str) -> Iterator[Static | Input]:
        yield Static(f"{words.FIELDS[key]} ", classes="editor-label")
        value = one_line(str(self._head.get(key, "")))
        yield Input(value, max_length=LENGTHS[key], compact=True, id=f"head-{key}", classes="editor-head")

    def show(self, head: Mapping[str, Any]) -> None:
        """Show what is said; a field that says so already is left alone, and the cursor in it."""
        for key in LENGTHS:
            field, said = self.query_one(f"#head-{key}", Input), one_line(str(head.get(key, "")))
            if one_line(field.value) != said:
                with self.prevent(Input.Changed):
                    field.value = said

    def show_state(self, told: str) -> None:
        """Say how much it is, and whether it is saved."""
        self.query_one("#editor-state", Static).update(told)

    @on(Input.Changed)
    def take_text(self, event: Input.Changed) -> None:
        """Tell what was typed."""
        event.stop()
        key = (event.input.id or "").removeprefix("head-")
        self.post_message(self.Changed(key, one_line(event.value)))
