"""Cells never show a colour that no shape under them has: of any dots, and of every figure."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from functools import lru_cache
from itertools import islice, product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stretchtui.domain.figure.keyframes import Figure
from stretchtui.domain.figure.parts import Part
from stretchtui.domain.figure.scene import Scene
from stretchtui.domain.figure.views import scene_at
from stretchtui.drawing.canvas import BLOCKS, DotCanvas
from stretchtui.drawing.cells import CellRow, Plane, Rendering, ascii_row, block_row, braille_row, visible
from stretchtui.drawing.figure import ASCII_FILLS, draw_scene, is_icon
from stretchtui.tui.widgets.figure_view import STEPS
from tests.domain.figures import SHIPPED
from tests.how_often import often
from tests.tables import every_row

SIZES = [(14, 4), (20, 4), (30, 9), (40, 12), (56, 16), (64, 16), (75, 20), (80, 24), (120, 30)]

DRAWN_ALIKE = ((Rendering.BRAILLE, Rendering.OCTANT, Rendering.ASCII), (Rendering.SEXTANT,), (Rendering.SOLID,))
"""Renderings by the gaps that a scene is drawn with."""


def drawn(planes: Sequence[Plane], rendering: Rendering) -> CellRow | None:
    """Draw one row of one cell."""
    sight = visible(planes, 0)
    if rendering in BLOCKS:
        return block_row(sight, 1, BLOCKS[rendering])
    return ascii_row(sight, 1, ASCII_FILLS) if rendering is Rendering.ASCII else braille_row(sight, 1)


def assert_coloured(row: CellRow, under: Sequence[Set[int]], where: object) -> None:
    """Demand that what is drawn has a colour, and that each colour is that of a shape in the cell."""
    for x, (character, fore, back, inks) in enumerate(zip(*row, under, strict=True)):
        if character == " " and not fore and not back:
            continue
        assert character == " " or fore, f"{where}, column {x}: {character!r} in no ink"
        assert not fore or fore in inks, f"{where}, column {x}: ink {fore}, of {sorted(inks)}"
        assert not back or back in inks, f"{where}, column {x}: ink {back} behind, of {sorted(inks)}"
        assert not back or back != fore, f"{where}, column {x}: {character!r} cannot be seen"


@pytest.mark.parametrize("step", [11, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("rendering", list(Rendering))
def test_any_dots_of_two_inks_are_shown_in_these_inks(rendering: Rendering, step: int) -> None:
    for owners in islice(product((0, 3, 7), repeat=8), 0, None, step):
        low, high = (sum(1 << bit for bit, owner in enumerate(owners) if owner == ink) for ink in (3, 7))
        row = drawn([Plane(3, [low]), Plane(7, [high])], rendering)
        if row is None:
            assert not low | high
            continue
        assert_coloured(row, [set(owners) - {0}], owners)
        assert row.text != " " or (low | high).bit_count() <= 2, f"{owners}: a cell was emptied"


BRAILLE = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
READ = [
    {ord(" "): "00"} | {0x2800 + dots: f"{bool(dots & left):d}{bool(dots & right):d}" for dots in range(256)}
    for left, right in BRAILLE
]
"""How the dots of each line of a cell are read from its character."""

INKS = lru_cache(None)(frozenset[int])
"""The same few inks lie together in most cells."""

piles = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 255)), min_size=1, max_size=6)


@often(25, 300, piles, st.sampled_from(list(Rendering)))
def test_any_dots_of_many_inks_are_shown_in_these_inks(dots: list[tuple[int, int]], rendering: Rendering) -> None:
    stack = [Plane(ink, [own]) for ink, own in dots]
    row = drawn(stack, rendering)
    covered, seen = 0, set()
    for plane in reversed(stack):
        if plane.ink and plane.rows[0] & ~covered:
            seen.add(plane.ink)
        covered |= plane.rows[0]
    assert (row is not None) == bool(seen)
    if row is not None:
        assert_coloured(row, [seen], stack)


def dots_of(rows: Sequence[CellRow]) -> list[int]:
    """Read the dots back from braille: for each line a number with a bit for every dot, the leftmost the highest."""
    return [int(row.text.translate(line) or "0", 2) for row in rows for line in READ]


def inks_under(lines: Sequence[bytearray]) -> list[frozenset[int]]:
    """Give the inks seen in each cell of four lines of dots."""
    sides = [line[side::2] for line in lines for side in (0, 1)]
    return [INKS(inks) for inks in zip(*sides, strict=True)]


def dots_in(seen: Sequence[bytearray], *inks: int) -> list[int]:
    """Find the dots that are seen in some inks, as `dots_of` gives them."""
    signs = bytes(ord("1") if ink in inks else ord("0") for ink in range(256))
    return [int(line.translate(signs) or b"0", 2) for line in seen]


def assert_none_alone(lit: Sequence[int]) -> None:
    """Demand that each dot has another beside it, above or below, or at a corner."""
    for above, line, below in zip((0, *lit), lit, (*lit[1:], 0), strict=False):
        around = above | below
        assert not line & ~(around | (around | line) << 1 | (around | line) >> 1)


def assert_covered(scene: Scene, canvas: DotCanvas) -> None:
    """Demand that each dot is covered by a shape of its own part."""
    inks = canvas.inks()
    for part in {shape.part for shape in scene.shapes}:
        alone = DotCanvas(canvas.columns, canvas.rows)
        alone.box(0, 0, alone.width, alone.height, max(Part) + 1)
        own = [tuple(shape for shape in layer.shapes if shape.part is part) for layer in scene.layers]
        layers = [replace(layer, shapes=shapes, halo=()) for layer, shapes in zip(scene.layers, own, strict=True)]
        draw_scene(alone, replace(scene, layers=tuple(layers)))
        seen, there = dots_in(inks, part), dots_in(alone.inks(), part)
        assert not any(lit & ~covered for lit, covered in zip(seen, there, strict=True)), part.name


def assert_figure_coloured(figure: Figure, step: int, *, mirrored: bool, size: tuple[int, int]) -> None:
    """Demand of every rendering that each colour is that of a shape under it, and of dots that none stands alone.

    Whether shapes cover them all takes long, and is looked at in a quarter of the steps.
    """
    scene = scene_at(figure, step / STEPS, mirrored=mirrored, goal=step < STEPS // 2, icon=is_icon(size[1]))
    for renderings in DRAWN_ALIKE:
        canvas = DotCanvas(*size)
        draw_scene(canvas, scene, renderings[0])
        inks = canvas.inks()
        under = [inks_under(inks[4 * y : 4 * y + 4]) for y in range(size[1])]
        for rendering in renderings:
            for y, row in enumerate(canvas.cell_rows(rendering, ASCII_FILLS)):
                assert_coloured(row, under[y], f"step {step}, mirrored {mirrored}, {size}, {rendering}, row {y}")
        lit = dots_in(inks, *Part)
        assert dots_of(canvas.cell_rows()) == lit
        assert_none_alone(lit)
        if Rendering.BRAILLE in renderings and step // 6 % 4 == 0 and not mirrored:
            assert_covered(scene, canvas)


@settings(deadline=None, max_examples=10)
@example(SHIPPED["bed-bridge"], 35, False, (64, 16))
@example(SHIPPED["bed-bridge"], 40, False, (75, 20))  # scraps, unless they are swept away
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
    # Each step is looked at in every sixth size, and each size at every sixth step.
    for (number, size), mirrored in product(enumerate(SIZES), (False, True)):
        for step in range(number % 6, STEPS + 1, 6):
            assert_figure_coloured(SHIPPED[name], step, mirrored=mirrored, size=size)


@every_row("rendering", list(BLOCKS))
def test_every_block_is_one_character_and_no_two_are_alike(rendering: Rendering) -> None:
    blocks = BLOCKS[rendering]
    characters = {blocks.characters[dots] for dots in range(256)}
    assert {" ", "█", "▌", "▐"} <= characters
    assert len(characters) <= 4**blocks.rows
    assert len({blocks.places_of(character) for character in characters}) == len(characters)


def test_octants_show_every_dot() -> None:
    blocks = BLOCKS[Rendering.OCTANT]
    for dots in range(256):
        places = blocks.places_of(blocks.characters[dots])
        assert dots == sum(BRAILLE[place // 2][place % 2] for place in range(8) if places >> place & 1)
