"""A plot in terminal cells: signs for ratings, each on its own row where there is room, and lines of dots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import IntEnum
from itertools import pairwise

from stretchtui.domain.dataclass import dataclass
from stretchtui.domain.history.plot import LEVELS, Plot, Point, Tick
from stretchtui.domain.rating import STIFFNESS
from stretchtui.drawing.canvas import DotCanvas
from stretchtui.drawing.cells import CellRow, Rendering

MARGIN = 3
"""Columns for the ratings at the left."""

FOOT = 2
"""Rows for the axis and the days under it."""

GRID_STEP = 2
"""Columns from one point of the grid to the next."""

THICK = 2
"""Dots that a line is thick."""

LABEL = 9
"""Columns that a tick's label wants, with room before the next."""

_HAIR = 1e-6  # what shares of the width may be short of whole columns
_STEPS = STIFFNESS.maximum - STIFFNESS.minimum


class Ink(IntEnum):
    """What a cell shows."""

    AXIS = 1
    GRID = 2
    LINE = 3
    AFTER = 4
    BEFORE = 5
    BOTH = 6


@dataclass(frozen=True, slots=True)
class Signs:
    """What marks and axis are made of."""

    before: str
    after: str
    both: str
    line: str
    corner: str
    level: str
    axis: str
    tick: str
    grid: str


UNICODE = Signs("●", "○", "◉", "⠶⠶", "└", "┤", "─", "┴", "·")
ASCII = Signs("b", "a", "*", "..", "+", "|", "-", "+", " ")


def signs(rendering: Rendering) -> Signs:
    """Give the signs of a rendering."""
    return ASCII if rendering is Rendering.ASCII else UNICODE


class _Area:
    """Where a day and a rating lie in the cells.

    A day has whole columns and a rating whole rows where there is room for that, so that equal
    distances are equal on the screen.
    """

    def __init__(self, plot: Plot, columns: int, rows: int) -> None:
        self.plot = plot
        across, down = max(1, columns - MARGIN), max(1, rows - FOOT)
        self.columns = across // plot.days * plot.days or across
        self.rows = (down - 1) // _STEPS * _STEPS + 1 if down > _STEPS else down

    def x(self, day: date) -> float:
        """Give the dot of the middle of a day."""
        return 2 * (MARGIN + self.columns * self.plot.middle(day)) - 0.5

    def y(self, value: float) -> float:
        """Give the dot of a rating's height."""
        return 4 * (self.rows - 1) * (1 - self.plot.height(value)) + 1.5

    def cell(self, day: date, value: float) -> tuple[int, int]:
        """Give the cell of a mark."""
        column = MARGIN + int(self.columns * self.plot.middle(day) + _HAIR)
        return column, round((self.rows - 1) * (1 - self.plot.height(value)))

    def left(self, day: date) -> int:
        """Give the column under which a day is named: that of its mark."""
        return self.cell(day, 0)[0]


def plot_rows(
    plot: Plot, columns: int, rows: int, rendering: Rendering, ticks: Sequence[tuple[Tick, str]]
) -> list[CellRow]:
    """Draw a plot, its ticks with their labels; braille lines, or points in ASCII."""
    if columns <= MARGIN or rows <= FOOT:
        return []
    area, drawn = _Area(plot, columns, rows), signs(rendering)
    canvas = DotCanvas(columns, area.rows)
    for line in plot.before.lines:
        _draw_line(canvas, area, line)
    texts = [(list(row.text), bytearray(row.fore)) for row in canvas.cell_rows(rendering)]
    if rendering is Rendering.ASCII:  # a line of many characters would look like marks
        texts = [([" " if sign == " " else "." for sign in text], fore) for text, fore in texts]
    for column, row, sign, ink in (*_levels(area, drawn), *_marks(plot, area, drawn)):
        if ink is not Ink.GRID or texts[row][0][column] == " ":
            texts[row][0][column], texts[row][1][column] = sign, ink
    body = [CellRow("".join(text), bytes(fore), bytes(columns)) for text, fore in texts]
    return [*body, *_foot(area, columns, drawn, ticks)]


def _draw_line(canvas: DotCanvas, area: _Area, line: Sequence[Point]) -> None:
    points = [(area.x(day), area.y(value)) for day, value in line]
    for (x0, y0), (x1, y1) in pairwise(points):
        steps = max(1, round(max(abs(x1 - x0), abs(y1 - y0))))
        for step in range(steps + 1):
            share = step / steps
            x, y = round(x0 + share * (x1 - x0)), round(y0 + share * (y1 - y0))
            canvas.box(x, y, x, y + THICK - 1, Ink.LINE)


def _levels(area: _Area, drawn: Signs) -> Iterator[tuple[int, int, str, Ink]]:
    for level in LEVELS:
        row = area.cell(area.plot.first, level)[1]
        for column, sign in enumerate(f"{level:>{MARGIN - 1}}{drawn.level}"):
            yield column, row, sign, Ink.AXIS
        for column in range(MARGIN + 1, MARGIN + area.columns, GRID_STEP):
            yield column, row, drawn.grid, Ink.GRID


def _marks(plot: Plot, area: _Area, drawn: Signs) -> Iterator[tuple[int, int, str, Ink]]:
    before = {area.cell(day, value) for day, value in plot.before.marks}
    after = {area.cell(day, value) for day, value in plot.after.marks}
    for cells, sign, ink in (
        (after - before, drawn.after, Ink.AFTER),
        (before - after, drawn.before, Ink.BEFORE),
        (before & after, drawn.both, Ink.BOTH),
    ):
        yield from ((column, row, sign, ink) for column, row in cells)


def _foot(area: _Area, columns: int, drawn: Signs, ticks: Sequence[tuple[Tick, str]]) -> Iterator[CellRow]:
    """Draw the axis and the days under it; a label that would run over the edge ends there."""
    axis = [" "] * (MARGIN - 1) + [drawn.corner] + [drawn.axis] * area.columns
    named = [" "] * columns
    free = 0
    for tick, label in ticks:
        column = area.left(tick.day)
        axis[column] = drawn.tick
        start = min(column, columns - len(label))
        if start >= free:
            named[start : start + len(label)] = label
            free = start + len(label) + 1
    for row in ("".join(axis).ljust(columns), "".join(named)):
        yield CellRow(row, bytes([Ink.AXIS]) * columns, bytes(columns))


def fitting_ticks(plot: Plot, columns: int) -> tuple[Tick, ...]:
    """Choose as many ticks as have room for their labels."""
    return plot.ticks(max(1, (columns - MARGIN) // LABEL))
