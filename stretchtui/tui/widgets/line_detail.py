"""The chosen line of a routine that is changed: its picture, its fields, and what is wrong in it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from stretchtui.domain.draft import DraftLine
from stretchtui.domain.routine import Exercise
from stretchtui.domain.text import one_line
from stretchtui.drawing.cells import Rendering
from stretchtui.tui.widgets.exercise_figure import ExerciseFigure
from stretchtui.tui.widgets.line_fields import LineFields
from stretchtui.tui.widgets.links import link
from stretchtui.words import editor as words


class LineDetail(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Shows one line beside all of them, or what to do where there is none."""

    def __init__(self, rendering: Rendering | None, *, blocks: bool, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._rendering = rendering
        self._blocks = blocks

    def compose(self) -> ComposeResult:
        """Lay out the picture, the name, what is wrong, and the fields."""
        yield ExerciseFigure(self._rendering, blocks=self._blocks)
        yield Static(id="editor-title")
        yield Static(id="editor-wrong")
        yield LineFields()

    def show(self, line: DraftLine, exercise: Exercise | None, *, in_short: bool, typing: str = "") -> None:
        """Show a line; `exercise` is None where there is none of its name."""
        name = exercise.title if exercise else one_line(line.exercise)
        usual = words.usually(exercise) if exercise else ""
        self.set_class(exercise is None, "-unknown")
        self._show_head(exercise, Content.assemble((name, "bold"), "\n", (usual, "$foreground-muted")))
        fields = self.query_one(LineFields)
        fields.display = True
        fields.show(line, exercise.dose if exercise else None, in_short=in_short, typing=typing)

    def show_none(self, hint: str) -> None:
        """Show that there is no line, and how one comes."""
        self.remove_class("-unknown")
        self._show_head(None, Content(hint))
        self.query_one(LineFields).display = False

    def _show_head(self, exercise: Exercise | None, title: Content) -> None:
        self.query_one(ExerciseFigure).show(exercise)
        self.query_one("#editor-title", Static).update(title)

    def show_wrong(self, told: Sequence[str]) -> None:
        """Show what is wrong, a sentence a line; a click leads to the first."""
        wrong = self.query_one("#editor-wrong", Static)
        wrong.display = bool(told)
        wrong.update(link("\n".join(words.first_of(told)), "screen.put_right"))
