"""The head of a routine that is changed: its name, how often it is done, who set it, and how it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from stretchtui.domain.draft import RoutineDraft
from stretchtui.domain.text import one_line
from stretchtui.words import editor as words

TIMES = "plan.times"

LENGTHS = {"name": 200, "frequency": 100, "set_by": 100, TIMES: 2}
"""The keys that are asked for, and how long each may be."""


def said(draft: RoutineDraft, key: str) -> str:
    """Give what a draft says at a key, as its field shows it."""
    value = draft.times if key == TIMES else draft.head.get(key)
    return "" if value is None else one_line(str(value))


class RoutineHead(Vertical):
    """Asks for what is said of the whole routine."""

    @dataclass
    class Changed(Message):
        """A person changed a field: its key, and what stands in it now."""

        key: str
        value: str

    def __init__(self, draft: RoutineDraft) -> None:
        super().__init__()
        self._draft = draft

    def compose(self) -> ComposeResult:
        """Lay out the fields, the name with how it stands above the others."""
        with Horizontal(classes="editor-row"):
            yield from self._field("name")
            yield Static(id="editor-state", markup=False)
        with Horizontal(id="editor-how-often"):
            with Horizontal(classes="editor-row"):
                yield from self._field("frequency")
                yield from self._field("set_by")
            with Horizontal(classes="editor-row", id="editor-times"):
                yield from self._field(TIMES)

    def _field(self, key: str) -> Iterator[Static | Input]:
        yield Static(f"{words.FIELDS[key]} ", classes="editor-label")
        kind = "editor-head -number" if key == TIMES else "editor-head"
        yield Input(said(self._draft, key), max_length=LENGTHS[key], compact=True, id=_id_of(key), classes=kind)

    def show(self, draft: RoutineDraft) -> None:
        """Show what is said; a field that says so already is left alone, and the cursor in it."""
        for key in LENGTHS:
            field, shown = self.query_one(f"#{_id_of(key)}", Input), said(draft, key)
            if one_line(field.value) != shown:
                with self.prevent(Input.Changed):
                    field.value = shown

    def show_state(self, told: str) -> None:
        """Say how much it is, and whether it is saved."""
        self.query_one("#editor-state", Static).update(told)

    @on(Input.Changed)
    def take_text(self, event: Input.Changed) -> None:
        """Tell what was typed."""
        event.stop()
        key = next(key for key in LENGTHS if _id_of(key) == event.input.id)
        self.post_message(self.Changed(key, one_line(event.value)))


def _id_of(key: str) -> str:
    return f"head-{key.replace('.', '-')}"
