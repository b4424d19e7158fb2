"""The figure: a body on a mattress, as far into a movement as it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import ClassVar

from textual.geometry import Size

from stretchtui.domain.figure.pose import Figure, pose_at
from stretchtui.drawing.canvas import CellRow, DotCanvas, Rendering
from stretchtui.drawing.figure import ASCII_FILLS, Ink, draw_figure, rendering_for
from stretchtui.tui.widgets.cell_view import CellView

STEPS = 96
"""Pictures in a whole movement: more than a screen shows of it on the way."""

BREATH_STEPS = 20
"""Pictures in a breath."""


class FigureView(CellView):
    """Draws a figure at an instant; a picture of the values it is given.

    It has no clock of its own: whoever shows it says how far the movement is.
    """

    INKS: ClassVar[Mapping[int, str]] = {
        Ink.MATTRESS: "$foreground 40%",
        Ink.PILLOW: "$foreground 65%",
        Ink.FAR_ARM: "$success 60%",
        Ink.FAR_RESTING: "$secondary 50%",
        Ink.FAR_MOVING: "$primary 82%",
        Ink.HEAD: "$foreground",
        Ink.TRUNK: "$accent",
        Ink.PELVIS: "$primary",
        Ink.UPPER_MOVING: "$primary 82%",
        Ink.NEAR_RESTING: "$secondary 70%",
        Ink.NEAR_MOVING: "$primary",
        Ink.NEAR_ARM: "$success",
        Ink.ARROW: "$warning",
    }
    """The moving side in the theme's first colour, the resting one quieter.

    No component classes: these colours are the same everywhere, and Textual would find all of them anew
    for each figure at each change of style.
    """

    def __init__(
        self,
        rendering: Rendering | None = None,
        *,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._rendering = rendering
        self._shown: tuple[Figure | None, float, bool, float] = (None, 0.0, False, 0.0)

    @property
    def rendering(self) -> Rendering | None:
        """How the figure is turned into characters; None chooses the better one for the space."""
        return self._rendering

    @rendering.setter
    def rendering(self, rendering: Rendering | None) -> None:
        """Turn the figure into other characters from now on."""
        if rendering is not self._rendering:
            self._rendering = rendering
            self.redraw()

    def show(self, figure: Figure | None, reach: float, *, mirrored: bool = False, breath: float = 0.0) -> None:
        """Show a figure so far into its movement, 0 to 1; mirrored when the left side moves.

        breath is the phase of a slow breath, 0 to 1. Showing the same again costs nothing.
        """
        if (figure, reach, mirrored, breath) != self._shown:
            self._shown = (figure, reach, mirrored, breath)
            self.redraw()

    def draw(self, size: Size) -> Sequence[CellRow]:
        """Draw the body as large as fits."""
        figure, reach, mirrored, breath = self._shown
        rendering = self._rendering or rendering_for(size.width, size.height)
        return _rows(figure, round(reach * STEPS), mirrored, round(breath * BREATH_STEPS), tuple(size), rendering)


@lru_cache(maxsize=256)
def _rows(
    figure: Figure | None, step: int, mirrored: bool, breath_step: int, size: tuple[int, int], rendering: Rendering
) -> Sequence[CellRow]:
    """Draw one step of a movement; the way back and the next rep come by the same ones."""
    canvas = DotCanvas(*size)
    skeleton = pose_at(figure, step / STEPS, mirrored=mirrored, breath=breath_step / BREATH_STEPS)
    draw_figure(canvas, skeleton, figure)
    return canvas.cell_rows(rendering, ASCII_FILLS)
