"""Cells never show a colour that no shape under them has: of any dots, and of every figure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stretchtui.domain.figure.pose import Figure, pose_at
from stretchtui.drawing.canvas import CellRow, DotCanvas, Rendering
from stretchtui.drawing.cells import Plane, ascii_row, braille_row, solid_row
from stretchtui.drawing.figure import ASCII_FILLS, draw_figure
from stretchtui.tui.widgets.figure_view import STEPS
from tests.domain.figures import SHIPPED
from tests.how_often import often

SIZES = [(14, 4), (30, 9), (40, 12), (56, 16), (64, 16), (75, 20), (80, 24), (120, 30)]
ROWS = {
    Rendering.BRAILLE: braille_row,
    Rendering.SOLID: solid_row,
    Rendering.ASCII: lambda planes, index, columns: ascii_row(planes, index, columns, ASCII_FILLS),
}


def assert_coloured(row: CellRow, under: Sequence[set[int]], where: object) -> None:
    """Demand that what is drawn has a colour, and that each colour is that of a shape in the cell."""
    for x, (character, fore, back, inks) in enumerate(zip(*row, under, strict=True)):
        assert character == " " or fore, f"{where}, column {x}: {character!r} in no ink"
        assert {fore, back} <= inks | {0}, f"{where}, column {x}: inks {fore} on {back}, of {sorted(inks)}"
        assert not back or back != fore, f"{where}, column {x}: {character!r} cannot be seen"


@pytest.mark.parametrize("rendering", list(Rendering))
def test_any_dots_of_two_inks_are_shown_in_these_inks(rendering: Rendering) -> None:
    for owners in product((0, 3, 7), repeat=8):
        low, high = (sum(1 << bit for bit, owner in enumerate(owners) if owner == ink) for ink in (3, 7))
        row = ROWS[rendering]([Plane(3, [low], None), Plane(7, [high], None)], 0, 1)
        if row is None:
            assert not low | high
            continue
        assert_coloured(row, [set(owners) - {0}], owners)
        assert row.text != " " or (low | high).bit_count() <= 2, f"{owners}: a cell was emptied"


planes = st.lists(st.tuples(st.integers(0, 255), st.none() | st.integers(0, 255)), min_size=1, max_size=5)


@often(80, 300, planes, st.sampled_from(list(Rendering)))
def test_any_dots_of_many_inks_are_shown_in_these_inks(
    dots: list[tuple[int, int | None]], rendering: Rendering
) -> None:
    stack = [Plane(ink, [own], None if inner is None else [own & inner]) for ink, (own, inner) in enumerate(dots, 1)]
    row = ROWS[rendering](stack, 0, 1)
    covered, seen = 0, set()
    for plane in reversed(stack):
        if plane.rows[0] & ~covered:
            seen.add(plane.ink)
        covered |= plane.rows[0]
    assert row is None or covered
    if row is not None:
        assert_coloured(row, [seen], stack)


class _Apart(DotCanvas):
    """A canvas that keeps a copy of each ink's shapes, so that what lies in a cell can be asked."""

    def __init__(self, columns: int, rows: int) -> None:
        super().__init__(columns, rows)
        self.alone: dict[int, DotCanvas] = {}

    def _copied(self, shape: str, *values: Any) -> None:
        getattr(super(), shape)(*values)
        ink = values[-1]
        getattr(self.alone.setdefault(ink, DotCanvas(self.columns, self.rows)), shape)(*values)

    def box(self, *values: Any) -> None:
        self._copied("box", *values)

    def ellipse(self, *values: Any) -> None:
        self._copied("ellipse", *values)

    def capsule(self, *values: Any) -> None:
        self._copied("capsule", *values)

    def polygon(self, *values: Any) -> None:
        self._copied("polygon", *values)

    def inks_under(self) -> list[list[set[int]]]:
        """Give the inks drawn in each cell, seen or covered, by row and column."""
        under: list[list[set[int]]] = [[set() for _ in range(self.columns)] for _ in range(self.rows)]
        for ink, canvas in self.alone.items():
            for y, row in enumerate(canvas.cell_rows()):
                for x in (x for x, character in enumerate(row.text) if character != " "):
                    under[y][x].add(ink)
        return under


def assert_figure_coloured(figure: Figure, step: int, *, mirrored: bool, size: tuple[int, int]) -> None:
    canvas = _Apart(*size)
    draw_figure(canvas, pose_at(figure, step / STEPS, mirrored=mirrored), figure)
    under = canvas.inks_under()
    for rendering in Rendering:
        for y, row in enumerate(canvas.cell_rows(rendering, ASCII_FILLS)):
            assert_coloured(row, under[y], f"step {step}, mirrored {mirrored}, {size}, {rendering}, row {y}")


@settings(deadline=None, max_examples=40)
@example(SHIPPED["bed-bridge"], 35, False, (64, 16))  # a cell of nothing but warts, of two inks
@given(
    st.sampled_from(list(SHIPPED.values())),
    st.integers(0, STEPS),
    st.booleans(),
    st.tuples(st.integers(0, 120), st.integers(0, 32)) | st.sampled_from(SIZES),
)
def test_a_figure_shows_the_colours_of_its_parts(
    figure: Figure, step: int, mirrored: bool, size: tuple[int, int]
) -> None:
    assert_figure_coloured(figure, step, mirrored=mirrored, size=size)


@pytest.mark.slow
@pytest.mark.parametrize("name", list(SHIPPED))
def test_a_figure_shows_the_colours_of_its_parts_at_every_step(name: str) -> None:
    for size, mirrored in product(SIZES, (False, True)):
        for step in range(STEPS + 1):
            assert_figure_coloured(SHIPPED[name], step, mirrored=mirrored, size=size)
