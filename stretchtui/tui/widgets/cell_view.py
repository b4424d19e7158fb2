"""The base of everything drawn in cells: it keeps rows of inked cells and redraws what changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.style import Style as VisualStyle

from stretchtui.drawing.cells import CellRow, blank_row
from stretchtui.tui.widgets.cached_lines import LaidOutOnce
from stretchtui.tui.widgets.painted_strip import BACK_BITS, Paint, PaintedStrip

_BACK_MASK = (1 << BACK_BITS) - 1

MOST_SPARE = 2.0
"""Rows that changed are sent as one region while it is at most so much larger than they are."""


class CellView(LaidOutOnce):
    """Shows rows of cells, each with an ink for its character and one for its background.

    A subclass gives each ink a component class or a colour of the theme in `INKS`, draws its rows
    in `draw`, and calls `redraw` when a value changed. Only cells that differ are sent to the
    terminal, with little else. Inks are whole numbers 1-15.
    """

    INKS: ClassVar[Mapping[int, str]] = {}

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._rows: Sequence[CellRow] = ()
        self._drawn_for: Size | None = None
        self._lines: list[Strip] | None = None
        self._mix_colours()

    def draw(self, size: Size) -> Sequence[CellRow]:
        """Draw the rows for a size in cells; rows that are too few are left blank."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Draw again and repaint the cells that changed; another size is drawn for when it is painted."""
        before, drawn_for, self._drawn_for = self._rows, self._drawn_for, None
        if not self.size or drawn_for != self.size:
            self.refresh()
            return
        self._draw_for_size()
        if self._rows is before:
            return
        regions = _changes(before, self._rows) if len(before) == len(self._rows) else None
        if regions is None:
            self.refresh()
        elif regions:
            self.refresh(*regions)

    def _draw_for_size(self) -> None:
        if self._drawn_for != self.size:
            before, self._rows, self._drawn_for = self._rows, self.draw(self.size), self.size
            self._lines = self._lines if self._rows is before else None

    def notify_style_update(self) -> None:
        """Forget the colours of the old theme or class."""
        super().notify_style_update()
        self._lines = None
        self._mix_colours()

    def _mix_colours(self) -> None:
        self._paint, self._ready_paint = Paint(self._style), Paint(self._ready_style)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give the lines of a region, ready for the terminal.

        A picture has no border, links or text to select, so its rows need none of the work
        that Textual does for those; with a border it takes Textual's way.
        """
        self._draw_for_size()
        if self._lines is None:
            if self.styles.gutter or self.opacity < 1:
                return super().render_lines(crop)
            self._lines = [PaintedStrip(row, self._ready_paint) for row in self._fitted(self.size)]
        if crop == self.size.region:
            return self._lines
        return [line.crop(crop.x, crop.right) for line in self._lines[crop.y : crop.bottom]]

    def render_line(self, y: int) -> Strip:
        """Turn one row of cells into styled text."""
        self._draw_for_size()
        return PaintedStrip(self._fitted(self.size)[y], self._paint)

    def _fitted(self, size: Size) -> list[CellRow]:
        """Give as many rows as there are lines, each as long as they are."""
        width = size.width
        rows = [row if len(row.text) == width else _as_long(row, width) for row in self._rows[: size.height]]
        return [*rows, *[blank_row(width)] * (size.height - len(rows))]

    def _ready_style(self, inks: int) -> Style:
        """Give the style for a cell's two inks as the terminal takes it."""
        segments = [Segment(" ", self._paint.style(inks))]
        _, background = self.background_colors
        for line_filter in self.get_line_filters():
            segments = line_filter.apply(segments, background)
        return segments[0].style or Style()

    def _style(self, inks: int) -> Style:
        """Give the style for a cell's two inks, as joined in one number."""
        return _joined(self.rich_style, inks, self._ink)

    def _ink(self, ink: int) -> Style | None:
        name = self.INKS.get(ink)
        if name is None:
            return None
        if name.startswith("$"):
            return (self.visual_style + VisualStyle.parse(name)).rich_style
        return self.get_component_rich_style(name)


def paint_on(ground: VisualStyle, inks: Mapping[int, str]) -> Paint:
    """Give the paint for cells on a ground that is not a widget's own, each ink a colour of the theme."""

    def ink(number: int) -> Style | None:
        return (ground + VisualStyle.parse(inks[number])).rich_style if number in inks else None

    return Paint(lambda both: _joined(ground.rich_style, both, ink))


def _joined(style: Style, inks: int, ink: Callable[[int], Style | None]) -> Style:
    """Give the style for a cell's two inks on a ground."""
    fore, back = ink(inks >> BACK_BITS), ink(inks & _BACK_MASK)
    if fore is not None:
        style += Style(color=fore.color, bold=fore.bold)
    if back is not None:
        style += Style(bgcolor=back.color)
    return style


def _as_long(row: CellRow, width: int) -> CellRow:
    """Give a row of a length."""
    text, fore, back = row
    return CellRow(text[:width].ljust(width), fore[:width].ljust(width, b"\0"), back[:width].ljust(width, b"\0"))


def _changes(before: Sequence[CellRow], after: Sequence[CellRow]) -> list[Region]:
    """Find what differs, as few regions that hold little else."""
    regions: list[Region] = []
    for y, (old, new) in enumerate(zip(before, after, strict=True)):
        if old == new:
            continue
        span = Region(*_span(old, new, y))
        if regions and regions[-1].bottom == y:
            both = regions[-1].union(span)
            if both.area <= MOST_SPARE * (regions[-1].area + span.area):
                regions[-1] = both
                continue
        regions.append(span)
    return regions


def _span(old: CellRow, new: CellRow, y: int) -> tuple[int, int, int, int]:
    """Give the region of one row in which two rows differ; all of it when their lengths do."""
    if len(old.fore) != len(new.fore):
        return 0, y, max(len(old.fore), len(new.fore)), 1
    differ = [
        _differing(old.text.encode("utf-32-le"), new.text.encode("utf-32-le"), 4),
        _differing(old.fore, new.fore),
        _differing(old.back, new.back),
    ]
    first, last = min(first for first, _ in differ), max(last for _, last in differ)
    return first, y, last - first + 1, 1


def _differing(old: bytes, new: bytes, size: int = 1) -> tuple[int, int]:
    """Give the first and the last item that differ, of so many bytes each; past both ends when none does."""
    bits = int.from_bytes(old, "little") ^ int.from_bytes(new, "little")
    if not bits:
        return len(old), -1
    return ((bits & -bits).bit_length() - 1) // (8 * size), (bits.bit_length() - 1) // (8 * size)
