"""The base of everything drawn in cells: it keeps rows of inked cells and redraws what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import ClassVar

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from stretchtui.braille import CellRow


class CellView(Widget):
    """Shows rows of cells, each with an ink for its character and one for its background.

    A subclass names a component class for each ink in `INKS`, draws its rows in `draw`, and
    calls `redraw` when a value changed. Only cells that differ are sent to the terminal.
    """

    INKS: ClassVar[Mapping[int, str]] = {}

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._rows: Sequence[CellRow] = ()
        self._styles: dict[tuple[int, int], Style] = {}

    def draw(self, size: Size) -> Sequence[CellRow]:
        """Draw the rows for a size in cells; rows that are too few are left blank."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Draw again and repaint the cells that changed."""
        if not self.size:
            return
        rows = self.draw(self.size)
        regions = _changes(self._rows, rows) if len(self._rows) == len(rows) else None
        self._rows = rows
        if regions is None:
            self.refresh()
        elif regions:
            self.refresh(*regions)

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.redraw()

    def notify_style_update(self) -> None:
        """Forget the colours of the old theme or class."""
        super().notify_style_update()
        self._styles.clear()

    def render_line(self, y: int) -> Strip:
        """Turn one row of cells into styled text."""
        width = self.size.width
        if y >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        text, fore, back = self._rows[y]
        segments = []
        start = 0
        for inks, run in groupby(zip(fore, back, strict=True)):
            end = start + sum(1 for _ in run)
            segments.append(Segment(text[start:end], self._style(*inks)))
            start = end
        return Strip(segments, len(fore)).adjust_cell_length(width, self.rich_style)

    def _style(self, fore: int, back: int) -> Style:
        style = self._styles.get((fore, back))
        if style is None:
            style = self.rich_style
            if fore:
                style += Style(color=self._color(fore), bold=self._bold(fore))
            if back:
                style += Style(bgcolor=self._color(back))
            self._styles[fore, back] = style
        return style

    def _bold(self, ink: int) -> bool | None:
        name = self.INKS.get(ink)
        return self.get_component_rich_style(name).bold if name else None

    def _color(self, ink: int) -> Color | None:
        name = self.INKS.get(ink)
        return self.get_component_rich_style(name).color if name else None


def _changes(before: Sequence[CellRow], after: Sequence[CellRow]) -> list[Region]:
    """Find the spans of cells that differ, at most one to a row."""
    regions = []
    for y, (old, new) in enumerate(zip(before, after, strict=True)):
        if old == new:
            continue
        if len(old.fore) != len(new.fore):
            regions.append(Region(0, y, max(len(old.fore), len(new.fore)), 1))
            continue
        columns = [x for x, (a, b) in enumerate(zip(_cells(old), _cells(new), strict=True)) if a != b]
        regions.append(Region(columns[0], y, columns[-1] - columns[0] + 1, 1))
    return regions


def _cells(row: CellRow) -> zip[tuple[str, int, int]]:
    return zip(row.text, row.fore, row.back, strict=True)
