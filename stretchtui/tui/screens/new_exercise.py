"""Making an exercise of one's own in a few words; everything else can be added in its file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Static

from stretchtui.domain.dose import Sides
from stretchtui.domain.draft import span_of, written
from stretchtui.domain.figure.positions import Position
from stretchtui.domain.routine import Kind
from stretchtui.domain.text import one_line
from stretchtui.library import LibraryError
from stretchtui.library.entered import EnteredExercise
from stretchtui.session.context import AppContext
from stretchtui.session.open_exercise import OpenExercise
from stretchtui.system.program import CHECK
from stretchtui.tui.screens.base import between_fields
from stretchtui.tui.screens.drafted import DraftedModal
from stretchtui.tui.screens.rate_after import NoteArea
from stretchtui.tui.widgets.choice_field import ChoiceField
from stretchtui.tui.widgets.key_line import KeyLine
from stretchtui.tui.widgets.key_names import listed
from stretchtui.tui.widgets.line_fields import field_id, number_field
from stretchtui.words import editor as words
from stretchtui.words.routines import KINDS, POSITIONS

COMMANDS = {"check": CHECK}

NUMBERS = ("sets", "reps", "hold_s")


class NewExerciseScreen(DraftedModal[str | None]):
    """Asks for an exercise and writes it as a file of the person's own; its id, or None."""

    AUTO_FOCUS = "#made-name"
    FOCUS = ((Input, VerticalScroll), (ChoiceField, VerticalScroll), (NoteArea, VerticalScroll))
    BINDINGS: ClassVar = [
        listed("made-save", "ctrl+s", "save", "Save", "Save it, and take it into the routine"),
        listed("made-leave", "escape", "leave", "Back", "Back; asks if something was entered"),
        *between_fields("made"),
    ]

    def __init__(self, context: AppContext, name: str = "") -> None:
        super().__init__()
        self.context = context
        self.exercise = OpenExercise(context, COMMANDS, one_line(name))

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        choices = {
            "position": (
                [("", words.NO_POSITION), *((place.value, word) for place, word in POSITIONS.items())],
                "",
            ),
            "kind": (_choices(KINDS), Kind.STRETCH.value),
            "side": (_choices(words.SIDES), Sides.EACH.value),
        }
        with VerticalScroll(id="made-box", can_focus=False):
            yield Static(words.MAKE, id="made-title")
            with Horizontal(classes="numbers"):
                yield Static(f"{words.FIELDS['name']} ", classes="number-label")
                # What was looked for is there to go on with, not to be typed over.
                begun, hint = self.exercise.begun.name, words.NAME_HINT
                yield Input(begun, hint, max_length=100, select_on_focus=False, compact=True, id="made-name")
            for key, (values, usual) in choices.items():
                yield ChoiceField(words.FIELDS[key], values, usual, label_width=10, id=f"made-{key}")
            with Horizontal(classes="numbers"):
                for key in NUMBERS:
                    yield from number_field(key, words.USUAL_NUMBERS[key])
            yield Static(words.FIELDS["instructions"], id="made-steps")
            yield NoteArea(id="made-instructions", tab_behavior="focus", compact=True)
            yield Static(words.IN_A_FEW_WORDS, id="made-hint", markup=False)
            yield Static(id="made-wrong", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Offer what was entered an earlier time."""
        left = self.exercise.left
        question = words.exercise_left_over(left.name if left else "")
        self.offer_left(left, question, words.BEGINNING_ANEW, words.BEGIN_ANEW, self._show)

    def _show(self, entered: EnteredExercise) -> None:
        """Show what was entered."""
        self.query_one("#made-name", Input).value = entered.name
        for key, chosen in (("position", entered.position), ("kind", entered.kind), ("side", entered.sides)):
            self.query_one(f"#made-{key}", ChoiceField).value = chosen or ""
        for key in NUMBERS:
            self.query_one(f"#{field_id(key)}", Input).value = written(getattr(entered, key))
        self.query_one(NoteArea).text = "\n".join(entered.instructions)

    def entered(self) -> EnteredExercise:
        """Give what stands in the fields."""
        numbers: dict[str, Any] = {key: span_of(self.query_one(f"#{field_id(key)}", Input).value) for key in NUMBERS}
        chosen = {key: self.query_one(f"#made-{key}", ChoiceField).value for key in ("position", "kind", "side")}
        steps = self.query_one(NoteArea).text.splitlines()
        return EnteredExercise(
            name=one_line(self.query_one("#made-name", Input).value),
            position=Position(chosen["position"]) if chosen["position"] else None,
            kind=Kind(chosen["kind"]),
            sides=Sides(chosen["side"]),
            instructions=tuple(one_line(step) for step in steps if step.strip()),
            **numbers,
        )

    def draft_differs(self) -> bool:
        """Tell whether something is entered that is not written down."""
        return self.entered() != self.exercise.written

    def write_draft(self) -> str | None:
        """Write down what is entered."""
        return self.exercise.keep(self.entered())

    def on_input_submitted(self) -> None:
        """Enter leads on."""
        self.focus_next()

    @on(Input.Changed)
    def judge_again(self) -> None:
        """Say what is still wrong, once something was."""
        if self.has_class("-told"):
            self._judge()

    def _judge(self) -> bool:
        """Say what is wrong in what was entered; tell whether nothing is."""
        wrong = self.exercise.mistakes(self.entered())
        told = [words.wrong(found.key.removeprefix("dose."), found.message) for found in wrong]
        self.query_one("#made-wrong", Static).update("\n".join(told))
        self.add_class("-told")
        return not wrong

    def action_save(self) -> None:
        """Write it into a file of its own; what is wrong is said, and everything stays as it was entered."""
        if not self._judge():
            return
        try:
            new_id = self.exercise.save(self.entered())
        except LibraryError as error:
            self.query_one("#made-wrong", Static).update(one_line(str(error)))
        else:
            self.dismiss(new_id)

    @work
    async def action_leave(self) -> None:
        """Close without saving; ask first when that loses something."""
        loses = self.entered() != self.exercise.begun
        if await self.may_leave(loses=loses):
            if loses:
                self.exercise.forget()
            self.dismiss(None)


def _choices(named: Mapping[Any, str]) -> list[tuple[str, str]]:
    """Give the values that can be chosen with their words."""
    return [(value.value, word) for value, word in named.items()]
