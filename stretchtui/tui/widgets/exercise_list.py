"""The exercises of a routine as rows, one of them highlighted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from stretchtui.domain.routine import Exercise, Level, Side
from stretchtui.drawing.canvas import Rendering
from stretchtui.tui.widgets.figure_view import FigureView
from stretchtui.tui.widgets.key_names import KeyGroup
from stretchtui.words import leading

LOOKING = KeyGroup(explanation="Look at an exercise")


class ExerciseRow(Horizontal):
    """One exercise: its small figure, its name, its dose and its sides."""

    def __init__(self, number: int, exercise: Exercise, rendering: Rendering | None) -> None:
        super().__init__()
        self._rendering = rendering
        self.number = number
        self.exercise = exercise

    def compose(self) -> ComposeResult:
        """Lay out the row."""
        yield FigureView(self._rendering, classes="icon")
        yield Static(classes="row-text")

    def on_mount(self) -> None:
        """Show the figure in its end position."""
        self.query_one(FigureView).show(self.exercise.figure, 1.0)

    def show(self, level: Level, first_side: Side, *, why_not: str = "") -> None:
        """Show the dose at a level, or why the exercise is not done."""
        dose = (leading.planned_dose(self.exercise, level), leading.sides(self.exercise, first_side))
        facts = why_not or ", ".join(filter(None, dose))
        title = (f"{self.number}  {self.exercise.title}", "bold")
        self.query_one(".row-text", Static).update(Content.assemble(title, "\n   ", (facts, "$foreground-muted")))
        self.set_class(bool(why_not), "-left-out")


class ExerciseList(VerticalScroll, can_focus=True):
    """Lists exercises; up and down choose which one is looked at."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "up,k",
            "choose(-1)",
            "Exercise above",
            show=False,
            id="overview-up",
            tooltip="Look at the exercise above",
            group=LOOKING,
        ),
        Binding(
            "down,j",
            "choose(1)",
            "Exercise below",
            show=False,
            id="overview-down",
            tooltip="Look at the exercise below",
            group=LOOKING,
        ),
    ]

    index: reactive[int] = reactive(0, init=False)

    @dataclass
    class Highlighted(Message):
        """Another exercise is looked at."""

        exercise: Exercise

    def __init__(
        self,
        exercises: Sequence[Exercise],
        rendering: Rendering | None = None,
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._rendering = rendering
        self._exercises = exercises

    def compose(self) -> ComposeResult:
        """Lay out a row an exercise, the first highlighted."""
        for number, exercise in enumerate(self._exercises, start=1):
            row = ExerciseRow(number, exercise, self._rendering)
            row.set_class(number == 1, "-highlighted")
            yield row

    @property
    def exercise(self) -> Exercise:
        """The exercise that is looked at."""
        return self._exercises[self.index]

    def show(self, why_not: Mapping[str, str], level: Level, first_side: Side) -> None:
        """Show every dose at a level; `why_not` marks those that are not done, by id."""
        for row in self.query(ExerciseRow):
            row.show(level, first_side, why_not=why_not.get(row.exercise.id, ""))

    def figure_of_highlighted(self) -> FigureView:
        """Give the small figure of the highlighted row, to be moved."""
        return self.query_one("ExerciseRow.-highlighted FigureView", FigureView)

    def action_choose(self, step: int) -> None:
        """Look at the exercise above or below."""
        self.index = min(max(self.index + step, 0), len(self._exercises) - 1)

    def watch_index(self, index: int) -> None:
        """Move the highlight, and tell of it."""
        for position, row in enumerate(self.query(ExerciseRow)):
            chosen = position == index
            if row.has_class("-highlighted") and not chosen:
                row.query_one(FigureView).show(row.exercise.figure, 1.0)
            row.set_class(chosen, "-highlighted")
            if chosen:
                self.scroll_to_widget(row, animate=False)
        self.post_message(self.Highlighted(self.exercise))

    def on_click(self, event: events.Click) -> None:
        """Look at the exercise under the mouse."""
        for row in event.widget.ancestors_with_self if event.widget else ():
            if isinstance(row, ExerciseRow):
                self.index = row.number - 1
