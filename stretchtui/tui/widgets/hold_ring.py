"""The hold timer: a ring that drains round huge digits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import ClassVar

from textual.geometry import Size

from stretchtui.drawing.canvas import DotCanvas
from stretchtui.drawing.cells import CellRow, Rendering
from stretchtui.tui.widgets.cell_view import CellView


class _Ink(IntEnum):
    TRACK = 1
    LEFT = 2
    DIGITS = 3


STEPS = 720
"""Places where the end of the ring can be; finer than the dots of a large one."""

SMALLEST_RING = 12
"""Radius in dots under which a ring would leave no room for digits."""


class HoldRing(CellView):
    """Seconds left in a phase, as a ring and as digits; a picture of the values it is given."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"hold-ring--track", "hold-ring--left", "hold-ring--digits"}
    INKS: ClassVar[Mapping[int, str]] = {
        _Ink.TRACK: "hold-ring--track",
        _Ink.LEFT: "hold-ring--left",
        _Ink.DIGITS: "hold-ring--digits",
    }

    def __init__(self, rendering: Rendering = Rendering.BRAILLE, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._rendering = rendering
        self._share_left = 1.0
        self._digits = ""

    @property
    def share_left(self) -> float:
        """The share of the ring on show, 0 to 1."""
        return self._share_left

    @property
    def digits(self) -> str:
        """The digits on show."""
        return self._digits

    def show(self, share_left: float, digits: str) -> None:
        """Show a share of the ring, 0 to 1, and the digits inside it."""
        if (share_left, digits) != (self._share_left, self._digits):
            self._share_left, self._digits = share_left, digits
            self.redraw()

    def draw(self, size: Size) -> Sequence[CellRow]:
        """Draw the largest ring that fits, or bare digits where there is room for no more."""
        return _rows(round(self._share_left * STEPS) / STEPS, self._digits, tuple(size), self._rendering)


@lru_cache(maxsize=256)
def _rows(share_left: float, digits: str, size: tuple[int, int], rendering: Rendering) -> Sequence[CellRow]:
    """Draw a ring; every rep comes by the same ones."""
    canvas = DotCanvas(*size)
    radius = (min(canvas.width, canvas.height) - 1) / 2
    x, y = (canvas.width - 1) / 2, (canvas.height - 1) / 2
    if radius >= SMALLEST_RING:
        thick = max(2.0, radius * 0.12)
        middle = radius - thick / 2
        canvas.arc(x, y, middle + 0.5, middle - 0.5, 0.0, 1.0, _Ink.TRACK)
        canvas.arc(x, y, radius, radius - thick, 0.0, share_left, _Ink.LEFT)
        width, height = round(radius * 1.15), 2 * round(radius * 0.4)
    else:
        width, height = min(canvas.width, round(canvas.height * 1.4)), canvas.height
    canvas.digits(digits, x - width / 2, y - height / 2, width, height, _Ink.DIGITS)
    return canvas.cell_rows(rendering, {_Ink.TRACK: ".", _Ink.LEFT: "#", _Ink.DIGITS: "#"})
