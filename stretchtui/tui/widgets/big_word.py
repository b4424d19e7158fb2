"""One word in letters four rows high, to be read from a metre away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.geometry import Size

from stretchtui.drawing.canvas import CellRow
from stretchtui.tui.widgets.cell_view import CellView

LETTER_ROWS = 4
"""Rows of cells that big letters need."""

MARGIN = 2
"""Pixels kept free beside a word, so that two words side by side stay apart."""

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
    " ": ".. .. .. .. .. .. ..",
}
_HALVES = " ▀▄█"
_QUARTERS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
_INK = 1


class BigWord(CellView):
    """A word as large as fits: wide letters, narrow ones, or plain text.

    Letters outside A-Z are shown as plain text. `blocks` False keeps to plain text, for a
    terminal that has no block characters.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"big-word--ink"}
    INKS: ClassVar[Mapping[int, str]] = {_INK: "big-word--ink"}

    def __init__(self, *, blocks: bool = True, right: bool = False, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._blocks = blocks
        self._right = right
        self._word = ""

    @property
    def word(self) -> str:
        """The word on show."""
        return self._word

    def show(self, word: str) -> None:
        """Show a word."""
        if word != self._word:
            self._word = word
            self.redraw()

    def draw(self, size: Size) -> Sequence[CellRow]:
        """Draw the word, in the largest letters that fit the size."""
        lines = self._letters(size)
        room = max(0, size.height - len(lines))
        lines = [""] * (room // 2) + lines
        return [self._row(line, size.width) for line in lines[: size.height]]

    def _letters(self, size: Size) -> list[str]:
        if self._blocks and size.height >= LETTER_ROWS and all(letter in _FONT for letter in self._word):
            pixels = _pixels(self._word)
            for across in (1, 2):
                if len(pixels[0]) + MARGIN <= size.width * across:
                    return _blocks(pixels, across)
        return [self._word]

    def _row(self, line: str, width: int) -> CellRow:
        line = line[:width]
        text = line.rjust(width) if self._right else line.ljust(width)
        return CellRow(text, bytes([_INK]) * width, bytes(width))


def _pixels(word: str) -> list[str]:
    """Put the letters side by side, one pixel apart: eight rows of equal length, the last empty."""
    letters = [_FONT[letter].split() for letter in word]
    rows = [".".join(letter[row] for letter in letters) for row in range(7)]
    return [*rows, "." * len(rows[0])]


def _blocks(pixels: list[str], across: int) -> list[str]:
    """Turn pixels into characters, one or two pixels across and two down."""
    characters = _HALVES if across == 1 else _QUARTERS
    width = -(-len(pixels[0]) // across) * across
    padded = [row.ljust(width, ".") for row in pixels]
    return [
        "".join(
            characters[
                sum(
                    1 << (down * across + right)
                    for down in (0, 1)
                    for right in range(across)
                    if padded[2 * row + down][column + right] == "#"
                )
            ]
            for column in range(0, width, across)
        )
        for row in range(len(padded) // 2)
    ]
