"""An exercise's figure at its end; where it has none its name in large letters, never a wrong body."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from stretchtui.domain.routine import Exercise
from stretchtui.drawing.cells import Rendering
from stretchtui.tui.widgets.big_words import BigWords
from stretchtui.tui.widgets.figure_view import FigureView


class ExerciseFigure(Vertical):
    """Shows one exercise, or nothing."""

    def __init__(self, rendering: Rendering | None, *, blocks: bool) -> None:
        super().__init__()
        self._rendering = rendering
        self._blocks = blocks

    def compose(self) -> ComposeResult:
        """Lay out the figure and the words, of which one is seen."""
        yield FigureView(self._rendering)
        yield BigWords(blocks=self._blocks)

    def show(self, exercise: Exercise | None) -> None:
        """Show an exercise as it is held."""
        figure = exercise.figure if exercise else None
        view, words = self.query_one(FigureView), self.query_one(BigWords)
        view.display, words.display = figure is not None, figure is None
        view.show(figure, 1.0)
        words.show("" if exercise is None or figure else (exercise.plain_name or exercise.name).upper())
