from __future__ import annotations

from collections.abc import Mapping
from math import hypot

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stretchtui.domain.figure.keyframes import Figure
from stretchtui.domain.figure.parts import Part
from stretchtui.domain.figure.positions import View
from stretchtui.domain.figure.views import scene_at
from stretchtui.drawing.canvas import DotCanvas
from stretchtui.drawing.cells import DOT_BITS, Rendering
from stretchtui.drawing.figure import ASCII_FILLS, draw_scene, is_icon
from stretchtui.drawing.terminals import rendering_for
from tests.domain.figures import LYING, SHIPPED, figures, reaches
from tests.how_often import and_slowly
from tests.tables import every_row

WHOLE = [figure for figure in SHIPPED.values() if figure.view not in {View.CLOSE, View.PORTRAIT}]
QUIET = settings(deadline=None, max_examples=15)


IN_A_CELL = {" ": []} | {
    chr(0x2800 + bits): [(dx, dy) for dy in range(4) for dx in range(2) if bits & DOT_BITS[dy][dx]]
    for bits in range(1, 256)
}
"""The dots of each braille character."""


def dots(canvas: DotCanvas) -> set[tuple[int, int]]:
    """Read the dots back from the braille characters."""
    return {
        (2 * x + dx, 4 * y + dy)
        for y, row in enumerate(canvas.cell_rows())
        for x, character in enumerate(row.text)
        for dx, dy in IN_A_CELL[character]
    }


def drawn(figure: Figure | None, reach: float, columns: int, rows: int, **options: bool) -> DotCanvas:
    canvas = DotCanvas(columns, rows)
    draw_scene(canvas, scene_at(figure, reach, icon=is_icon(rows), **options))
    return canvas


def text(canvas: DotCanvas, rendering: Rendering = Rendering.BRAILLE) -> str:
    return "\n".join(row.text for row in canvas.cell_rows(rendering, ASCII_FILLS))


@QUIET
@given(st.integers(-3, 14), st.integers(-3, 14))
def test_a_dot_is_where_it_was_put_or_clipped(x: int, y: int) -> None:
    canvas = DotCanvas(5, 2)
    canvas.dot(x, y, 1)
    assert dots(canvas) == ({(x, y)} if 0 <= x < 10 and 0 <= y < 8 else set())


@QUIET
@given(
    st.tuples(st.floats(0, 40), st.floats(0, 40), st.floats(1, 9)),
    st.tuples(st.floats(0, 40), st.floats(0, 40), st.floats(1, 9)),
)
def test_a_capsule_is_all_circles_between_its_ends(
    first: tuple[float, float, float], last: tuple[float, float, float]
) -> None:
    canvas = DotCanvas(20, 10)
    canvas.capsule(*first, *last, 1)
    found = dots(canvas)
    for share in (0.0, 0.3, 0.5, 0.8, 1.0):
        x, y, radius = (a + (b - a) * share for a, b in zip(first, last, strict=True))
        inside = {(i, j) for i in range(40) for j in range(40) if hypot(i - x, j - y) < radius - 0.6}
        assert inside <= found
    reach = max(first[2], last[2])
    left, right = min(first[0], last[0]) - reach, max(first[0], last[0]) + reach
    assert all(left <= x <= right for x, _ in found)


def test_crossing_shapes_leave_no_hole_and_the_higher_ink_wins() -> None:
    both, one, other = DotCanvas(12, 6), DotCanvas(12, 6), DotCanvas(12, 6)
    for canvas in (both, one):
        canvas.capsule(2, 2, 3, 20, 20, 3, 1)
    for canvas in (both, other):
        canvas.capsule(2, 20, 3, 20, 2, 3, 2)
    assert dots(both) == dots(one) | dots(other)
    assert both.cells()[2][5][1] == 2


