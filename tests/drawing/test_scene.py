"""One scene, three hands: cells, SVG and pixels tell the same story."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import pytest

from stretchtui.domain.figure.keyframes import BodyPart
from stretchtui.domain.figure.parts import Part
from stretchtui.domain.figure.positions import View
from stretchtui.domain.figure.views import scene_at
from stretchtui.drawing.canvas import DotCanvas
from stretchtui.drawing.cells import Rendering
from stretchtui.drawing.figure import draw_scene
from stretchtui.drawing.svg import scene_svg
from stretchtui.drawing.terminals import finest_blocks
from tests.domain.figures import SHIPPED
from tests.how_often import slowly
from tests.tables import every_row

FROM_THE_SIDE = [name for name, figure in SHIPPED.items() if figure.view is not View.CEILING]
COLOURS = {part: f"#0000{part:02x}" for part in Part}


def inks(name: str, reach: float, size: tuple[int, int] = (70, 20), *, mirrored: bool = False) -> list[bytearray]:
    canvas = DotCanvas(*size)
    draw_scene(canvas, scene_at(SHIPPED[name], reach, mirrored=mirrored))
    return canvas.inks()


@every_row("name", FROM_THE_SIDE)
def test_the_left_side_is_seen_from_the_left(name: str) -> None:
    for reach in (0.0, 0.4, 1.0):
        assert scene_at(SHIPPED[name], reach, mirrored=True) == scene_at(SHIPPED[name], reach).mirrored()


@slowly(3, 20)
@pytest.mark.parametrize("name", ["knee-to-chest", "hamstring-stretch", "knees-to-chest"])
def test_a_dark_halo_keeps_crossing_limbs_apart(name: str, times: int) -> None:
    resting = {Part.RESTING, Part.FAR_MOVING, Part.FAR_ARM}
    for step in range(times + 1):
        rows = inks(name, step / times, (118, 35))
        hips = {x for row in rows for x, ink in enumerate(row) if ink == Part.TRUNK}
        touching = [
            (x, y)
            for y, row in enumerate(rows)
            for x, (a, b) in enumerate(pairwise(row))
            if Part.MOVING in {a, b} and {a, b} & resting and x > max(hips) + 2
        ]
        assert touching == [], f"{name} at {step / times}"


def pieces(dots: set[tuple[int, int]]) -> list[set[tuple[int, int]]]:
    """Part dots into pieces whose dots touch."""
    found = []
    while dots:
        piece, edge = set(), {dots.pop()}
        while edge:
            piece |= edge
            edge = {(x + dx, y + dy) for x, y in edge for dx in (-1, 0, 1) for dy in (-1, 0, 1)} & dots
            dots -= edge
        found.append(piece)
    return found


@every_row("rendering", list(Rendering))
@every_row("size", [(44, 11), (70, 21)])
@every_row("name", ["knee-to-chest", "knees-to-chest", "hamstring-stretch"])
def test_a_held_leg_is_one_piece_with_the_arm_that_holds_it(
    name: str, size: tuple[int, int], rendering: Rendering
) -> None:
    canvas = DotCanvas(*size)
    draw_scene(canvas, scene_at(SHIPPED[name], 1.0), rendering)
    shown = {(x, y): ink for y, row in enumerate(canvas.inks()) for x, ink in enumerate(row)}
    held = {dot for dot, ink in shown.items() if ink in {Part.MOVING, Part.ARM, Part.SKIN}}
    with_leg = [piece for piece in pieces(held) if any(shown[dot] == Part.MOVING for dot in piece)]
    assert len(with_leg) == 1
    assert {shown[dot] for dot in with_leg[0]} >= {Part.MOVING, Part.ARM, Part.SKIN}


@every_row("rendering", list(Rendering))
@every_row("size", [(44, 11), (70, 21)])
@every_row("name", ["knee-to-chest", "hamstring-stretch"])
def test_the_resting_leg_grows_out_of_the_trunk(name: str, size: tuple[int, int], rendering: Rendering) -> None:
    canvas = DotCanvas(*size)
    draw_scene(canvas, scene_at(SHIPPED[name], 1.0), rendering)
    meeting = [set(pair) for row in canvas.inks() for pair in pairwise(row)]
    assert meeting.count({Part.TRUNK, Part.RESTING}) >= 3


@every_row("name", [name for name, figure in SHIPPED.items() if figure.moves != (BodyPart.HEAD,)])
def test_the_moving_limb_is_always_seen_from_end_to_end(name: str) -> None:
    figure = SHIPPED[name]
    for reach in (0.0, 0.25, 0.5, 1.0):
        seen = sum(row.count(part) for row in inks(name, reach) for part in (Part.MOVING, Part.PELVIS))
        resting = sum(row.count(Part.RESTING) for row in inks(name, reach))
        assert seen > (resting if figure.view is View.SIDE and BodyPart.LEG in figure.moves else 0)


@every_row("name", [name for name in SHIPPED if name != "ankle-bends"])
def test_breathing_is_seen_in_every_hold_that_shows_a_chest(name: str) -> None:
    seen = []
    for breath in (0.0, 0.5):
        canvas = DotCanvas(70, 20)
        draw_scene(canvas, scene_at(SHIPPED[name], 1.0, breath=breath))
        seen.append(canvas.inks())
    assert seen[0] != seen[1]


def test_the_lit_gap_under_the_back_closes() -> None:
    gaps = []
    for reach in (0.0, 0.5, 1.0):
        rows = inks("pelvic-tilt", reach, (45, 12))
        gaps.append(sum(row.count(Part.ARROW) for row in rows[len(rows) * 2 // 3 :]))
    assert gaps[0] > gaps[1] > gaps[2] == 0


def test_the_goal_is_an_outline_that_nothing_else_becomes() -> None:
    figure = SHIPPED["hamstring-stretch"]
    without, goal = DotCanvas(70, 20), DotCanvas(70, 20)
    draw_scene(without, scene_at(figure, 0.0))
    draw_scene(goal, scene_at(figure, 0.0, goal=True))
    before, after = without.inks(), goal.inks()
    changed = {(x, y) for y, row in enumerate(before) for x, ink in enumerate(row) if ink != after[y][x]}
    assert len(changed) > 40
    assert {after[y][x] for x, y in changed} <= {Part.GHOST, 0}


@every_row("name", SHIPPED)
def test_svg_has_every_part_of_the_scene_in_its_colour(name: str) -> None:
    scene = scene_at(SHIPPED[name], 1.0)
    root = ElementTree.fromstring(scene_svg(scene, COLOURS, "#ffffff", 400))  # noqa: S314  # our own text
    fills = {path.get("fill") for path in root.iter() if path.tag.endswith("path")}
    assert {COLOURS[shape.part] for shape in scene.shapes} <= fills
    assert "nan" not in "".join(path.get("d") or "" for path in root.iter())


@every_row(
    ("environment", "rendering"),
    [
        ({}, None),
        ({"TERM": "xterm-256color"}, None),
        ({"TERM_PROGRAM": "Apple_Terminal"}, None),
        ({"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}, Rendering.SEXTANT),
        ({"TERM_PROGRAM": "WezTerm"}, Rendering.SEXTANT),
        ({"TERM": "foot-extra"}, Rendering.SEXTANT),
        ({"WT_SESSION": "b4c1"}, Rendering.SEXTANT),
        ({"VTE_VERSION": "7006"}, Rendering.SEXTANT),
        ({"VTE_VERSION": "5202"}, None),
        ({"VTE_VERSION": "?"}, None),
        ({"TERM_PROGRAM": "ghostty", "TERM_PROGRAM_VERSION": "1.2.3"}, Rendering.OCTANT),
        ({"TERM_PROGRAM": "ghostty", "TERM_PROGRAM_VERSION": "1.0.1"}, Rendering.SEXTANT),
        ({"TERM_PROGRAM": "ghostty"}, Rendering.SEXTANT),
        ({"TERM": "xterm-kitty", "TMUX": "default,1,0"}, None),
    ],
)
def test_finer_blocks_are_used_where_the_terminal_draws_them(
    environment: dict[str, str], rendering: Rendering | None
) -> None:
    assert finest_blocks(environment) is rendering
