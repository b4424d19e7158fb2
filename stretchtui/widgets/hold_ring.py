"""The hold timer: a ring that drains round huge digits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import ClassVar

from textual.geometry import Size

from stretchtui.braille import CellRow, DotCanvas, Rendering
from stretchtui.widgets.cell_view import CellView


class _Ink(IntEnum):
    TRACK = 1
    LEFT = 2
    DIGITS = 3


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
        canvas = DotCanvas(size.width, size.height)
        radius = (min(canvas.width, canvas.height) - 1) / 2
        x, y = (canvas.width - 1) / 2, (canvas.height - 1) / 2
        if radius >= 12:
            thick = max(2.0, radius * 0.12)
            middle = radius - thick / 2
            canvas.arc(x, y, middle + 0.5, middle - 0.5, 0.0, 1.0, _Ink.TRACK)
            canvas.arc(x, y, radius, radius - thick, 0.0, self._share_left, _Ink.LEFT)
            height = 2 * round(radius * 0.4)
            width = round(radius * 1.15)
        else:
            height, width = canvas.height, min(canvas.width, round(canvas.height * 1.4))
        canvas.digits(self._digits, x - width / 2, y - height / 2, width, height, _Ink.DIGITS)
        return canvas.cell_rows(self._rendering, {_Ink.TRACK: ".", _Ink.LEFT: "#", _Ink.DIGITS: "#"})
