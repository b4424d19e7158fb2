"""Big letters of block characters: one alphabet of pixels, drawn in any size from four rows of cells on.

A letter is five pixels wide and seven high. Its pixels need not be square: stems may be wider than what lies
between them, so that a long word becomes narrow before it becomes small. Corners are rounded where there is room.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

_FONT = {
    "A": ".###. #...# #...# ##### #...# #...# #...#",
    "B": "####. #...# #...# ####. #...# #...# ####.",
    "C": ".#### #.... #.... #.... #.... #.... .####",
    "D": "####. #...# #...# #...# #...# #...# ####.",
    "E": "##### #.... #.... ####. #.... #.... #####",
    "F": "##### #.... #.... ####. #.... #.... #....",
    "G": ".#### #.... #.... #..## #...# #...# .####",
    "H": "#...# #...# #...# ##### #...# #...# #...#",
    "I": "### .#. .#. .#. .#. .#. ###",
    "J": "..### ...#. ...#. ...#. ...#. #..#. .##..",
    "K": "#...# #..#. #.#.. ##... #.#.. #..#. #...#",
    "L": "#.... #.... #.... #.... #.... #.... #####",
    "M": "#...# ##.## #.#.# #.#.# #...# #...# #...#",
    "N": "#...# ##..# ##..# #.#.# #..## #..## #...#",
    "O": ".###. #...# #...# #...# #...# #...# .###.",
    "P": "####. #...# #...# ####. #.... #.... #....",
    "Q": ".###. #...# #...# #...# #.#.# #..#. .##.#",
    "R": "####. #...# #...# ####. #.#.. #..#. #...#",
    "S": ".#### #.... #.... .###. ....# ....# ####.",
    "T": "##### ..#.. ..#.. ..#.. ..#.. ..#.. ..#..",
    "U": "#...# #...# #...# #...# #...# #...# .###.",
    "V": "#...# #...# #...# #...# .#.#. .#.#. ..#..",
    "W": "#...# #...# #...# #.#.# #.#.# ##.## #...#",
    "X": "#...# .#.#. ..#.. ..#.. ..#.. .#.#. #...#",
    "Y": "#...# .#.#. ..#.. ..#.. ..#.. ..#.. ..#..",
    "Z": "##### ....# ...#. ..#.. .#... #.... #####",
    "0": ".###. #...# #..## #.#.# ##..# #...# .###.",
    "1": ".#. ##. .#. .#. .#. .#. ###",
    "2": ".###. #...# ....# ..##. .#... #.... #####",
    "3": "####. ....# ....# .###. ....# ....# ####.",
    "4": "#..#. #..#. #..#. ##### ...#. ...#. ...#.",
    "5": "##### #.... ####. ....# ....# #...# .###.",
    "6": ".###. #.... #.... ####. #...# #...# .###.",
    "7": "##### ....# ...#. ..#.. ..#.. ..#.. ..#..",
    "8": ".###. #...# #...# .###. #...# #...# .###.",
    "9": ".###. #...# #...# .#### ....# ....# .###.",
    ".": ". . . . . . #",
    ",": ".. .. .. .. .. .# #.",
    ";": ".. .# .. .. .. .# #.",
    ":": ". . # . . # .",
    "-": "... ... ... ### ... ... ...",
    "'": "# # . . . . .",
    "?": "###. ...# ...# ..#. .#.. .... .#..",
    "!": "# # # # # . #",
    " ": ".. .. .. .. .. .. ..",
}
_QUARTERS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
_HIGH = 7
_ROUND = 0.8
"""How far a rounded corner reaches into its pixel, squared."""


class Weight(NamedTuple):
    """A size of letters in half cells: how high a pixel is, how wide a stem, and how wide all between stems."""

    high: int
    stem: int
    inner: int

    @property
    def rows(self) -> int:
        """Rows of cells that a line of letters takes."""
        return -(-_HIGH * self.high // 2)

    @property
    def gap(self) -> int:
        """Half cells between two letters."""
        return max(2, self.inner)


def drawable(text: str) -> bool:
    """Tell whether there is a letter for each character."""
    return all(character in _FONT for character in text)


def weights(rows: int) -> Iterator[Weight]:
    """List the weights that so many rows have room for, the best first: high, then wide, then even."""
    for high in range(2 * rows // _HIGH, 0, -1):
        yield from (Weight(high, 2 * high, inner) for inner in range(2 * high, high - 1, -1))
        yield from (Weight(high, stem, high) for stem in range(2 * high - 1, high - 1, -1))


def columns(text: str, weight: Weight) -> int:
    """Count the columns of cells that a text takes."""
    widths = [sum(_widths(_FONT[character].split(), weight)) for character in text]
    return -(-(sum(widths) + weight.gap * max(0, len(widths) - 1)) // 2)


@lru_cache(maxsize=128)
def letter_rows(text: str, weight: Weight) -> Sequence[str]:
    """Draw a text in one line, as rows of block characters of equal length."""
    lines = [""] * _HIGH * weight.high
    for number, character in enumerate(text):
        drawn = _letter(_FONT[character].split(), weight)
        gap = " " * weight.gap if number else ""
        lines = [f"{line}{gap}{more}" for line, more in zip(lines, drawn, strict=True)]
    width = 2 * columns(text, weight)
    lines = [line.ljust(width) for line in (*lines, *[""] * (len(lines) % 2))]
    return [
        "".join(_quarter(upper[at : at + 2], lower[at : at + 2]) for at in range(0, width, 2))
        for upper, lower in zip(lines[::2], lines[1::2], strict=True)
    ]


def _quarter(upper: str, lower: str) -> str:
    return _QUARTERS[sum(1 << place for place, part in enumerate(upper + lower) if part != " ")]


def _widths(pixels: Sequence[str], weight: Weight) -> list[int]:
    """Give each column its width: stems are the outer ones of a letter, and whatever stands upright."""
    across = len(pixels[0])
    return [
        weight.stem
        if (across > 3 and column in (0, across - 1)) or sum(row[column] == "#" for row in pixels) > _HIGH / 2
        else weight.inner
        for column in range(across)
    ]


def _letter(pixels: Sequence[str], weight: Weight) -> Iterator[str]:
    """Draw one letter, a character to each quarter of a cell."""
    widths = _widths(pixels, weight)
    for row, down in ((row, down) for row in range(_HIGH) for down in range(weight.high)):
        yield "".join(
            "#"
            if pixels[row][column] == "#"
            or (weight.high > 1 and _rounded(pixels, row, column, (down + 0.5) / weight.high, (across + 0.5) / width))
            else " "
            for column, width in enumerate(widths)
            for across in range(width)
        )


def _rounded(pixels: Sequence[str], row: int, column: int, down: float, right: float) -> bool:
    """Tell whether a place in an empty pixel is inked all the same, because two inked ones bend round it there."""
    for below, beside in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
        bends = _ink(pixels, row + below, column) and _ink(pixels, row, column + beside)
        if bends and not _ink(pixels, row + below, column + beside):
            far = (1 - down if below > 0 else down) ** 2 + (1 - right if beside > 0 else right) ** 2
            if far <= _ROUND:
                return True
    return False


def _ink(pixels: Sequence[str], row: int, column: int) -> bool:
    return 0 <= row < _HIGH and 0 <= column < len(pixels[0]) and pixels[row][column] == "#"
