"""Dots to terminal cells: the same picture in braille, in blocks or in plain ASCII.

A plane is one ink's dots: a whole number per row of cells, one byte per cell, and in
that byte one bit per dot, in the order of the Unicode braille patterns (U+2800 + byte).
So a byte of a plane is a braille character, and whole rows are combined at C speed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class Rendering(StrEnum):
    """How dots become characters: fine braille, solid blocks with two inks a cell, or ASCII."""

    BRAILLE = "braille"
    SOLID = "solid"
    ASCII = "ascii"


class CellRow(NamedTuple):
    """One row of cells: its text, and for each cell the ink of the character and of its background.

    Ink 0 is no ink. All three have one item per cell.
    """

    text: str
    fore: bytes
    back: bytes


class Plane(NamedTuple):
    """One ink's dots, and those of them that are inside a shape that is drawn sparser."""

    ink: int
    rows: Sequence[int]
    inner: Sequence[int] | None


DOT_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot of a cell, by row and column, as Unicode orders braille dots."""

_EVERY_OTHER = 0x01 | 0x10 | 0x04 | 0x80  # a chequerboard that joins up from cell to cell
_BRAILLE = [" ", *(chr(0x2800 + bits) for bits in range(1, 256))]
_ANY = bytes([0, *[255] * 255])
_MANY = bytes(255 if bits.bit_count() >= 3 else 0 for bits in range(256))
_FULL = bytes([*[0] * 255, 255])

_QUADRANTS = (0x03, 0x18, 0x44, 0xA0)  # two dots each: upper left, upper right, lower left, lower right
_QUADRANT_CHARACTERS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
_LOWER_QUARTER, _LOWER_THREE_QUARTERS = 0xC0, 0xF6


def _quadrant_bits(index: int) -> int:
    """Give the dots that a quadrant character covers; index counts as in _QUADRANT_CHARACTERS."""
    return sum(bits for place, bits in enumerate(_QUADRANTS) if index >> place & 1)


_SHAPES = [
    *((_quadrant_bits(index), character) for index, character in enumerate(_QUADRANT_CHARACTERS)),
    (_LOWER_QUARTER, "▂"),
    (_LOWER_THREE_QUARTERS, "▆"),
]


def _without_warts(dots: int) -> int:
    """Drop a quadrant's only dot where the quadrant beside it is empty: as a block it would stick out."""
    counts = [(dots & bits).bit_count() for bits in _QUADRANTS]
    warts = (bits for place, bits in enumerate(_QUADRANTS) if counts[place] == 1 and not counts[place ^ 1])
    return dots & ~sum(warts)


def _nearest_block(dots: int) -> str:
    """Choose the block that differs from these dots least; of two alike the fuller, so that edges stay level."""
    return min(_SHAPES, key=lambda shape: ((shape[0] ^ dots).bit_count(), -shape[0].bit_count()))[1]


_BLOCKS = [_nearest_block(_without_warts(dots)) for dots in range(256)]


def _ascii_kind(dots: int) -> str:
    """Describe a cell's dots in one ASCII character; "#" stands for the ink's own."""
    upper, lower = (dots & 0x1B).bit_count(), (dots & 0xE4).bit_count()
    if dots.bit_count() >= 5:
        return "#"
    if lower == 0:
        return "'" if upper < 3 else '"'
    if upper == 0:
        return "." if lower < 3 else "_"
    return ":" if dots.bit_count() < 4 else "#"


_ASCII = [" ", *(_ascii_kind(dots) for dots in range(1, 256))]


def braille_row(planes: Sequence[Plane], index: int, columns: int) -> CellRow | None:
    """Draw one row of cells in braille, or None when it has no dot.

    Dots of all inks are joined; the highest ink with three dots or more in sight gives the
    cell its colour, or the highest of any where none has three. Planes lowest ink first.
    """
    dots, inks = _joined(planes, index, columns)
    if not dots:
        return None
    text = "".join([_BRAILLE[bits] for bits in dots.to_bytes(columns, "little")])
    return CellRow(text, inks, bytes(columns))


def ascii_row(planes: Sequence[Plane], index: int, columns: int, fills: Mapping[int, str]) -> CellRow | None:
    """Draw one row of cells in ASCII, or None when it has no dot; fills gives an ink's own character."""
    dots, inks = _joined(planes, index, columns, thin=False)
    if not dots:
        return None
    kinds = [_ASCII[bits] for bits in dots.to_bytes(columns, "little")]
    text = "".join(fills.get(ink, "#") if kind == "#" else kind for kind, ink in zip(kinds, inks, strict=True))
    return CellRow(text, inks, bytes(columns))


