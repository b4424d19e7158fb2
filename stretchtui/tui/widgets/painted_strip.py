"""A line of inked cells on its way to the terminal, with no more made of it than the terminal needs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from stretchtui.drawing.cells import CellRow

BACK_BITS = 4
"""Both inks of a cell in one number: that of the character above so many bits, that of the background below."""

_RUNS = re.compile(rb"([%s])(?:\1|\0)*|(.)\2*" % b"".join(b"\\x%x0" % ink for ink in range(1, 16)), re.DOTALL)
"""Cells that are alike; a blank one follows those before it that have no background either."""

_END = "\x1b[0m"


class Paint:
    """What the pairs of inks look like, by a function that knows their styles."""

    def __init__(self, style: Callable[[int], Style]) -> None:
        self.style = lru_cache(maxsize=None)(style)
        self.turn = lru_cache(maxsize=None)(self._turn)

    def _turn(self, before: int | None, inks: int, colours: ColorSystem) -> str:
        """Tell the terminal to go from one pair of inks to another: only the colours that are others."""
        new = self.style(inks)
        if before is not None:
            old = self.style(before)
            if new.without_color == old.without_color and new.color and new.bgcolor and old.color and old.bgcolor:
                new = Style(
                    color=new.color if new.color != old.color else None,
                    bgcolor=new.bgcolor if new.bgcolor != old.bgcolor else None,
                )
                old = Style()
            start = _END if old else ""
        else:
            start = ""
        codes = Strip.render_ansi(new, colours)
        return f"{start}\x1b[{codes}m" if codes else start


class PaintedStrip(Strip):
    """A row of cells that is cut and written as it is; segments are made only for who asks for them.

    Textual makes segments of every line, cuts them, and writes each with all its colours. A moving
    picture has new lines with every frame, each written once.
    """

    __slots__ = ("_drawn", "_row", "paint")

    def __init__(self, row: CellRow, paint: Paint) -> None:
        # What is Textual's own is filled in when something reaches for it.
        self._row = row
        self.paint = paint
        self._drawn: str | None = None

    def __getattr__(self, name: str) -> Any:
        """Become a strip as others, for all that is asked of one beside being cut and written."""
        paint, (text, _, _) = self.paint, self._row
        segments = [Segment(text[start:end], paint.style(inks)) for start, end, inks in self._runs()]
        super().__init__(segments, len(text))
        return object.__getattribute__(self, name)

    @property
    def cell_length(self) -> int:
        """How many cells it takes."""
        return len(self._row.text)

    def crop(self, start: int, end: int | None = None) -> Strip:
        """Give the cells between two places."""
        text, fore, back = self._row
        start, end = max(0, start), len(text) if end is None else min(end, len(text))
        if start == 0 and end == len(text):
            return self
        return PaintedStrip(CellRow(text[start:end], fore[start:end], back[start:end]), self.paint)

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """Give the pieces between the beginning and some places."""
        length = len(self._row.text)
        return [self.crop(start, end) for start, end in pairwise([0, *(cut for cut in cuts if cut <= length)])]

    def render(self, console: Console) -> str:
        """Write it as the terminal takes it."""
        if self._drawn is None:
            turn, text = self.paint.turn, self._row.text
            system = console.color_system
            colours = COLOR_SYSTEMS[system] if system else ColorSystem.TRUECOLOR
            parts: list[str] = []
            before = None
            for start, end, inks in self._runs():
                parts += turn(before, inks, colours), text[start:end]
                before = inks
            self._drawn = "".join([*parts, _END])
        return self._drawn

    def _runs(self) -> list[tuple[int, int, int]]:
        """List where cells that are alike begin and end, with both inks of theirs."""
        inks = _joined(self._row.fore, self._row.back)
        return [(*run.span(), inks[run.start()]) for run in _RUNS.finditer(inks)]


def _joined(fore: bytes, back: bytes) -> bytes:
    """Put both inks of each cell into one byte, all cells at once."""
    both = int.from_bytes(fore, "big") << BACK_BITS | int.from_bytes(back, "big")
    return both.to_bytes(len(fore), "big")
