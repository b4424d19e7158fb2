"""Make a contact sheet of the figure: `python -m tests.tools.contact_sheet OUT_DIR`.

Writes one HTML page of eighteen stills, six exercises at start, middle and hold, from the
real renderer, and a PNG of it where a Chromium is found. Options ask for other pictures.
"""

from __future__ import annotations

import argparse
import html
import shutil
import subprocess
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from stretchtui.domain.figure.pose import Figure, pose_at
from stretchtui.drawing.canvas import DotCanvas, Rendering
from stretchtui.drawing.cells import DOT_BITS
from stretchtui.drawing.figure import ASCII_FILLS, Ink, draw_figure

EXERCISES = Path(__file__).parents[2] / "data" / "exercises"
ORDER = ("lumbar-rotation", "pelvic-tilt", "knee-to-chest", "hamstring-stretch", "bed-bridge", "knees-to-chest")
COLOURS = {
    Ink.MATTRESS: "#5b6078",
    Ink.PILLOW: "#b8c0d4",
    Ink.FAR_ARM: "#7f9a76",
    Ink.FAR_RESTING: "#44608c",
    Ink.FAR_MOVING: "#d98a4a",
    Ink.HEAD: "#f2dfc0",
    Ink.TRUNK: "#6fb1ab",
    Ink.PELVIS: "#f6a860",
    Ink.UPPER_MOVING: "#c87a3e",
    Ink.NEAR_RESTING: "#5b7fb8",
    Ink.NEAR_MOVING: "#f6a860",
    Ink.NEAR_ARM: "#a9c79b",
    Ink.ARROW: "#f2dfc0",
}
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
QUADRANTS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"


def still(figure: Figure | None, reach: float, size: tuple[int, int], rendering: Rendering, *, mirrored: bool) -> str:
    """Draw one still as SVG shapes, so that no font stands between the renderer and the picture."""
    canvas = DotCanvas(*size)
    draw_figure(canvas, pose_at(figure, reach, mirrored=mirrored), figure)
    shapes = [
        shape
        for y, row in enumerate(canvas.cell_rows(rendering, ASCII_FILLS))
        for x, cell in enumerate(zip(row.text, row.fore, row.back, strict=True))
        for shape in _cell(x * CELL_W, y * CELL_H, *cell)
    ]
    width, height = size[0] * CELL_W, size[1] * CELL_H
    return f'<svg width="{width}" height="{height}" shape-rendering="geometricPrecision">{"".join(shapes)}</svg>'


def _colour(ink: int) -> str:
    return COLOURS[Ink(ink)] if ink else "none"


def _rect(x: float, y: float, width: float, height: float, colour: str, opacity: float = 1.0) -> str:
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{colour}" fill-opacity="{opacity}"/>'


def _cell(x: int, y: int, character: str, fore: int, back: int) -> Iterator[str]:
    """Shapes of one cell, as a terminal draws it."""
    colour = _colour(fore)
    if back:
        yield _rect(x, y, CELL_W, CELL_H, _colour(back))
    if character == " ":
        return
    if "\u2800" <= character <= "\u28ff":
        dots = [(row, column) for row in range(4) for column in (0, 1) if ord(character) & DOT_BITS[row][column]]
        for row, column in dots:
            yield f'<circle cx="{x + 2 + 4 * column}" cy="{y + 2 + 4 * row}" r="1.55" fill="{colour}"/>'
    elif character in QUADRANTS:
        places = [place for place in range(4) if QUADRANTS.index(character) >> place & 1]
        yield from (_rect(x + (place & 1) * 4, y + (place >> 1) * 8, 4, 8, colour) for place in places)
    elif character in "▂▆▓":
        tall = {"▂": 4, "▆": 12, "▓": 16}[character]
        yield _rect(x, y + 16 - tall, CELL_W, tall, colour, 0.75 if character == "▓" else 1.0)
    else:
        yield f'<text x="{x}" y="{y + 12}" font-size="13" fill="{colour}">{html.escape(character)}</text>'


def sheet(
    ids: Sequence[str],
    reaches: Sequence[float],
    size: tuple[int, int],
    rendering: Rendering,
    sides: Sequence[bool] = (False,),
) -> str:
    """Put stills in a page: a row for each exercise and side, a column for each reach."""
    rows = []
    for name in ids:
        table = tomllib.loads((EXERCISES / f"{name}.toml").read_text(encoding="utf-8")).get("figure")
        figure = msgspec.convert(table, Figure) if table else None
        for mirrored in sides:
            stills = "".join(
                f"<td><p>{name}{' (left)' if mirrored else ''} · {reach:.0%}</p>"
                f"{still(figure, reach, size, rendering, mirrored=mirrored)}</td>"
                for reach in reaches
            )
            rows.append(f"<tr>{stills}</tr>")
    return (
        "<!doctype html><meta charset=utf-8><style>body{background:#1b1d29;color:#8f93a8;margin:8px;"
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
    """Write the sheet and say where it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="folder for the pictures")
    parser.add_argument("--size", default="56x18", help="cells of one still, COLUMNSxROWS")
    parser.add_argument("--rendering", type=Rendering, choices=list(Rendering), default=Rendering.BRAILLE)
    parser.add_argument("--steps", type=int, default=3, help="stills of each movement, at least 2")
    parser.add_argument("--sides", choices=("right", "left", "both"), default="right")
    parser.add_argument("--exercise", action="append", choices=ORDER, help="only this one; may be repeated")
    options = parser.parse_args(argv)
    columns, rows = (int(part) for part in options.size.split("x"))
    sides = {"right": (False,), "left": (True,), "both": (False, True)}[options.sides]
    reaches = [step / (options.steps - 1) for step in range(options.steps)]
    ids = options.exercise or ORDER
    options.out.mkdir(parents=True, exist_ok=True)
    page = options.out / f"figure-{options.rendering}-{options.size}.html"
    page.write_text(sheet(ids, reaches, (columns, rows), options.rendering, sides), encoding="utf-8")
    size = (len(reaches) * (columns * CELL_W + 14) + 16, len(ids) * len(sides) * (rows * CELL_H + 28) + 16)
    shot = picture(page, *size)
    print(shot or page)  # noqa: T201


if __name__ == "__main__":
    main()
