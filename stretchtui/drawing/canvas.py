"""A canvas of dots, two by four to a terminal cell, for limbs, rings and huge digits.

A cell is about twice as high as wide, so a dot is about square and shapes keep their
proportions. Every ink is a plane of its own and a higher ink lies on top; `nearer` starts
a new pile of planes in front of all that was drawn before.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import atan2, ceil, floor, hypot, inf, pi, sqrt

from stretchtui.drawing.blocks import OCTANTS, QUADRANTS, SEXTANTS
from stretchtui.drawing.cells import (
    DOT_BITS,
    CellRow,
    InSight,
    Plane,
    Rendering,
    ascii_row,
    blank_row,
    block_row,
    braille_row,
    visible,
    without_lone_dots,
)
from stretchtui.drawing.digits import digit_spans

_PIP = 0.09
"""A circle's top row counts only if the square of half its width reaches this share of the radius.

A single dot on top of a circle would look like a wart.
"""

_PLACES = [
    [(line, side) for line, row in enumerate(DOT_BITS) for side, bit in enumerate(row) if bits & bit]
    for bits in range(256)
]

BLOCKS = {Rendering.SOLID: QUADRANTS, Rendering.SEXTANT: SEXTANTS, Rendering.OCTANT: OCTANTS}
"""The characters of each rendering in blocks."""


_Span = tuple[int, float, float]  # a row of dots, and the first and last of them
_Rows = Sequence[tuple[int, int]]  # rows of cells and their dots, as in a plane


class DotCanvas:
    """Dots in inks, drawn with shapes and read as rows of cells.

    Coordinates are in dots, x to the right and y down; whole numbers are dot centres, and
    what lies outside is clipped. Inks are whole numbers 1-255; ink 0 takes away what was drawn
    at a farther depth.
    """

    def __init__(self, columns: int, rows: int) -> None:
        """Make an empty canvas; size in cells, each at least 0."""
        self.columns = max(0, columns)
        self.rows = max(0, rows)
        self.width = 2 * self.columns
        self.height = 4 * self.rows
        self._planes: dict[tuple[int, int], list[int]] = {}
        self._depth = 0
        self._swept = False

    def clear(self) -> None:
        """Take every dot away."""
        self._planes.clear()
        self._depth = 0
        self._swept = False

    def nearer(self) -> None:
        """Draw in front of everything from now on."""
        self._depth += 1

    def sweep(self) -> None:
        """Show no dot that stands alone, until all are cleared."""
        self._swept = True

    def dot(self, x: int, y: int, ink: int) -> None:
        """Set one dot."""
        self._spans(ink, ((y, x, x),))

    def box(self, left: float, top: float, right: float, bottom: float, ink: int) -> None:
        """Fill a rectangle, edges included."""
        self._spans(ink, ((y, left, right) for y in range(ceil(top), floor(bottom) + 1)))

    def disc(self, x: float, y: float, radius: float, ink: int) -> None:
        """Fill a circle."""
        self._spans(ink, ((row, x - half, x + half) for row, half in _chords(self.height, y, radius)))

    def capsule(self, x0: float, y0: float, r0: float, x1: float, y1: float, r1: float, ink: int) -> None:
        """Fill a tapered limb: everything between two circles, both included."""
        long = hypot(x1 - x0, y1 - y0)
        if long <= abs(r0 - r1) or long == 0:  # one circle lies in the other
            self.disc(*((x0, y0, r0) if r0 >= r1 else (x1, y1, r1)), ink)
            return
        self._add(ink, _capsule_rows(self.columns, self.rows, x0, y0, r0, x1, y1, r1))

    def polygon(self, points: Sequence[tuple[float, float]], ink: int) -> None:
        """Fill a polygon, holes by the even-odd rule; points are (x, y) in order around it."""
        edges = [(*a, *b) for a, b in zip(points, [*points[1:], points[0]], strict=True)] if points else []
        spans: list[tuple[int, float, float]] = []
        top, bottom = min((y for _, y in points), default=0), max((y for _, y in points), default=-1)
        for y in range(max(0, ceil(top)), min(self.height - 1, floor(bottom)) + 1):
            xs = sorted(
                ax + (bx - ax) * (y - ay) / (by - ay) for ax, ay, bx, by in edges if ay <= y < by or by <= y < ay
            )
            spans.extend((y, left, right) for left, right in zip(xs[::2], xs[1::2], strict=False))
        self._spans(ink, spans)

    def arc(self, cx: float, cy: float, outer: float, inner: float, start: float, sweep: float, ink: int) -> None:
        """Fill a piece of a ring; angles in turns, 0 at twelve o'clock, clockwise.

        Sweep 0 draws nothing and 1 the whole ring; between them the end moves smoothly.
        """
        if sweep <= 0:
            return
        ring = _ring(self.columns, self.rows, cx, cy, outer, inner)
        first, last = start % 1.0, start % 1.0 + min(sweep, 1.0)
        plane = self._plane(ink)
        for low, high in ((first, last), (0.0, last - 1.0)):
            for _, row, dot in ring[bisect_left(ring, (low,)) : bisect_right(ring, (high, inf))]:
                plane[row] |= dot

    def digits(self, text: str, x: float, y: float, width: float, height: float, ink: int) -> None:
        """Draw digits, ":" and spaces that fill a box of this size, strokes growing with it."""
        self._add(ink, _digit_rows(self.columns, self.rows, text, round(x), round(y), round(width), round(height)))

    def cell_rows(
        self, rendering: Rendering = Rendering.BRAILLE, fills: Mapping[int, str] | None = None
    ) -> list[CellRow]:
        """Read the canvas as rows of cells; fills gives an ink's character in ASCII ("#" if none)."""
        sight = self._sight()
        blank = blank_row(self.columns)
        if rendering is Rendering.ASCII:
            return [ascii_row(row, self.columns, fills or {}) or blank for row in sight]
        if rendering is Rendering.BRAILLE:
            return [braille_row(row, self.columns) or blank for row in sight]
        blocks = BLOCKS[rendering]
        return [block_row(row, self.columns, blocks) or blank for row in sight]

    def inks(self) -> list[bytearray]:
        """Read the canvas dot by dot: rows of the ink that is seen at each, 0 where there is none."""
        rows = [bytearray(self.width) for _ in range(self.height)]
        for index, sight in enumerate(self._sight()):
            for ink, dots in sight:
                for column, bits in enumerate(dots.to_bytes(self.columns, "little")):
                    for line, side in _PLACES[bits]:
                        rows[4 * index + line][2 * column + side] = ink
        return rows

    def _sight(self) -> Sequence[InSight]:
        """List what is seen in each row of cells."""
        planes = [Plane(ink, rows) for (_, ink), rows in sorted(self._planes.items())]
        sight = [visible(planes, index) for index in range(self.rows)]
        return without_lone_dots(sight, self.columns) if self._swept else sight

    def cells(self) -> list[list[tuple[str, int]]]:
        """Read the canvas in braille as rows of (character, ink); an empty cell is (" ", 0)."""
        return [list(zip(row.text, row.fore, strict=True)) for row in self.cell_rows()]

    def _plane(self, ink: int) -> list[int]:
        """Give the rows of an ink at the depth that is drawn at."""
        key = (self._depth, ink)
        plane = self._planes.get(key)
        if plane is None:
            plane = self._planes[key] = [0] * self.rows
        return plane

    def _add(self, ink: int, rows: _Rows) -> None:
        """Set dots that are already masks."""
        plane = self._plane(ink)
        for row, dots in rows:
            plane[row] |= dots

    def _spans(self, ink: int, spans: Iterable[_Span]) -> None:
        """Set dots from left to right in each row, both ends included."""
        self._add(ink, _filled(self.columns, self.rows, spans))


