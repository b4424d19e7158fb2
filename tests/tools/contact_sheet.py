"""Make contact sheets of the figure: `python -m tests.tools.contact_sheet OUT_DIR`.

Writes one HTML page for each size and theme: every exercise at start, quarter, half and end, in
every rendering, the same scene as SVG beside it; and a PNG of each page where a Chromium is
found. Options ask for fewer pictures.
"""

from __future__ import annotations

import argparse
import html
import shutil
import subprocess
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from textual.color import Color
from textual.theme import Theme

from stretchtui.domain.figure.keyframes import Figure
from stretchtui.domain.figure.scene import Scene
from stretchtui.domain.figure.views import scene_at
from stretchtui.drawing.blocks import Blocks
from stretchtui.drawing.canvas import BLOCKS, DotCanvas
from stretchtui.drawing.cells import DOT_BITS, Rendering
from stretchtui.drawing.figure import ASCII_FILLS, draw_scene, is_icon
from stretchtui.drawing.svg import scene_svg
from stretchtui.tui.themes import DAWN, DAYLIGHT
from stretchtui.tui.widgets.figure_view import FigureView

EXERCISES = Path(__file__).parents[2] / "data" / "exercises"
ORDER = ("lumbar-rotation", "pelvic-tilt", "knee-to-chest", "hamstring-stretch", "bed-bridge", "knees-to-chest")
SIZES = {"80x24": (44, 11), "120x36": (70, 21), "200x50": (118, 35), "miniature": (20, 4)}
"""The figure's space on a session screen of each size, and in the overview."""

THEMES = {"dark": DAWN, "light": DAYLIGHT}
REACHES = (0.0, 0.25, 0.5, 1.0)
CHROMIUM = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]
CELL_W, CELL_H = 8, 16


def palette(theme: Theme) -> dict[int, str]:
    """Mix the colours that a theme gives to each part, as the terminal gets them."""
    ground = Color.parse(theme.background or "#000000")
    colours, mixed = {}, theme.to_color_system().generate()
    for part, rule in FigureView.INKS.items():
        name, _, share = rule.removeprefix("$").partition(" ")
        colour = Color.parse(mixed[name])
        colours[part] = ground.blend(colour, float(share.rstrip("%") or 100) / 100).hex
    return colours


def still(scene: Scene, size: tuple[int, int], rendering: Rendering, colours: Mapping[int, str]) -> str:
    """Draw one still as SVG shapes, so that no font stands between the renderer and the picture."""
    canvas = DotCanvas(*size)
    draw_scene(canvas, scene, rendering)
    shapes = [
        shape
        for y, row in enumerate(canvas.cell_rows(rendering, ASCII_FILLS))
        for x, (character, fore, back) in enumerate(zip(row.text, row.fore, row.back, strict=True))
        for shape in _cell(x * CELL_W, y * CELL_H, character, colours.get(fore, "#f0f"), colours.get(back), rendering)
    ]
    width, height = size[0] * CELL_W, size[1] * CELL_H
    return f'<svg width="{width}" height="{height}" shape-rendering="crispEdges">{"".join(shapes)}</svg>'