def test_ink_nought_takes_away_what_lies_behind_and_nothing_else() -> None:
    canvas = DotCanvas(10, 5)
    canvas.disc(10, 10, 8, 5)
    whole = dots(canvas)
    canvas.nearer()
    canvas.disc(10, 10, 5, 0)
    canvas.disc(10, 10, 3, 2)
    ring, core = DotCanvas(10, 5), DotCanvas(10, 5)
    ring.disc(10, 10, 5, 1)
    core.disc(10, 10, 3, 1)
    assert dots(canvas) == whole - dots(ring) | dots(core)
    assert canvas.inks()[10][10] == 2  # nearer, though its ink is lower
    assert canvas.inks()[10][3] == 5


@QUIET
@given(st.floats(0, 1), st.floats(0, 1))
def test_a_ring_is_made_of_its_parts(start: float, sweep: float) -> None:
    whole, part, rest = DotCanvas(12, 6), DotCanvas(12, 6), DotCanvas(12, 6)
    whole.arc(11.5, 11.5, 11, 7, 0, 1, 1)
    part.arc(11.5, 11.5, 11, 7, start, sweep, 1)
    rest.arc(11.5, 11.5, 11, 7, start + sweep, 1 - sweep, 1)
    assert dots(part) | dots(rest) == dots(whole)
    assert abs(len(dots(part)) - sweep * len(dots(whole))) < 16


def test_angles_run_clockwise_from_the_top() -> None:
    canvas = DotCanvas(12, 6)
    canvas.arc(11.5, 11.5, 11, 7, 0, 0.25, 1)
    assert all(x >= 11 and y <= 12 for x, y in dots(canvas))


