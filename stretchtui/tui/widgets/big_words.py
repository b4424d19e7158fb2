"""Words in letters that grow with the window, to be read from a metre away."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import ClassVar

from rich.cells import cell_len
from textual.geometry import Size

from stretchtui.drawing.cells import CellRow
from stretchtui.drawing.letters import Weight, columns, drawable, letter_rows, weights
from stretchtui.tui.widgets.cached_lines import CachedText
from stretchtui.tui.widgets.cell_view import CellView

WORD_ROWS = ((150, 46, 11), (110, 32, 7), (0, 0, 4))
"""Rows of cells for the letters of one word, each from so many columns and lines of the window on."""

PHRASE_WINDOW = (150, 46)
"""The window from which on a phrase has room for letters of its own."""

PHRASE_LINES, LINE_ROWS = 2, 4
"""As many lines of letters as a phrase may take there, a blank row between them, and how high each is."""

BETWEEN = 6
"""Columns that keep two words apart."""

_INK = 1


class BigWords(CellView):
    """One word, or two at the left and right edges, both in the largest letters in which both fit.

    Letters outside the alphabet are shown as plain text. `blocks` False keeps to plain text, for a
    terminal that has no block characters.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"big-word--ink"}
    INKS: ClassVar[Mapping[int, str]] = {_INK: "big-word--ink"}

    def __init__(self, *, blocks: bool = True, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._blocks = blocks
        self._words = ("", "")

    @property
    def words(self) -> tuple[str, str]:
        """The words on show, from left to right."""
        return self._words

    def show(self, first: str, last: str = "") -> None:
        """Show a word at the left edge, and one at the right."""
        if (first, last) != self._words:
            self._words = (first, last)
            self.redraw()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take rows by the size of the window, whatever the words are: nothing around them moves when they change."""
        return next(rows for wide, high, rows in WORD_ROWS if viewport.width >= wide and viewport.height >= high)

    def draw(self, size: Size) -> Sequence[CellRow]:
        """Draw the words in the middle of the rows."""
        first, last = self._drawn(size)
        above = [""] * ((size.height - len(first)) // 2)
        lines = [*above, *(left + right.rjust(size.width - len(left)) for left, right in zip(first, last, strict=True))]
        inks = bytes([_INK]) * size.width
        return [CellRow(line[: size.width].ljust(size.width), inks, bytes(size.width)) for line in lines]

    def _drawn(self, size: Size) -> tuple[Sequence[str], Sequence[str]]:
        first, last = self._words
        if self._blocks and drawable(first + last):
            between = BETWEEN if first and last else 0
            for weight in weights(size.height):
                if columns(first, weight) + between + columns(last, weight) <= size.width:
                    return letter_rows(first, weight), letter_rows(last, weight)
        return [first], [last]


class Phrase(CachedText):
    """A sentence: in letters of four rows where the window has room for all of it, else in plain text."""

    def __init__(self, *, blocks: bool = True, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._blocks = blocks
        self._phrase = ""

    def show(self, text: str) -> None:
        """Show a sentence."""
        if text != self._phrase:
            self._phrase = text
            self._choose()

    def on_resize(self) -> None:
        """Choose the letters anew for the room there is now."""
        self._choose()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take the rows of big letters wherever the window has them, so that nothing moves between two sentences."""
        wide, high = PHRASE_WINDOW
        if self._blocks and viewport.width >= wide and viewport.height >= high:
            return PHRASE_LINES * (LINE_ROWS + 1) - 1
        return super().get_content_height(container, viewport, width)

    @property
    def has_letters(self) -> bool:
        """Tell whether the window has the rows for letters."""
        return self._blocks and self.size.height >= LINE_ROWS

    def _choose(self) -> None:
        lines = (self._letters() if self.has_letters else ()) or even_lines(self._phrase, self.size.width)
        self.say("\n".join(lines))

    def _letters(self) -> Sequence[str]:
        """Draw the sentence in the widest letters in which it takes few enough lines; none where there are none."""
        text = self._phrase.upper()
        if not drawable(text):
            return []
        for weight in weights(LINE_ROWS):
            if weight.stem > 1:
                # A column for each letter is the least, so that a narrower line is tried until all fit.
                for length in range(self.size.width // 2, 0, -1):
                    lines = wrap(text, length)
                    if len(lines) > PHRASE_LINES:
                        break
                    if self._hold(lines, weight):
                        even = even_lines(text, length)
                        lines = even if self._hold(even, weight) else lines
                        rows = [row for line in lines for row in (*letter_rows(line, weight), "")]
                        return rows[:-1]
        return []

    def _hold(self, lines: Sequence[str], weight: Weight) -> bool:
        return all(columns(line, weight) <= self.size.width for line in lines)


_LONE = re.compile(r" (?=[^\WaAI]\W*(?: |$))")
"""The blank before a figure, a unit or a key of one letter, which mean little at the beginning of a line."""

_BOUND = "\u00a0"


def even_lines(text: str, width: int) -> list[str]:
    """Break a text into as few lines as fit, of lengths as even as can be; lone letters stay with the word before."""
    least = len(wrap(text, width)) if width > 0 and cell_len(text) == len(text) else 0
    if least < 2:
        return [text]
    bound = _LONE.sub(_BOUND, text)
    for words in (bound, text):
        for length in range(len(words) // least, width + 1):
            lines = wrap(words, length)
            if len(lines) == least:
                return [line.replace(_BOUND, " ") for line in lines]
    return [text]
