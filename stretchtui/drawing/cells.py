"""Dots to terminal cells: the same picture in braille, in blocks or in plain ASCII.

A plane is one ink's dots: a whole number per row of cells, one byte per cell, and in
that byte one bit per dot, in the order of the Unicode braille patterns (U+2800 + byte).
So a byte of a plane is a braille character, and whole rows are combined at C speed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from stretchtui.drawing.blocks import Blocks


class Rendering(StrEnum):
    """How dots become characters: fine braille, ASCII, or blocks with two inks to a cell.

    A cell has 2 x 2 SOLID blocks, which every font has; SEXTANT has 2 x 3 (Unicode 13) and OCTANT
    2 x 4 (Unicode 16), for terminals that draw these themselves.
    """

    BRAILLE = "braille"
    SOLID = "solid"
    SEXTANT = "sextant"
    OCTANT = "octant"
    ASCII = "ascii"


class CellRow(NamedTuple):
    """One row of cells: its text, and for each cell the ink of the character and of its background.

    Ink 0 is no ink. All three have one item per cell.
    """

    text: str
    fore: bytes
    back: bytes


def blank_row(columns: int) -> CellRow:
    """Give a row of cells with nothing in them."""
    return CellRow(" " * columns, bytes(columns), bytes(columns))


class Plane(NamedTuple):
    """Dots of one ink at one depth; those of ink 0 take away what lies behind."""

    ink: int
    rows: Sequence[int]


InSight = tuple[tuple[int, int], ...]
"""(ink, dots) of one row, lowest ink first; no dot in two of them."""

MOST_ROWS = 1024
"""Rows kept as they were drawn, some hundred KB: most of a picture's are those of the one before."""

DOT_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot of a cell, by row and column, as Unicode orders braille dots."""

_BRAILLE = [" ", *(chr(0x2800 + bits) for bits in range(1, 256))]
_ANY = bytes([0, *[255] * 255])
_MANY = bytes(255 if bits.bit_count() >= 3 else 0 for bits in range(256))


def _neighbours(row: int, column: int) -> tuple[tuple[int, int, int], ...]:
    """List the dots round one of a cell: (cells down, cells across, dots there)."""
    found: dict[tuple[int, int], int] = {}
    for y in (row - 1, row, row + 1):
        for x in (column - 1, column, column + 1):
            if (x, y) != (column, row):
                cell = (y // 4, x // 2)
                found[cell] = found.get(cell, 0) | DOT_BITS[y % 4][x % 2]
    return tuple((down, across, dots) for (down, across), dots in found.items())


_NEAR = {bit: _neighbours(row, column) for row, pair in enumerate(DOT_BITS) for column, bit in enumerate(pair)}
_WITHIN = {bit: next(dots for *at, dots in near if at == [0, 0]) for bit, near in _NEAR.items()}
_ALONE = bytes(sum([bit for bit, near in _WITHIN.items() if bits & bit and not bits & near]) for bits in range(256))
"""The dots of a cell that have no other near them in the same cell."""

_QUARTERS = (0x03, 0x18, 0x44, 0xA0)
_LINES = {0b1001: "\\", 0b0110: "/", 0b0101: "|", 0b1010: "|"}
"""Lines by the quarters of a cell that they pass: upper left, upper right, lower left, lower right."""


@cache
def _ascii_kind(dots: int) -> str:
    """Describe a cell's dots in one ASCII character; "#" stands for the ink's own."""
    if not dots:
        return " "
    upper, lower = (dots & 0x1B).bit_count(), (dots & 0xE4).bit_count()
    passed = sum(1 << place for place, quarter in enumerate(_QUARTERS) if dots & quarter)
    if dots.bit_count() >= 5:
        return "#"
    if passed in _LINES and dots.bit_count() >= 3:
        return _LINES[passed]
    if lower == 0:
        return "'" if upper < 3 else '"'
    if upper == 0:
        return "." if lower < 3 else "_"
    return ":" if dots.bit_count() < 4 else "#"


@lru_cache(maxsize=MOST_ROWS)
def braille_row(sight: InSight, columns: int) -> CellRow | None:
    """Draw one row of cells in braille, or None when it has no dot.

    The highest ink with three dots or more in sight gives the cell its colour, or the highest of
    any where none has three.
    """
    dots, inks = _joined(sight, columns)
    if not dots:
        return None
    text = "".join([_BRAILLE[bits] for bits in dots.to_bytes(columns, "little")])
    return CellRow(text, inks, bytes(columns))


def ascii_row(sight: InSight, columns: int, fills: Mapping[int, str]) -> CellRow | None:
    """Draw one row of cells in ASCII, or None when it has no dot; fills gives an ink's own character."""
    dots, inks = _joined(sight, columns)
    if not dots:
        return None
    kinds = [_ascii_kind(bits) for bits in dots.to_bytes(columns, "little")]
    text = "".join(fills.get(ink, "#") if kind == "#" else kind for kind, ink in zip(kinds, inks, strict=True))
    return CellRow(text, inks, bytes(columns))


