"""The exercises of a routine as rows, one of them highlighted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual

from stretchtui.domain.routine import Exercise, Level, Side
from stretchtui.drawing.cells import Rendering
from stretchtui.tui.widgets.cached_lines import LaidOutOnce
from stretchtui.tui.widgets.cell_view import paint_on
from stretchtui.tui.widgets.figure_view import FigureView, picture
from stretchtui.tui.widgets.key_names import KeyGroup, unlisted
from stretchtui.tui.widgets.painted_strip import Paint, PaintedStrip
from stretchtui.words import leading

LOOKING = KeyGroup(explanation="Look at an exercise")

EDGE = 2
"""Columns before a row's figure and text: the edge that highlights it, and a gap."""

ICON = Size(18, 4)
"""The small figure of an exercise."""


class ExerciseRows(LaidOutOnce):
    """Draws exercises below one another: a small figure where there is room, the name, the dose and the sides.

    One widget for all, since Textual finds the styles and the place of each one, and again at every change.
    """

    ALLOW_SELECT = False

    def __init__(self, exercises: Sequence[Exercise], rendering: Rendering | None, *, figures: bool) -> None:
        super().__init__()
        self._figures = figures
        self._exercises = exercises
        self._rendering = rendering
        self._texts = [Content()] * len(exercises)
        self._chosen = 0
        self._reach = 1.0
        self._drawn: dict[tuple[int, bool], list[Strip]] = {}
        self._drawn_for = (0, 0)
        self._looks: dict[bool, tuple[Style, Paint]] = {}

    @property
    def texts(self) -> Sequence[str]:
        """The words of each row, in two lines."""
        return [text.plain for text in self._texts]

    @property
    def has_figures(self) -> bool:
        """Tell whether there is room for the figures."""
        return self.screen.has_class("-high", "-wide")

    @property
    def _lines(self) -> int:
        return ICON.height if self.has_figures else 2

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take a few lines for each exercise."""
        return len(self._exercises) * self._lines

    def draw_figures(self) -> None:
        """Draw the figures too, where only their room was kept so far."""
        self._figures = True
        self._drawn.clear()
        self.refresh()

    def region_of(self, position: int) -> Region:
        """Give the place of an exercise."""
        return Region(0, position * self._lines, self.size.width, self._lines)

    def position_at(self, y: int) -> int:
        """Give the exercise that is drawn in a line."""
        return y // self._lines

    def show(self, texts: Sequence[Content]) -> None:
        """Show what there is to say of each exercise."""
        before, self._texts = self._texts, [*texts]
        for position, text in enumerate(texts):
            if not text.is_same(before[position]):
                for chosen in (False, True):
                    self._drawn.pop((position, chosen), None)
                self.refresh(self.region_of(position))

    def choose(self, position: int) -> None:
        """Highlight an exercise; the figure of the one before is in its end position again."""
        self.move(1.0)
        before, self._chosen = self._chosen, position
        for row in (before, position):
            self.refresh(self.region_of(row))

    def move(self, reach: float) -> None:
        """Show the figure of the highlighted exercise so far into its movement."""
        before, self._reach = self._reach, reach
        if self.has_figures and reach != before:
            self._drawn.pop((self._chosen, True), None)
            self.refresh(Region(EDGE, self.region_of(self._chosen).y, *ICON))

    def notify_style_update(self) -> None:
        """Draw anew in the new style."""
        super().notify_style_update()
        self._drawn.clear()
        self._looks.clear()

    def look(self, *, chosen: bool) -> tuple[Style, Paint]:
        """Give the style that a row is drawn on, and the paint for its figure."""
        if chosen not in self._looks:
            ground = self.visual_style + Style.parse("on $surface") if chosen else self.visual_style
            self._looks[chosen] = ground, paint_on(ground, FigureView.INKS)
        return self._looks[chosen]

    def render_line(self, y: int) -> Strip:
        """Draw one line of an exercise."""
        drawn_for = self.size.width, self._lines  # another size is painted before it is told of
        if drawn_for != self._drawn_for:
            self._drawn.clear()
            self._drawn_for = drawn_for
        position, line = divmod(y, self._lines)
        row = position, position == self._chosen
        if row not in self._drawn:
            self._drawn[row] = self._draw(*row)
        return self._drawn[row][line]

    def _draw(self, position: int, chosen: bool) -> list[Strip]:
        """Draw an exercise: an edge, the figure, and beside its middle the text."""
        lines = self._lines
        ground, paint = self.look(chosen=chosen)
        blank = ground.rich_style
        edge = Segment("█" if chosen else " ", (ground + Style.parse("$primary")).rich_style)
        before = [Strip([edge]).adjust_cell_length(EDGE, blank)] * lines
        above = 0
        if self.has_figures:
            above = 1
            figure = self._exercises[position].figure if self._figures else None
            rows = picture(figure, self._reach if chosen else 1.0, ICON, self._rendering)
            gap = Strip.blank(1, blank)
            before = [Strip.join([before[0], PaintedStrip(row, paint), gap]) for row in rows]
        width = self.size.width - before[0].cell_length
        text = Visual.to_strips(self, self._texts[position], width, lines - above, ground)
        text = [*[Strip([])] * above, *text, *[Strip([])] * (lines - above - len(text))]
        return [
            Strip.join(parts).adjust_cell_length(self.size.width, blank) for parts in zip(before, text, strict=True)
        ]


class ExerciseList(VerticalScroll, can_focus=True):
    """Lists exercises; up and down choose which one is looked at."""

    BINDINGS: ClassVar = [
        unlisted("overview-up", "up,k", "choose(-1)", "Exercise above", "Look at the exercise above", LOOKING),
        unlisted("overview-down", "down,j", "choose(1)", "Exercise below", "Look at the exercise below", LOOKING),
    ]

    index: reactive[int] = reactive(0, init=False, repaint=False)
    """The place of the exercise that is looked at."""

    def __init__(
        self,
        exercises: Sequence[Exercise],
        rendering: Rendering | None = None,
        *,
        figures: bool = True,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._exercises = exercises
        self.rows = ExerciseRows(exercises, rendering, figures=figures)

    def compose(self) -> ComposeResult:
        """Lay out the rows, the first highlighted."""
        yield self.rows

    @property
    def exercise(self) -> Exercise:
        """The exercise that is looked at."""
        return self._exercises[self.index]

    def show(self, why_not: Mapping[str, str], level: Level, first_side: Side) -> None:
        """Show every dose at a level; `why_not` marks those that are not done, by id."""
        self.rows.show(
            [
                _row_text(number, exercise, level, first_side, why_not.get(exercise.id, ""))
                for number, exercise in enumerate(self._exercises, start=1)
            ]
        )

    def move(self, reach: float) -> None:
        """Show the small figure of the highlighted exercise so far into its movement, 0 to 1."""
        self.rows.move(reach)

    def action_choose(self, step: int) -> None:
        """Look at the exercise above or below."""
        self.index = min(max(self.index + step, 0), len(self._exercises) - 1)

    def watch_index(self, index: int) -> None:
        """Move the highlight."""
        self.rows.choose(index)
        self.scroll_to_region(self.rows.region_of(index), animate=False)

    def on_click(self, event: events.Click) -> None:
        """Look at the exercise under the mouse."""
        if event.widget is self.rows:
            self.index = self.rows.position_at(event.y)


def _row_text(number: int, exercise: Exercise, level: Level, first_side: Side, why_not: str) -> Content:
    """Say the dose at a level, or why the exercise is not done."""
    dose = (leading.planned_dose(exercise, level), leading.sides(exercise, first_side))
    facts = why_not or ", ".join(filter(None, dose))
    title = "bold $foreground-muted" if why_not else "bold"
    return Content.assemble((f"{number}  {exercise.title}", title), "\n   ", (facts, "$foreground-muted"))
