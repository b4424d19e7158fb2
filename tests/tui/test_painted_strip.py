"""A painted line reads on a terminal like Textual's own of the same segments, whole or cut."""

from __future__ import annotations

from io import StringIO

import pyte
from hypothesis import strategies as st
from rich.console import Console
from rich.style import Style
from textual.strip import Strip

from stretchtui.drawing.cells import CellRow
from stretchtui.tui.widgets.painted_strip import BACK_BITS, Paint, PaintedStrip
from tests.how_often import often

COLOURS = {1: "#804020", 2: "#20a040", 3: "#c0c0ff", 15: "yellow"}
BOLD = 2
TERMINALS = ("truecolor", "256", "standard", None)


def style(inks: int) -> Style:
    """Give a style that no terminal has seen: one that was written keeps the codes of that terminal."""
    fore, back = inks >> BACK_BITS, inks & 15
    return Style(color=COLOURS.get(fore), bgcolor=COLOURS.get(back, "#101820"), bold=True if fore == BOLD else None)


def bare(inks: int) -> Style:
    """Give a style as where there are no colours."""
    return Style(bold=True if inks >> BACK_BITS == BOLD else None)


@st.composite
def rows(draw: st.DrawFn) -> CellRow:
    cells = st.tuples(st.sampled_from(" ▀█⠿o"), st.sampled_from([0, *COLOURS]), st.sampled_from([0, 0, *COLOURS]))
    text, fore, back = zip(*draw(st.lists(cells, min_size=1, max_size=24)), strict=True)
    # As on a canvas: what has no ink is blank.
    signs = "".join(sign if ink else " " for sign, ink in zip(text, fore, strict=True))
    return CellRow(signs, bytes(fore), bytes(ink if sign != " " else 0 for sign, ink in zip(signs, back, strict=True)))


def seen(strip: Strip, system: str | None) -> list[tuple[str, str, str, bool]]:
    """Read a strip as a terminal shows it; of a blank cell only the ground is seen."""
    console = Console(file=StringIO(), color_system=system, force_terminal=True)  # type: ignore[arg-type]
    screen = pyte.Screen(32, 1)
    pyte.Stream(screen).feed(strip.render(console) + "|")
    cells = [screen.buffer[0][column] for column in range(32)]
    return [("" if c.data == " " else c.fg, c.bg, c.data, c.data != " " and c.bold) for c in cells]


@often(25, 500, rows(), st.sampled_from(TERMINALS), st.sampled_from([style, bare]), st.data())
def test_it_reads_as_textuals_own(row: CellRow, system: str | None, how: object, data: st.DataObject) -> None:
    painted = PaintedStrip(row, Paint(how))  # type: ignore[arg-type]
    plain = Strip(list(PaintedStrip(row, painted.paint)))
    assert plain.text == row.text
    assert painted.cell_length == plain.cell_length
    assert seen(painted, system) == seen(plain, system)
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(row.text))] * 2)))
    assert seen(painted.crop(start, end), system) == seen(plain.crop(start, end), system)
    cuts = sorted({start, end, len(row.text)} - {0})
    pieces = zip(painted.divide(cuts), plain.divide(cuts), strict=True)
    assert all(seen(piece, system) == seen(own, system) for piece, own in pieces)
    assert Strip.join([painted, plain]).text == 2 * row.text


def test_a_line_of_two_colours_is_shorter_than_textuals_own() -> None:
    row = CellRow("██▀▀██", bytes([1, 1, 3, 3, 1, 1]), bytes(6))
    console = Console(file=StringIO(), color_system="truecolor", force_terminal=True)
    painted = PaintedStrip(row, Paint(style))
    assert len(painted.render(console)) < 0.7 * len(Strip(list(painted)).render(console))
