"""The head of a routine that is changed: all that is said of the whole of it, and how it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from stretchtui.domain.draft import RoutineDraft, day_of, number_of, text_of, written
from stretchtui.domain.text import one_line
from stretchtui.tui.widgets.weekdays_field import WeekdaysField
from stretchtui.words import editor as words

DAYS = "plan.days"

READ: dict[str, tuple[int, Callable[[str], Any]]] = {
    "name": (200, one_line),
    "frequency": (100, text_of),
    "set_by": (100, text_of),
    "plan.times": (2, number_of),
    "dates.begins": (10, day_of),
    "dates.ends": (10, day_of),
    "source.title": (200, text_of),
    "start": (500, text_of),
}
"""How long what is typed at a key may be, and how it becomes what a file has."""

SHORT = {"plan.times": "-number", "dates.begins": "-day", "dates.ends": "-day"}
"""The classes of the fields that need little room."""


class RoutineHead(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Asks for what is said of the whole routine."""

    @dataclass
    class Changed(Message):
        """A person changed a field: its key, and its value as a file has it; the weekdays as they are taken."""

        key: str
        value: Any

    def __init__(self, draft: RoutineDraft) -> None:
        super().__init__()
        self._draft = draft

    def compose(self) -> ComposeResult:
        """Lay out the fields, the name with how it stands above the others."""
        with Horizontal(classes="editor-row"):
            yield from self._field("name")
            yield Static(id="editor-state", markup=False)
        with Horizontal(classes="editor-rows"):
            yield self._row("frequency", more="-half")
            yield self._row("set_by", more="-half")
        with Horizontal(classes="editor-rows -two"):
            with Horizontal(classes="editor-rows -short"):
                yield WeekdaysField(words.FIELDS[DAYS], self._draft.days, id=field_id(DAYS))
                yield self._row("plan.times", more="-short")
            with Horizontal(classes="editor-rows"):
                yield self._row("dates.begins", "dates.ends", more="-short")
                yield self._row("source.title")
        yield self._row("start")

    def _row(self, *keys: str, more: str = "") -> Widget:
        return Horizontal(*(part for key in keys for part in self._field(key)), classes=f"editor-row {more}")

    def _field(self, key: str) -> Iterator[Static | Input]:
        yield Static(f"{words.FIELDS[key]} ", classes="editor-label")
        yield Input(
            written(self._draft.value(key)),
            placeholder=words.HINTS.get(key, ""),
            max_length=READ[key][0],
            compact=True,
            id=field_id(key),
            classes=f"editor-head {SHORT.get(key, '')}",
        )

    def show(self, draft: RoutineDraft, typing: str = "") -> None:
        """Show what is said; a field that says so already is left alone, and so is one that is typed into."""
        self._draft = draft
        self.query_one(WeekdaysField).value = frozenset(draft.days)
        for key in READ:
            field, said = self.query_one(f"#{field_id(key)}", Input), written(draft.value(key))
            if key != typing and one_line(field.value) != said:
                with self.prevent(Input.Changed):
                    field.value = said

    def show_state(self, told: str) -> None:
        """Say how much it is, and whether it is saved."""
        self.query_one("#editor-state", Static).update(told)

    @on(Input.Changed)
    def take_text(self, event: Input.Changed) -> None:
        """Tell what was typed; what a file has that cannot be shown as it is stays as long as nobody types."""
        event.stop()
        key = next(key for key in READ if field_id(key) == event.input.id)
        if one_line(event.value) != written(self._draft.value(key)):
            self.post_message(self.Changed(key, READ[key][1](event.value)))

    @on(WeekdaysField.Changed)
    def take_days(self, event: WeekdaysField.Changed) -> None:
        """Tell which weekdays are taken."""
        event.stop()
        self.post_message(self.Changed(DAYS, event.value))


def field_id(key: str) -> str:
    """Give the id of the field at a key."""
    return f"head-{key.replace('.', '-')}"