def _filled(columns: int, rows: int, spans: Iterable[_Span]) -> _Rows:
    """Turn spans into the dots of rows of cells; what lies outside is clipped."""
    until, width, height = _masks(columns), 2 * columns, 4 * rows
    found: dict[int, int] = {}
    for y, left, right in spans:
        if 0 <= y < height and left <= right:
            start, stop = ceil(left), floor(right) + 1
            start = start if start > 0 else 0
            stop = stop if stop < width else width
            if start < stop:
                masks = until[y & 3]
                found[y >> 2] = found.get(y >> 2, 0) | masks[stop] ^ masks[start]
    return tuple(found.items())


def _chords(height: int, y: float, radius: float) -> list[tuple[int, float]]:
    """List (row, half the chord) of a circle on a canvas so high."""
    rows = range(max(0, ceil(y - radius)), min(height - 1, floor(y + radius)) + 1)
    chords = [(row, sqrt(radius * radius - (row - y) * (row - y))) for row in rows]
    return [(row, half) for row, half in chords if half * half >= _PIP * radius]


@lru_cache(maxsize=512)
def _capsule_rows(columns: int, rows: int, x0: float, y0: float, r0: float, x1: float, y1: float, r1: float) -> _Rows:
    """Give the dots of two circles, neither of which holds the other, and all between them.

    Most limbs of a picture were in the one before as well. Written out row by row without
    helpers: most of a frame's time is spent here.
    """
    (low_a, high_a, at_a, slope_a), (low_b, high_b, at_b, slope_b) = _sides(x0, y0, r0, x1, y1, r1)
    square0, square1, width = r0 * r0, r1 * r1, 2 * columns
    wart = 2 * sqrt(_PIP * min(r0, r1))
    until, found = _masks(columns), [0] * rows
    top, bottom = max(0, ceil(min(y0 - r0, y1 - r1))), min(4 * rows - 1, floor(max(y0 + r0, y1 + r1)))
    for y in range(top, bottom + 1):
        left, right = inf, -inf
        half = square0 - (y - y0) * (y - y0)
        if half >= 0:
            half = sqrt(half)
            left, right = x0 - half, x0 + half
        half = square1 - (y - y1) * (y - y1)
        if half >= 0:
            half = sqrt(half)
            left = x1 - half if x1 - half < left else left
            right = x1 + half if x1 + half > right else right
        if low_a < y < high_a:
            half = at_a + y * slope_a
            left = half if half < left else left
            right = half if half > right else right
        if low_b < y < high_b:
            half = at_b + y * slope_b
            left = half if half < left else left
            right = half if half > right else right
        if right - left >= wart and left < width and right >= 0:
            start, stop = ceil(left), floor(right) + 1
            masks = until[y & 3]
            found[y >> 2] |= masks[stop if stop < width else width] ^ masks[start if start > 0 else 0]
    return tuple((row, found[row]) for row in range(top >> 2, (bottom >> 2) + 1))