def solid_row(planes: Sequence[Plane], index: int, columns: int) -> CellRow | None:
    """Draw one row of cells in blocks, or None when it has no dot.

    Where two inks meet, one is the character's and the other the background's, so that
    crossing limbs keep a clean edge. The inside of a sparser shape is shaded.
    """
    visible = _visible(planes, index)
    if not visible:
        return None
    covered = shaded = seen = mixed = inks = 0
    ones = int.from_bytes(b"\1" * columns, "little")
    for ink, dots, inner in visible:  # lowest first, and no dot in two of them
        here = _spread(dots, columns, _ANY)
        mixed |= seen & here
        seen |= here
        covered |= dots
        shaded |= _spread(dots, columns, _FULL) if inner else 0
        inks |= ink * ones & here & ~mixed
    characters = [_BLOCKS[bits] for bits in covered.to_bytes(columns, "little")]
    fore, back = bytearray((inks & ~mixed).to_bytes(columns, "little")), bytearray(columns)
    for column, shade in enumerate(shaded.to_bytes(columns, "little")) if shaded else ():
        if shade:
            characters[column] = "▓"
    for column, several in enumerate(mixed.to_bytes(columns, "little")) if mixed else ():
        if several:
            shift = 8 * column
            parts = tuple((ink, bits) for ink, dots, _ in visible if (bits := dots >> shift & 255))
            characters[column], fore[column], back[column] = _two_inks(parts)
    return CellRow("".join(characters), bytes(fore), bytes(back))


def _visible(planes: Sequence[Plane], index: int) -> list[tuple[int, int, int]]:
    """List (ink, dots in sight, dots inside a sparser shape) of one row, lowest ink first."""
    covered, visible = 0, []
    for ink, rows, inner in reversed(planes):
        dots = rows[index]
        if in_sight := dots & ~covered:
            visible.append((ink, in_sight, inner[index] if inner else 0))
        covered |= dots
    visible.reverse()
    return visible


def _joined(planes: Sequence[Plane], index: int, columns: int, *, thin: bool = True) -> tuple[int, bytes]:
    """Join the dots of all inks of one row, and choose each cell's ink."""
    visible = _visible(planes, index)
    if not visible:
        return 0, b""
    ones = int.from_bytes(b"\1" * columns, "little")
    sparse = ~(ones * _EVERY_OTHER)
    dots = inks = 0
    for table in (_ANY, _MANY):
        for ink, in_sight, _ in visible:
            if here := _spread(in_sight, columns, table):
                inks = inks & ~here | ink * ones & here
    for _, rows, inner in planes:
        dots |= rows[index] & ~(inner[index] & sparse) if thin and inner else rows[index]
    return dots, inks.to_bytes(columns, "little")


def _spread(dots: int, columns: int, table: bytes) -> int:
    """Map every cell's byte through a table."""
    return int.from_bytes(dots.to_bytes(columns, "little").translate(table), "little") if dots else 0


@lru_cache(maxsize=4096)
def _two_inks(parts: tuple[tuple[int, int], ...]) -> tuple[str, int, int]:
    """Fit a cell of several inks to a block: (character, its ink, the background's ink).

    Each quadrant takes the ink with most of its dots, the higher of two alike; of more than
    two inks in a cell the one with fewest quadrants gives way. A cell of nothing but warts is
    empty: a block without an ink would be drawn in the terminal's own colour.
    """
    quadrants = []
    smooth = _without_warts(sum(dots for _, dots in parts))
    for quadrant in _QUADRANTS:
        bits = quadrant & smooth
        best = max(parts, key=lambda part: ((part[1] & bits).bit_count(), part[0]))
        quadrants.append(best[0] if best[1] & bits else 0)
    inks = sorted(set(quadrants), key=lambda ink: (ink == 0, -quadrants.count(ink), -ink))
    if len(inks) == 1:
        return "█" if inks[0] else " ", inks[0], 0
    fore, back = inks[0], inks[1]
    index = sum(1 << place for place, ink in enumerate(quadrants) if ink == fore)
    return _QUADRANT_CHARACTERS[index], fore, back