def _rect(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{colour}"/>'


def _cell(x: int, y: int, character: str, fore: str, back: str | None, rendering: Rendering) -> Iterator[str]:
    """Shapes of one cell, as a terminal draws it."""
    if back:
        yield _rect(x, y, CELL_W, CELL_H, back)
    if character == " ":
        return
    if rendering is Rendering.BRAILLE:
        dots = [(row, column) for row in range(4) for column in (0, 1) if ord(character) & DOT_BITS[row][column]]
        yield from (_rect(x + 0.5 + 4 * column, y + 0.5 + 4 * row, 3, 3, fore) for row, column in dots)
    elif rendering in BLOCKS:
        yield from _places(x, y, character, fore, BLOCKS[rendering])
    else:
        yield f'<text x="{x}" y="{y + 12}" font-size="13" fill="{fore}">{html.escape(character)}</text>'


def _places(x: int, y: int, character: str, colour: str, blocks: Blocks) -> Iterator[str]:
    places = blocks.places_of(character)
    high = CELL_H / blocks.rows
    for place in range(2 * blocks.rows):
        if places >> place & 1:
            yield _rect(x + 4 * (place % 2), y + high * (place // 2), 4, high, colour)


def figures() -> dict[str, Figure]:
    """Read the figures that ship, in the routine's order and then by name."""
    found = {}
    for path in sorted(EXERCISES.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        if "figure" in table:
            found[path.stem] = msgspec.convert({"position": table["position"]} | table["figure"], Figure)
    return dict(sorted(found.items(), key=lambda item: ORDER.index(item[0]) if item[0] in ORDER else len(ORDER)))


def sheet(
    chosen: Mapping[str, Figure],
    reaches: Sequence[float],
    size: tuple[int, int],
    renderings: Sequence[Rendering],
    sides: Sequence[bool],
    theme: Theme,
    *,
    goal: bool = False,
) -> str:
    """Put stills in a page: a row for each exercise, side and reach, a column for each rendering, SVG first."""
    colours, rows = palette(theme), []
    ground = theme.background or "#000000"
    for name, figure in chosen.items():
        for mirrored, reach in ((mirrored, reach) for mirrored in sides for reach in reaches):
            scene = scene_at(figure, reach, mirrored=mirrored, goal=goal, icon=is_icon(size[1]))
            drawn = [scene_svg(scene, colours, ground, size[0] * CELL_W, size[1] * CELL_H)]
            drawn += [still(scene, size, rendering, colours) for rendering in renderings]
            title = f"<p>{name}{' (left)' if mirrored else ''} · {reach:.0%}</p>"
            rows.append(f"<tr>{''.join(f'<td>{title}{picture}</td>' for picture in drawn)}</tr>")
    return (
        f"<!doctype html><meta charset=utf-8><style>body{{background:{ground};color:#8f93a8;margin:8px;"
        "font-family:'DejaVu Sans Mono',monospace;font-size:12px}svg{display:block}"
        "td{padding:2px 12px 8px 0;vertical-align:top}p{margin:0 0 2px}</style>"
        f"<table cellspacing=0>{''.join(rows)}</table>"
    )


def picture(page: Path, width: int, height: int) -> Path | None:
    """Photograph a page with Chromium, or give None where there is none."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        return None
    shot = page.with_suffix(".png")
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                browser,
                *CHROMIUM,
                f"--user-data-dir={profile}",
                f"--window-size={width},{height}",
                f"--screenshot={shot}",
                page.resolve().as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
    return shot


def main(argv: Sequence[str] | None = None) -> None:
    """Write the sheets and say where they are."""
    chosen = figures()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="folder for the pictures")
    parser.add_argument("--size", action="append", help=f"{', '.join(SIZES)} or COLUMNSxROWS of one still")
    parser.add_argument("--rendering", type=Rendering, choices=list(Rendering), action="append")
    parser.add_argument("--theme", choices=list(THEMES), action="append")
    parser.add_argument("--reach", type=float, action="append", help="how far into the movement, 0 to 1")
    parser.add_argument("--sides", choices=("right", "left", "both"), default="both")
    parser.add_argument("--exercise", action="append", choices=list(chosen), help="only this one; may be repeated")
    parser.add_argument("--goal", action="store_true", help="with the outline of the end")
    options = parser.parse_args(argv)
    wanted = {name: figure for name, figure in chosen.items() if name in (options.exercise or chosen)}
    sides = {"right": (False,), "left": (True,), "both": (False, True)}[options.sides]
    reaches, renderings = options.reach or REACHES, options.rendering or list(Rendering)
    options.out.mkdir(parents=True, exist_ok=True)
    for name in options.size or SIZES:
        columns, rows = size = SIZES.get(name) or tuple(int(part) for part in name.split("x"))
        for theme in options.theme or THEMES:
            page = options.out / f"figure-{name}-{theme}.html"
            page.write_text(
                sheet(wanted, reaches, size, renderings, sides, THEMES[theme], goal=options.goal), encoding="utf-8"
            )
            stills = len(wanted) * len(sides) * len(reaches)
            across = (1 + len(renderings)) * (columns * CELL_W + 14) + 16
            shot = picture(page, across, stills * (rows * CELL_H + 28) + 16)
            print(shot or page)  # noqa: T201


if __name__ == "__main__":
    main()