@every_row("height", [8, 12, 20, 48, 120])
def test_digits_are_told_apart_and_fill_their_box(height: int) -> None:
    width = round(height * 0.62)
    seen = {}
    for digit in "0123456789":
        canvas = DotCanvas(width // 2 + 2, height // 4 + 2)
        canvas.digits(digit, 1, 2, width, height, 1)
        found = frozenset(dots(canvas))
        assert {y for _, y in found} == set(range(2, 2 + height))
        assert all(1 <= x <= width for x, _ in found)
        assert found not in seen
        seen[found] = digit


def test_digits_of_a_text_do_not_touch() -> None:
    canvas = DotCanvas(20, 5)
    canvas.digits("08", 0, 0, 36, 20, 1)
    columns = {x for x, _ in dots(canvas)}
    assert any(x not in columns for x in range(1, 36))


@every_row("rendering", list(Rendering))
def test_every_rendering_has_one_item_for_each_cell(rendering: Rendering) -> None:
    for columns, rows in ((0, 0), (1, 1), (14, 4), (30, 9), (75, 20), (200, 50)):
        canvas = drawn(SHIPPED["knee-to-chest"], 1.0, columns, rows)
        lines = canvas.cell_rows(rendering, ASCII_FILLS)
        assert len(lines) == rows
        assert all(len(line.text) == len(line.fore) == len(line.back) == columns for line in lines)


def test_ascii_is_ascii() -> None:
    for figure in SHIPPED.values():
        assert text(drawn(figure, 1.0, 60, 16), Rendering.ASCII).isascii()


def test_blocks_use_both_inks_of_a_cell_where_limbs_meet() -> None:
    rows = drawn(SHIPPED["hamstring-stretch"], 1.0, 70, 20).cell_rows(Rendering.SOLID)
    assert any(fore and back for row in rows for fore, back in zip(row.fore, row.back, strict=True))
    inks = {ink for row in rows for ink in row.fore}
    assert {Part.SKIN, Part.TRUNK, Part.MOVING, Part.RESTING, Part.ARM, Part.LINEN} <= inks


@pytest.mark.parametrize(("columns", "rows"), [(14, 4), (30, 9), (75, 20), *and_slowly((44, 12), (200, 50))])
def test_the_figure_fills_its_space(columns: int, rows: int) -> None:
    for figure in (None, *SHIPPED.values()):
        canvas = drawn(figure, 1.0, columns, rows)
        body = dots(canvas)
        width = max(x for x, _ in body) - min(x for x, _ in body)
        height = max(y for _, y in body) - min(y for _, y in body)
        assert width > 0.8 * canvas.width or height > 0.8 * canvas.height
        if figure is None or figure.view not in {View.CEILING, View.PORTRAIT}:
            assert max(y for _, y in body) == canvas.height - 1  # the mattress


@QUIET
@given(st.sampled_from(WHOLE), reaches, st.booleans(), st.sampled_from([(60, 12), (40, 30), (90, 26)]))
@example(SHIPPED["shoulder-blade-squeeze"], 1.0, False, (40, 30))
def test_the_body_is_never_cut_off(figure: Figure, reach: float, mirrored: bool, size: tuple[int, int]) -> None:
    canvas = drawn(figure, reach, *size, mirrored=mirrored)
    body = {
        (x, y)
        for y, row in enumerate(canvas.inks())
        for x, ink in enumerate(row)
        if ink not in {0, Part.BED, Part.LINEN, Part.PILLOW}
    }
    assert all(0 < x < canvas.width - 1 and 0 < y < canvas.height for x, y in body)


@QUIET
@given(figures, reaches, st.integers(0, 90), st.integers(0, 30))
def test_any_figure_draws_in_any_space(figure: Figure, reach: float, columns: int, rows: int) -> None:
    assert len(drawn(figure, reach, columns, rows).cell_rows(rendering_for(columns, rows))) == rows


@pytest.mark.parametrize(("columns", "rows"), [(30, 9), (70, 20)])
def test_holds_are_told_from_each_other_and_from_their_start(columns: int, rows: int) -> None:
    drawings = {
        name: (drawn(figure, 1.0, columns, rows), drawn(figure, 0.0, columns, rows)) for name, figure in SHIPPED.items()
    }
    for rendering in Rendering:
        assert_told_apart({name: tuple(text(each, rendering) for each in both) for name, both in drawings.items()})


def assert_told_apart(pictures: Mapping[str, tuple[str, ...]]) -> None:
    # The head of a neck's stretch is turned only a little further than that of its rotation.
    assert len({hold for name, (hold, _) in pictures.items() if name != "neck-stretch"}) == len(SHIPPED) - 1
    for name, (hold, start) in pictures.items():
        different = sum(a != b for a, b in zip(hold, start, strict=True))
        assert different >= (
            3 if name in {"pelvic-tilt", "one-leg-stand", "ankle-stretch", "buttock-squeeze"} else 12
        ), name


def test_bodies_with_bent_knees_have_one_size_and_place_in_all_movements_seen_from_the_side() -> None:
    heads = {
        frozenset((x, y) for y, row in enumerate(canvas.inks()) for x, ink in enumerate(row) if ink == Part.HAIR)
        for figure in LYING.values()
        if figure.view is View.SIDE and figure.begin is None
        for canvas in (drawn(figure, reach, 70, 20) for reach in (0.0, 1.0))
    }
    assert len(heads) == 1
    assert heads != {frozenset()}


def test_left_is_left_from_the_ceiling() -> None:
    base = dots(drawn(SHIPPED["lumbar-rotation"], 0.0, 60, 18))
    right = dots(drawn(SHIPPED["lumbar-rotation"], 1.0, 60, 18)) - base
    left = dots(drawn(SHIPPED["lumbar-rotation"], 1.0, 60, 18, mirrored=True)) - base
    assert sum(x for x, _ in left) / len(left) < 59 < sum(x for x, _ in right) / len(right)


def test_the_space_chooses_the_rendering() -> None:
    assert rendering_for(30, 9) is Rendering.BRAILLE
    assert rendering_for(75, 24) is Rendering.SOLID


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_low_picture_leaves_out_the_air_above_a_figure(mirrored: bool) -> None:
    for name in ("bed-bridge", "knee-to-chest", "knees-to-chest"):
        rows = drawn(SHIPPED[name], 1.0, 44, 11, mirrored=mirrored).inks()
        trunk = {x for row in rows for x, ink in enumerate(row) if ink in {Part.SKIN, Part.MOVING, Part.RESTING}}
        assert max(trunk) - min(trunk) > (60 if name != "knees-to-chest" else 42), name
