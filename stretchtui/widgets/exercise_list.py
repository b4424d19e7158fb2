"""The exercises of a routine as rows, one of them highlighted."""

from __future__ import annotations

from collections.abc import Sequence
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

from stretchtui.domain import wording
from stretchtui.domain.routine import Exercise, Level
from stretchtui.widgets.figure_view import FigureView


class ExerciseRow(Horizontal):
    """One exercise: its small figure, its name, its dose and its sides."""

    def __init__(self, number: int, exercise: Exercise, level: Level, *, planned: bool) -> None:
        super().__init__(classes="" if planned else "-left-out")
        self.number = number
        self.exercise = exercise
        self._level = level
        self._planned = planned

    def compose(self) -> ComposeResult:
        """Lay out the row."""
        yield FigureView(classes="icon")
        yield Static(self._text(), classes="row-text")

    def on_mount(self) -> None:
        """Show the figure in its end position."""
        self.query_one(FigureView).show(self.exercise.figure, 1.0)

    def _text(self) -> Content:
        dose = wording.planned_dose(self.exercise, self._level)
        facts = f"{dose}, {wording.sides(self.exercise)}" if self._planned else "not in the short version"
        return Content.assemble((f"{self.number}  {self.exercise.name}", "bold"), "\n   ", (facts, "dim"))


class ExerciseList(VerticalScroll, can_focus=True):
    """Lists exercises; up and down choose which one is looked at."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "choose(-1)", "Up", show=False, id="overview-up"),
        Binding("down,j", "choose(1)", "Down", show=False, id="overview-down"),
    ]

    index: reactive[int] = reactive(0, init=False)

    @dataclass
    class Highlighted(Message):
        """Another exercise is looked at."""

        exercise: Exercise

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._exercises: Sequence[Exercise] = ()

    @property
    def exercise(self) -> Exercise:
        """The exercise that is looked at."""
        return self._exercises[self.index]

    def show(self, exercises: Sequence[Exercise], planned: Sequence[Exercise], level: Level) -> None:
        """Show all exercises, those that are not planned marked as left out."""
        self._exercises = exercises
        rows = [
            ExerciseRow(number, exercise, level, planned=exercise in planned)
            for number, exercise in enumerate(exercises, start=1)
        ]
        with self.app.batch_update():
            self.query(ExerciseRow).remove()
            self.mount(*rows)
            rows[self.index].add_class("-highlighted")

    def figure_of_highlighted(self) -> FigureView | None:
        """Give the small figure of the highlighted row, to be moved."""
        rows = self.query("ExerciseRow.-highlighted FigureView")
        return rows.first(FigureView) if rows else None

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
