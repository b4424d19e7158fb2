"""The figure: a body as far into a movement as it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import ClassVar

from textual.geometry import Size

from stretchtui.domain.figure.keyframes import Figure
from stretchtui.domain.figure.parts import Part
from stretchtui.drawing.cells import CellRow, Rendering, blank_row
from stretchtui.drawing.terminals import rendering_for
from stretchtui.tui.widgets.cell_view import CellView

STEPS = 96
"""Pictures in a whole movement: more than a screen shows of it on the way."""

BREATH_STEPS = 15
"""Pictures in a breath, in which nothing moves farther than a dot or two."""

MOST_PICTURES = 2 * (2 * (STEPS + 1) + BREATH_STEPS + 1)
"""Pictures kept, some MB: there, held and back again on both sides, which take turns rep by rep."""


class FigureView(CellView):
    """Draws a figure at an instant; a picture of the values it is given.

    It has no clock of its own: whoever shows it says how far the movement is.
    """

    INKS: ClassVar[Mapping[int, str]] = {
        Part.BED: "$foreground 22%",
        Part.LINEN: "$foreground 45%",
        Part.PILLOW: "$foreground 26%",
        Part.SHADOW: "$foreground 14%",
        Part.GHOST: "$foreground 50%",
        Part.FAR_ARM: "$success 70%",
        Part.RESTING: "$secondary 72%",
        Part.FAR_MOVING: "$primary 86%",
        Part.TRUNK: "$accent 80%",
        Part.PELVIS: "$primary 85%",
        Part.MOVING: "$primary",
        Part.ARM: "$success 90%",
        Part.SKIN: "$text-error 82%",
        Part.HAIR: "$foreground 55%",
        Part.ARROW: "$warning",
    }
    """The moving side in the theme's first colour, the resting one quieter.

    No component classes: these colours are the same everywhere, and Textual would find all of them anew
    for each figure at each change of style.
    """

    def __init__(self, rendering: Rendering | None = None, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._rendering = rendering
        self._shown: tuple[Figure | None, float, bool, float, bool] = (None, 0.0, False, 0.0, False)

    @property
    def reach(self) -> float:
        """How far into its movement the figure is shown, 0 to 1."""
        return self._shown[1]

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

    def show(
        self,
        figure: Figure | None,
        reach: float,
        *,
        mirrored: bool = False,
        breath: float = 0.0,
        goal: bool = False,
    ) -> None:
        """Show a figure so far into its movement, 0 to 1; mirrored when the left side moves.

        breath is the phase of a slow breath, 0 to 1; goal: the end of the movement stands there as
        an outline. Showing the same again costs nothing.
        """
        if (figure, reach, mirrored, breath, goal) != self._shown:
            self._shown = (figure, reach, mirrored, breath, goal)
            self.redraw()

    def draw(self, size: Size) -> Sequence[CellRow]:
        """Draw the body as large as fits."""
        figure, reach, mirrored, breath, goal = self._shown
        return picture(figure, reach, size, self._rendering, mirrored=mirrored, breath=breath, goal=goal)


def picture(
    figure: Figure | None,
    reach: float,
    size: Size,
    rendering: Rendering | None,
    *,
    mirrored: bool = False,
    breath: float = 0.0,
    goal: bool = False,
) -> Sequence[CellRow]:
    """Draw a figure as large as fits, as `FigureView.show` is told."""
    if figure is None:  # better no body than a wrong one
        return [blank_row(size.width)] * size.height
    rendering = rendering or rendering_for(size.width, size.height)
    return _rows(figure, round(reach * STEPS), mirrored, round(breath * BREATH_STEPS), goal, tuple(size), rendering)


@lru_cache(maxsize=MOST_PICTURES)
def _rows(
    figure: Figure,
    step: int,
    mirrored: bool,
    breath_step: int,
    goal: bool,
    size: tuple[int, int],
    rendering: Rendering,
) -> Sequence[CellRow]:
    """Draw one step of a movement; the way back and the next rep come by the same ones."""
    # Imported with the first figure: the words of the first screen come before it.
    from stretchtui.domain.figure.views import scene_at
    from stretchtui.drawing.canvas import DotCanvas
    from stretchtui.drawing.figure import ASCII_FILLS, draw_scene, is_icon

    canvas = DotCanvas(*size)
    breath, icon = breath_step / BREATH_STEPS, is_icon(size[1])
    scene = scene_at(figure, step / STEPS, mirrored=mirrored, breath=breath, goal=goal, icon=icon)
    draw_scene(canvas, scene, rendering)
    return canvas.cell_rows(rendering, ASCII_FILLS)