@lru_cache(maxsize=MOST_ROWS)
def block_row(sight: InSight, columns: int, blocks: Blocks) -> CellRow | None:
    """Draw one row of cells in blocks, or None when it has no dot.

    Where two inks meet, one is the character's and the other the background's, so that
    crossing limbs keep a clean edge.
    """
    if not sight:
        return None
    covered = seen = mixed = inks = 0
    ones = int.from_bytes(b"\1" * columns, "little")
    for ink, dots in sight:  # no dot in two of them
        here = _spread(dots, columns, _ANY)
        mixed |= seen & here
        seen |= here
        covered |= dots
        inks |= ink * ones & here
    whole = covered.to_bytes(columns, "little")
    characters = [blocks.characters[bits] for bits in whole]
    # A cell whose few dots make no block is empty, and has no ink.
    fore = bytearray((inks & ~mixed & _spread(covered, columns, blocks.drawn)).to_bytes(columns, "little"))
    back = bytearray(columns)
    for column, several in enumerate(mixed.to_bytes(columns, "little")) if mixed else ():
        if several:
            shift = 8 * column
            parts = tuple((ink, bits) for ink, dots in sight if (bits := dots >> shift & 255))
            characters[column], fore[column], back[column] = blocks.two_inks(parts)
    return CellRow("".join(characters), bytes(fore), bytes(back))


def visible(planes: Sequence[Plane], index: int) -> InSight:
    """List (ink, dots in sight) of one row, lowest ink first; no dot is in two of them."""
    covered, found = 0, dict[int, int]()
    for ink, rows in reversed(planes):
        dots = rows[index]
        if dots:
            if ink and (in_sight := dots & ~covered):
                found[ink] = found.get(ink, 0) | in_sight
            covered |= dots
    return tuple(sorted(found.items()))


def without_lone_dots(sight: Sequence[InSight], columns: int) -> list[InSight]:
    """Leave out of all rows the dots that none of the eight round them touches: scraps, and no part of a shape."""
    shown = list(sight)
    lit = [bytes(columns), *(_covered(row).to_bytes(columns, "little") for row in sight), bytes(columns)]
    for index, row in enumerate(lit[1:-1]):
        alone = row.translate(_ALONE)
        for column in [place for place, bits in enumerate(alone) if bits] if any(alone) else ():
            bits = alone[column]
            for bit in (1 << place for place in range(8) if bits >> place & 1):
                if not any(
                    0 <= column + across < columns and lit[index + 1 + down][column + across] & near
                    for down, across, near in _NEAR[bit]
                ):
                    gone = ~(bit << 8 * column)
                    shown[index] = tuple((ink, left) for ink, dots in shown[index] if (left := dots & gone))
    return shown


def _covered(sight: InSight) -> int:
    """Join the dots of all inks of one row, no dot in two of them."""
    return sum([dots for _, dots in sight])


def _joined(in_sight: InSight, columns: int) -> tuple[int, bytes]:
    """Join the dots of all inks of one row, and choose each cell's ink."""
    ones = int.from_bytes(b"\1" * columns, "little")
    dots = inks = 0
    for table in (_ANY, _MANY):
        for ink, seen in in_sight:
            if here := _spread(seen, columns, table):
                inks = inks & ~here | ink * ones & here
    for _, seen in in_sight:
        dots |= seen
    return dots, inks.to_bytes(columns, "little")


def _spread(dots: int, columns: int, table: bytes) -> int:
    """Map every cell's byte through a table."""
    return int.from_bytes(dots.to_bytes(columns, "little").translate(table), "little") if dots else 0
