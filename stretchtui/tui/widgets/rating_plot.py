"""Stiffness over the weeks: a sign for each rating given, gaps left as gaps, and a line of means once there is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.geometry import Size

from stretchtui.domain.history.plot import LONG_DAYS, Plot, mornings_plot
from stretchtui.domain.history.trends import Trends
from stretchtui.drawing.cells import CellRow, Rendering
from stretchtui.drawing.plot import Ink, fitting_ticks, plot_rows, signs
from stretchtui.tui.widgets.cell_view import CellView
from stretchtui.words import plot as words


class RatingPlot(CellView):
    """Draws the mornings of a period on the whole scale; before and after differ by shape, not only by colour.

    Over `LONG_DAYS` single mornings would be a wall of signs: there is one a month then.
    """

    INKS: ClassVar[Mapping[int, str]] = {ink: f"rating-plot--{ink.name.lower()}" for ink in Ink}
    COMPONENT_CLASSES: ClassVar[set[str]] = set(INKS.values())

    def __init__(self, rendering: Rendering = Rendering.BRAILLE, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._rendering = rendering
        self._plot: Plot | None = None

    def show(self, found: Trends) -> str:
        """Show the rated mornings of a period; gives what the signs mean."""
        self._plot = mornings_plot(found, by_month=found.days > LONG_DAYS)
        self.redraw()
        drawn = signs(self._rendering)
        return words.legend(found, drawn.before, drawn.after, drawn.both, "" if self._plot.by_month else drawn.line)

    def draw(self, size: Size) -> Sequence[CellRow]:
        """Draw the plot for a size."""
        if self._plot is None:
            return ()
        ticks = [(tick, words.tick_label(tick)) for tick in fitting_ticks(self._plot, size.width)]
        return plot_rows(self._plot, size.width, size.height, self._rendering, ticks)