def _sides(
    x0: float, y0: float, r0: float, x1: float, y1: float, r1: float
) -> tuple[tuple[float, float, float, float], tuple[float, float, float, float]]:
    """Give the two lines that touch both circles: first and last height, and x at height 0 with its slope."""
    long = hypot(x1 - x0, y1 - y0)
    ux, uy = (x1 - x0) / long, (y1 - y0) / long
    lean = (r0 - r1) / long  # the sides touch the circles a little off the perpendicular
    upright = sqrt(1 - lean * lean)

    def side(turn: float) -> tuple[float, float, float, float]:
        nx, ny = ux * lean - turn * uy, uy * lean + turn * ux
        ax, ay, bx, by = x0 + r0 * nx, y0 + r0 * ny, x1 + r1 * nx, y1 + r1 * ny
        slope = (bx - ax) / (by - ay) if by != ay else 0.0
        return min(ay, by), max(ay, by), ax - ay * slope, slope

    return side(upright), side(-upright)


@lru_cache(maxsize=64)
def _digit_rows(columns: int, rows: int, text: str, x: int, y: int, width: int, height: int) -> _Rows:
    """Give the dots of digits; a countdown shows each for as long as it lasts."""
    return _filled(columns, rows, digit_spans(text, x, y, width, height))


@lru_cache(maxsize=16)
def _ring(columns: int, rows: int, cx: float, cy: float, outer: float, inner: float) -> list[tuple[float, int, int]]:
    """List a ring's dots clockwise from the top: (turn, row of cells, mask)."""
    found = []
    for y, half in _chords(4 * rows, cy, outer):
        hole = inner * inner - (y - cy) * (y - cy)
        for x in range(max(0, ceil(cx - half)), min(2 * columns - 1, floor(cx + half)) + 1):
            if (x - cx) * (x - cx) >= hole:
                turn = atan2(x - cx, cy - y) / (2 * pi) % 1.0
                found.append((turn, y >> 2, DOT_BITS[y & 3][x & 1] << 8 * (x >> 1)))
    return sorted(found)


@lru_cache(maxsize=16)
def _masks(columns: int) -> tuple[tuple[int, ...], ...]:
    """For each of a cell's four dot rows: the plane bits of all dots left of x, for x in 0-width."""
    tables = []
    for left, right in DOT_BITS:
        masks = [0]
        for column in range(columns):
            masks.append(masks[-1] | left << 8 * column)
            masks.append(masks[-1] | right << 8 * column)
        tables.append(tuple(masks))
    return tuple(tables)
