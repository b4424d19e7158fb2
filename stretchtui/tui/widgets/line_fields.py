"""The fields of a prescription line: what it says, and pale in each what the exercise has where it says nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from stretchtui.domain.dose import Dose
from stretchtui.domain.draft import DraftLine, number_of, span_of, text_of, written
from stretchtui.tui.widgets.choice_field import ChoiceField
from stretchtui.words import editor as words

SPAN = r"\d{0,3}( ?- ?\d{0,3})?"
NUMBER = r"\d{0,3}(\.\d?)?"

READ: dict[str, Callable[[str], Any]] = {
    "sets": span_of,
    "reps": span_of,
    "hold_s": span_of,
    "tempo.in_s": number_of,
    "tempo.out_s": number_of,
    "rest_s": number_of,
    "set_rest_s": number_of,
    "pain_limit": number_of,
    "note": text_of,
}
"""How what is typed into a field becomes what a file has."""

USUAL_AT = {"tempo.in_s": "move_in_s", "tempo.out_s": "move_out_s"}
"""What of a line has another name in its exercise's dose."""

ROWS = (("sets", "reps", "hold_s"), ("tempo.in_s", "tempo.out_s"), ("rest_s", "set_rest_s", "pain_limit"))

LABEL_WIDTH = 14
NOTE_LENGTH = 500

USUAL = ("", words.AS_THE_EXERCISE)


def number_field(key: str, placeholder: str = "") -> Iterator[Static | Input]:
    """Give a field for a number or a range, with what it is called."""
    yield Static(f"{words.FIELDS[key]} ", classes="number-label")
    yield Input(
        placeholder=placeholder,
        restrict=SPAN if READ[key] is span_of else NUMBER,
        max_length=9,
        compact=True,
        id=field_id(key),
        classes="number",
    )


class LineFields(Vertical):
    """Asks for what a line changes in its exercise's dose; what is left blank is as the exercise has it."""

    @dataclass
    class Changed(Message):
        """A person changed a field: its key, and its value as a file has it; `typed` letter by letter."""

        key: str
        value: Any
        typed: bool

    def compose(self) -> ComposeResult:
        """Lay out choices, numbers and the note."""
        for key, choices in (
            ("side", [(side.value, word) for side, word in words.SIDES.items()]),
            ("first_side", [*words.FIRST_SIDES.items()]),
        ):
            yield self._choice(key, [USUAL, *choices], "")
        for row in ROWS:
            with Horizontal(classes="numbers"):
                for key in row:
                    yield from number_field(key)
        with Horizontal(classes="numbers"):
            yield Static(f"{words.FIELDS['note']} ", classes="number-label")
            yield Input(max_length=NOTE_LENGTH, compact=True, id="field-note")
        yield self._choice("short", [*words.YES_NO.items()], "yes")

    def _choice(self, key: str, choices: list[tuple[str, str]], value: str) -> ChoiceField:
        return ChoiceField(
            words.FIELDS[key],
            choices,
            value,
            label_width=max(LABEL_WIDTH, len(words.FIELDS[key]) + 1),
            id=field_id(key),
        )

    def show(self, line: DraftLine, usual: Dose | None, *, in_short: bool, typing: str = "") -> None:
        """Show what a line says; a field that says so already is left alone, and so is one that is typed into."""
        for key, read in READ.items():
            field = self.query_one(f"#{field_id(key)}", Input)
            said = line.value(key)
            if key != "note":
                unlimited = words.OF_TEN if key == "pain_limit" else ""
                field.placeholder = written(_usual(usual, USUAL_AT.get(key, key))) or unlimited
            if key != typing and read(field.value) != said:
                with self.prevent(Input.Changed):
                    field.value = written(said)
        for key, value in (
            ("side", written(line.value("side"))),
            ("first_side", written(line.value("first_side"))),
            ("short", "yes" if in_short else "no"),
        ):
            choice = self.query_one(f"#{field_id(key)}", ChoiceField)
            choice.value = value

    @on(Input.Changed)
    def take_text(self, event: Input.Changed) -> None:
        """Tell what was typed."""
        event.stop()
        key = next(key for key in READ if field_id(key) == event.input.id)
        self.post_message(self.Changed(key, READ[key](event.value), typed=True))

    @on(Input.Submitted)
    def lead_on(self, event: Input.Submitted) -> None:
        """Let the value stand, and lead to the next field."""
        event.stop()
        self.screen.focus_next()

    @on(ChoiceField.Changed)
    def take_choice(self, event: ChoiceField.Changed) -> None:
        """Tell what was chosen."""
        event.stop()
        key = (event.field.id or "").removeprefix("field-")
        value: Any = event.value == "yes" if key == "short" else event.value or None
        self.post_message(self.Changed(key, value, typed=False))


def field_id(key: str) -> str:
    """Give the id of the field at a key."""
    return f"field-{key.replace('.', '-')}"


def _usual(dose: Dose | None, key: str) -> Any:
    """Give the exercise's own value, as a file has it."""
    value = getattr(dose, key, None)
    if isinstance(value, tuple):
        return value[0] if value[0] == value[1] else list(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value
